"""Cadence of events: something must happen again and again after a row, until it ends.

The windows are fixed from the start: one event in the first, one in each window after it. An
event at the very end of its window is in time. A window counts once it has ended before the
row did. So a caller who waits is told at 90 minutes and then each four hours: at 90, 330 and
570 minutes, whatever happened between.
"""

from __future__ import annotations

from typing import Any

import ibis

from peelian.catalogue.conditions import SPAN_SECONDS, Condition, columns_in
from peelian.catalogue.standard_parameters import EventsParameters
from peelian.catalogue.standards import EventsStandard
from peelian.records.expressions import seconds_between
from peelian.records.local_time import first_moment, instant
from peelian.records.standards.checked import FORCE, Checked, Records, exceptions, listed, whole
from peelian.records.standards.kinds.listing import likeness_words
from peelian.records.standards.similarity import near_copies
from peelian.records.standards.unjudged import REASON, cannot_be_judged, reason_column

START, DUE, FIRST, EVERY = "cadence_start", "cadence_due", "cadence_first", "cadence_every"
MADE = "made_"
"""Before the names of columns that say which row the windows are of."""
TOLD = 12
"""So many missed windows are printed one by one."""
BITS = 60
"""So many windows are the bits of a number; later ones, which few rows reach, are listed."""
LIKENESS, COPIES = "likeness", "copies"


def check(standard: EventsStandard, records: Records) -> Checked:
    """Return the rows after which something was due, and those where a window went by without it."""
    held, own = records.engine.hold_told_apart(_due(standard, records), _own(standard, records))
    rows = held.filter(held[REASON].isnull())
    made = _windows_met(standard, records, rows, own)
    joined = rows.left_join(made, [rows[name] == made[MADE + name] for name in own])
    joined = joined.mutate(made=joined["made"].fill_null(0), marks=joined["marks"].fill_null(0))
    short = joined.filter(joined["made"] < joined[DUE])
    key = records.key(short, standard.table)
    detail = _detail(short, standard.parameters) + _copied_words(short, standard.parameters)
    return Checked(held, exceptions(short, key, detail))


def _own(standard: EventsStandard, records: Records) -> list[str]:
    """The columns that tell one row from another."""
    return [FORCE, *records.schema[standard.table].key]


def _due(standard: EventsStandard, records: Records) -> Any:
    """The rows for which a window had ended by their end: what tells them apart, their start and how many.

    Rows that cannot be judged stand among them with their reason, so that the records are read once.
    """
    named = standard.parameters
    rows = records.applied_to(standard)
    unjudged = cannot_be_judged(standard, records.schema[standard.table], rows)
    today = ibis.timestamp(first_moment(records.today).isoformat())
    end = ibis.coalesce(instant(rows[named.until]), today) if named.until else today
    every = _every(rows, named)
    first = ibis.literal(_seconds(named.first)).cast("int64") if named.first else every
    waited = seconds_between(rows[named.start], end) - first
    rows = rows.filter((waited > 0) | unjudged)
    columns = dict.fromkeys((*_own(standard, records), *named.link.values()))
    varying = {} if named.every_in is None else {FIRST: first, EVERY: every}
    return rows.select(
        *columns,
        **{START: instant(rows[named.start]), DUE: _windows(waited, every)},
        **{REASON: reason_column(standard, records.schema[standard.table], rows)},
        **varying,
    )


