"""Facts of a table for tests of the rules about tables."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.catalogue import load_catalogue
from peelian.records.intake.facts import MonthOfForce, TableFacts


def facts(table: str = "stop_searches", **known: Any) -> TableFacts:
    """Return what is known of a table of the catalogue."""
    return TableFacts(load_catalogue().record_tables[table], **known)


def month(force: str, year: int, number: int, rows: int = 100, file: str = "a.csv") -> MonthOfForce:
    return MonthOfForce(file, force, date(year, number, 1), rows)
