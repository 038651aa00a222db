"""The methods of a report: for figures that come from reviews, the exact version of the question set."""

from __future__ import annotations

from collections import defaultdict

from peelian.apps.judgements.models import ReviewFigure
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reviews.models import Review
from peelian.rendering.report_parts import MethodUsed


def methods_used(material: Material) -> tuple[MethodUsed, ...]:
    """Return one method for each review whose figures the report lists, in the order of the figures."""
    listed = {row.pk: row.key for row in material.figures if row.shown}
    links = ReviewFigure.objects.filter(figure__in=listed).select_related("review")
    keys: dict[tuple[Review, str], list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda each: list(listed).index(each.figure_id)):
        keys[link.review, link.record_sha256].append(listed[link.figure_id])
    return tuple(_method(review, record, figures) for (review, record), figures in keys.items())


def _method(review: Review, record: str, figures: list[str]) -> MethodUsed:
    return MethodUsed(
        identifier=review.instrument_identifier,
        title=f"{review.instrument.title}: {review.title}",
        version=review.instrument.version,
        sha256=review.definition_hash,
        algorithm=review.algorithm,
        record=record,
        figures=tuple(figures),
    )
