"""Published responses of local policing bodies, each with its clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.models import LATE, Letter, Response
from peelian.apps.responses.queries import answers_of, form_of, published_responses, standing_of
from peelian.interfaces.api.answers import Listing, listing_answer, value_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.comparing import printed_day
from peelian.interfaces.api.public.grades import ForceName, force_name
from peelian.interfaces.api.public.vocabulary import FORCE

router = Router(tags=["responses"])
FILTERS = (
    FORCE,
    Filter("late", "Whether it came after its last day.", choices=("true", "false")),
    Filter("report", "Reference of the report that is answered, such as cleveland-2021-22."),
)
ORDER = ("-listed_on", "id")


class BodyName(Schema):
    """A local policing body."""

    slug: str
    name: str


class ReportAnsweredOut(Schema):
    """A report that a response answers; `published_here` says whether this site holds it."""

    reference: str
    title: str
    published_on: str
    published_precision: str
    national: bool
    published_here: bool


class ResponseOut(Schema):
    """A published response and how it stands against its clock."""

    reference: str
    title: str
    force: ForceName
    body: BodyName
    reports: list[ReportAnsweredOut]
    published_on: str | None = Field(description="Empty where the day is not recorded")
    published_precision: str
    due: date | None = Field(description="Empty where the rule of the time fixed no day")
    due_words: str
    days_late: int
    clock: str
    source: str
    demonstration: bool


class QuestionOut(Schema):
    """What stands under one question of the report."""

    title: str
    answer: str
    items: list[str]


class AnswerOut(Schema):
    """An item with what is done about it, or why nothing is."""

    item: str
    title: str
    kind_of_item: str
    due: str | None
    national: str | None = Field(description="The item to all forces from which it comes")
    answer: str | None
    text: str


class CopyOut(Schema):
    """A copy that was sent."""

    recipient: str
    sent_on: date


class LetterOut(Schema):
    """A letter that the body has published."""

    title: str
    sender: str
    dated: date
    text: str


class ResponseDetail(Schema):
    """A response whole, section by section in the order of the form."""

    response: ResponseOut
    inspection_types: list[str] = Field(description="Empty where it is not known what was ticked")
    force_quoted: str
    executive_summary: str
    judgement: str
    findings: str
    questions: list[QuestionOut]
    answers: list[AnswerOut]
    force_response: str
    force_signature: str
    body_comment: str
    body_signature: str
    reply: str
    copies: list[CopyOut]
    letters: list[LetterOut]


COLUMNS = (
    "reference", "title", "force.slug", "force.name", "body.slug", "body.name", "reports.reference",
    "reports.published_on", "published_on", "published_precision", "due", "due_words", "days_late", "clock",
    "source", "demonstration",
)  # fmt: skip


@router.get(
    "/responses", response={200: Listing[ResponseOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS)
)
def list_responses(request: HttpRequest) -> HttpResponseBase:
    """Responses that bodies have published, latest first, each with the days by which it was late."""
    question = read_question(request, FILTERS)
    page = page_of_query(_narrowed(question.values), ORDER, question)
    today = timezone.localdate()
    made = page.map(lambda rows: [response_out(each, today) for each in rows])
    return listing_answer(request, question, made, COLUMNS)


@router.get(
    "/responses/{slug:reference}",
    response={200: ResponseDetail, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((), paged=False),
)
def show_response(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One response section by section; its CSV form has one row."""
    question = read_question(request, (), paged=False)
    found = _named(reference)
    if found is None:
        return not_found(request)
    value = response_detail(found, timezone.localdate())
    return value_answer(request, question, value, COLUMNS, [value.response.model_dump(mode="json")])


def _named(reference: str) -> Response | None:
    return published_responses().filter(reference=reference).first()


def _narrowed(values: Mapping[str, str]) -> QuerySet[Response]:
    found = published_responses()
    if force := values.get("force"):
        found = found.filter(force__slug=force)
    if report := values.get("report"):
        found = found.filter(reports__reference=report).distinct()
    if late := values.get("late"):
        found = found.filter(LATE) if late == "true" else found.exclude(LATE)
    return found


def response_out(response: Response, today: date) -> ResponseOut:
    """A response with its clock."""
    standing = standing_of(response, today)
    return ResponseOut(
        reference=response.reference,
        title=response.title,
        force=force_name(response.force),
        body=body_name(response.body),
        reports=[
            ReportAnsweredOut(
                reference=each.reference,
                title=each.title,
                published_on=printed_day(each.published_on, each.published_precision),
                published_precision=each.published_precision,
                national=each.national,
                published_here=each.publication_id is not None,
            )
            for each in response.reports.all()
        ],
        published_on=(
            printed_day(response.published_on, response.published_precision)
            if response.published_on
            else None
        ),
        published_precision=response.published_precision,
        due=response.due,
        due_words=response.due_words,
        days_late=standing.days_late,
        clock=standing.words,
        source=response.source,
        demonstration=response.demonstration,
    )


def body_name(body: Organisation) -> BodyName:
    return BodyName(slug=body.slug, name=body.name)


def response_detail(response: Response, today: date) -> ResponseDetail:
    """A response whole; letters only as far as they are public."""
    form = form_of(response)
    letters = Letter.objects.filter(response=response, public=True).order_by("dated", "title", "id")
    return ResponseDetail(
        response=response_out(response, today),
        inspection_types=list(form.inspection_types),
        force_quoted=form.quoted,
        executive_summary=form.executive_summary,
        judgement=form.judgement,
        findings=form.findings,
        questions=[
            QuestionOut(title=each.title, answer=each.answer, items=list(each.items))
            for each in form.questions
        ],
        answers=[AnswerOut(**each) for each in _answers(response)],
        force_response=form.force_response,
        force_signature=form.force_signature,
        body_comment=form.body_comment,
        body_signature=form.body_signature,
        reply=form.reply,
        copies=[CopyOut(recipient=each.recipient, sent_on=each.sent_on) for each in response.copies.all()],
        letters=[
            LetterOut(title=each.title, sender=each.sender, dated=each.dated, text=each.text)
            for each in letters
        ],
    )


def _answers(response: Response) -> list[dict[str, Any]]:
    return [
        {
            "item": str(each.item.pk),
            "title": each.item.title,
            "kind_of_item": each.item.kind,
            "due": printed_day(each.item.due, each.item.due_precision) if each.item.due else None,
            "national": str(each.item.national_id) if each.item.national_id else None,
            "answer": each.answer.kind if each.answer else None,
            "text": each.answer.text if each.answer else "",
        }
        for each in answers_of(response)
        if each.answer or each.is_recommendation
    ]
