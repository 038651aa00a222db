"""What forces do about items: the board list, updates, what holds items up, actions, and the force's own tracker."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Status, UploadedFile

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, Constraint, Update
from peelian.apps.actions.policies import (
    actions_editable_by,
    forces_watched,
    forces_worked_for,
    items_workable_by,
    items_worked_on,
)
from peelian.apps.actions.queries import board_items, board_pack, board_rows
from peelian.apps.actions.services import (
    add_action,
    add_dependency,
    add_evidence,
    count_action,
    end_constraint,
    import_tracker,
    move_action,
    raise_constraint,
    set_update_interval,
    write_update,
)
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.force_values import (
    ActionCount,
    ActionEvidenceRecord,
    ActionMove,
    ActionOut,
    ActionRecord,
    ActionWholeOut,
    BoardItemOut,
    ConstraintEnd,
    ConstraintOut,
    ConstraintRecord,
    IntervalRecord,
    Need,
    TrackerOut,
    UpdateOut,
    UpdateRecord,
    board_item,
)
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import colleagues, person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.rendering.board_pack import board_pack_docx, board_pack_pdf, board_pack_xlsx

router = Router(tags=["work of forces"])
BOARD = "/boards/{slug:force}"
ITEM = "/items/{uuid:item_id}"
ACTION = "/actions/{uuid:action_id}"
DOCUMENT = "application/vnd.openxmlformats-officedocument"
PACKS = {
    "pdf": (board_pack_pdf, "application/pdf"),
    "docx": (board_pack_docx, f"{DOCUMENT}.wordprocessingml.document"),
    "xlsx": (board_pack_xlsx, f"{DOCUMENT}.spreadsheetml.sheet"),
}


@router.get(
    f"{BOARD}", response={200: Listing[BoardItemOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_board(request: HttpRequest, force: str) -> object:
    """Open items of a force that you work for or oversee, each with how fresh the news of it are."""
    found = reach(forces_watched(person(request)), slug=force)
    question, today = question_of(request, ()), timezone.localdate()
    answer = listing(request, question, board_items(found).order_by(), ("title", "id"))
    answer["data"] = [board_item(row) for row in board_rows(found, answer["data"], today)]
    return answer


@router.get(BOARD + "/pack/{slug:form}", response={200: None, **WORKSPACE_READ_PROBLEMS})
def read_board_pack(request: HttpRequest, force: str, form: str) -> object:
    """The board pack as a file: pdf, docx or xlsx."""
    found = _own_force(request, force)
    if form not in PACKS:
        raise Http404
    write, media_type = PACKS[form]
    answer = HttpResponse(write(board_pack(found, timezone.localdate())), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="board-pack-{found.slug}.{form}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@router.post(f"{BOARD}/tracker", response={201: TrackerOut, **WORKSPACE_PROBLEMS})
def send_tracker(request: HttpRequest, force: str, file: File[UploadedFile]) -> object:
    """Bring in the force's own tracker; rows without a fault come in, and every fault of the others is told."""
    found = _own_force(request, force)
    made = import_tracker(actor=person(request), force=found, name=file.name or "", data=file.read())
    return Status(201, made.kept)


