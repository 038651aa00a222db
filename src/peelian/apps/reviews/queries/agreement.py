"""Where two markers disagree, and how far reviewers agree question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.final_answers import (
    Answers,
    Disagreement,
    ReviewedUnit,
    asked_of,
    reviewed_units,
    unit_key,
)
from peelian.apps.reviews.models import Assignment, CaseItem, Review, SampledCase
from peelian.apps.reviews.policies import cases_settleable_by
from peelian.catalogue import NOT_RELEVANT, Instrument, Question
from peelian.rules.scoring import relevant
from peelian.stats import Ratings, StatsError, agreement_by_rater, cohen_kappa, gwet_ac, percent_agreement
from peelian.stats.agreement_result import AgreementCoefficient
from peelian.stats.rater_agreement import RaterAgreement
from peelian.stats.ratings import ratings_from_rows


@dataclass(frozen=True)
class DisagreementRow:
    """A question of a case, or of an item of it, that two markers answer differently."""

    case: SampledCase
    item: CaseItem | None
    disagreement: Disagreement
    may_settle: bool


def disagreements(user: Viewer, review: Review, *, only_open: bool = False) -> tuple[DisagreementRow, ...]:
    """What the markers of a review disagree on, for those who see it; nothing of a case one has still to mark."""
    if not Review.objects.visible_to(user).filter(pk=review.pk).exists():
        return ()
    unfinished = Assignment.objects.filter(reviewer_id=user.pk, finished_at__isnull=True)
    blind = set(unfinished.values_list("case_id", flat=True))
    may = set(cases_settleable_by(user).filter(review=review).values_list("pk", flat=True))
    return tuple(
        DisagreementRow(unit.case, unit.item, found, unit.case.pk in may)
        for unit in reviewed_units(review)
        if unit.case.pk not in blind
        for found in (unit.open_disagreements if only_open else unit.disagreements)
    )


@dataclass(frozen=True)
class QuestionAgreement:
    """How far the markers agree on one question; Gwet's coefficient is the headline.

    Where nearly all cases get one answer, kappa says little though reviewers agree, and Gwet's coefficient
    keeps its meaning.
    """

    question: Question
    twice_marked: int
    percent: AgreementCoefficient | None
    gwet: AgreementCoefficient | None
    kappa: AgreementCoefficient | None


@dataclass(frozen=True)
class ReviewAgreement:
    """Agreement of a review by question, and of each reviewer with the others over all questions."""

    questions: tuple[QuestionAgreement, ...]
    reviewers: dict[str, RaterAgreement]


def agreement(user: Viewer, review: Review) -> ReviewAgreement:
    """Return how far the reviewers agree on the cases that two of them marked."""
    if not Review.objects.visible_to(user).filter(pk=review.pk).exists():
        return ReviewAgreement((), {})
    instrument = review.instrument
    units = [unit for unit in reviewed_units(review) if len(unit.marks) > 1]
    found = {
        question.identifier: _marks(instrument, question, units) for question in instrument.scored_questions
    }
    every = [
        (f"{unit} {name}", at, who, value) for name, marks in found.items() for unit, at, who, value in marks
    ]
    return ReviewAgreement(
        tuple(
            question_agreement(question, found[question.identifier])
            for question in instrument.scored_questions
        ),
        {str(name): each for name, each in agreement_by_rater(_ratings(every)).items()} if every else {},
    )


Mark = tuple[str, int, str, str]
"""What was marked, as which marker, by whom, and what."""


def _marks(instrument: Instrument, question: Question, units: Sequence[ReviewedUnit]) -> list[Mark]:
    """Both marks of a question in every unit that both answered; one to which it does not apply says so."""
    marks: list[Mark] = []
    for unit in units:
        if question not in asked_of(instrument, unit.reviewed.repeat):
            continue
        values = [_mark(question, mark, unit) for mark in unit.marks]
        if set(values) == {NOT_RELEVANT} and question.relevance.rule != "judged":
            continue
        names = [each.reviewer.name for each in unit.case.assignments.all() if each.is_finished]
        key = unit_key(unit.case, unit.item)
        marks += [(key, at, name, value) for at, (name, value) in enumerate(zip(names, values, strict=True))]
    return marks


def _mark(question: Question, mark: Answers, unit: ReviewedUnit) -> str:
    answer = mark.get(question.identifier)
    if answer is None or not relevant(question, mark, unit.reviewed.facts):
        return NOT_RELEVANT
    return answer.value


def _ratings(marks: Sequence[Mark]) -> Ratings:
    return ratings_from_rows(
        [key for key, _, _, _ in marks],
        [name for _, _, name, _ in marks],
        [value for _, _, _, value in marks],
    )


def question_agreement(question: Question, marks: Sequence[Mark]) -> QuestionAgreement:
    """Return how far two markers agree on a question, reckoned with all its answers, given or not.

    On a scale of scores Gwet's coefficient gives credit to answers that lie near, unless a marker found the
    question not relevant, which lies near no answer.
    """
    if not marks:
        return QuestionAgreement(question, 0, None, None, None)
    by_marker = ratings_from_rows(
        [key for key, _, _, _ in marks],
        [at for _, at, _, _ in marks],
        [value for _, _, _, value in marks],
        categories=_categories(question, marks),
    )
    ordered = question.kind == "score" and NOT_RELEVANT not in by_marker.categories
    weights = "ordinal" if ordered else "identity"
    return QuestionAgreement(
        question,
        len(marks) // 2,
        _coefficient(percent_agreement, by_marker),
        _coefficient(partial(gwet_ac, weights=weights), by_marker),
        _coefficient(cohen_kappa, by_marker),
    )


def _categories(question: Question, marks: Sequence[Mark]) -> list[str]:
    """The answers of the question, those with a score from the lowest, and not relevant where it can be or is marked.

    On a scale of scores not relevant counts only where it is marked.
    """
    choices = sorted(question.choices, key=lambda each: each.score or 0)
    answers = [each.identifier for each in choices if each.identifier != NOT_RELEVANT]
    marked = any(value == NOT_RELEVANT for _, _, _, value in marks)
    can_be = question.kind != "score" and len(answers) < len(choices)
    return [*answers, NOT_RELEVANT] if marked or can_be else answers


def _coefficient(
    statistic: Callable[[Ratings], AgreementCoefficient], ratings: Ratings
) -> AgreementCoefficient | None:
    try:
        return statistic(ratings)
    except StatsError:
        return None
