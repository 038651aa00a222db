"""Recency: a dated thing is there and not too old. Its absence is a gap, never silence."""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.standard_parameters import Limit
from peelian.catalogue.standards import RecencyStandard
from peelian.records.expressions import is_missing
from peelian.records.local_time import local_date
from peelian.records.standards.checked import Checked, Records, absent, exceptions
from peelian.records.standards.kinds.deadline import past_months


def check(standard: RecencyStandard, records: Records) -> Checked:
    """Return the dated things, the newest of each name, and those that are too old, undated or missing."""
    named = standard.parameters
    rows = records.relevant(standard)
    rows = rows.mutate(dated_on=local_date(rows[named.column]))
    if named.name_column is None:
        rows = rows.select("force", "dated_on", name=records.key(rows, standard.table))
    else:
        rows = rows.filter(~is_missing(rows[named.name_column]))
        rows = rows.group_by(["force", named.name_column]).aggregate(dated_on=rows["dated_on"].max())
        rows = rows.rename(name=named.name_column)
    today = ibis.date(records.today.isoformat())
    old = rows.filter(
        rows["dated_on"].isnull() | _too_old(rows["dated_on"], today, named.limit).fill_null(False)
    )
    dated = ibis.coalesce(old["dated_on"].cast("string"), ibis.literal("without a date"))
    failed = exceptions(old, old["name"], dated)
    lacking, counted = absent(records, rows, named.expected_list)
    if counted:
        gaps = exceptions(lacking, lacking["name"], ibis.literal("not there"))
        failed = failed.union(gaps)
    return Checked(rows, failed, counted)


def _too_old(dated: Any, today: Any, limit: Limit) -> Any:
    if limit.unit == "months":
        return past_months(dated, today, limit.length)
    return today.delta(dated, unit="day") > limit.length
