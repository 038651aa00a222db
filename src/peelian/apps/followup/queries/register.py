"""The register of those who follow items: what concerns them, narrowed, in the order they ask for, page by page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Prefetch, Q, QuerySet

from peelian.apps.followup.models import Item, ItemQuerySet, Ownership
from peelian.apps.followup.queries.listing import ORDER, ItemFilter, after, cursor_of, narrowed, overdue
from peelian.apps.organisations.access import (
    Viewer,
    forces_of,
    forces_overseen_by,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError

PAGE_SIZE = 50
NEWEST, BY_DATE = "newest", "date"
BY_DATE_ORDER = ("-immediate", F("due").asc(nulls_last=True), "id")
LINE = (
    "title",
    "kind",
    "force__name",
    "inspectorate_id",
    "addressee",
    "addressee_name",
    "immediate",
    "due",
    "due_precision",
    "state",
    "stage",
    "progress",
    "origin",
    "origin_body",
    "matched",
    "raised_on",
    "raised_precision",
    "last_update_on",
    "listed_on",
)
"""Columns of an item that a line of the register shows, or by which the next page is found."""
OVERDUE, WEEKS, QUARTER, UNDATED = "overdue", "28-days", "90-days", "undated"
MINE, NOBODY = "mine", "nobody"


@dataclass(frozen=True)
class RegisterFilter(ItemFilter):
    """What somebody who follows items wants to see; the last three narrow by the work on them.

    Attributes
    ----------
    due
        `overdue`, `28-days`, `90-days` or `undated`; each of open items alone.
    owner
        `mine`, or `nobody` for open items of a force without an owner.
    order
        `newest`, or `date` for the nearest date first; what is to start at once stands first in both.
    """

    due: str = ""
    order: str = NEWEST
    stage: str = ""
    progress: str = ""
    owner: str = ""


@dataclass(frozen=True)
class RegisterPage:
    """One page of the register.

    Attributes
    ----------
    worked_on
        Keys of the items of which the reader may read the work: owner, stage and progress.
    told_of
        Keys of the items of which the reader may read what the force tells.
    """

    items: tuple[Item, ...]
    next_cursor: str
    worked_on: frozenset[uuid.UUID]
    told_of: frozenset[uuid.UUID]


def items_concerning(user: Viewer) -> ItemQuerySet:
    """Published items that concern the user: of their force or one they hold to account, or of their inspectorate.

    A reader of the Home Office follows all.
    """
    published = Item.objects.published()
    if organisations_with_role(user, Role.HOME_OFFICE_READER):
        return published
    forces = [*forces_of(user), *forces_overseen_by(user)]
    return published.filter(_in(forces, staffed_inspectorates(user)))


def work_readable_by(user: Viewer) -> Q:
    """The items of which the user may read the work: those of their force, and those of their inspectorate."""
    return _in(forces_of(user), staffed_inspectorates(user))


def news_readable_by(user: Viewer) -> Q:
    """The items of which the user may read what the force tells: those of the work, and of a force held to account."""
    return _in([*forces_of(user), *forces_overseen_by(user)], staffed_inspectorates(user))


def register_items(user: Viewer, wanted: RegisterFilter, today: date) -> ItemQuerySet:
    """Items that concern the user, narrowed, in no order yet."""
    found = narrowed(items_concerning(user), wanted)
    if wanted.due:
        found = found.filter(_due(wanted.due, today), state=Item.State.OPEN)
    if not (wanted.stage or wanted.progress or wanted.owner):
        return found
    columns = {"stage": wanted.stage, "progress": wanted.progress}
    found = found.filter(work_readable_by(user), **{name: value for name, value in columns.items() if value})
    current = Ownership.objects.filter(until__isnull=True)
    if wanted.owner == MINE:
        return found.filter(pk__in=current.filter(owner=user).values("item"))
    if wanted.owner == NOBODY:
        unowned = found.filter(state=Item.State.OPEN, force__isnull=False)
        return unowned.exclude(pk__in=current.values("item"))
    return found


def register_page(
    user: Viewer, items: QuerySet[Item], order: str, *, cursor: str = "", size: int = PAGE_SIZE
) -> RegisterPage:
    """One page of items of the register, in a number of queries that does not depend on that of the items.

    The keys of the page are found first, so that nothing but keys is ever sorted; then the items are read.
    """
    listed = in_order(items, order)
    if cursor:
        listed = listed.filter(_after_by_date(cursor) if order == BY_DATE else after(cursor))
    keys = list(listed.values_list("pk", flat=True)[: size + 1])
    owners = (
        Ownership.objects.filter(until__isnull=True).select_related("owner").only("item_id", "owner__name")
    )
    read = Item.objects.select_related("force").only(*LINE)
    whole = read.prefetch_related(Prefetch("ownerships", queryset=owners, to_attr="owned_by"))
    found = whole.in_bulk(keys[:size])
    shown = tuple(found[key] for key in keys[:size] if key in found)
    place = _date_cursor if order == BY_DATE else cursor_of
    return RegisterPage(
        shown,
        place(shown[-1]) if len(keys) > size and shown else "",
        _among(shown, forces_of(user), user),
        _among(shown, [*forces_of(user), *forces_overseen_by(user)], user),
    )


def in_order(items: QuerySet[Item], order: str) -> QuerySet[Item]:
    """The items in the order asked for."""
    return items.order_by(*(BY_DATE_ORDER if order == BY_DATE else ORDER))


def _in(forces: list[uuid.UUID], inspectorates: list[uuid.UUID]) -> Q:
    """Of one of the forces or inspectorates; a part that names nobody is left out, so that an index is used."""
    parts = Q(pk__in=[])
    if forces:
        parts |= Q(force__in=forces) if len(forces) > 1 else Q(force=forces[0])
    if inspectorates:
        parts |= (
            Q(inspectorate__in=inspectorates) if len(inspectorates) > 1 else Q(inspectorate=inspectorates[0])
        )
    return parts


def _among(items: tuple[Item, ...], forces: list[uuid.UUID], user: Viewer) -> frozenset[uuid.UUID]:
    """Keys of those of the items that belong to one of the forces or to the user's inspectorates."""
    own, inspectorates = set(forces), set(staffed_inspectorates(user))
    return frozenset(
        item.pk for item in items if item.force_id in own or item.inspectorate_id in inspectorates
    )


