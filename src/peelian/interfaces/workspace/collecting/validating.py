"""Rounds of validation: opening one, asking a force, and a force's answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from peelian.apps.returns.models import Collection, ValidationQuestion
from peelian.apps.returns.policies import questions_answerable_by
from peelian.apps.returns.queries import missing_sign_offs
from peelian.apps.returns.rounds import current_round
from peelian.apps.returns.services import (
    answer_validation_question,
    ask_validation_question,
    open_validation_round,
)
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.collecting.forms import AnswerForm, QuestionForm, RoundForm
from peelian.interfaces.workspace.collecting.places import (
    collection_address,
    collection_frame,
    past_state,
    reply_address,
    reply_frame,
    reply_of,
    run_collection,
    told_closed,
)
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.rules.number_words import of_number
from peelian.rules.periods import day_words


@workspace_page
def validation(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The rounds so far, who has not signed off in which, and every question with its answer."""
    found = run_collection(request, collection_id, state__in=[Collection.State.OPEN, Collection.State.CLOSED])
    questions = ValidationQuestion.objects.filter(reply__collection=found).select_related(
        "reply__force", "round"
    )
    listed = one_page(request, questions)
    context = {
        **collection_frame(found, ("Validation", "")),
        "rounds": [(each.number, day_words(each.opened_on), each.note) for each in found.rounds.all()],
        "missing": missing_sign_offs(found),
        "listed": listed,
        "columns": headings("Force", "Question", "Where", "Value", "Round", "Answer"),
        "rows": [_row(each) for each in listed],
    }
    return page(request, "collecting/validation.html", context)


@workspace_page
@once
def round_open(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Begin the next round of validation."""
    found = run_collection(request, collection_id)
    if past := past_state(request, found, Collection.State.OPEN):
        return past
    start = {"opened_on": timezone.localdate(), "number": current_round(found) + 1}
    form = RoundForm(sent(request), initial=start)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: open_validation_round(actor=person(request), collection=found, **values))
        if made is not None:
            messages.success(
                request,
                f"Round {made.number} is open, with {of_number(made.questions.count(), 'question')}.",
            )
            return redirect(collection_address(found, "collection_validation"))
    back = collection_address(found, "collection_validation")
    context = {
        **collection_frame(found, ("Validation", back), ("Open a round", "")),
        "heading": "Open a round of validation",
        "hint": "The signed returns are set beside one another. Values outside the lines, and sums that do not add up, "
        "become questions to their forces.",
        "button": "Open the round",
        "cancel": back,
    }
    return page(request, "collecting/form.html", context, form)


@workspace_page
@once
def question_ask(request: HttpRequest, collection_id: uuid.UUID, slug: str) -> HttpResponse:
    """Ask one force about its return in the present round."""
    found = run_collection(request, collection_id)
    if past := past_state(request, found, Collection.State.OPEN):
        return past
    reply = reply_of(request, found.pk, slug)
    form = QuestionForm(sent(request))
    if form.is_valid():
        text = form.cleaned_data["text"]
        made = attempt(form, lambda: ask_validation_question(actor=person(request), reply=reply, text=text))
        if made is not None:
            messages.success(request, f"{reply.force.name} is asked.")
            return redirect(reply_address(reply))
    context = {
        **reply_frame(reply, ("Ask about the return", "")),
        "heading": f"Ask {reply.force.name}",
        "button": "Ask",
        "cancel": reply_address(reply),
    }
    return page(request, "collecting/form.html", context, form)


@workspace_page
def question_answer(
    request: HttpRequest, collection_id: uuid.UUID, slug: str, question_id: int
) -> HttpResponse:
    """Say why a value is right as it stands."""
    actor = person(request)
    open_to_user = questions_answerable_by(actor).filter(
        reply__collection=collection_id, reply__force__slug=slug
    )
    linked = open_to_user.select_related("reply__force", "reply__collection__inspectorate")
    asked = linked.filter(pk=question_id).first()
    if asked is None:
        return told_closed(request, collection_id, slug)
    form = AnswerForm(sent(request), initial={"answer": asked.answer, "version": asked.version})
    if form.is_valid():
        answer, version = form.cleaned_data["answer"], form.cleaned_data["version"]
        done = attempt(
            form,
            lambda: answer_validation_question(
                actor=actor, question=asked, answer=answer, expected_version=version
            ),
        )
        if done is not None:
            messages.success(request, "The answer is saved.")
            return redirect(reply_address(asked.reply))
    context = {
        **reply_frame(asked.reply, ("Answer", "")),
        "heading": "Answer the question",
        "hint": asked.text,
        "button": "Save answer",
        "cancel": reply_address(asked.reply),
    }
    return page(request, "collecting/form.html", context, form)


def _row(question: ValidationQuestion) -> list[dict[str, str]]:
    return [
        {"text": question.reply.force.name, "href": reply_address(question.reply)},
        {"text": question.text},
        {"text": " / ".join(part for part in (question.row, question.column) if part) or "The whole return"},
        {"text": question.value or "–"},
        {"text": f"Round {question.round.number}"},
        {"text": question.answer or "Waits for an answer"},
    ]
