"""Items in numbers as tables with their charts: shared by the public register and that of the workspace."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.pictures import AgeBand, Burden, ForceLine, ThemeLine
from peelian.rendering.count_bars import CountBar, count_bars_svg
from peelian.rendering.presenters import NOT_RECORDED, date_words

DAYS_IN_YEAR, DAYS_IN_MONTH = 365.25, 30.44
KINDS = {
    Item.Kind.CAUSE_OF_CONCERN: "Causes of concern",
    Item.Kind.RECOMMENDATION: "Recommendations",
    Item.Kind.AREA_FOR_IMPROVEMENT: "Areas for improvement",
}
Address = Callable[[str], str]
Row = list[dict[str, Any]]


@dataclass(frozen=True)
class NumbersTable:
    """A table of numbers, with its chart where it has one."""

    identifier: str
    caption: str
    columns: list[dict[str, Any]]
    rows: list[Row]
    chart: SafeString | None = None
    note: str = ""


def age_table(bands: Sequence[AgeBand]) -> NumbersTable:
    """Open items by age, a column for each kind."""
    rows: list[Row] = [
        [
            {"text": band.words},
            *(_number(band.kinds[kind]) for kind in KINDS),
            _number(band.count),
        ]
        for band in bands
    ]
    caption = "Open items by age"
    return NumbersTable(
        "ages",
        caption,
        _columns("Open for", *KINDS.values(), "Together"),
        rows,
        _chart("ages", caption, [CountBar(band.words, band.count) for band in bands]),
    )


def theme_table(lines: Sequence[ThemeLine], address: Address, in_all: int) -> NumbersTable:
    """Items by theme: how many, of how many forces, how long open, how many that take up earlier ones.

    `in_all` is the number of open items, those without a force of their own included.
    """
    rows: list[Row] = [
        [
            {"text": line.title, "href": address(line.theme)},
            _number(line.open),
            _number(line.forces),
            _known(line.open, duration_words(line.half_open_days)),
            _known(line.open, duration_words(line.longest_open_days)),
            _number(line.repeated),
            _number(line.ended),
        ]
        for line in lines
    ]
    headings = ("Theme", "Open", "Forces", "Half open for at least", "Longest open", "Repeated", "Ended")
    bars = [CountBar(line.title, line.open) for line in lines]
    caption = "Items of forces by theme"
    chart = _chart("themes", "Open items by theme", bars)
    note = _beyond(sum(line.open for line in lines), in_all)
    return NumbersTable("themes", caption, _columns(*headings), rows, chart, note)


def force_table(title: str, lines: Sequence[ForceLine], address: Address) -> NumbersTable:
    """How each force stands under one theme, by name."""
    rows: list[Row] = [
        [
            {"text": line.force.name, "href": address(line.force.slug)},
            _number(line.open),
            _known(line.open, date_words(line.oldest) if line.oldest else ""),
            _number(line.repeated),
            _number(line.ended),
        ]
        for line in lines
    ]
    caption = f"{title}: forces by name"
    return NumbersTable(
        "forces", caption, _columns("Force", "Open", "Oldest open since", "Repeated", "Ended"), rows
    )


def burden_table(lines: Sequence[Burden], address: Address, in_all: int) -> NumbersTable:
    """What is asked of each force, by name; a column for each kind of body that asks anything.

    `in_all` is the number of open items, those without a force of their own included.
    """
    asking = [origin for origin in Item.Origin if any(line.origins[origin] for line in lines)]
    rows: list[Row] = [
        [
            {"text": line.force.name, "href": address(line.force.slug)},
            _number(line.open),
            *(_number(line.origins[origin]) for origin in asking),
            _number(line.immediate),
            _number(line.due_soon),
            _number(line.overdue),
            _number(line.raised_in_year),
        ]
        for line in lines
    ]
    headings = ("Force", "Open", *(origin.label for origin in asking), "At once", "Due in 90 days", "Overdue")
    return NumbersTable(
        "burden",
        "What is asked of each force",
        _columns(*headings, "Raised in the last year"),
        rows,
        note=_beyond(sum(line.open for line in lines), in_all),
    )


def duration_words(days: int | None) -> str:
    """How long something has been open, in words short enough for a table.

    >>> [duration_words(days) for days in (None, 0, 1, 45, 800)]
    ['', '0 days', '1 day', '1 month', '2.2 years']
    """
    if days is None:
        return ""
    if days < DAYS_IN_MONTH:
        return f"{days} day{'' if days == 1 else 's'}"
    if days < DAYS_IN_YEAR:
        months = int(days / DAYS_IN_MONTH)
        return f"{months} month{'' if months == 1 else 's'}"
    return f"{days / DAYS_IN_YEAR:.1f} years"


def _columns(first: str, *others: str) -> list[dict[str, Any]]:
    return [{"text": first}, *({"text": heading, "numeric": True} for heading in others)]


def _number(count: int) -> dict[str, Any]:
    return {"text": f"{count:,}", "numeric": True}


def _known(count: int, words: str) -> dict[str, Any]:
    """How long the open items have been open; that no day is recorded is another answer than that none is open."""
    return {"text": words or (NOT_RECORDED if count else "None open"), "numeric": True}


def _beyond(count: int, in_all: int) -> str:
    """Why a table does not add up to all open items; nothing where it does."""
    left_out = in_all - count
    if left_out <= 0:
        return ""
    one = left_out == 1
    return (
        f"{left_out:,} open item{' is' if one else 's are'} not counted here, but in the table by age: "
        f"{'it is' if one else 'they are'} asked of all forces, of a national body or of others, "
        "and not of one of the forces alone."
    )


def _chart(identifier: str, title: str, bars: list[CountBar]) -> SafeString | None:
    """The bars; nothing where all of them are empty."""
    if not any(bar.count for bar in bars):
        return None
    return SafeString(count_bars_svg(title, bars, identifier=f"{identifier}-chart"))
