"""An item asked of many forces: how it stands in each of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db.models import Count, Prefetch, QuerySet

from peelian.apps.followup.models import FindingsLetter, Item
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import DueState, Precision, due_state

MANY = (Item.Addressee.ALL_FORCES, Item.Addressee.SEVERAL_FORCES)


@dataclass(frozen=True)
class ForceRow:
    """One force of the grid."""

    item: Item
    due_state: DueState
    letters: tuple[FindingsLetter, ...]


@dataclass(frozen=True)
class NationalPicture:
    """All forces asked, how many stand where, and whether they have come equally far.

    `picture` is one word, "consistent" or "inconsistent", once every force has a result; empty until then.
    """

    rows: tuple[ForceRow, ...]
    states: dict[str, int]
    levels: dict[str, int]
    picture: str


def national_items(user: Viewer) -> QuerySet[Item]:
    """Published items to all or several forces with the number of forces asked as `forces`, newest first."""
    found = Item.objects.visible_to(user).published().filter(addressee__in=MANY)
    return found.annotate(forces=Count("force_items")).order_by("-listed_on", "id")


def national_grid(user: Viewer, national: Item, today: date) -> NationalPicture:
    """Every force asked with its own item, by name; letters only for those who may read them."""
    letters = FindingsLetter.objects.visible_to(user)
    items = (
        Item.objects.visible_to(user)
        .published()
        .filter(national=national)
        .select_related("force")
        .prefetch_related(Prefetch("letters", queryset=letters, to_attr="letters_read"))
        .order_by("force__name", "pk")
    )
    rows = tuple(ForceRow(item, _clock(item, today), tuple(item.letters_read)) for item in items)
    levels = Counter(row.item.get_progress_display() for row in rows if row.item.progress)
    whole = bool(rows) and sum(levels.values()) == len(rows)
    return NationalPicture(
        rows,
        dict(Counter(row.item.get_state_display() for row in rows)),
        dict(levels),
        ("consistent" if len(levels) == 1 else "inconsistent") if whole else "",
    )


def _clock(item: Item, today: date) -> DueState:
    return due_state(item.due, cast(Precision, item.due_precision), today)


def forces_called(run: MeasurePublication, label: str) -> list[Organisation]:
    """The forces of a published comparison that were given a label, such as "well above average", by name."""
    slugs = [force.slug for force in run.comparison.forces if force.label == label]
    found = Organisation.objects.filter(kind=Organisation.Kind.FORCE, slug__in=slugs)
    return list(found.order_by("name", "pk"))
