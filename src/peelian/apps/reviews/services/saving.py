"""Saving answers from a page whose connection may drop: each save counts once, and none overwrites another."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from peelian.apps.inspections.problems import Problems
from peelian.apps.reviews.models import Answer, AnswerSave, Assignment

CLIENT_NAME_LENGTH = 64


@dataclass(frozen=True, kw_only=True)
class AnswerGiven:
    """An answer as the reviewer's page sends it.

    Parameters
    ----------
    client_id : the page's own name for this save; sent again, it counts once.
    expected_version : the version of the answer that the page shows, 0 where there was none. Each save raises
        it by one, so a page without a connection counts on by itself.
    item : the item of the case that is answered for, or None for the case itself.
    value : one of the question's answers, a text, or empty to take an answer back.
    """

    client_id: str
    question: str
    value: str
    expected_version: int
    reason: str = ""
    reference: str = ""
    item: uuid.UUID | None = None
    client_saved_at: datetime | None = None


@dataclass(frozen=True)
class AnswerSaved:
    """What became of one save: ``saved``, ``already-saved`` or ``conflict``, and what stands now."""

    client_id: str
    question: str
    item: uuid.UUID | None
    outcome: str
    version: int
    value: str
    reason: str
    reference: str


class Saving:
    """Saves answers one after another against what stands."""

    def __init__(self, assignment: Assignment) -> None:
        self._assignment = assignment
        self._standing: dict[tuple[uuid.UUID | None, str], Answer] = {
            (answer.item_id, answer.question): answer for answer in assignment.answers.all()
        }
        self._known = set(assignment.saves.values_list("client_id", flat=True))
        self._new: dict[uuid.UUID, Answer] = {}
        self._changed: dict[uuid.UUID, Answer] = {}
        self._saves: list[AnswerSave] = []

    def save(self, answers: Sequence[AnswerGiven]) -> tuple[AnswerSaved, ...]:
        outcomes = tuple(self._take(given) for given in answers)
        Answer.objects.bulk_create(self._new.values())
        Answer.objects.bulk_update(
            self._changed.values(), ["value", "reason", "reference", "version", "saved_at"]
        )
        AnswerSave.objects.bulk_create(self._saves)
        return outcomes

    def _take(self, given: AnswerGiven) -> AnswerSaved:
        place = given.item, given.question
        answer = self._standing.get(place)
        if given.client_id in self._known:
            return _told(given, "already-saved", answer)
        if given.expected_version != (answer.version if answer else 0):
            same = answer is not None and _content(answer) == _content(given)
            return _told(given, "already-saved" if same else "conflict", answer)
        if answer is None:
            answer = Answer(
                assignment=self._assignment, item_id=given.item, question=given.question, version=0
            )
            self._standing[place] = self._new[answer.pk] = answer
        elif answer.pk not in self._new:
            self._changed[answer.pk] = answer
        answer.value, answer.reason, answer.reference = _content(given)
        answer.version += 1
        answer.saved_at = timezone.now()
        self._known.add(given.client_id)
        self._saves.append(
            AnswerSave(
                assignment=self._assignment, answer=answer, client_id=given.client_id, value=given.value,
                reason=given.reason, reference=given.reference, client_saved_at=given.client_saved_at,
            )
        )  # fmt: skip
        return _told(given, "saved", answer)


def _content(answer: Answer | AnswerGiven) -> tuple[str, str, str]:
    return answer.value, answer.reason, answer.reference


def _told(given: AnswerGiven, outcome: str, answer: Answer | None) -> AnswerSaved:
    version, content = (answer.version, _content(answer)) if answer else (0, ("", "", ""))
    return AnswerSaved(given.client_id, given.question, given.item, outcome, version, *content)


def check_answers(assignment: Assignment, answers: Sequence[AnswerGiven]) -> None:
    """Refuse what the instrument does not have; what is not whole yet is a matter of finishing."""
    instrument = assignment.case.review.instrument
    kinds: dict[uuid.UUID | None, str] = {None: ""}
    kinds |= {item.pk: item.kind for item in assignment.case.items.all()}
    questions = {question.identifier: question for question in instrument.questions}
    problems = Problems()
    for given in answers:
        question = questions.get(given.question)
        if not 0 < len(given.client_id) <= CLIENT_NAME_LENGTH:
            problems.add(
                "client_id", given.client_id, f"A save has a name of 1 to {CLIENT_NAME_LENGTH} characters."
            )
        if given.item not in kinds:
            problems.add(given.question, given.item, "The case has no such item. Load the page again.")
        elif question is None or instrument.part(question.part).repeats_for != kinds[given.item]:
            what = kinds[given.item] or instrument.unit
            problems.add(given.question, given.value, f"'{given.question}' is not asked of a {what}.")
        elif given.value and question.is_scored:
            allowed = [option.identifier for option in question.choices]
            problems.need_one_of(given.question, given.value, allowed, f"answer to '{given.question}'")
    problems.raise_if_any()
