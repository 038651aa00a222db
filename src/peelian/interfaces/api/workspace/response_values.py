"""What the workspace API takes and tells of responses."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from ninja import Schema

from peelian.apps.responses.models import Response
from peelian.apps.responses.queries import answers_of, standing_of
from peelian.interfaces.api.workspace.bodies import Body, Edit, Line


class DraftAnswer(Schema):
    """An item of the answered reports, with its answer where there is one."""

    item: UUID
    title: str
    kind_of_item: str
    answer: str | None
    text: str


class ResponseRow(Schema):
    """A response of your body."""

    id: UUID
    reference: str
    title: str
    force: str
    body: str
    state: str
    due: date | None
    due_words: str
    clock: str
    days_late: int
    version: int


class ResponseWhole(ResponseRow):
    """A response of your body whole."""

    inspection_types: list[str]
    force_quoted: str
    executive_summary: str
    findings_introduction: str
    movement: str
    body_comment: str
    commissioner_name: str
    commissioner_office: str
    invited_on: date | None
    comments_due: date | None
    force_response: str
    force_responder: str
    force_office: str
    force_responded_on: date | None
    reply: str
    signed_off_on: date | None
    published_on: date | None
    source: str
    withdrawn_on: date | None
    withdrawal: str
    answers: list[DraftAnswer]


class Invitation(Schema):
    """A response on which your force may comment, and the force's own words; nothing else of the draft."""

    id: UUID
    title: str
    body: str
    comments_due: date | None
    force_response: str
    force_responder: str
    force_office: str
    version: int


class KeptLetter(Schema):
    """A letter on an inspection."""

    id: UUID
    title: str
    sender: str
    dated: date
    public: bool
    published_on: date | None


class SentCopy(Schema):
    """A copy on record."""

    recipient: str
    sent_on: date


class Report(Body):
    """A report that is answered: one published here by its reference, or one by its title and day."""

    reference: Line = ""
    title: Line = ""
    published_on: date | None = None
    published_precision: Line = "day"
    national: bool = False


class ResponseOpening(Body):
    """The reports that a response answers, and the body where you work for more than one."""

    reports: list[Report]
    body: Line = ""


class Sections(Edit):
    """A change to the body's sections; what is left out stays as it is."""

    inspection_types: list[Line] = []
    force_quoted: Line = ""
    executive_summary: str = ""
    findings_introduction: str = ""
    body_comment: str = ""
    commissioner_name: Line = ""
    commissioner_office: Line = ""
    reply: str = ""


class ItemReply(Edit):
    """What is done about an item: action-taken, action-proposed or no-action, and the words."""

    item: UUID
    kind: Line
    text: str


class Quote(Edit):
    """An item of an earlier report that the answered report takes up."""

    item: UUID


class Inviting(Edit):
    """The day by which the chief officer comments."""

    by: date


class ForceComment(Edit):
    """The force's section, and who speaks."""

    text: str
    name: Line
    office: Line


class Step(Edit):
    """A step that needs nothing but the version that was opened."""


class ReturnReason(Edit):
    """Why a response goes back to drafting."""

    reason: str


class Withdrawing(ReturnReason):
    """Why a draft is withdrawn, and whether its report, known by title and day alone, was entered by mistake."""

    no_such_report: bool = False


class Publishing(Edit):
    """The day of publication, today where none is given; of what was published elsewhere before, where and its days."""

    published_on: date | None = None
    source: str = ""
    signed_off_on: date | None = None


class ReportCorrection(Edit):
    """Title and day of a report that is known by them alone: `report` is its title as it stands."""

    report: Line
    title: Line
    published_on: date
    published_precision: Line = "day"


class CopySent(Body):
    """To whom a copy went: inspectorate or secretary-of-state, today where no day is given."""

    recipient: Line
    sent_on: date | None = None


class NewLetter(Body):
    """A letter on the inspection."""

    title: Line
    sender: Line
    dated: date
    text: str


def response_row(response: Response) -> ResponseRow:
    return ResponseRow(**_values(response))


def _values(response: Response) -> dict[str, Any]:
    standing = standing_of(response, timezone.localdate())
    own = {
        name: getattr(response, name)
        for name in ("id", "reference", "title", "state", "due", "due_words", "version")
    }
    return {
        **own,
        "force": response.force.slug,
        "body": response.body.slug,
        "clock": standing.words,
        "days_late": standing.days_late,
    }


def response_whole(response: Response) -> ResponseWhole:
    base = _values(response)
    rest = [name for name in ResponseWhole.model_fields if name not in base and name != "answers"]
    answers = [
        DraftAnswer(
            item=each.item.pk,
            title=each.item.title,
            kind_of_item=each.item.kind,
            answer=each.answer.kind if each.answer else None,
            text=each.answer.text if each.answer else "",
        )
        for each in answers_of(response)
    ]
    return ResponseWhole(**base, **{name: getattr(response, name) for name in rest}, answers=answers)


def invitation_of(response: Response) -> Invitation:
    names = ("id", "title", "comments_due", "force_response", "force_responder", "force_office", "version")
    return Invitation(**{name: getattr(response, name) for name in names}, body=response.body.name)
