"""The scrutiny programme of a local policing body: items, meetings, priorities and opportunities."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from peelian.apps.responses import services
from peelian.apps.responses.models import (
    FundedInitiative,
    Opportunity,
    PlanPriority,
    ScrutinyItem,
    ScrutinyMeeting,
)
from peelian.apps.responses.queries import Followed, followed_items, questions_to, scrutiny_of
from peelian.interfaces.api.answers import Listing, next_address
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.interfaces.api.workspace.responses import own_body
from peelian.interfaces.api.workspace.scrutiny_values import (
    ForceAnswer,
    InitiativeOut,
    NewInitiative,
    NewMeeting,
    NewOpportunity,
    NewPriority,
    OpportunityOut,
    PriorityOut,
    QuestionToForce,
    Result,
    Scrutiny,
    ScrutinyEnding,
    ScrutinyMeetingOut,
    ScrutinyOut,
)

router = Router(tags=["scrutiny"])
STATE = Filter("state", "Where the scrutiny stands.", choices=tuple(ScrutinyItem.State.values))


@router.get(
    "/scrutiny",
    response={200: Listing[ScrutinyOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked((STATE,)),
)
def list_scrutiny(request: HttpRequest) -> object:
    """The programme over all reports, what is due first on top."""
    user, question = person(request), question_of(request, (STATE,))
    found = scrutiny_of(user).filter(**question.given(state="state"))
    page = page_of_query(found, ("update_due", "created_at", "id"), question)
    rows = followed_items(user, page.rows, timezone.localdate())
    return {"data": [_out(each) for each in rows], "next": next_address(request, page)}


@router.patch("/scrutiny/{uuid:scrutiny_id}", response={200: ScrutinyOut, **WORKSPACE_PROBLEMS})
def change_scrutiny(request: HttpRequest, scrutiny_id: UUID, scrutiny: Scrutiny) -> object:
    """Ask a question, set when the next update is due, name the meeting, tie the item to the plan."""
    user, found = person(request), _scrutiny(request, scrutiny_id)
    given = scrutiny.given()
    meeting = [given["meeting"]] if given.get("meeting") else []
    meetings = all_named(ScrutinyMeeting.objects.visible_to(user), meeting, "meeting")
    kept = [each.pk for each in found.priorities.all()]
    chosen = given.get("priorities", kept)
    services.scrutinise(
        actor=user,
        scrutiny=found,
        expected_version=scrutiny.expected_version,
        question=given.get("question", found.question),
        update_due=given.get("update_due") or found.update_due,
        meeting=meetings[0] if meetings else None if "meeting" in given else found.meeting,
        priorities=all_named(PlanPriority.objects.visible_to(user), chosen, "priorities"),
    )
    return _one(request, scrutiny_id)


@router.post("/scrutiny/{uuid:scrutiny_id}/end", response={200: ScrutinyOut, **WORKSPACE_PROBLEMS})
def end_scrutiny(request: HttpRequest, scrutiny_id: UUID, ending: ScrutinyEnding) -> object:
    """Say that a question is answered, or that the scrutiny of an item has ended."""
    found = _scrutiny(request, scrutiny_id)
    services.end_scrutiny(actor=person(request), scrutiny=found, **ending.given())
    return _one(request, scrutiny_id)


@router.get(
    "/scrutiny-questions",
    response={200: Listing[QuestionToForce], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_scrutiny_questions(request: HttpRequest) -> object:
    """What your local policing body asked of your force, what is due first on top."""
    found = questions_to(person(request))
    return listing(request, question_of(request, ()), found, ("update_due", "created_at", "id"), _question)


@router.post(
    "/scrutiny-questions/{uuid:scrutiny_id}/answer", response={200: QuestionToForce, **WORKSPACE_PROBLEMS}
)
def answer_scrutiny_question(request: HttpRequest, scrutiny_id: UUID, answer: ForceAnswer) -> object:
    """Answer for your force; the body that asked reads it, and nobody else."""
    user = person(request)
    found = reach(questions_to(user), pk=scrutiny_id)
    services.answer_question(actor=user, scrutiny=found, **answer.given())
    return _question(reach(questions_to(user), pk=scrutiny_id))


@router.get(
    "/scrutiny-meetings",
    response={200: Listing[ScrutinyMeetingOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_scrutiny_meetings(request: HttpRequest) -> object:
    """Meetings of your body, latest first."""
    found = ScrutinyMeeting.objects.visible_to(person(request))
    return listing(request, question_of(request, ()), found, ("-held_on", "id"))


@router.post("/scrutiny-meetings", response={201: ScrutinyMeetingOut, **WORKSPACE_PROBLEMS})
def hold_meeting(request: HttpRequest, meeting: NewMeeting) -> object:
    """Put a meeting into the programme."""
    body = own_body(request, meeting.body)
    return Status(201, services.hold_meeting(actor=person(request), body=body, **meeting.given({"body"})))


@router.get(
    "/plan-priorities",
    response={200: Listing[PriorityOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_priorities(request: HttpRequest) -> object:
    """Priorities of your body's police and crime plan."""
    found = PlanPriority.objects.visible_to(person(request))
    return listing(request, question_of(request, ()), found, ("plan", "title", "id"))


