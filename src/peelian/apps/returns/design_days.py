"""The days of a design, asked by the service that stores it and by the form before it is sent on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def days_out_of_order(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Last days of a design that lie before their first days, each with the sentence that says so."""
    pairs = (("period_start", "period_end"), ("opens_on", "closes_on"))
    days = [(last, values.get(first), values.get(last)) for first, last in pairs]
    told = "The last day is before the first. Give a later one."
    return [(name, told) for name, start, end in days if start and end and end < start]
