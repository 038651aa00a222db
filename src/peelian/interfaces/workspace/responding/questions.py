"""Questions that a local policing body puts to its force on an item, as the force reads and answers them."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.followup.models import Item
from peelian.apps.responses.models import ScrutinyItem
from peelian.apps.responses.policies import can_answer_question
from peelian.apps.responses.queries import questions_to
from peelian.apps.responses.services import answer_question
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.editing import VersionField, sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.interfaces.workspace.responding.places import crumbs
from peelian.rules.periods import day_words

COLUMNS = ("Item", "Question", "Answer by", "Answer")
SHORT = 120


class AnswerQuestionForm(forms.Form):
    """What the force answers."""

    answer = forms.CharField(label="Answer of the force", widget=forms.Textarea(attrs={"rows": 8}))
    version = VersionField()


@workspace_page
@once
def scrutiny_question(request: HttpRequest, scrutiny_id: uuid.UUID) -> HttpResponse:
    """One question with its answer; of the body's programme the force sees nothing else."""
    user = person(request)
    found = visible_or_404(questions_to(user), pk=scrutiny_id)
    may_answer = can_answer_question(user, found)
    form = AnswerQuestionForm(sent(request), initial={"answer": found.answer, "version": found.version})
    if form.is_valid():
        values = form.cleaned_data
        answered = attempt(
            form,
            lambda: answer_question(
                actor=user, scrutiny=found, answer=values["answer"], expected_version=values["version"]
            ),
        )
        if answered is not None:
            messages.success(request, f"Your answer is with {found.body.name}.")
            return redirect("workspace:scrutiny")
    context = {
        "question": found,
        "may_answer": may_answer or request.method == "POST",
        "item_href": workspace_address("followed_item", item_id=found.item_id),
        "crumbs": crumbs(
            [("Questions to your force", reverse("workspace:scrutiny")), (found.item.title, "")]
        ),
    }
    return page(request, "responding/question.html", context, form)


def question_row(each: ScrutinyItem) -> list[dict[str, Any]]:
    """A question as a row of a table."""
    text = each.question
    short = text if len(text) <= SHORT else f"{text[:SHORT].rsplit(' ', 1)[0]} …"
    return [
        {"text": each.item.title, "href": reverse("workspace:scrutiny_question", args=[each.pk])},
        {"text": short},
        {"text": day_words(each.update_due)},
        {"text": answer_words(each)},
    ]


def answer_words(each: ScrutinyItem) -> str:
    """Whether a question is answered."""
    if each.answered_on:
        return f"Answered on {day_words(each.answered_on)}"
    return "Not answered yet" if each.state == ScrutinyItem.State.OPEN else "Not answered"


def question_panel(request: HttpRequest, item: Item) -> tuple[str, dict[str, Any]] | None:
    """What the local policing body asks on an item, on the page of the item for its force."""
    found = questions_to(person(request)).filter(item=item).first()
    if found is None:
        return None
    return (
        "workspace/responding/question_panel.html",
        {"question": found, "href": reverse("workspace:scrutiny_question", args=[found.pk])},
    )
