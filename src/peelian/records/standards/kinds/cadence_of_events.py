"""Cadence of events: something must happen again and again after a row, until it ends.

The windows are fixed from the start: one event in the first, one in each window after it. An
event at the very end of its window is in time. A window counts once it has ended before the
row did. So a caller who waits is told at 90 minutes and then each four hours: at 90, 330 and
570 minutes, whatever happened between.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import ibis

from peelian.catalogue.conditions import SPAN_SECONDS, Condition, columns_in
from peelian.catalogue.standard_parameters import EventsParameters
from peelian.catalogue.standards import EventsStandard
from peelian.records.expressions import all_met, seconds_between
from peelian.records.standards.checked import Checked, Records, exceptions, whole
from peelian.records.standards.similarity import near_copies

START, DUE, FIRST, EVERY, OWN = (
    "cadence_start",
    "cadence_due",
    "cadence_first",
    "cadence_every",
    "cadence_row",
)
TOLD = 12
"""So many missed windows are printed one by one."""


def check(standard: EventsStandard, records: Records) -> Checked:
    """Return the rows after which something was due, and those where a window went by without it."""
    rows = _due(standard, records)
    made = _windows_met(standard, records, rows)
    joined = rows.left_join(made, [rows["force"] == made["made_force"], rows[OWN] == made["made_row"]])
    joined = joined.mutate(made=joined["made"].fill_null(0), marks=joined["marks"].fill_null(0))
    short = joined.filter(joined["made"] < joined[DUE])
    return Checked(rows, exceptions(short, short[OWN], _detail(short, standard.parameters)))


def _due(standard: EventsStandard, records: Records) -> Any:
    """The rows with how many windows had ended by their end."""
    named = standard.parameters
    rows = records.relevant(standard)
    today = ibis.date(records.today.isoformat()).cast("timestamp")
    end = ibis.coalesce(rows[named.until].cast("timestamp"), today) if named.until else today
    every = _every(rows, named)
    first = ibis.literal(_seconds(named.first)) if named.first else every
    rows = rows.mutate(
        **{OWN: records.key(rows, standard.table), START: rows[named.start].cast("timestamp"),
           FIRST: first.cast("int64"), EVERY: every, "elapsed": seconds_between(rows[named.start], end)}
    )  # fmt: skip
    waited = rows["elapsed"] - rows[FIRST]
    rows = rows.mutate(**{DUE: ibis.ifelse(waited > 0, _windows(waited, rows[EVERY]), 0)})
    return rows.filter((rows[DUE] > 0).fill_null(False))


def _windows_met(standard: EventsStandard, records: Records, rows: Any) -> Any:
    """For each row how many windows hold an event, and which of the first ones as bits of a number."""
    named = standard.parameters
    events = _events(named, records)
    own = [OWN, START, FIRST, EVERY, DUE]
    parents = rows.select("force", *own, **{f"link_{n}": rows[c] for n, c in enumerate(named.link.values())})
    events = events.select(
        event_force=events["force"], event_at=events[named.at], event_key=records.key(events, named.events),
        **{f"event_link_{n}": events[c] for n, c in enumerate(named.link)},
        **({"event_text": events[named.distinct_text.column]} if named.distinct_text else {}),
    )  # fmt: skip
    same = [parents["force"] == events["event_force"]]
    same += [parents[f"link_{n}"] == events[f"event_link_{n}"] for n in range(len(named.link))]
    met = parents.join(events, same)
    since = seconds_between(met[START], met["event_at"])
    late = since - met[FIRST]
    met = met.mutate(since=since, window=ibis.ifelse(late > 0, _windows(late, met[EVERY]), 0))
    met = met.filter((met["since"] >= 0) & (met["window"] < met[DUE]))
    if named.distinct_text is not None:
        met = _without_copies(met, named.distinct_text.similarity_below)
    held = met.select(made_force="force", made_row=OWN, window="window").distinct()
    shown = [ibis.ifelse(held["window"] == n, 2**n, 0) for n in range(TOLD)]
    held = held.mutate(mark=reduce(lambda left, right: left + right, shown).cast("int64"))
    return held.group_by(["made_force", "made_row"]).aggregate(made=held.count(), marks=held["mark"].sum())


def _events(named: EventsParameters, records: Records) -> Any:
    """The events that count by themselves."""
    columns = (named.at, *named.link, *named.needs, *columns_in(named.each))
    events = records.rows(named.events, (), columns)
    needed = (*named.each, *(Condition(column=name, present=True) for name in named.needs))
    usable = all_met(events, needed, records.today) & events[named.at].notnull()
    return events.filter(usable)


def _without_copies(met: Any, similarity_below: float) -> Any:
    """The events whose text differs from that of every earlier event of the same row; blank text is none."""
    keyed = met.filter(met["event_text"].fill_null("").strip() != "")
    copies = near_copies(
        keyed,
        key=keyed["event_key"],
        within=(OWN,),
        column="event_text",
        at_least=similarity_below,
        at="event_at",
    )
    return keyed.anti_join(copies, [keyed["force"] == copies["force"], keyed["event_key"] == copies["key"]])


def _every(rows: Any, named: EventsParameters) -> Any:
    if named.every_in is None:
        return ibis.literal(_seconds(named.every)).cast("int64")
    seconds = SPAN_SECONDS["days" if named.every_in.unit == "calendar_days" else named.every_in.unit]
    step = rows[named.every_in.column].cast("int64")
    return ibis.ifelse(step > 0, step * seconds, ibis.null("int64"))


def _seconds(limit: Any) -> int:
    return int(limit.length) * SPAN_SECONDS[limit.unit]


def _windows(seconds: Any, every: Any) -> Any:
    """The number of windows begun in so many seconds."""
    return ((seconds + every - 1) // every).cast("int64")


def _detail(rows: Any, named: EventsParameters) -> Any:
    """How many were made of those due, and after what time the missed ones were due."""
    counts = whole(rows["made"]) + ibis.literal(" of ") + whole(rows[DUE]) + ibis.literal(" made")
    if named.every is None:
        return counts
    unit = (named.first or named.every).unit
    missed = ibis.literal("")
    for number in range(TOLD):
        lost = (rows[DUE] > number) & ((rows["marks"] // 2**number) % 2 == 0)
        first = _seconds(named.first) if named.first else _seconds(named.every)
        due = (first + number * _seconds(named.every)) / SPAN_SECONDS[unit]
        missed = missed + ibis.ifelse(lost, ibis.literal(f", {due:g}"), ibis.literal(""))
    return counts + ibis.literal("; missed after ") + missed.substr(2) + ibis.literal(f" {unit}")
