"""What is published of measures: open to everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from peelian.apps.measures.models import MeasurePublication
from peelian.records.comparison import ForceSeries, SeriesValue, force_series


def published_measures() -> list[MeasurePublication]:
    """The latest period of each measure in its newest version, by title."""
    rows = MeasurePublication.objects.current().order_by("period_end").values_list("measure", "pk")
    latest = dict(rows)
    return list(MeasurePublication.objects.filter(pk__in=latest.values()).order_by("title", "measure"))


def published_titles() -> list[tuple[str, str]]:
    """Identifier and title of every published measure, by title, without reading what is published."""
    found = MeasurePublication.objects.current().order_by("title", "measure", "-period_end")
    return list(dict(found.values_list("measure", "title")).items())


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


def series_of_force(periods: Iterable[MeasurePublication], slug: str) -> ForceSeries | None:
    """The published values of one force over periods of one measure; None where it has none.

    The words and the decimals are those of the latest period.
    """
    found = sorted(periods, key=lambda each: each.period_end)
    values = [value for published in found if (value := _series_value(published, slug)) is not None]
    return force_series(found[-1].comparison.definition, values) if values else None


def _series_value(published: MeasurePublication, slug: str) -> SeriesValue | None:
    compared = published.comparison
    force = compared.force(slug)
    if force is None:
        return None
    return SeriesValue(
        compared.period_end,
        compared.period_words,
        force.value,
        force.numerator,
        force.denominator,
        published.definition_hash,
    )