def _windows_met(standard: EventsStandard, records: Records, rows: Any, own: list[str]) -> Any:
    """For each row how many windows hold an event, and which of the first ones as bits of a number."""
    named = standard.parameters
    events = _events(named, records)
    events = events.select(
        event_force=events["force"], event_at=events[named.at],
        **{f"event_link_{n}": events[c] for n, c in enumerate(named.link)},
        **({"event_key": records.key(events, named.events), "event_text": events[named.distinct_text.column]}
           if named.distinct_text else {}),
    )  # fmt: skip
    same = [rows["force"] == events["event_force"]]
    same += [rows[c] == events[f"event_link_{n}"] for n, c in enumerate(named.link.values())]
    met = rows.join(events, same)
    every = met[EVERY] if EVERY in met.columns else _every(met, named)
    first = met[FIRST] if FIRST in met.columns else _seconds(named.first or named.every)
    since = seconds_between(met[START], met["event_at"])
    window = ibis.ifelse(since > first, _windows(since - first, every), 0)
    met = met.mutate(window=window).filter((since >= 0) & (window < met[DUE]))
    if named.distinct_text is not None:
        met = _with_copies(met, _own(standard, records), named.distinct_text.similarity_below)
    return _counted(met, own)


def _counted(met: Any, own: list[str]) -> Any:
    """How many windows of each row hold an event: the first ones as bits of a number, which cost less than a list."""
    window, early, late = met["window"], met["window"] < BITS, met["window"] >= BITS
    copies = {}
    if LIKENESS in met.columns:
        copied = met[LIKENESS].notnull()
        early, late = early & ~copied, late & ~copied
        words = met["event_key"] + " (" + likeness_words(met[LIKENESS]) + ")"
        copies = {COPIES: words.collect(where=copied)}
    marks = bit_or(ibis.ifelse(early, ibis.literal(1).cast("int64") << window, ibis.literal(0).cast("int64")))
    counted = met.group_by(**{MADE + name: met[name] for name in own}).aggregate(
        marks=marks, later=window.collect(where=late), **copies
    )
    later = counted["later"].unique().length().fill_null(0)
    return counted.mutate(made=bit_count(counted["marks"]) + later).drop("later")


@ibis.udf.agg.builtin
def bit_or(number: int) -> int:
    """The bits that are set in any number of a group; every engine has this function of its own."""
    return number


@ibis.udf.scalar.builtin
def bit_count(number: int) -> int:
    """How many bits of a number are set; every engine has this function of its own."""
    return number.bit_count()


def _events(named: EventsParameters, records: Records) -> Any:
    """The events that count by themselves."""
    columns = (named.at, *named.link, *named.needs, *columns_in(named.each))
    needed = (*named.each, *(Condition(column=name, present=True) for name in (named.at, *named.needs)))
    return records.rows(named.events, needed, columns)


def _with_copies(met: Any, own: list[str], similarity_below: float) -> Any:
    """Say of the text of each event how alike it is to an earlier one of the same row; blank text is no event."""
    keyed = met.filter(met["event_text"].strip() != "")
    copies = near_copies(
        keyed,
        key=keyed["event_key"],
        within=own[1:],
        column="event_text",
        at_least=similarity_below,
        at="event_at",
    ).rename(copied_force="force", copied_key="key")
    same = [keyed["force"] == copies["copied_force"], keyed["event_key"] == copies["copied_key"]]
    return keyed.left_join(copies, same).drop("copied_force", "copied_key")


def _copied_words(rows: Any, named: EventsParameters) -> Any:
    """Which events were copies, how alike to an earlier one, and from which likeness a text counts as copied."""
    if named.distinct_text is None:
        return ibis.literal("")
    least = f"; copied, at least {100 * named.distinct_text.similarity_below:g} percent alike: "
    told = ibis.literal(least) + ibis.literal(", ").join(rows[COPIES].sort())
    return ibis.ifelse((rows[COPIES].length() > 0).fill_null(False), told, "")


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
    first, every = _seconds(named.first or named.every), _seconds(named.every)
    unit = (named.first or named.every).unit
    due = (ibis.literal(1).cast("int64") << ibis.least(rows[DUE], TOLD)) - 1
    missed = due & ~rows["marks"]
    times = [f"{(first + number * every) / SPAN_SECONDS[unit]:g}" for number in range(TOLD)]
    told = listed([((missed & 2**number) > 0, time) for number, time in enumerate(times)])
    return counts + ibis.literal("; missed after ") + told + ibis.literal(f" {unit}")
