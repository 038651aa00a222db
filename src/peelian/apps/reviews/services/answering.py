"""Answering for a case: saved as one goes, from a connection that may drop, and finished when whole."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.reviews.completeness import marker_problems
from peelian.apps.reviews.models import Answer, AnswerSave, Assignment, CaseItem, Review
from peelian.apps.reviews.policies import can_answer_assignment
from peelian.apps.reviews.refusals import number_of, refused
from peelian.catalogue import Instrument
from peelian.rules.errors import NotPermittedError, RefusalError

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


@service("reviews.save_answers")
def save_answers(
    *, actor: User, assignment: Assignment, answers: Sequence[AnswerGiven]
) -> tuple[AnswerSaved, ...]:
    """Save answers for a case, in the order given; what was saved before is known again.

    An answer that somebody changed in between (the same reviewer, on another page) is not overwritten: it comes
    back as a conflict with what stands, and the others are saved.

    Raises
    ------
    InvalidValueError
        For questions, items and values that the instrument does not have, all at once; nothing is saved.
    """
    current = _locked(actor, assignment)
    _check_answers(current, answers)
    saved = _Saving(current).save(answers)
    kept = [each for each in saved if each.outcome == "saved"]
    if kept:
        record_event(
            actor=actor,
            action="reviews.save_answers",
            subject=current,
            organisation=current.tenant,
            summary=f"{number_of(len(kept), 'answer')} saved for {_of_review(current)}.",
            details={"questions": sorted({each.question for each in kept})},
        )
    return saved


@service("reviews.record_case_facts")
def record_case_facts(
    *, actor: User, assignment: Assignment, expected_version: int, facts: Mapping[str, str]
) -> Assignment:
    """Record what the frame does not say of a case, such as its outcome code. Both markers share it.

    `expected_version` is that of the case.
    """
    current = _locked(actor, assignment)
    case = lock_for_edit(current.case, expected_version, ("facts",))
    _check_facts(current.case.review.instrument, facts)
    given = sorted(set(facts) & set(case.frame_facts))
    if given:
        raise refused("facts", f"The frame gives {', '.join(given)} of this case; it is not changed here.")
    case.facts = {name: value for name, value in {**case.facts, **facts}.items() if value}
    case.version += 1
    case.save(update_fields=["facts", "version"])
    _log(actor, current, "reviews.record_case_facts", f"Facts were recorded for {_of_review(current)}.")
    return current


@service("reviews.add_case_item")
def add_case_item(
    *, actor: User, assignment: Assignment, kind: str, facts: Mapping[str, str] | None = None
) -> CaseItem:
    """Add something that the case is answered for more than once, such as a crime of an incident.

    A marker who had finished the case is asked again, since there is more to answer.
    """
    current = _locked(actor, assignment)
    instrument = current.case.review.instrument
    kinds = sorted({part.repeats_for for part in instrument.parts if part.repeats_for})
    if kind not in kinds:
        raise refused("kind", f"'{kind}' is not answered apart. Choose one of: {', '.join(kinds) or 'none'}.")
    _check_facts(instrument, facts or {})
    last = current.case.items.filter(kind=kind).order_by("-number").first()
    item = CaseItem.objects.create(
        case=current.case, kind=kind, number=last.number + 1 if last else 1, facts=dict(facts or {})
    )
    _ask_others_again(current)
    _log(actor, current, "reviews.add_case_item", f"{item} was added to {_of_review(current)}.")
    return item


@service("reviews.update_case_item")
def update_case_item(
    *, actor: User, assignment: Assignment, item: CaseItem, expected_version: int, facts: Mapping[str, str]
) -> CaseItem:
    """Change what is known of an item of the case."""
    current = _locked(actor, assignment)
    _require_item_of(current, item)
    changed = lock_for_edit(item, expected_version, ("facts",))
    _check_facts(current.case.review.instrument, facts)
    changed.facts = {name: value for name, value in facts.items() if value}
    changed.version += 1
    changed.save(update_fields=["facts", "version"])
    _ask_others_again(current)
    _log(actor, current, "reviews.update_case_item", f"{changed} of {_of_review(current)} was changed.")
    return changed


@service("reviews.remove_case_item")
def remove_case_item(*, actor: User, assignment: Assignment, item: CaseItem, expected_version: int) -> None:
    """Take an item away with the reviewer's own answers; refused where the other marker has answered for it."""
    current = _locked(actor, assignment)
    _require_item_of(current, item)
    gone = lock_for_edit(item, expected_version, ("facts",))
    if gone.settlements.exists() or gone.answers.exclude(assignment=current).exists():
        raise RefusalError(
            "refused",
            f"The other marker has answered for {str(gone).lower()}, so it stays. Answer for it as it is.",
        )
    gone.answers.all().delete()
    gone.delete()
    _log(actor, current, "reviews.remove_case_item", f"{item} was taken away from {_of_review(current)}.")


