"""Returns of forces: sent, checked, signed off, validated, and read by all once a collection is closed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Schema, Status, UploadedFile
from pydantic import Field

from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import DesignComment, Return, SignOff, ValidationQuestion, ValidationRound
from peelian.apps.returns.policies import commenters_of
from peelian.apps.returns.queries import changes_since, shared_returns, version_before
from peelian.apps.returns.services import (
    answer_comment,
    answer_validation_question,
    ask_validation_question,
    comment_on_design,
    open_validation_round,
    sign_off_return,
    upload_return,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Body, Edit, Name
from peelian.interfaces.api.workspace.collections import collection_of, reply_of
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import reach

router = Router(tags=["returns"])
Hours = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=1)]
HERE = "/collections/{uuid:collection_id}"
OF_FORCE = HERE + "/returns/{slug:force}"


class ReturnOut(Schema):
    """One version of a return: what was found in it, and what changed since the version before that you may see."""

    force: str
    number: int
    round: int
    name: str
    sha256: str
    row_count: int
    fault_count: int
    finding_count: int
    findings: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    uploaded_at: datetime

    @staticmethod
    def resolve_force(version: Return) -> str:
        return version.reply.force.slug

    @staticmethod
    def resolve_changes(version: Return, context: dict[str, Any]) -> list[dict[str, Any]]:
        return changes_since(version, version_before(person(context["request"]), version))


class SharedReturn(Schema):
    """The return of a force as it stands, row by row."""

    force: str
    number: int
    sha256: str
    rows: list[dict[str, str | None]]

    @staticmethod
    def resolve_force(version: Return) -> str:
        return version.reply.force.slug


class SignOffOut(Schema):
    """That somebody answers for a version of a return."""

    number: int
    round: int
    hours: float
    statement: str
    office: str
    signed_at: datetime

    @staticmethod
    def resolve_number(made: SignOff) -> int:
        return made.version.number


class DesignCommentOut(Schema):
    """What an organisation said about a design, and what became of it."""

    id: int
    organisation: str
    text: str
    response: str

    @staticmethod
    def resolve_organisation(comment: DesignComment) -> str:
        return comment.organisation.slug


class ValidationRoundOut(Schema):
    """A round of validation."""

    number: int
    opened_on: date
    note: str


class ReturnQuestionOut(Schema):
    """A question to a force about its return."""

    id: int
    force: str
    round: int
    kind: str
    row: str
    column: str
    value: str
    text: str
    answer: str
    version: int

    @staticmethod
    def resolve_force(question: ValidationQuestion) -> str:
        return question.reply.force.slug

    @staticmethod
    def resolve_round(question: ValidationQuestion) -> int:
        return question.round.number


class ReturnSignature(Body):
    """The hours that a return took since the sign-off before."""

    hours: Hours
    statement: str = ""


class DesignCommentRecord(Body):
    """A comment on a design, on behalf of an organisation of yours."""

    organisation: Name = ""
    text: str


class DesignResponse(Body):
    """What became of a comment."""

    response: str


class ValidationRoundRecord(Body):
    """The next round of validation; with its number, it is refused where somebody else has opened it meanwhile."""

    opened_on: date
    note: str = ""
    number: int | None = None


class ReturnQuestion(Body):
    """A question to one force."""

    text: str


class ReturnAnswer(Edit):
    """Why a value is right as it stands."""

    answer: str


@router.get(f"{HERE}/comments", response={200: list[DesignCommentOut], **WORKSPACE_READ_PROBLEMS})
def list_design_comments(request: HttpRequest, collection_id: UUID) -> object:
    """Comments on a design: all for the inspectorate, its own for a force or the Home Office."""
    found = DesignComment.objects.visible_to(person(request))
    return list(found.filter(collection=collection_of(request, collection_id)).select_related("organisation"))


@router.post(f"{HERE}/comments", response={201: DesignCommentOut, **WORKSPACE_PROBLEMS})
def comment_on_collection(request: HttpRequest, collection_id: UUID, comment: DesignCommentRecord) -> object:
    """Say something about a design while it is out for consultation."""
    user, found = person(request), collection_of(request, collection_id)
    own: Organisation = reach(
        commenters_of(user), **({"slug": comment.organisation} if comment.organisation else {})
    )
    made = comment_on_design(actor=user, collection=found, organisation=own, text=comment.text)
    return Status(201, made)


@router.post(HERE + "/comments/{int:remark_id}", response={200: DesignCommentOut, **WORKSPACE_PROBLEMS})
def answer_design_comment(
    request: HttpRequest, collection_id: UUID, remark_id: int, response: DesignResponse
) -> object:
    """Say what became of a comment."""
    visible = DesignComment.objects.visible_to(person(request))
    found = reach(visible, collection=collection_of(request, collection_id), pk=remark_id)
    return answer_comment(actor=person(request), comment=found, response=response.response)


@router.get(
    f"{HERE}/returns",
    response={200: Listing[SharedReturn], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_returns(request: HttpRequest, collection_id: UUID) -> object:
    """Returns that stand: of all forces once the collection is closed, before that your own."""
    question = question_of(request, ())
    found = shared_returns(person(request), collection_of(request, collection_id))
    return listing(request, question, found, ("reply__force__slug", "id"))


@router.get(f"{OF_FORCE}", response={200: list[ReturnOut], **WORKSPACE_READ_PROBLEMS})
def list_versions(request: HttpRequest, collection_id: UUID, force: str) -> object:
    """Versions of the return of one force that you may see, latest first."""
    reply = reply_of(request, collection_id, force)
    return list(Return.objects.visible_to(person(request)).filter(reply=reply).select_related("reply__force"))


@router.post(f"{OF_FORCE}", response={201: ReturnOut, **WORKSPACE_PROBLEMS})
def send_return(request: HttpRequest, collection_id: UUID, force: str, file: File[UploadedFile]) -> object:
    """Send the next version of a return; the answer holds everything that was found in it."""
    reply = reply_of(request, collection_id, force)
    made = upload_return(actor=person(request), reply=reply, name=file.name or "", content=file)
    return Status(201, made)


@router.post(OF_FORCE + "/versions/{int:number}/sign-off", response={201: SignOffOut, **WORKSPACE_PROBLEMS})
def sign_off(
    request: HttpRequest, collection_id: UUID, force: str, number: int, signature: ReturnSignature
) -> object:
    """Answer for the latest version of a return, with the hours that it took."""
    reply = reply_of(request, collection_id, force)
    found = reach(Return.objects.visible_to(person(request)).filter(reply=reply), number=number)
    made = sign_off_return(
        actor=person(request), version=found, hours=signature.hours, statement=signature.statement
    )
    return Status(201, made)


@router.get(f"{HERE}/rounds", response={200: list[ValidationRoundOut], **WORKSPACE_READ_PROBLEMS})
def list_validation_rounds(request: HttpRequest, collection_id: UUID) -> object:
    """Rounds of validation so far."""
    found = collection_of(request, collection_id)
    return list(ValidationRound.objects.visible_to(person(request)).filter(collection=found))


@router.post(f"{HERE}/rounds", response={201: ValidationRoundOut, **WORKSPACE_PROBLEMS})
def open_validation(request: HttpRequest, collection_id: UUID, record: ValidationRoundRecord) -> object:
    """Begin the next round: odd values of the signed returns become questions."""
    found = collection_of(request, collection_id)
    made = open_validation_round(actor=person(request), collection=found, **record.given())
    return Status(201, made)


@router.get(f"{HERE}/questions", response={200: list[ReturnQuestionOut], **WORKSPACE_READ_PROBLEMS})
def list_validation_questions(request: HttpRequest, collection_id: UUID) -> object:
    """Questions: all for the inspectorate, its own for a force."""
    found = ValidationQuestion.objects.visible_to(person(request))
    of_collection = found.filter(reply__collection=collection_of(request, collection_id))
    return list(of_collection.select_related("reply__force", "round"))


@router.post(OF_FORCE + "/questions", response={201: ReturnQuestionOut, **WORKSPACE_PROBLEMS})
def ask_about_return(
    request: HttpRequest, collection_id: UUID, force: str, question: ReturnQuestion
) -> object:
    """Ask one force about its return in the present round."""
    reply = reply_of(request, collection_id, force)
    return Status(201, ask_validation_question(actor=person(request), reply=reply, text=question.text))


@router.post(HERE + "/questions/{int:question_id}", response={200: ReturnQuestionOut, **WORKSPACE_PROBLEMS})
def answer_question(
    request: HttpRequest, collection_id: UUID, question_id: int, given: ReturnAnswer
) -> object:
    """Say why a value is right as it stands."""
    visible = ValidationQuestion.objects.visible_to(person(request)).select_related("reply__force", "round")
    found = reach(visible, reply__collection=collection_of(request, collection_id), pk=question_id)
    return answer_validation_question(actor=person(request), question=found, **given.given())
