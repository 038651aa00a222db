"""Report drafts, the factual accuracy check, and publications that never change."""

from peelian.apps.reports.models.accuracy import AccuracyCheck, AccuracyComment
from peelian.apps.reports.models.drafts import AreaText, Chart, ObservationPoint, ReportDraft
from peelian.apps.reports.models.publications import PressStatement, Publication, SearchEntry

__all__ = [
    "AccuracyCheck",
    "AccuracyComment",
    "AreaText",
    "Chart",
    "ObservationPoint",
    "PressStatement",
    "Publication",
    "ReportDraft",
    "SearchEntry",
]
