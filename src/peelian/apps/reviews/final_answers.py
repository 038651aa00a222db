"""What a case says in the end: the one answer, the answer both markers gave, or what a third person settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from peelian.apps.reviews.models import Answer, Assignment, CaseItem, Review, SampledCase, Settlement
from peelian.catalogue import Instrument, Question
from peelian.rules.scoring import Answer as GivenAnswer
from peelian.rules.scoring import ReviewedCase, relevant

Answers = dict[str, GivenAnswer]


@dataclass(frozen=True)
class Disagreement:
    """A question that the two markers of a case answer differently; None where one gave no answer."""

    question: Question
    first: GivenAnswer | None
    second: GivenAnswer | None
    settled: GivenAnswer | None


@dataclass(frozen=True)
class ReviewedUnit:
    """A case, or an item of a case, with what it says in the end and what its markers say."""

    case: SampledCase
    item: CaseItem | None
    reviewed: ReviewedCase
    marks: tuple[Answers, ...]
    disagreements: tuple[Disagreement, ...]

    @property
    def open_disagreements(self) -> tuple[Disagreement, ...]:
        return tuple(found for found in self.disagreements if found.settled is None)


def cases_in_review(review: Review) -> QuerySet[SampledCase]:
    """The cases of the sample that stand, with all that is known and answered of them."""
    answers = Prefetch("answers", Answer.objects.all())
    assignments = Assignment.objects.order_by("marker").select_related("reviewer").prefetch_related(answers)
    found: QuerySet[SampledCase] = SampledCase.objects.filter(review=review, withdrawn_on__isnull=True)
    return found.prefetch_related(Prefetch("assignments", assignments), "items", "settlements").order_by(
        "number"
    )


def reviewed_units(review: Review, cases: Iterable[SampledCase] | None = None) -> list[ReviewedUnit]:
    """Every case of a review and every item of each, in order."""
    found = cases_in_review(review) if cases is None else cases
    return [unit for case in found for unit in units_of(review.instrument, case)]


def units_of(instrument: Instrument, case: SampledCase) -> Iterator[ReviewedUnit]:
    """The case itself, then each of its items; only markers who have finished count."""
    assignments = [each for each in case.assignments.all() if each.is_finished]
    for item in (None, *case.items.all()):
        marks = tuple(marks_of(assignment, item) for assignment in assignments)
        settled = settled_of(case, item)
        facts = case.all_facts if item is None else {**case.all_facts, **item.facts}
        repeat = "" if item is None else item.kind
        answers, disagreements = agreed_answers(instrument, repeat, facts, marks, settled)
        reviewed = ReviewedCase(
            key=unit_key(case, item),
            answers=answers,
            facts=facts,
            rules=assignments[0].rules if assignments else "",
            repeat=repeat,
        )
        yield ReviewedUnit(case, item, reviewed, marks, disagreements)


def is_disputed(case: SampledCase) -> bool:
    """Whether both markers have finished a case and differ on a question, settled or not."""
    loaded = cases_in_review(case.review).filter(pk=case.pk)
    return any(unit.disagreements for each in loaded for unit in units_of(case.review.instrument, each))


def unit_key(case: SampledCase, item: CaseItem | None) -> str:
    """How a case or an item is spoken of outside the answer page: by numbers alone."""
    return f"case {case.number}" if item is None else f"case {case.number}, {item.kind} {item.number}"


def marks_of(assignment: Assignment, item: CaseItem | None) -> Answers:
    """What one marker answered for a case or for one item of it; answers taken back are left out."""
    wanted = None if item is None else item.pk
    return {
        answer.question: GivenAnswer(answer.value, answer.reason, answer.reference)
        for answer in assignment.answers.all()
        if answer.item_id == wanted and answer.value
    }


def settled_of(case: SampledCase, item: CaseItem | None) -> Answers:
    wanted = None if item is None else item.pk
    found: Iterable[Settlement] = case.settlements.all()
    return {
        each.question: GivenAnswer(each.value, each.reason, each.reference)
        for each in found
        if each.item_id == wanted
    }


def agreed_answers(
    instrument: Instrument,
    repeat: str,
    facts: Mapping[str, str],
    marks: Sequence[Answers],
    settled: Mapping[str, GivenAnswer],
) -> tuple[Answers, tuple[Disagreement, ...]]:
    """Put the answers of one or two markers together, question after question.

    A question is asked where it is relevant by the answers put together so far. So a disagreement on a
    question that rests on another shows once the other is settled, and not at all where it falls away.
    """
    together: Answers = {}
    disagreements: list[Disagreement] = []
    for question in asked_of(instrument, repeat):
        if not marks or not relevant(question, together, facts):
            continue
        given = [_own_answer(question, mark, facts) for mark in marks]
        if len(given) > 1 and question.is_scored and _differ(given):
            decided = settled.get(question.identifier)
            disagreements.append(Disagreement(question, given[0], given[1], decided))
            answer = decided
        else:
            answer = next((each for each in given if each is not None), None)
        if answer is not None:
            together[question.identifier] = answer
    return together, tuple(disagreements)


def asked_of(instrument: Instrument, repeat: str) -> Iterator[Question]:
    """The questions asked of a case (where `repeat` is empty) or of an item of that kind."""
    for question in instrument.questions:
        if instrument.part(question.part).repeats_for == repeat:
            yield question


def _own_answer(question: Question, mark: Answers, facts: Mapping[str, str]) -> GivenAnswer | None:
    """A marker's answer; none where the question does not apply by that marker's other answers."""
    answer = mark.get(question.identifier)
    if answer is None or (question.relevance.rule == "answer" and not relevant(question, mark, facts)):
        return None
    return answer


def _differ(given: Sequence[GivenAnswer | None]) -> bool:
    values = {None if each is None else each.value for each in given}
    return len(values) > 1
