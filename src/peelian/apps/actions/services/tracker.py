"""Taking in a force's own tracker: good rows become actions, and every fault of the others is told."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import (
    Action,
    ActionDependency,
    ActionEvidence,
    ActionState,
    MovedDueDay,
    TrackerImport,
    Update,
)
from peelian.apps.actions.services.actions import LATER_NEEDS_REASON, moved_due_day, moves_later
from peelian.apps.actions.services.tracker_rows import ReadAction, Reading, in_order, read_row
from peelian.apps.actions.services.work import record, require_worker, why_waiting
from peelian.apps.audit.services import service
from peelian.apps.evidence.uploads.check import check_upload
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.documents.tracker_table import TrackerError, TrackerFault, read_tracker
from peelian.rules.errors import InvalidValueError
from peelian.rules.number_words import of_number

BATCH = 500
KINDS = (".xlsx", ".ods")
"""Kinds whose content is checked before it is read; CSV is read at once, and other kinds are refused by the reader."""
EDITED = ("title", "text", "owner", "starts_on", "due", "item")


@dataclass(frozen=True)
class TrackerResult:
    """What became of a tracker."""

    kept: TrackerImport
    notes: tuple[str, ...]

    @property
    def words(self) -> str:
        """One sentence for the person who sent it."""
        bad = len({finding["row"] for finding in self.kept.findings})
        return (
            f"{self.kept.name}: {of_number(self.kept.rows, 'row')}. {self.kept.taken:,} came in; "
            f"as they stand already: {self.kept.unchanged:,}; with faults: {bad:,}."
        )


@service("actions.import_tracker")
def import_tracker(*, actor: User, force: Organisation, name: str, data: bytes) -> TrackerResult:
    """Read a tracker (XLSX, ODS or CSV) into the actions and updates of a force.

    A row with any fault stays out, whole; all its faults are named. The others come in. A row whose reference is
    known changes that action; the same file sent again changes nothing.
    """
    require_worker(actor, force, to="bring in a tracker")
    table = _read(name, data)
    today = timezone.localdate()
    reading = Reading.of(force, today)
    faults: list[TrackerFault] = list(table.faults)
    broken = {fault.row for fault in table.faults}
    good: list[ReadAction] = []
    for row in table.rows:
        found, wrong = read_row(row, reading)
        faults += wrong if row.number not in broken else []
        if found is not None and row.number not in broken:
            good.append(found)
    known = _known(force, good)
    new, wrong = _new(force, [each for each in good if each.row not in known])
    faults += wrong
    broken |= {fault.row for fault in wrong}
    good = [each for each in good if each.row not in broken]
    changed, refused = _change(actor, [(known[each.row], each) for each in good if each.row in known], today)
    _add(actor, force, new, today)
    told = _tell(actor, good, today)
    kept = TrackerImport.objects.create(
        force=force,
        name=name[:200],
        sha256=hashlib.sha256(data).hexdigest(),
        rows=len(table.rows),
        taken=len(new) + len(changed),
        unchanged=len(good) - len(new) - len(changed) - len({fault.row for fault in refused}),
        findings=in_order([*faults, *refused], table.headings),
        notes=list(table.notes),
        imported_by=actor,
        imported_on=today,
    )
    record(
        actor, force, "import_tracker", kept,
        f"Tracker {name}: {len(new)} actions new, {len(changed)} changed, {told} updates.",
        rows=kept.rows, faults=len(kept.findings), sha256=kept.sha256,
    )  # fmt: skip
    return TrackerResult(kept, table.notes)


def _read(name: str, data: bytes) -> Any:
    try:
        if name.lower().endswith(KINDS):
            check_upload(name, data, settings.OPERATOR.PEELIAN_UPLOAD_MAX_BYTES)
        return read_tracker(name, data)
    except TrackerError as error:
        raise InvalidValueError(
            "invalid-value",
            str(error),
            {"findings": [{"field": "file", "value": name, "message": str(error)}]},
        ) from error


def _known(force: Organisation, good: Iterable[ReadAction]) -> dict[int, Action]:
    """The actions that rows stand for already, by row: by reference, else by item and title."""
    actions = list(Action.objects.select_for_update().filter(force=force, item__isnull=False))
    by_reference = {each.tracker_reference: each for each in actions if each.tracker_reference}
    by_title = {(each.item_id, each.title.casefold()): each for each in actions if not each.tracker_reference}
    found = {
        row.row: by_reference.get(row.reference)
        if row.reference
        else by_title.get((row.item.pk, row.title.casefold()))
        for row in good
    }
    return {number: action for number, action in found.items() if action is not None}


def _new(force: Organisation, rows: list[ReadAction]) -> tuple[list[ReadAction], list[TrackerFault]]:
    """Rows that begin an action, and the faults of those that cannot: the item is to be closed, or it is there."""
    there: dict[tuple[object, str], Action] = {}
    for action in Action.objects.filter(force=force, item__in={row.item.pk for row in rows}):
        there.setdefault((action.item_id, action.title.casefold()), action)
    faults: list[TrackerFault] = []
    for row in rows:
        twin = there.get((row.item.pk, row.title.casefold()))
        if said := why_waiting(row.item):
            faults.append(TrackerFault(row.row, "item", row.item.title, said))
        elif twin is not None:
            faults.append(TrackerFault(row.row, "title", row.title, _twin_words(twin)))
    wrong = {fault.row for fault in faults}
    return [row for row in rows if row.row not in wrong], faults


def _twin_words(twin: Action) -> str:
    if twin.tracker_reference:
        return (
            f"This item has an action of this title already, '{twin.title}' with the reference "
            f"'{twin.tracker_reference}'. Give that reference to change it, or another title to begin another."
        )
    return (
        f"This item has an action of this title already, '{twin.title}', without a reference. Leave the reference "
        "of the row empty to change it, or give another title to begin another."
    )


def _add(actor: User, force: Organisation, rows: list[ReadAction], today: date) -> None:
    actions = [
        Action(
            force=force,
            item=row.item,
            title=row.title,
            text=row.text,
            owner=row.owner,
            starts_on=row.starts_on,
            due=row.due,
            state=row.state,
            tracker_reference=row.reference,
            position=row.row,
        )
        for row in rows
    ]
    Action.objects.bulk_create(actions, BATCH)
    pairs = list(zip(actions, rows, strict=True))
    ActionState.objects.bulk_create(
        [state for action, row in pairs for state in _states(actor, action, row, today)], BATCH
    )
    ActionEvidence.objects.bulk_create(
        [
            ActionEvidence(
                force=force, action=action, text=row.evidence, dated=min(row.done_on or today, today), recorded_by=actor
            )
            for action, row in pairs
            if row.evidence
        ],
        BATCH,
    )  # fmt: skip


def _states(actor: User, action: Action, row: ReadAction, today: date) -> list[ActionState]:
    """The states that a row tells of, each with its day as far as the row gives one."""
    begun = min(row.starts_on or row.done_on or today, today)
    days = {
        Action.State.NOT_STARTED: [(Action.State.NOT_STARTED, today)],
        Action.State.IN_PROGRESS: [(Action.State.IN_PROGRESS, begun)],
        Action.State.DONE: [(Action.State.IN_PROGRESS, begun), (Action.State.DONE, row.done_on or today)],
        Action.State.STOPPED: [(Action.State.STOPPED, today)],
    }[Action.State(row.state)]
    return [
        ActionState(action=action, state=state, on=day, note="From the tracker.", recorded_by=actor)
        for state, day in days
    ]


def _change(
    actor: User, rows: list[tuple[Action, ReadAction]], today: date
) -> tuple[list[Action], list[TrackerFault]]:
    """Change known actions where the tracker says something else; a step back from done is refused."""
    changed: list[Action] = []
    refused: list[TrackerFault] = []
    states: list[ActionState] = []
    evidence: list[ActionEvidence] = []
    moved: list[MovedDueDay] = []
    shown = set(
        ActionEvidence.objects.filter(action__in=[action.pk for action, _ in rows]).values_list(
            "action_id", "text"
        )
    )
    waiting = set(
        ActionDependency.objects.filter(action__in=[action.pk for action, _ in rows])
        .exclude(needed__state=Action.State.DONE)
        .values_list("action_id", flat=True)
    )
    for action, row in rows:
        why = _why_not(action, row, needs_others=action.pk in waiting)
        if why is not None:
            refused.append(TrackerFault(row.row, why[0], row.reference or row.title, why[1]))
            continue
        differs = [name for name in EDITED if getattr(action, name) != getattr(row, name)]
        if row.state != action.state:
            differs.append("state")
            states += _states(actor, action, row, today)
        if row.evidence and (action.pk, row.evidence) not in shown:
            differs.append("evidence")
            evidence.append(
                ActionEvidence(
                    force=action.force, action=action, text=row.evidence, dated=min(row.done_on or today, today),
                    recorded_by=actor,
                )
            )  # fmt: skip
        move = moved_due_day(actor, action, row.due, Item.Precision.DAY, row.due_reason)
        if move is not None:
            moved.append(move)
        if differs:
            action.due_precision = Item.Precision.DAY
            for name in (*EDITED, "state"):
                setattr(action, name, getattr(row, name))
            action.version += 1
            changed.append(action)
    Action.objects.bulk_update(changed, [*EDITED, "due_precision", "state", "version"], BATCH)
    MovedDueDay.objects.bulk_create(moved, BATCH)
    ActionState.objects.bulk_create(states, BATCH)
    ActionEvidence.objects.bulk_create(evidence, BATCH)
    return changed, refused


def _why_not(action: Action, row: ReadAction, *, needs_others: bool) -> tuple[str, str] | None:
    """The column and the sentence of what the tracker may not change; nothing where it may."""
    if action.programme_id is not None:
        return "reference", "This action belongs to a programme; its owner changes it."
    if not action.is_open and row.state != action.state:
        return (
            "state",
            f"This action is {action.get_state_display().lower()} here. Take it up again on its page first.",
        )
    if moves_later(action, row.due, Item.Precision.DAY) and not row.due_reason:
        said = LATER_NEEDS_REASON.format(due=action.due_words)
        return "due", f"{said} Write it in a column 'Reason for new date'."
    if row.state != Action.State.DONE or action.state == Action.State.DONE:
        return None
    if needs_others:
        return "state", "This action needs others done first, which are not. Its page names them."
    if action.target_count is not None and action.done_count < action.target_count:
        return (
            "state",
            f"{action.done_count} of {action.target_count} are done. Count the rest on its page first.",
        )
    return None


def _tell(actor: User, good: Iterable[ReadAction], today: date) -> int:
    """Write the updates that the rows hold and that are not there yet; the items keep the latest day."""
    rows = [row for row in good if row.update]
    there = set(
        Update.objects.filter(item__in={row.item.pk for row in rows}).values_list("item_id", "on", "text")
    )
    texts = {(item, text) for item, _, text in there}
    made: dict[tuple[object, date, str], Update] = {}
    for row in rows:
        day = row.updated_on or today
        key = (row.item.pk, day, row.update)
        is_there = key in there if row.updated_on else (row.item.pk, row.update) in texts
        if not is_there:
            made[key] = Update(item=row.item, text=row.update, on=day, author=actor)
    Update.objects.bulk_create(made.values(), BATCH)
    latest: dict[object, Item] = {}
    for update in made.values():
        item = latest.setdefault(update.item_id, update.item)
        if item.last_update_on is None or update.on > item.last_update_on:
            item.last_update_on = update.on
    Item.objects.bulk_update(latest.values(), ["last_update_on"], BATCH)
    return len(made)
