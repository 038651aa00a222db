"""What a review says: results by question, tables for export, and the cases that fall short, by group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.estimating import QuestionResult, results_from_json, results_of
from peelian.apps.reviews.final_answers import reviewed_units
from peelian.apps.reviews.models import Review, ReviewRecord
from peelian.apps.reviews.queries.methods import record_is_whole
from peelian.apps.reviews.sample_tables import SampleTable, sample_tables, table_from_json
from peelian.rules.plan_scores import PlanScore, picture_word, plan_score
from peelian.rules.scoring import domain_value, state_of


@dataclass(frozen=True)
class ReviewResults:
    """The results of a review: frozen where it is closed, else as the finished cases stand now.

    `is_whole` is False where what is stored differs from the hash of what was frozen: then nothing of it is shown.
    """

    review: Review
    questions: tuple[QuestionResult, ...]
    is_frozen: bool
    sha256: str
    is_whole: bool = True

    def question(self, identifier: str) -> QuestionResult:
        """Return the result of one question, or say which there are."""
        for found in self.questions:
            if found.question.identifier == identifier:
                return found
        raise KeyError(f"No result of {identifier!r} in {self.review.title}.")


def review_results(user: Viewer, review: Review) -> ReviewResults:
    """Return the results of a review that the user may see.

    Raises
    ------
    Review.DoesNotExist
        When the review is not open to the user.
    """
    current = Review.objects.visible_to(user).get(pk=review.pk)
    return results_now(current)


def results_now(review: Review) -> ReviewResults:
    """The results of a review, for those who have already made sure that the viewer may see it."""
    record = ReviewRecord.objects.filter(review=review).first()
    if record is not None:
        frozen = results_from_json(review, record.results)
        return ReviewResults(review, frozen, True, record.sha256, record_is_whole(record))
    return ReviewResults(review, results_of(review, sample_tables(review)), False, "")


def review_tables(user: Viewer, review: Review) -> tuple[SampleTable, ...]:
    """The tables from which the results are computed: of the cases, and of each kind of item."""
    current = Review.objects.visible_to(user).get(pk=review.pk)
    record = ReviewRecord.objects.filter(review=current).first()
    if record is not None:
        return tuple(table_from_json(data) for data in record.tables)
    return sample_tables(current)


def frozen_export(user: Viewer, review: Review) -> dict[str, str]:
    """The tables as CSV by the name of the file, for anybody who computes the results again.

    ``peelian estimate FILE --outcome QUESTION --stratum stratum --population population --missing drop`` gives
    the same digits; a file of items also takes ``--cluster case``.
    """
    return {f"{table.name}.csv": table.to_csv() for table in review_tables(user, review)}


def shortfalls(user: Viewer, review: Review, question: str, by: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Count what falls short on a question by case fields or other answers.

    Missed crimes, for instance, are told apart by category, by vulnerability of the victim and by whether they were
    investigated all the same: the key of each count holds those three.
    """
    current = Review.objects.visible_to(user).get(pk=review.pk)
    asked = current.instrument.question(question)
    repeat = current.instrument.part(asked.part).repeats_for
    short = [
        unit.reviewed
        for unit in reviewed_units(current)
        if unit.reviewed.repeat == repeat and state_of(asked, unit.reviewed) == "short"
    ]
    counted = Counter(tuple(domain_value(case, name) for name in by) for case in short)
    return dict(sorted(counted.items()))


@dataclass(frozen=True)
class PlanResults:
    """The word for each plan of a desk review, by the key of the plan, and the one for all together."""

    plans: dict[str, PlanScore]
    picture: str


def plan_results(user: Viewer, review: Review) -> PlanResults:
    """Return the words of a desk review of plans, as far as its plans are scored."""
    current = Review.objects.visible_to(user).get(pk=review.pk)
    units: list[Any] = [unit for unit in reviewed_units(current) if unit.item is None and unit.marks]
    plans = {unit.case.key: plan_score(current.instrument, unit.reviewed) for unit in units}
    return PlanResults(plans, picture_word(current.instrument, list(plans.values())) if plans else "")
