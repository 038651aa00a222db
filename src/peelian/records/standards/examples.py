"""Run the planted records of a standard, and say where what was found differs from what stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.standard_uses import tables_of
from peelian.catalogue.standards import RateStandard, Standard, StandardExample
from peelian.records.engines import Engine
from peelian.records.planted import plant
from peelian.records.standards.results import StandardResult
from peelian.records.standards.run import run_standards


def run_example(
    standard: Standard, example: StandardExample, catalogue: Catalogue, engine: Engine, folder: Path
) -> StandardResult:
    """Return the result of a standard on one of its examples, planted into an empty folder."""
    plant(example.records, catalogue.record_tables, folder, tables_to_plant(standard, catalogue))
    tables = engine.tables(folder)
    found = run_standards(engine, tables, [standard], catalogue=catalogue, today=example.today)
    return found[0]


def tables_to_plant(standard: Standard, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the tables that must be there, if only without a row."""
    if isinstance(standard, RateStandard):
        return (catalogue.measures[standard.parameters.measure].table,)
    return tables_of(standard, catalogue.record_tables)


def difference(example: StandardExample, result: StandardResult) -> str:
    """Return a sentence for what differs from the example; nothing where all is as it should be."""
    found = sorted(each.key for each in result.shown)
    details = {each.key: each.detail for each in result.shown if each.key in example.details}
    words = {each.force: each.words for each in result.forces if each.force in example.prints}
    compared: Mapping[str, tuple[object, object]] = {
        "state": ("checked", "not checked: " + result.reason if result.state == "not-run" else "checked"),
        "exceptions": (sorted(example.fails), found),
        "relevant": (example.relevant, result.relevant),
        "left out": (dict(example.left_out), _left_out(result)),
        "details": (dict(example.details), details),
        "words": (dict(example.prints), words),
    }
    parts = [
        f"{name}: {wanted!r} stands in the example, {seen!r} was found"
        for name, (wanted, seen) in compared.items()
        if wanted != seen
    ]
    return "; ".join(parts)


def _left_out(result: StandardResult) -> dict[str, int]:
    """How many rows were left out, by reason, over all forces."""
    rows: Counter[str] = Counter()
    for each in result.left_out:
        rows[each.reason] += each.rows or 0
    return dict(rows)