@router.post("/plan-priorities", response={201: PriorityOut, **WORKSPACE_PROBLEMS})
def name_priority(request: HttpRequest, priority: NewPriority) -> object:
    """Put a priority of the plan on the list."""
    body = own_body(request, priority.body)
    return Status(201, services.name_priority(actor=person(request), body=body, **priority.given({"body"})))


@router.get(
    "/opportunities",
    response={200: Listing[OpportunityOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_opportunities(request: HttpRequest) -> object:
    """Opportunities that your body follows, those without a result first."""
    found = Opportunity.objects.visible_to(person(request))
    return listing(request, question_of(request, ()), found, ("result", "area", "id"))


@router.post("/opportunities", response={201: OpportunityOut, **WORKSPACE_PROBLEMS})
def note_opportunity(request: HttpRequest, opportunity: NewOpportunity) -> object:
    """Note something to explore."""
    body = own_body(request, opportunity.body)
    made = services.note_opportunity(actor=person(request), body=body, **opportunity.given({"body"}))
    return Status(201, made)


@router.post(
    "/opportunities/{uuid:opportunity_id}/result", response={200: OpportunityOut, **WORKSPACE_PROBLEMS}
)
def record_opportunity_result(request: HttpRequest, opportunity_id: UUID, result: Result) -> object:
    """Record what came of an opportunity."""
    user = person(request)
    found = reach(Opportunity.objects.visible_to(user).select_related("body"), pk=opportunity_id)
    return services.record_opportunity_result(actor=user, opportunity=found, **result.given())


@router.get(
    "/funded-initiatives",
    response={200: Listing[InitiativeOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_funded_initiatives(request: HttpRequest) -> object:
    """What your body pays for, those without a result first."""
    found = FundedInitiative.objects.visible_to(person(request))
    return listing(request, question_of(request, ()), found, ("result", "result_due", "id"))


@router.post("/funded-initiatives", response={201: InitiativeOut, **WORKSPACE_PROBLEMS})
def fund_initiative(request: HttpRequest, initiative: NewInitiative) -> object:
    """Put on record what your body pays for."""
    body = own_body(request, initiative.body)
    made = services.fund_initiative(actor=person(request), body=body, **initiative.given({"body"}))
    return Status(201, made)


@router.post(
    "/funded-initiatives/{uuid:initiative_id}/result", response={200: InitiativeOut, **WORKSPACE_PROBLEMS}
)
def record_initiative_result(request: HttpRequest, initiative_id: UUID, result: Result) -> object:
    """Record what came of something that your body pays for."""
    user = person(request)
    found = reach(FundedInitiative.objects.visible_to(user).select_related("body"), pk=initiative_id)
    return services.record_initiative_result(actor=user, initiative=found, **result.given())


def _question(each: ScrutinyItem) -> QuestionToForce:
    names = ("id", "question", "asked_on", "update_due", "answer", "answered_on", "version")
    return QuestionToForce(
        item=each.item_id,
        title=each.item.title,
        body=each.body.name,
        **{name: getattr(each, name) for name in names},
    )


def _scrutiny(request: HttpRequest, scrutiny_id: UUID) -> ScrutinyItem:
    return reach(scrutiny_of(person(request)), pk=scrutiny_id)


def _one(request: HttpRequest, scrutiny_id: UUID) -> ScrutinyOut:
    found = _scrutiny(request, scrutiny_id)
    (followed,) = followed_items(person(request), [found], timezone.localdate())
    return _out(followed)


def _out(each: Followed) -> ScrutinyOut:
    scrutiny, update = each.scrutiny, each.update
    return ScrutinyOut(
        id=scrutiny.pk,
        item=scrutiny.item_id,
        title=scrutiny.item.title,
        state=scrutiny.state,
        item_state=scrutiny.item.state,
        question=scrutiny.question,
        asked_on=scrutiny.asked_on,
        answer=scrutiny.answer,
        answered_on=scrutiny.answered_on,
        update_due=scrutiny.update_due,
        overdue=each.overdue,
        latest_update=update.text if update else "",
        latest_update_on=update.on if update else None,
        meeting=scrutiny.meeting_id,
        priorities=[priority.pk for priority in scrutiny.priorities.all()],
        result=scrutiny.result,
        version=scrutiny.version,
    )