def _due(named: str, today: date) -> Q:
    if named == OVERDUE:
        return overdue(today)
    if named == UNDATED:
        return Q(due__isnull=True)
    days = {WEEKS: 28, QUARTER: 90}.get(named)
    if days is None:
        raise InvalidValueError(
            "invalid-value",
            f"'{named[:80]}' is no filter of days. Choose {OVERDUE}, {WEEKS}, {QUARTER} or {UNDATED}.",
            {"field": "due"},
        )
    return Q(due__lte=today + timedelta(days=days)) & ~overdue(today)


def _date_cursor(item: Item) -> str:
    return f"{int(item.immediate)}_{item.due.isoformat() if item.due else 'none'}_{item.pk}"


def _after_by_date(cursor: str) -> Q:
    """Those that come later by date than the item of the cursor; those without a date come last."""
    try:
        urgent, day, key = cursor.split("_")
        immediate, identifier = {"0": False, "1": True}[urgent], uuid.UUID(key)
        due = None if day == "none" else date.fromisoformat(day)
    except (ValueError, KeyError) as error:
        raise InvalidValueError(
            "invalid-value",
            f"'{cursor[:80]}' is no place in the list. Start again from the first page.",
            {"field": "cursor"},
        ) from error
    if due is None:
        later = Q(due__isnull=True, id__gt=identifier)
    else:
        later = Q(due__gt=due) | Q(due=due, id__gt=identifier) | Q(due__isnull=True)
    later &= Q(immediate=immediate)
    return later | Q(immediate=False) if immediate else later