@service("reviews.finish_case")
def finish_case(*, actor: User, assignment: Assignment, expected_version: int, rules: str = "") -> Assignment:
    """Say that a case is answered. Refused with everything that is still open.

    `rules` names the set of rules and its version by which the case was audited, where the instrument asks it.
    """
    _locked(actor, assignment)
    current = lock_for_edit(assignment, expected_version, ("rules", "finished_at"))
    current.rules = rules.strip()
    problems = marker_problems(current)
    if problems:
        raise refused(
            "answers", f"The case cannot be finished yet: {number_of(len(problems), 'thing is', 'things are')} open.",
            problems,
        )  # fmt: skip
    current.finished_at = timezone.now()
    current.version += 1
    current.save(update_fields=["rules", "finished_at", "version"])
    _log(actor, current, "reviews.finish_case", f"Finished: {_of_review(current)}.")
    _move_on(current.case.review)
    return current


@service("reviews.reopen_case")
def reopen_case(*, actor: User, assignment: Assignment, expected_version: int) -> Assignment:
    """Let a reviewer change a case that they had finished, as long as nothing of it is settled."""
    current = lock_for_edit(assignment, expected_version, ("finished_at",))
    review = current.case.review
    if current.reviewer_id != actor.pk or review.is_closed or current.finished_at is None:
        raise NotPermittedError(
            NOT_PERMITTED,
            "A finished case is reopened by the reviewer who finished it, while the review is not closed.",
        )
    if current.case.settlements.exists():
        raise RefusalError(
            "refused",
            f"A disagreement on case {current.case.number} is settled already, so its answers stay.",
        )
    current.finished_at = None
    current.version += 1
    current.save(update_fields=["finished_at", "version"])
    _back_to_reviewing(review)
    _log(actor, current, "reviews.reopen_case", f"Reopened: {_of_review(current)}.")
    return current


class _Saving:
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


def _locked(actor: User, assignment: Assignment) -> Assignment:
    """The assignment as it stands, locked, where the actor may answer it."""
    current: Assignment = (
        Assignment.objects.select_for_update(of=("self",)).select_related("case__review__inspection").get(
            pk=assignment.pk
        )
    )  # fmt: skip
    if not can_answer_assignment(actor, current):
        raise NotPermittedError(NOT_PERMITTED, _why_not(actor, current))
    return current


def _why_not(actor: User, assignment: Assignment) -> str:
    if assignment.reviewer_id != actor.pk:
        return "This case was given to another reviewer: only they answer it."
    if assignment.finished_at is not None:
        return f"You have finished case {assignment.case.number}. Reopen it to change an answer."
    if assignment.case.withdrawn_on is not None:
        return f"Case {assignment.case.number} was taken out of the sample, so it is no longer answered."
    return "Answers are taken while the review is open and you inspect for the inspectorate."


def _check_answers(assignment: Assignment, answers: Sequence[AnswerGiven]) -> None:
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


def _check_facts(instrument: Instrument, facts: Mapping[str, str]) -> None:
    fields = {field.identifier: field for field in instrument.fields}
    problems = Problems()
    for name, value in facts.items():
        if name not in fields:
            problems.add(
                name, value, f"'{name}' is no case field. Choose one of: {', '.join(fields) or 'none'}."
            )
        elif value and fields[name].values:
            problems.need_one_of(name, value, fields[name].values, fields[name].title.lower())
    problems.raise_if_any()


def _require_item_of(assignment: Assignment, item: CaseItem) -> None:
    if item.case_id != assignment.case_id:
        raise refused("item", "The item belongs to another case.")


def _ask_others_again(assignment: Assignment) -> None:
    """Reopen the case for a marker who finished it before an item was added or changed."""
    finished = assignment.case.assignments.exclude(pk=assignment.pk).filter(finished_at__isnull=False)
    for other in finished:
        other.finished_at = None
        other.version += 1
        other.save(update_fields=["finished_at", "version"])
        _back_to_reviewing(assignment.case.review)


def _move_on(review: Review) -> None:
    """Once every case is marked as often as it should be, what is left is to settle and to close."""
    cases = review.cases.filter(withdrawn_on__isnull=True)
    for case in cases.prefetch_related("assignments"):
        finished = sum(each.is_finished for each in case.assignments.all())
        if finished < (2 if case.double_marked else 1):
            return
    current = Review.objects.select_for_update().get(pk=review.pk)
    current.state = Review.State.SETTLING
    current.version += 1
    current.save(update_fields=["state", "version"])


def _back_to_reviewing(review: Review) -> None:
    current = Review.objects.select_for_update().get(pk=review.pk)
    if current.state == Review.State.SETTLING:
        current.state = Review.State.REVIEWING
        current.version += 1
        current.save(update_fields=["state", "version"])


def _of_review(assignment: Assignment) -> str:
    return f"case {assignment.case.number} of the review '{assignment.case.review.title}'"


def _log(actor: User, assignment: Assignment, action: str, summary: str, **details: Any) -> None:
    record_event(
        actor=actor, action=action, subject=assignment, organisation=assignment.tenant, summary=summary,
        details=details,
    )  # fmt: skip
