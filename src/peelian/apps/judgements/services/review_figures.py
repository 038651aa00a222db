"""Results of a review of cases as figures of a finding, which keep their link to the review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Figure, Finding, ReviewFigure
from peelian.apps.judgements.services.figures import record_figure
from peelian.apps.reviews.figures import figure_of
from peelian.apps.reviews.models import Review, ReviewRecord
from peelian.apps.reviews.policies import can_read_review
from peelian.rules.errors import NotPermittedError


@dataclass(frozen=True)
class WantedFigure:
    """A result that is to be a figure: the key it gets, the question, the group, and count or estimate."""

    key: str
    question: str
    kind: str = "count"
    group: str = ""


@service("judgements.flow_results_into_figures")
def flow_results_into_figures(
    *,
    actor: User,
    review: Review,
    wanted: Sequence[WantedFigure],
    finding: Finding | None = None,
    part: str = "",
) -> tuple[Figure, ...]:
    """Record results of a closed review as figures of its inspection, under a finding or a part of the report.

    A result becomes a figure once; its numbers are those that were frozen and are not edited by hand.
    """
    if not can_read_review(actor, review):
        raise NotPermittedError("not-permitted", "There is no such review, or it is not open to you.")
    current = Review.objects.select_for_update().get(pk=review.pk)
    _refuse_repeats(current, wanted)
    return tuple(_recorded(actor, current, each, finding, part) for each in wanted)


def _refuse_repeats(review: Review, wanted: Sequence[WantedFigure]) -> None:
    standing = {
        (each.question, each.group, each.kind): each.figure.key
        for each in ReviewFigure.objects.filter(review=review).select_related("figure")
    }
    problems = Problems()
    problems.need("wanted", "given" if wanted else "", "No result is chosen. Choose at least one.")
    for each in wanted:
        key = standing.get((each.question, each.group, each.kind))
        if key is not None:
            problems.add(
                "wanted",
                each.question,
                f"The {each.kind} of '{each.question}' stands already as the figure {key}.",
            )
    problems.raise_if_any()


def _recorded(
    actor: User, review: Review, wanted: WantedFigure, finding: Finding | None, part: str
) -> Figure:
    value = figure_of(review, wanted.question, wanted.kind, wanted.key, wanted.group)
    figure = record_figure(
        actor=actor, inspection=review.inspection, value=value.to_json(), finding=finding, part=part
    )
    ReviewFigure.objects.create(
        figure=figure,
        review=review,
        question=wanted.question,
        group=wanted.group,
        kind=wanted.kind,
        record_sha256=ReviewRecord.objects.get(review=review).sha256,
    )
    return figure