@router.get(
    f"{ITEM}/updates", response={200: Listing[UpdateOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_updates(request: HttpRequest, item_id: UUID) -> object:
    """What the force told of an item, latest first."""
    user = person(request)
    item = reach(items_worked_on(user), pk=item_id)
    found = Update.objects.visible_to(user).filter(item=item).select_related("author").order_by()
    return listing(request, question_of(request, ()), found, ("-on", "id"))


@router.post(f"{ITEM}/updates", response={201: UpdateOut, **WORKSPACE_PROBLEMS})
def tell_update(request: HttpRequest, item_id: UUID, record: UpdateRecord) -> object:
    """Tell how an item stands."""
    item = reach(items_workable_by(person(request)).select_related("force", "inspectorate"), pk=item_id)
    return Status(201, write_update(actor=person(request), item=item, **record.given()))


@router.post(f"{ITEM}/update-interval", response={204: None, **WORKSPACE_PROBLEMS})
def agree_interval(request: HttpRequest, item_id: UUID, record: IntervalRecord) -> object:
    """Agree how often an item is told about; longer than is usual, as an inspector of the item."""
    item = reach(items_worked_on(person(request)).select_related("force", "inspectorate"), pk=item_id)
    set_update_interval(actor=person(request), item=item, **record.given())
    return Status(204, None)


@router.get(f"{ITEM}/constraints", response={200: list[ConstraintOut], **WORKSPACE_READ_PROBLEMS})
def list_constraints(request: HttpRequest, item_id: UUID) -> object:
    """What holds an item up, and what did."""
    user = person(request)
    item = reach(items_worked_on(user), pk=item_id)
    return list(Constraint.objects.visible_to(user).filter(item=item))


@router.post(f"{ITEM}/constraints", response={201: ConstraintOut, **WORKSPACE_PROBLEMS})
def record_constraint(request: HttpRequest, item_id: UUID, record: ConstraintRecord) -> object:
    """Record what holds an item up; outside the force's control with its reason, cost and benefit."""
    item = reach(items_workable_by(person(request)).select_related("force", "inspectorate"), pk=item_id)
    return Status(201, raise_constraint(actor=person(request), item=item, **record.given()))


@router.post("/constraints/{uuid:constraint_id}/end", response={200: ConstraintOut, **WORKSPACE_PROBLEMS})
def stop_constraint(request: HttpRequest, constraint_id: UUID, end: ConstraintEnd) -> object:
    """Record that something no longer holds an item up."""
    visible = Constraint.objects.visible_to(person(request)).select_related(
        "item__force", "item__inspectorate"
    )
    found = reach(visible, pk=constraint_id)
    return end_constraint(actor=person(request), constraint=found, ended_on=end.ended_on)


@router.get(
    f"{ITEM}/actions", response={200: Listing[ActionOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_actions(request: HttpRequest, item_id: UUID) -> object:
    """Actions of your force on an item."""
    user = person(request)
    item = reach(items_worked_on(user), pk=item_id)
    found = Action.objects.visible_to(user).filter(item=item).select_related("owner").order_by()
    return listing(request, question_of(request, ()), found, ("position", "id"))


@router.post(f"{ITEM}/actions", response={201: ActionOut, **WORKSPACE_PROBLEMS})
def begin_action(request: HttpRequest, item_id: UUID, record: ActionRecord) -> object:
    """Add an action on an item."""
    item = reach(items_workable_by(person(request)).select_related("force", "inspectorate"), pk=item_id)
    owner = _owner(item.force, record.owner)
    made = add_action(actor=person(request), item=item, owner=owner, **record.given(["owner"]))
    return Status(201, made)


@router.get(f"{ACTION}", response={200: ActionWholeOut, **WORKSPACE_READ_PROBLEMS})
def read_action(request: HttpRequest, action_id: UUID) -> object:
    """An action with the history of its states."""
    visible = Action.objects.visible_to(person(request)).select_related("owner")
    return reach(visible.prefetch_related("states"), pk=action_id)


@router.post(f"{ACTION}/state", response={200: ActionOut, **WORKSPACE_PROBLEMS})
def change_state(request: HttpRequest, action_id: UUID, move: ActionMove) -> object:
    """Move an action on from a day."""
    return move_action(actor=person(request), action=_action(request, action_id), **move.given())


@router.post(f"{ACTION}/count", response={200: ActionOut, **WORKSPACE_PROBLEMS})
def count_done(request: HttpRequest, action_id: UUID, count: ActionCount) -> object:
    """Count how many are done, up to the target."""
    return count_action(actor=person(request), action=_action(request, action_id), **count.given())


@router.post(f"{ACTION}/evidence", response={204: None, **WORKSPACE_PROBLEMS})
def show_done(request: HttpRequest, action_id: UUID, record: ActionEvidenceRecord) -> object:
    """Add what shows that an action was done."""
    add_evidence(actor=person(request), action=_action(request, action_id), **record.given())
    return Status(204, None)


@router.post(f"{ACTION}/needs", response={204: None, **WORKSPACE_PROBLEMS})
def need_first(request: HttpRequest, action_id: UUID, need: Need) -> object:
    """Say that an action needs another done first; a circle is refused."""
    user = person(request)
    needed = all_named(Action.objects.visible_to(user), [need.needed], "needed")[0]
    add_dependency(actor=user, action=_action(request, action_id), needed=needed)
    return Status(204, None)


def _own_force(request: HttpRequest, slug: str) -> Organisation:
    return reach(forces_worked_for(person(request)), slug=slug)


def _action(request: HttpRequest, action_id: UUID) -> Action:
    editable = actions_editable_by(person(request)).select_related(
        "force", "owner", "item", "programme__owner"
    )
    return reach(editable, pk=action_id)


def _owner(force: Organisation | None, email: str) -> User:
    if force is None:
        raise Http404
    return colleagues(force, [email], "owner")[0]
