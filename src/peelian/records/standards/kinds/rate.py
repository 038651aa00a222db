"""Rate: a measure of each force, and the forces that do not reach what is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import ibis
import pyarrow as pa

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.standards import RateStandard
from peelian.records.measures.run import Populations, run_measures
from peelian.records.measures.scope import Days
from peelian.records.standards.checked import Checked, Records
from peelian.rules.clocks import months_after

MONTHS = 12
"""A measure without a window of its own is worked out over the year that ends today."""


def check(standard: RateStandard, records: Records) -> Checked:
    """Return the forces that have the measure, and those beyond its threshold."""
    named = standard.parameters
    measure = records.catalogue.measures[named.measure]
    days = Days(months_after(records.today, -MONTHS) + timedelta(days=1), records.today)
    found = run_measures(
        records.engine, records.tables, [measure], schema=records.schema, days=days,
        populations=populations_of(records.catalogue), intervals=False, unsent=records.unsent,
    )  # fmt: skip
    words: dict[str, list[str]] = {}
    beyond: list[tuple[str, str, str]] = []
    for value in found.values:
        words.setdefault(value.force, []).append(
            ": ".join([*(text for _, text in value.breakdown), value.words])
        )
        low = named.at_least is not None and value.value is not None and value.value < float(named.at_least)
        high = named.at_most is not None and value.value is not None and value.value > float(named.at_most)
        if low or high:
            beyond.append((value.force, value.force, value.words))
    return Checked(_table([(force,) for force in words], ("force",)),
                   _table(beyond, ("force", "key", "detail")),
                   words={force: "; ".join(each) for force, each in words.items()})  # fmt: skip


def populations_of(catalogue: Catalogue, reference: str = "mid-2020") -> Populations:
    """Return the residents of each force's area at one reference date."""
    return {(row.force,): row.value for row in catalogue.populations if row.reference == reference}


def _table(rows: list[Any], names: tuple[str, ...]) -> Any:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return ibis.memtable(pa.table(columns, schema=pa.schema([(name, pa.string()) for name in names])))
