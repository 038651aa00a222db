"""Cadence of dates: meetings, scans or reports that must follow one another, and who must attend."""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.standard_parameters import Limit, Members
from peelian.catalogue.standards import CalendarStandard
from peelian.records.local_time import local_date
from peelian.records.standards.checked import Checked, Records, absent, exceptions, whole, with_count
from peelian.records.standards.kinds.deadline import past_months


def check(standard: CalendarStandard, records: Records) -> Checked:
    """Return the dated rows, with each gap between them and each member that did not attend."""
    named = standard.parameters
    rows = records.relevant(standard)
    rows = rows.mutate(dated_on=local_date(rows[named.at]))
    found = []
    if named.every is not None:
        found.append(_gaps(rows, named.group, named.every, records))
    if named.members is not None:
        found += _missed(rows, standard.table, named.members, records)
    grouped = rows.select("force", name=rows[named.group])
    lacking, counted = absent(records, grouped, named.expected_list)
    if counted:
        found.append(exceptions(lacking, lacking["name"], ibis.literal("none recorded")))
    return Checked(rows, ibis.union(*found) if len(found) > 1 else found[0], counted)


def _gaps(rows: Any, group: str, every: Limit, records: Records) -> Any:
    """Each day after which the next one, or today, came too late."""
    days = rows.select("force", "dated_on", name=rows[group]).distinct()
    following = days["dated_on"].lead().over(ibis.window(group_by=["force", "name"], order_by="dated_on"))
    days = days.mutate(following=following)
    today = ibis.date(records.today.isoformat())
    days = days.mutate(until=ibis.coalesce(days["following"], today))
    if every.unit == "months":
        late = past_months(days["dated_on"], days["until"], every.length)
    else:
        late = days["until"].delta(days["dated_on"], unit="day") > every.length
    gaps = days.filter(late)
    key = gaps["name"] + ibis.literal(" after ") + gaps["dated_on"].cast("string")
    after = ibis.coalesce(
        ibis.literal("next on ") + gaps["following"].cast("string"), ibis.literal("none since")
    )
    return exceptions(gaps, key, after)


def _missed(rows: Any, table: str, members: Members, records: Records) -> list[Any]:
    """Each kind of member that no row of attendance shows, and each meeting with too few."""
    there = records.rows(
        members.table, members.where, (*members.link, *([members.column] if members.column else []))
    )
    found = []
    for kind in members.expected:
        of_kind = there.filter((there[members.column] == kind).fill_null(False))
        counted = with_count(rows, of_kind, members.link, "attended_by")
        short = counted.filter(counted["attended_by"] == 0)
        key = records.key(short, table) + ibis.literal(f": {kind}")
        found.append(exceptions(short, key, ibis.literal("did not attend")))
    if members.at_least is not None:
        counted = with_count(rows, there, members.link, "attended_by")
        short = counted.filter(counted["attended_by"] < members.at_least)
        detail = whole(short["attended_by"]) + ibis.literal(f" attended, {members.at_least} expected")
        found.append(exceptions(short, records.key(short, table), detail))
    return found
