"""The value of the board pack: what the board of a force reads on a day."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from peelian.apps.actions.models import Action, Update
from peelian.apps.actions.queries.board import BoardRow, board_items, board_rows, is_late
from peelian.apps.actions.queries.late import LateThing, late_things, late_totals, to_name
from peelian.apps.actions.queries.left import left_owners, owner_words, staff_of
from peelian.apps.organisations.models import Organisation
from peelian.rendering.board_pack import BoardPack, PackAction, PackItem
from peelian.rules.clocks import last_due_day
from peelian.rules.number_words import of_number

LATE_NAMED = 20


def board_pack(force: Organisation, today: date) -> BoardPack:
    """Gather every open item of the force with its owner, actions, latest update and what holds it up."""
    rows = board_rows(force, board_items(force), today)
    latest = _latest_updates(rows)
    of_items = Q(item__in=[row.item.pk for row in rows])
    actions = (
        Action.objects.filter(of_items | Q(programme__isnull=False), force=force)
        .exclude(state=Action.State.STOPPED)
        .select_related("owner", "item", "programme")
        .prefetch_related("moved_days")
        .order_by("due", "title", "id")
    )
    here, late = staff_of(force), late_things(force, today)
    return BoardPack(
        force=force.name,
        made_on=today,
        summary=_summary(rows, late),
        faults=_faults(force, late),
        items=tuple(_item(row, latest.get(row.item.pk)) for row in rows),
        actions=tuple(_action(each, here, today) for each in actions),
    )


def _latest_updates(rows: list[BoardRow]) -> dict[object, Update]:
    found: dict[object, Update] = {}
    told = {(row.item.pk, row.item.last_update_on) for row in rows if row.item.last_update_on}
    days = {day for _, day in told}
    candidates = Update.objects.filter(item__in=[pk for pk, _ in told], on__in=days).order_by(
        "created_at", "id"
    )
    for update in candidates:
        if (update.item_id, update.on) in told:
            found[update.item_id] = update
    return found


def _summary(rows: list[BoardRow], late: list[LateThing]) -> tuple[str, ...]:
    counts = (
        of_number(len(rows), "open item"),
        f"{sum(row.overdue for row in rows):,} of them past the date of the item",
        f"{sum(row.freshness.stale for row in rows):,} with a stale update",
        f"{sum(row.owner is None or row.owner_left for row in rows):,} without an owner who is still there",
        *late_totals(late),
    )
    return ("; ".join(counts) + ".",)


def _faults(force: Organisation, late: list[LateThing]) -> tuple[str, ...]:
    named, others = to_name(late, LATE_NAMED)
    said = [*(each.words for each in left_owners(force)), *(each.words for each in named), others]
    return tuple(each for each in said if each)


def _item(row: BoardRow, update: Update | None) -> PackItem:
    return PackItem(
        title=row.item.title,
        kind=row.item.get_kind_display(),
        due=row.due_words,
        overdue=row.overdue,
        owner=row.owner_words,
        owner_missing=row.owner is None or row.owner_left,
        stage=row.item.get_stage_display() or row.item.get_state_display(),
        actions=f"{row.actions_done:,} of {row.actions:,} done" if row.actions else "None",
        news=row.freshness.words,
        stale=row.freshness.stale,
        held_up="; ".join(row.held_up),
        update=update.text if update else "",
        last_day=row.item.due and last_due_day(row.item.due, row.item.due_precision),  # type: ignore[arg-type]
    )


def _action(action: Action, here: Collection[uuid.UUID], today: date) -> PackAction:
    percent = action.percent_done
    counted = (
        f" ({action.done_count:,} of {action.target_count:,}, {percent} percent)"
        if percent is not None
        else ""
    )
    return PackAction(
        title=action.title,
        serves="; ".join(each.title for each in (action.item, action.programme) if each is not None),
        owner=owner_words(action.owner, here),
        due=action.due_words,
        state=f"{action.get_state_display()}{counted}",
        late=is_late(action, today),
        last_day=action.due and last_due_day(action.due, action.due_precision),  # type: ignore[arg-type]
        moved=tuple(each.words for each in action.moved_days.all()),
    )
