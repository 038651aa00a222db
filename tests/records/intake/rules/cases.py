"""What the tests of rules share: columns, the cells of a column that break a rule, and files."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb

from peelian.catalogue import RecordColumn, RecordTable, load_catalogue
from peelian.records.intake.cells import Cell, Known
from peelian.records.intake.facts import FileFacts
from peelian.records.intake.findings import CellRule
from peelian.records.intake.sources import Source, recognise

TODAY = date(2022, 3, 31)
CATALOGUE = load_catalogue()
SPELLINGS = ("cleveland", "Cleveland Police", "Cleveland Constabulary")
KNOWN = Known(TODAY, dict.fromkeys(SPELLINGS, "cleveland"), CATALOGUE.recognise_force)


def column(kind: str, **given: Any) -> RecordColumn:
    """A column named 'tested'; numbers are of miles, codes are immediate and scheduled."""
    if kind in ("whole", "number", "money"):
        given = {"unit": "miles"} | given
    if kind == "code":
        given = {"codes": [{"code": code, "meaning": code} for code in ("immediate", "scheduled")]} | given
    return RecordColumn(name="tested", type=kind, meaning="what is tested", **given)  # type: ignore[arg-type]


def breaking(rule: CellRule, tested: RecordColumn, *texts: str | None) -> list[str | None]:
    """Those of the texts that break the rule; none where the rule is not about the column."""
    condition = rule.broken(tested, Cell.of(tested, "cell", KNOWN), KNOWN)
    if condition is None:
        return []
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        engine.execute("CREATE TABLE cells (place INTEGER, cell VARCHAR)")
        engine.executemany("INSERT INTO cells VALUES (?, ?)", list(enumerate(texts)))
        rows = engine.execute(f"SELECT cell FROM cells WHERE {condition} ORDER BY place").fetchall()
    return [row[0] for row in rows]


def incidents(file: str = "incidents.csv", *names: str) -> Source:
    """A file of incidents with the columns named, or the least that it must have."""
    found = recognise(file, names or ("incident_id", "force", "opened_at"), CATALOGUE)
    assert found is not None
    return found


def table(name: str = "incidents") -> RecordTable:
    return CATALOGUE.record_tables[name]


def file(**given: Any) -> FileFacts:
    """A sound file of incidents, but for what is given."""
    source = given.pop("source", incidents())
    header = given.pop("header", ("incident_id", "force", "opened_at"))
    return FileFacts(**({"file": "incidents.csv", "size": 100, "header": header, "source": source} | given))
