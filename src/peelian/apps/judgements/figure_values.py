"""A figure as it would be recorded in an inspection: a rate gets the population of the force inspected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.catalogue import Population
from peelian.rules.denominators import REFERENCE, with_population
from peelian.rules.figures import Figure, figure_from_json


def figure_value(inspection: Inspection, value: Mapping[str, Any]) -> Figure:
    """Build a figure from plain values, formed on the population of the force where it is a rate.

    Raises
    ------
    InvalidValueError
        The values contradict one another, or a rate rests on another population without a note.
    """
    if not isinstance(value, Mapping):
        return figure_from_json(value)
    return figure_from_json(with_population(value, _population(inspection)))


def _population(inspection: Inspection) -> Population | None:
    """The estimate of the reference held for the force; None for an inspection of all forces."""
    if inspection.force is None:
        return None
    held = {each.force: each for each in regime().populations if each.reference == REFERENCE}
    return held.get(inspection.force.slug)
