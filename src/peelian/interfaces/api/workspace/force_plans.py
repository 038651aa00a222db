"""Plans of forces: drafted, tied to items, sent in versions, received and reviewed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.actions.models import ActionPlan, PlanReceipt, PlanVersion
from peelian.apps.actions.policies import forces_worked_for, items_worked_on
from peelian.apps.actions.services import draft_plan, receive_plan, review_plan, send_plan, tie_item
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.force_values import (
    ActionPlanOut,
    PlanRecord,
    PlanResult,
    PlanSending,
    PlanVersionOut,
    Tie,
)
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach

router = Router(tags=["work of forces"])
PLANS = "/boards/{slug:force}/plans"
PLAN = "/plans/{uuid:plan_id}"
VERSION = "/plan-versions/{uuid:version_id}"
BESIDE = ("plan__force", "inspectorate", "receipt")


@router.get(
    f"{PLANS}", response={200: Listing[ActionPlanOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_action_plans(request: HttpRequest, force: str) -> object:
    """Plans of a force of yours."""
    own = reach(forces_worked_for(person(request)), slug=force)
    found = ActionPlan.objects.filter(force=own).order_by()
    return listing(request, question_of(request, ()), found, ("title", "id"))


@router.post(f"{PLANS}", response={201: ActionPlanOut, **WORKSPACE_PROBLEMS})
def begin_plan(request: HttpRequest, force: str, record: PlanRecord) -> object:
    """Draft a plan."""
    own = reach(forces_worked_for(person(request)), slug=force)
    return Status(201, draft_plan(actor=person(request), force=own, **record.given()))


@router.post(f"{PLAN}/items", response={204: None, **WORKSPACE_PROBLEMS})
def put_under_plan(request: HttpRequest, plan_id: UUID, tie: Tie) -> object:
    """Put an item under a plan, and under one of its themes."""
    user = person(request)
    item = all_named(items_worked_on(user), [tie.item], "item")[0]
    tie_item(actor=user, plan=_plan(request, plan_id), item=item, theme=tie.theme)
    return Status(204, None)


@router.get(f"{PLAN}/versions", response={200: list[PlanVersionOut], **WORKSPACE_READ_PROBLEMS})
def list_plan_versions(request: HttpRequest, plan_id: UUID) -> object:
    """Every version of a plan that was sent, the first one first."""
    return list(_plan(request, plan_id).versions.select_related(*BESIDE))


@router.post(f"{PLAN}/versions", response={201: PlanVersionOut, **WORKSPACE_PROBLEMS})
def send_plan_version(request: HttpRequest, plan_id: UUID, sending: PlanSending) -> object:
    """Send a plan to the inspectorate as its next version."""
    return Status(201, send_plan(actor=person(request), plan=_plan(request, plan_id), **sending.given()))


@router.get(f"{VERSION}", response={200: PlanVersionOut, **WORKSPACE_READ_PROBLEMS})
def read_plan_version(request: HttpRequest, version_id: UUID) -> object:
    """A version as it was sent, with its receipt and result."""
    return _version(request, version_id)


@router.post(f"{VERSION}/receipt", response={201: PlanVersionOut, **WORKSPACE_PROBLEMS})
def give_receipt(request: HttpRequest, version_id: UUID) -> object:
    """Give the inspectorate's receipt for a version."""
    receive_plan(actor=person(request), version=_version(request, version_id))
    return Status(201, _version(request, version_id))


@router.post(f"{VERSION}/result", response={200: PlanVersionOut, **WORKSPACE_PROBLEMS})
def judge_plan(request: HttpRequest, version_id: UUID, result: PlanResult) -> object:
    """Say what the inspectorate makes of a version that it received."""
    version = _version(request, version_id)
    receipt = reach(
        PlanReceipt.objects.select_related("version__plan__force", "version__inspectorate"), version=version
    )
    review_plan(actor=person(request), receipt=receipt, **result.given())
    return _version(request, version_id)


def _plan(request: HttpRequest, plan_id: UUID) -> ActionPlan:
    visible = ActionPlan.objects.visible_to(person(request)).select_related("force")
    found: ActionPlan = reach(visible, pk=plan_id)
    return found


def _version(request: HttpRequest, version_id: UUID) -> PlanVersion:
    return reach(PlanVersion.objects.visible_to(person(request)).select_related(*BESIDE), pk=version_id)
