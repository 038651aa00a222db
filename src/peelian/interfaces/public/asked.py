"""What one cycle asked a force, question by question, and how the deadlines stand on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.queries import QuestionItems, clocks_of
from peelian.apps.followup.queries.asked import asked_by_question
from peelian.interfaces.public.item_words import ItemLine, item_line
from peelian.interfaces.public.pages import force_or_404, framework_or_404, page
from peelian.rules.clocks import Precision, due_words

CLOCK_WORDS = {"overdue": "Overdue", "due": "Due now", "not-yet-due": "Not yet due"}
ANSWERS: dict[str, str] = {
    NoneDeclared.Answer.NONE: "None: the report says that there is none.",
    NoneDeclared.Answer.NOT_APPLICABLE: "Not applicable: the question is not graded, or was not asked.",
}
NOT_RECORDED = "Not recorded: neither an item nor that there is none."


@dataclass(frozen=True)
class AskedLine:
    """An item with its clocks as they stand on the day: what is asked for, by when, and whether it is overdue."""

    line: ItemLine
    clocks: tuple[tuple[str, str, str], ...]
    parts: tuple[str, ...]


@dataclass(frozen=True)
class QuestionLine:
    """A question with what it asked, or the answer that it asked nothing."""

    title: str
    count: str
    answer: str
    items: tuple[AskedLine, ...]


@require_safe
def asked(request: HttpRequest, slug: str, framework: str) -> HttpResponse:
    """The areas for improvement of a cycle by pillar and question."""
    force, version = force_or_404(slug), framework_or_404(framework)
    day = _day(request.GET.get("on", ""))
    pillars = [pillar for pillar in asked_by_question(force, version) if pillar.is_told]
    if not pillars:
        raise Http404
    context = {
        "force": force,
        "version": version,
        "day": day,
        "pillars": [
            (pillar.title, [_question(each, day) for each in pillar.questions]) for pillar in pillars
        ],
    }
    return page(request, "asked.html", context)


def _day(written: str) -> date:
    """The day that the reader asks about; today where none is given or none can be read."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return timezone.localdate()


def _question(question: QuestionItems, day: date) -> QuestionLine:
    count = "" if question.count is None else str(question.count)
    answer = "" if question.items else ANSWERS.get(question.answer, NOT_RECORDED)
    return QuestionLine(question.title, count, answer, tuple(_line(item, day) for item in question.items))


def _line(item: Item, day: date) -> AskedLine:
    clocks = tuple(
        (
            clock.text,
            due_words(clock.due, cast(Precision, clock.precision)),
            "Received" if clock.received_on else CLOCK_WORDS[clock.state],
        )
        for clock in clocks_of(item, day)
    )
    parts = tuple(part for each in item.deliverables.all() for part in each.parts)
    return AskedLine(item_line(item), clocks if item.state == Item.State.OPEN else (), parts)
