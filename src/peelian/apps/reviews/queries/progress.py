"""How far a review has come, and what each person has to do in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import Viewer
from peelian.apps.reviews.completeness import review_problems
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import assignments_answerable_by


def reviews(user: Viewer, inspection: Inspection | None = None) -> QuerySet[Review]:
    """Reviews that the user may see, latest first; of one inspection if named."""
    found = Review.objects.visible_to(user).select_related("inspection__force")
    return found if inspection is None else found.filter(inspection=inspection)


def sampled_cases(user: Viewer, review: Review) -> QuerySet[Any]:
    """The cases of a review with those who mark them, withdrawn cases included, by number."""
    found: QuerySet[Any] = SampledCase.objects.visible_to(user).filter(review=review)
    return found.prefetch_related("assignments__reviewer").select_related("replaces").order_by("number")


def cases_to_answer(user: Viewer, review: Review | None = None) -> QuerySet[Any]:
    """Cases that the user was given and has still to finish, by number."""
    found: QuerySet[Any] = assignments_answerable_by(user).select_related("case__review__inspection")
    found = found if review is None else found.filter(case__review=review)
    answered = Count("answers", filter=~Q(answers__value=""))
    counted: QuerySet[Any] = found.annotate(answered=answered)
    return counted.order_by("case__review__title", "case__number")


def cases_answered(user: Viewer, review: Review) -> QuerySet[Any]:
    """Cases of a review that the user has finished, by number."""
    found: QuerySet[Any] = Assignment.objects.visible_to(user).filter(
        case__review=review, finished_at__isnull=False
    )
    return found.filter(reviewer_id=user.pk, case__withdrawn_on__isnull=True).select_related("case__review")


def own_reviews(user: Viewer) -> QuerySet[Any]:
    """Open reviews in which the user was given cases, with how many there are and how many are to do."""
    given = Q(cases__assignments__reviewer=user.pk, cases__withdrawn_on__isnull=True)
    found: QuerySet[Any] = reviews(user).exclude(state=Review.State.CLOSED).annotate(
        given=Count("cases__assignments", filter=given),
        to_do=Count("cases__assignments", filter=given & Q(cases__assignments__finished_at__isnull=True)),
    )  # fmt: skip
    return found.filter(given__gt=0).order_by("title", "pk")


@dataclass(frozen=True)
class StratumProgress:
    """How far one stratum has come.

    `second_wanted` of its cases are to be marked twice; of them `second_finished` have both markings finished.
    """

    stratum: str
    population: int
    size: int
    given: int
    finished: int
    second_wanted: int
    second_finished: int
    withdrawn: int


def review_progress(user: Viewer, review: Review) -> tuple[StratumProgress, ...]:
    """How many cases of each stratum are drawn, given, finished and withdrawn."""
    if not Review.objects.visible_to(user).filter(pk=review.pk).exists():
        return ()
    counts: dict[str, Counter[str]] = {}
    for case in review.cases.prefetch_related("assignments"):
        counts.setdefault(case.stratum, Counter()).update(_steps(case))
    return tuple(
        StratumProgress(
            stratum=row.stratum,
            population=row.population,
            size=row.size,
            **{
                name: counts.get(row.stratum, Counter())[name]
                for name in ("given", "finished", "second_wanted", "second_finished", "withdrawn")
            },
        )
        for row in review.strata.all()
    )


def open_things(user: Viewer, review: Review) -> list[dict[str, Any]]:
    """Everything that keeps a review from being closed, each with a sentence."""
    if not Review.objects.visible_to(user).filter(pk=review.pk).exists():
        return []
    return review_problems(review)


def _steps(case: SampledCase) -> list[str]:
    if case.withdrawn_on is not None:
        return ["withdrawn"]
    finished = {each.marker: each.is_finished for each in case.assignments.all()}
    steps = {
        "given": Assignment.Marker.FIRST in finished,
        "finished": finished.get(Assignment.Marker.FIRST, False),
        "second_wanted": case.double_marked,
        "second_finished": all(finished.get(marker, False) for marker in Assignment.Marker),
    }
    return [name for name, taken in steps.items() if taken]
