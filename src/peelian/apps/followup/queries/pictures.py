"""Items counted: by theme over all forces, by age, and by force; always in the order of names, never as a ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.queries.listing import overdue
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.clocks import months_after

NO_THEME = "none"
"""How addresses name the items that stand under no theme."""
SOON_DAYS = 90
YEAR = 12
BANDS: tuple[tuple[str, int, int | None], ...] = (
    ("Less than 6 months", 0, 6),
    ("6 months to 1 year", 6, 12),
    ("1 to 2 years", 12, 24),
    ("2 to 4 years", 24, 48),
    ("4 years or more", 48, None),
)
"""Words of an age, and the full months from which and to which it goes."""


@dataclass(frozen=True)
class ThemeLine:
    """The items of one theme: how many, of how many forces, how long open, and how many take up earlier ones.

    Attributes
    ----------
    half_open_days
        Half of the open items whose day is known have been open for at least so many days; None without any.
    repeated
        Items, open or ended, that repeat, continue, reframe or supersede an earlier one.
    """

    theme: str
    title: str
    open: int
    forces: int
    half_open_days: int | None
    longest_open_days: int | None
    repeated: int
    ended: int


@dataclass(frozen=True)
class ForceLine:
    """The items of one force under one theme."""

    force: Organisation
    open: int
    oldest: date | None
    repeated: int
    ended: int


@dataclass(frozen=True)
class AgeBand:
    """How many open items are so old, by kind."""

    words: str
    kinds: dict[str, int]

    @property
    def count(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True)
class Burden:
    """What is asked of one force: by whom, how much of it soon or late, and how much came and went in a year."""

    force: Organisation
    origins: dict[str, int]
    immediate: int
    due_soon: int
    overdue: int
    raised_in_year: int

    @property
    def open(self) -> int:
        return sum(self.origins.values())


def theme_title(theme: str) -> str:
    """The title of a theme; of one that the regime no longer names, its short name."""
    titles = {each.identifier: each.title for each in regime().themes}
    return titles.get(theme, theme.replace("-", " ").capitalize()) if theme else "No theme given"


def themes_of(items: QuerySet[Item], today: date) -> list[ThemeLine]:
    """Items of forces by theme, in the order of the regime; themes without any item are told with 0."""
    of_forces = items.filter(force__isnull=False)
    counted = _counted_by(
        "theme",
        of_forces,
        open=Count("pk", filter=_open()),
        forces=Count("force", distinct=True, filter=_open()),
        ended=Count("pk", filter=~_open()),
        repeated=Count("pk", filter=_repeats()),
    )
    days: dict[str, list[int]] = defaultdict(list)
    for theme, raised in of_forces.filter(_open()).order_by().values_list("theme", "raised_on").iterator():
        if raised is not None:
            days[theme].append((today - raised).days)
    named = [each.identifier for each in regime().themes]
    others = sorted(counted.keys() - set(named) - {""})
    return [_theme_line(theme, counted.get(theme, {}), days[theme]) for theme in [*named, *others, ""]]


def forces_under_theme(items: QuerySet[Item], theme: str) -> list[ForceLine]:
    """How each force in scope stands under one theme, by name; forces without any item are told with 0."""
    counted = _counted_by(
        "force",
        items.filter(theme="" if theme == NO_THEME else theme, force__isnull=False),
        open=Count("pk", filter=_open()),
        oldest=Min("raised_on", filter=_open()),
        ended=Count("pk", filter=~_open()),
        repeated=Count("pk", filter=_repeats()),
    )
    return [_force_line(force, counted.get(force.pk, {})) for force in forces_in_scope()]


def ages_of(items: QuerySet[Item], today: date) -> list[AgeBand]:
    """Open items by age and kind; those whose day is not recorded stand last."""
    bands = {words: _aged(low, high, today) for words, low, high in BANDS}
    bands["Day not recorded"] = Q(raised_on__isnull=True)
    columns = {f"band{place}": Count("pk", filter=aged) for place, aged in enumerate(bands.values())}
    counted = _counted_by("kind", items.filter(_open()), **columns)
    return [
        AgeBand(words, {kind: counted.get(kind, {}).get(column, 0) for kind in Item.Kind.values})
        for words, column in zip(bands, columns, strict=True)
    ]


def burdens(items: QuerySet[Item], forces: Iterable[Organisation], today: date) -> list[Burden]:
    """What is asked of each of the forces, in the order given."""
    soon = Q(due__lte=today + timedelta(days=SOON_DAYS)) & ~overdue(today)
    counted = _counted_by(
        "force",
        items.filter(force__isnull=False),
        **{_column(origin): Count("pk", filter=_open() & Q(origin=origin)) for origin in Item.Origin.values},
        at_once=Count("pk", filter=_open() & Q(immediate=True)),
        due_soon=Count("pk", filter=_open() & soon),
        late=Count("pk", filter=_open() & overdue(today)),
        in_year=Count("pk", filter=Q(raised_on__gt=months_after(today, -YEAR), raised_on__lte=today)),
    )
    return [_burden(force, counted.get(force.pk, {})) for force in forces]


def _counted_by(column: str, items: QuerySet[Item], **counts: Any) -> dict[Any, dict[str, Any]]:
    """Numbers of items, by the value of a column, in one query."""
    rows: Iterable[dict[str, Any]] = items.order_by().values(column).annotate(**counts)
    return {row[column]: row for row in rows}


def _force_line(force: Organisation, row: dict[str, Any]) -> ForceLine:
    numbers = (row.get(name, 0) for name in ("repeated", "ended"))
    return ForceLine(force, row.get("open", 0), row.get("oldest"), *numbers)


def _burden(force: Organisation, row: dict[str, Any]) -> Burden:
    origins = {origin: row.get(_column(origin), 0) for origin in Item.Origin.values}
    figures = (row.get(name, 0) for name in ("at_once", "due_soon", "late", "in_year"))
    return Burden(force, origins, *figures)


def _column(origin: str) -> str:
    return f"from_{origin.replace('-', '_')}"


def _open() -> Q:
    return Q(state=Item.State.OPEN)


def _repeats() -> Exists:
    """Takes up an earlier item that the public may read too."""
    return Exists(ItemLink.objects.filter(later=OuterRef("pk")).exclude(earlier__state=Item.State.DRAFT))


def _aged(low: int, high: int | None, today: date) -> Q:
    """Raised at least so many months ago, and fewer than so many."""
    found = Q(raised_on__lte=months_after(today, -low)) if low else Q(raised_on__isnull=False)
    return found & Q(raised_on__gt=months_after(today, -high)) if high is not None else found


def _theme_line(theme: str, row: dict[str, Any], days: list[int]) -> ThemeLine:
    return ThemeLine(
        theme or NO_THEME,
        theme_title(theme),
        row.get("open", 0),
        row.get("forces", 0),
        int(median(days)) if days else None,
        max(days, default=None),
        row.get("repeated", 0),
        row.get("ended", 0),
    )
