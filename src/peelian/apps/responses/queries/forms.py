"""A response as its form holds it, for pages and for the export as text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.responses.findings import Question, findings_by_question
from peelian.apps.responses.items import items_to_answer
from peelian.apps.responses.models import ItemAnswer, Response, ResponseCopy
from peelian.documents.response_form import FormAnswer, FormQuestion, ResponseForm, signature
from peelian.rules.periods import day_words


@dataclass(frozen=True)
class AnsweredItem:
    """An item that a response answers, and its answer where there is one."""

    item: Item
    answer: ItemAnswer | None

    @property
    def is_recommendation(self) -> bool:
        """Whether the Act asks for an answer; areas for improvement are answered on choice."""
        return self.item.kind == Item.Kind.RECOMMENDATION

    @property
    def due(self) -> str:
        """The item's own deadline in words."""
        return dated_words(self.item.due, self.item.due_precision) if self.item.due else ""


def answers_of(response: Response) -> list[AnsweredItem]:
    """Each item of the answered reports with its answer, recommendations first."""
    given = {answer.item_id: answer for answer in response.answers.all()}
    return [AnsweredItem(item, given.get(item.pk)) for item in items_to_answer(response)]


def form_of(response: Response) -> ResponseForm:
    """Every section in the order of the form; a draft shows the findings as they stand in the record today."""
    reports = list(response.reports.all())
    answered = answers_of(response)
    drafted = response.state in (Response.State.DRAFT, Response.State.WITHDRAWN)
    items = [each.item for each in answered]
    findings: list[Question] = findings_by_question(response, items) if drafted else response.findings
    return ResponseForm(
        title="; ".join(report.title for report in reports),
        published="; ".join(dated_words(each.published_on, each.published_precision) for each in reports),
        force=response.force.name,
        inspection_types=tuple(response.inspection_types),
        quoted=response.force_quoted,
        executive_summary=response.executive_summary,
        judgement=response.movement,
        findings=response.findings_introduction,
        questions=tuple(
            FormQuestion(each["title"], each["answer"], tuple(each["items"])) for each in findings
        ),
        answers=tuple(_form_answer(each) for each in answered if each.answer or each.is_recommendation),
        force_response=response.force_response,
        force_signature=signature(response.force_responder, response.force_office),
        body_comment=response.body_comment,
        body_signature=signature(response.commissioner_name, response.commissioner_office),
        reply=response.reply,
        forwarded=_forwarded(response),
        published_on_website=(
            dated_words(response.published_on, response.published_precision) if response.published_on else ""
        ),
    )


def _form_answer(each: AnsweredItem) -> FormAnswer:
    return FormAnswer(
        title=each.item.title,
        asked=each.item.text if each.is_recommendation else "",
        due=each.due,
        kind=each.answer.get_kind_display() if each.answer else "",
        text=each.answer.text if each.answer else "",
    )


def dated_words(day: date, precision: str) -> str:
    """A day, or the month where only that is known.

    >>> dated_words(date(2017, 10, 1), "month")
    'October 2017'
    """
    return f"{day:%B %Y}" if precision == "month" else day_words(day)


def entered_words(response: Response) -> str:
    """When a response that was published elsewhere before was entered here; nothing where it was published here."""
    if not response.entered_afterwards:
        return ""
    return f"{day_words(timezone.localdate(response.created_at))}; its days are those that the source states"


def _forwarded(response: Response) -> str:
    sent = [
        each for each in response.copies.all() if each.recipient == ResponseCopy.Recipient.SECRETARY_OF_STATE
    ]
    return day_words(sent[0].sent_on) if sent else ""
