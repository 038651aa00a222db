"""What is published of measures: open to everybody."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from peelian.apps.measures.models import MeasurePublication
from peelian.records.comparison import ForceSeries, SeriesValue, force_series


def published_measures() -> list[MeasurePublication]:
    """The latest period of each measure in its newest version, by title."""
    latest: dict[str, MeasurePublication] = {}
    for each in MeasurePublication.objects.current().order_by("-period_end"):
        latest.setdefault(each.measure, each)
    return sorted(latest.values(), key=lambda each: (each.title, each.measure))


def published_periods(measure: str) -> QuerySet[MeasurePublication]:
    """The newest version of every period of a measure, latest first."""
    return MeasurePublication.objects.current().filter(measure=measure).order_by("-period_end")


def measure_publication(measure: str, period_end: date | None = None) -> MeasurePublication | None:
    """The newest version for a period, or for the latest one; None where nothing is published."""
    found = published_periods(measure)
    return (found.filter(period_end=period_end) if period_end else found).first()


def measure_versions(published: MeasurePublication) -> list[MeasurePublication]:
    """Every version of a publication, newest first."""
    found = MeasurePublication.objects.filter(release=published.release_id)
    return list(found.order_by("-version_number"))


def series_of_force(measure: str, slug: str, until: date | None = None) -> ForceSeries | None:
    """The published values of one force over the periods of a measure; None where it has none."""
    found = list(published_periods(measure))
    values = []
    for published in found:
        each = published.comparison.force(slug)
        if each is not None and (until is None or published.period_end <= until):
            compared = published.comparison
            values.append(
                SeriesValue(
                    compared.period_end,
                    compared.period_words,
                    each.value,
                    each.numerator,
                    each.denominator,
                    published.definition_hash,
                )
            )
    return force_series(found[0].comparison.definition, values) if values else None
