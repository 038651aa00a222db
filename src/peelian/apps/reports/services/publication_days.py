"""On which day a report may be published: after what it rests on, and not before the day itself."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.models import Publication
from peelian.rendering.presenters import date_words
from peelian.rules.errors import InvalidValueError


def require_publication_day(
    published_on: date, inspection: Inspection, supersedes: Publication | None
) -> None:
    """Refuse a day to come, and a day before the window, the latest evidence, or the version that is corrected."""
    if published_on > timezone.localdate():
        _refuse(published_on, "has not come yet. Publish on the day itself.")
    if supersedes is not None and published_on < supersedes.published_on:
        day = date_words(supersedes.published_on)
        _refuse(published_on, f"lies before the version it corrects, of {day}. Give a later day.")
    if published_on < inspection.window_start:
        day = date_words(inspection.window_start)
        _refuse(published_on, f"lies before the inspection, which starts on {day}. Give a later day.")
    latest = _latest_evidence(inspection)
    if latest is not None and published_on < latest:
        _refuse(
            published_on,
            f"lies before the latest evidence of the inspection, gathered on {date_words(latest)}. "
            "Give that day or a later one.",
        )


def _latest_evidence(inspection: Inspection) -> date | None:
    """The day of the latest evidence in use, of the inspection itself or cited in it."""
    cited = (
        Q(inspection=inspection) | Q(findings__inspection=inspection) | Q(judgements__inspection=inspection)
    )
    found = EvidenceItem.objects.filter(cited, withdrawn_reason="").aggregate(latest=Max("gathered_on"))
    latest: date | None = found["latest"]
    return latest


def _refuse(published_on: date, reason: str) -> None:
    raise InvalidValueError(
        "invalid-value",
        f"{date_words(published_on)} {reason}",
        {"field": "published_on", "value": published_on.isoformat()},
    )
