"""Secrets of plans, updates and evidence of forces."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.core.files.base import ContentFile

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import (
    Action,
    ActionDependency,
    ActionEvidence,
    ActionPartner,
    ActionPlan,
    ActionState,
    AllegationReferral,
    BoardDecision,
    BoardMeeting,
    CheckRun,
    ChiefStatement,
    CollaborationExit,
    Constraint,
    Forum,
    ForumMeasure,
    Initiative,
    Milestone,
    MovedDueDay,
    OutsideReview,
    PlanDocument,
    PlanItem,
    PlanReceipt,
    PlanVersion,
    PracticeNote,
    PracticeShare,
    Programme,
    ProgrammeComment,
    RecurringCheck,
    TrackerImport,
    Update,
)
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

DAY = date(2022, 6, 1)
BODY = "cleveland-local-policing-body"


def _of_cleveland(thing: str, /, **fields: Any) -> dict[str, Any]:
    return {"id": fixed(thing), "force_id": fixed("cleveland"), **fields}


def _owner() -> User:
    return User.objects.get(pk=fixed("cleveland-strategic-owner"))


def _action(name: str, **fields: Any) -> Action:
    owner = _owner()
    action = Action.objects.create(
        **_of_cleveland(name, title=SECRET, text=SECRET, owner=owner, due=DAY, **fields)
    )
    ActionState.objects.create(action=action, state="not-started", on=DAY, note=SECRET, recorded_by=owner)
    MovedDueDay.objects.create(
        action=action, due=DAY, moved_to=DAY, reason=SECRET, moved_on=DAY, moved_by=owner
    )
    evidence = ActionEvidence(
        **_of_cleveland(f"evidence of {name}", action=action, text=SECRET, dated=DAY, recorded_by=owner),
        file_name=f"{SECRET}.txt",
        media_type="text/plain",
        sha256="0" * 64,
    )
    evidence.file.save(f"{SECRET}.txt", ContentFile(SECRET.encode()), save=False)
    evidence.save(force_insert=True)
    return action


def own_work() -> None:
    """A secret of the force alone: actions, a plan not sent, its board, what it tries, and its records."""
    owner, item = _owner(), fixed("item cleveland")
    action = _action("action", item_id=item, joint=True)
    ActionPartner.objects.create(id=71, action=action, name=SECRET)
    ActionDependency.objects.create(action=action, needed=_action("needed action", item_id=item))
    plan = ActionPlan.objects.create(**_of_cleveland("plan", title=SECRET, purpose=SECRET, themes=[SECRET]))
    PlanItem.objects.create(plan=plan, item_id=item, theme=SECRET)
    forum = Forum.objects.create(
        **_of_cleveland("forum", title=SECRET, is_board=True, every_days=31, member_kinds=[SECRET])
    )
    ForumMeasure.objects.create(forum=forum, measure=SECRET, every_days=31)
    meeting = BoardMeeting.objects.create(
        **_of_cleveland("meeting", forum=forum, on=DAY, held=True, attended=[SECRET], minutes=SECRET)
    )
    BoardDecision.objects.create(
        **_of_cleveland("decision", meeting=meeting, item_id=item, text=SECRET, recorded_by=owner)
    )
    Initiative.objects.create(
        **_of_cleveland(
            "initiative", kind="pilot", title=SECRET, objectives=SECRET, owner=owner, evaluation_due=DAY
        )
    )
    PracticeNote.objects.create(
        **_of_cleveland("note", title=SECRET, text=SECRET, author=owner, written_on=DAY)
    )
    _programme("programme")
    left = User.objects.create(id=fixed("left owner"), email="left@cleveland.example", name=SECRET)
    _records(left)


def _records(owner: User) -> None:
    check = RecurringCheck.objects.create(
        **_of_cleveland("check", title=SECRET, scope="internal", every_months=12, first_due=DAY, owner=owner)
    )
    CheckRun.objects.create(check_of=check, done_on=DAY, result=SECRET, recorded_by=owner)
    OutsideReview.objects.create(
        **_of_cleveland("outside review", asked_by=SECRET, reviewer=SECRET, scope=SECRET, asked_on=DAY)
    )
    CollaborationExit.objects.create(**_of_cleveland("exit", collaboration=SECRET, decided_on=DAY))
    AllegationReferral.objects.create(**_of_cleveland("allegation", reference=SECRET, received_on=DAY))
    ChiefStatement.objects.create(
        **_of_cleveland("statement", about=SECRET, name=SECRET, office=SECRET, stated_on=DAY, quote=SECRET)
    )
    TrackerImport.objects.create(
        **_of_cleveland(
            "tracker", name=SECRET, sha256="0" * 64, rows=1, taken=0, unchanged=0, imported_by=owner, imported_on=DAY,
            findings=[{"row": 2, "field": "due", "value": SECRET, "message": SECRET}],
        )
    )  # fmt: skip


def _programme(name: str, **fields: Any) -> Programme:
    programme = Programme.objects.create(
        **_of_cleveland(
            name, title=f"{SECRET} {name}", purpose=SECRET, benefits=SECRET, owner=_owner(), starts_on=DAY, **fields
        )
    )  # fmt: skip
    Milestone.objects.create(id=fixed(f"milestone of {name}"), programme=programme, title=SECRET, due=DAY)
    comment = ProgrammeComment.objects.create(
        id=fixed(f"comment on {name}"), programme=programme, author=_owner(), text=SECRET
    )
    ProgrammeComment.objects.filter(pk=comment.pk).update(created_at=datetime(2022, 6, 1, tzinfo=UTC))
    _action(f"action of {name}", programme=programme)
    return programme


def news() -> None:
    """A secret of the force, its overseer and the inspectorate: how an item stands and what holds it up."""
    item, owner = fixed("item cleveland"), _owner()
    Update.objects.create(id=fixed("update"), item_id=item, text=SECRET, on=DAY, author=owner)
    Constraint.objects.create(
        id=fixed("constraint"), item_id=item, title=SECRET, outside_control=True, reason=SECRET, cost=SECRET,
        benefit=SECRET, raised_on=DAY, recorded_by=owner,
    )  # fmt: skip


def sent_plan() -> None:
    """A secret of the force and the inspectorate: a version of a plan that was sent."""
    plan = ActionPlan.objects.create(**_of_cleveland("plan that was sent", title=f"{SECRET} sent"))
    version = PlanVersion.objects.create(
        id=fixed("plan version"), plan=plan, number=1, inspectorate_id=fixed("inspectorate"), dated=DAY, text=SECRET,
        content={"items": [{"title": SECRET, "theme": "", "actions": []}]}, warnings=[SECRET], strategy=SECRET,
        strategy_agreed_on=DAY, sent_by=_owner(), sent_on=DAY, sha256="0" * 64,
    )  # fmt: skip
    document = PlanDocument(
        id=fixed("plan document"), version=version, file_name=f"{SECRET}.txt",
        media_type="text/plain", sha256="0" * 64,
    )  # fmt: skip
    document.file.save("secret", ContentFile(SECRET.encode()), save=False)
    document.save(force_insert=True)
    PlanReceipt.objects.create(
        version=version,
        received_by=User.objects.get(pk=fixed("inspectorate-lead-inspector")),
        received_on=DAY,
    )


def joint_programme() -> None:
    """A secret of the force and its local policing body."""
    second = User.objects.get(pk=fixed(f"{BODY}-commissioner"))
    _programme("joint programme", body_id=fixed(BODY), body_owner=second)


def shared_note() -> None:
    """A secret of the force and the one it chose."""
    owner = _owner()
    note = PracticeNote.objects.create(
        **_of_cleveland("shared note", title=SECRET, text=SECRET, author=owner, written_on=DAY)
    )
    PracticeShare.objects.create(note=note, force_id=fixed("durham"), shared_by=owner, shared_on=DAY)


PART = SecretsOfPart(
    secrets={
        "own work of Cleveland": Secret(own_work, ("cleveland",)),
        "news of an item of Cleveland": Secret(news, ("cleveland", "inspectorate", BODY)),
        "sent plan of Cleveland": Secret(sent_plan, ("cleveland", "inspectorate")),
        "joint programme of Cleveland": Secret(joint_programme, ("cleveland", BODY)),
        "practice shared with Durham": Secret(shared_note, ("cleveland", "durham")),
    },
    values={
        "action_id": [str(fixed("action")), str(fixed("action of joint programme"))],
        "shown_id": [str(fixed("evidence of action")), str(fixed("evidence of action of joint programme"))],
        "needed_id": [str(fixed("needed action"))],
        "partner": ["71"],
        "plan_id": [str(fixed("plan")), str(fixed("plan that was sent"))],
        "version_id": [str(fixed("plan version"))],
        "document_id": [str(fixed("plan document"))],
        "programme_id": [str(fixed("programme")), str(fixed("joint programme"))],
        "milestone_id": [str(fixed("milestone of programme")), str(fixed("milestone of joint programme"))],
        "initiative_id": [str(fixed("initiative"))],
        "note_id": [str(fixed("note")), str(fixed("shared note"))],
        "forum_id": [str(fixed("forum"))],
        "meeting_id": [str(fixed("meeting"))],
        "check_id": [str(fixed("check"))],
        "review_id": [str(fixed("outside review"))],
        "allegation_id": [str(fixed("allegation"))],
        "exit_id": [str(fixed("exit"))],
        "left_id": [str(fixed("left owner"))],
        "constraint_id": [str(fixed("constraint"))],
        "import_id": [str(fixed("tracker"))],
        "form": ["pdf", "docx"],
        "kind": ["check", "exit"],
    },
)
