"""Secrets of draft responses, comments and scrutiny."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.responses.models import (
    AnsweredReport,
    FundedInitiative,
    ItemAnswer,
    Letter,
    Opportunity,
    PlanPriority,
    Response,
    ScrutinyItem,
    ScrutinyMeeting,
)
from tests.leaks.naming import SECRET, Secret, SecretsOfPart, fixed

BODY = "cleveland-local-policing-body"
REPORTS = {"public": 9001, "draft": 9002, "invited": 9003, "withdrawn": 9004}


def _response(name: str, title: str, **fields: Any) -> Response:
    response = Response.objects.create(
        id=fixed(f"response {name}"),
        body_id=fixed(BODY),
        force_id=fixed("cleveland"),
        reference=f"cleveland-{name}-response",
        title=title,
        due=date(2023, 1, 20),
        due_words="20 January 2023",
        listed_on=date(2022, 11, 26),
        **fields,
    )
    AnsweredReport.objects.create(
        id=REPORTS[name],
        response=response,
        inspectorate_id=fixed("inspectorate"),
        title=title,
        reference=name,
        published_on=date(2022, 11, 26),
    )
    return response


def public_response() -> None:
    """A response that anybody may read, and an item of the force beside the one that is scrutinised."""
    Item.objects.create(
        id=fixed("item asked"),
        inspectorate_id=fixed("inspectorate"),
        kind="area-for-improvement",
        title="Another public item of cleveland",
        text="Improve.",
        addressee="force",
        force_id=fixed("cleveland"),
        state="open",
        raised_on=date(2017, 3, 2),
    )
    _response(
        "public",
        "Public report",
        state="published",
        executive_summary="In short.",
        body_comment="Welcome.",
        published_on=date(2022, 12, 20),
    )


def draft_response() -> None:
    """A secret of the body: a whole draft, of which the force does not know, and a letter kept beside it."""
    response = _response(
        "draft",
        f"{SECRET} report",
        executive_summary=SECRET,
        findings_introduction=SECRET,
        body_comment=SECRET,
        commissioner_name=SECRET,
        reply=SECRET,
    )
    response.quoted.add(Item.objects.get(pk=fixed("item cleveland")))
    ItemAnswer.objects.create(
        response=response, item_id=fixed("item cleveland"), kind="action-taken", text=SECRET
    )
    _letter("draft", response)


def invited_response() -> None:
    """A secret of the body and the force: a draft with the force's comments in it."""
    _response(
        "invited",
        f"{SECRET} invitation",
        executive_summary=SECRET,
        body_comment=SECRET,
        invited_on=date(2023, 1, 2),
        comments_due=date(2023, 1, 15),
        force_response=SECRET,
        force_responder=SECRET,
        force_office=SECRET,
        force_responded_on=date(2023, 1, 3),
        force_responded_by=User.objects.get(pk=fixed("cleveland-chief-officer")),
    )


def kept_letter() -> None:
    """A secret of the body: a letter beside a published response that it has not made public."""
    _letter("kept", Response.objects.get(pk=fixed("response public")))


def scrutiny() -> None:
    """A secret of the body: what it asks of the force, where, why, and what it sees to explore."""
    meeting = ScrutinyMeeting.objects.create(
        id=fixed("meeting"), body_id=fixed(BODY), held_on=date(2023, 1, 12), title=SECRET, notes=SECRET
    )
    priority = PlanPriority.objects.create(
        id=fixed("priority"), body_id=fixed(BODY), title=SECRET, plan=SECRET
    )
    item = _scrutinised("cleveland", meeting=meeting, question=SECRET, result=SECRET)
    item.priorities.add(priority)
    Opportunity.objects.create(
        id=fixed("opportunity"), body_id=fixed(BODY), area="partnership", text=SECRET, owner=SECRET
    )
    FundedInitiative.objects.create(
        id=fixed("funded initiative"),
        body_id=fixed(BODY),
        title=SECRET,
        funder=SECRET,
        aim=SECRET,
        result_due=date(2023, 2, 1),
    )


def question_to_the_force() -> None:
    """A secret of the body and the force: what it asked, and what the force answered."""
    _scrutinised(
        "asked",
        question=SECRET,
        asked_on=date(2023, 1, 4),
        answer=SECRET,
        answered_on=date(2023, 1, 5),
    )


def withdrawn_response() -> None:
    """A secret of the body: a draft that it withdrew, and why."""
    _response(
        "withdrawn",
        f"{SECRET} opened by mistake",
        state="withdrawn",
        withdrawn_on=date(2023, 1, 2),
        withdrawal=SECRET,
        executive_summary=SECRET,
    )


def _scrutinised(item: str, **fields: Any) -> ScrutinyItem:
    return ScrutinyItem.objects.create(
        id=fixed(f"scrutiny {item}"),
        body_id=fixed(BODY),
        response_id=fixed("response public"),
        item_id=fixed(f"item {item}"),
        update_due=date(2023, 1, 5),
        **fields,
    )


def _letter(name: str, response: Response) -> None:
    Letter.objects.create(
        id=fixed(f"letter {name}"),
        response=response,
        title=SECRET,
        sender=SECRET,
        dated=date(2022, 12, 1),
        text=SECRET,
    )


PART = SecretsOfPart(
    base=public_response,
    secrets={
        "draft response of Cleveland's body": Secret(draft_response, (BODY,)),
        "response with comments of Cleveland": Secret(invited_response, (BODY, "cleveland")),
        "letter kept by Cleveland's body": Secret(kept_letter, (BODY,)),
        "withdrawn draft of Cleveland's body": Secret(withdrawn_response, (BODY,)),
        "scrutiny of Cleveland's body": Secret(scrutiny, (BODY,)),
        "question of Cleveland's body to Cleveland": Secret(question_to_the_force, (BODY, "cleveland")),
    },
    values={
        "response_id": [
            str(fixed(f"response {name}")) for name in ("public", "draft", "invited", "withdrawn")
        ],
        "letter_id": [str(fixed(f"letter {name}")) for name in ("draft", "kept")],
        "scrutiny_id": [str(fixed(f"scrutiny {item}")) for item in ("cleveland", "asked")],
        "answered_id": [str(each) for each in REPORTS.values()],
        "meeting_id": [str(fixed("meeting"))],
        "initiative_id": [str(fixed("funded initiative"))],
        "opportunity_id": [str(fixed("opportunity"))],
        "reference": [f"cleveland-{name}-response" for name in ("public", "draft", "invited", "withdrawn")],
    },
)
