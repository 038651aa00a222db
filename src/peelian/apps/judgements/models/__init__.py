"""Findings, figures, judgements and the published record of grades."""

from peelian.apps.judgements.models.figures import Figure
from peelian.apps.judgements.models.findings import FieldworkIssue, Finding, FindingPoint, Suggestion
from peelian.apps.judgements.models.grade_records import GradeRecord
from peelian.apps.judgements.models.judgements import GateOverride, Judgement
from peelian.apps.judgements.models.measure_figures import MeasureFigure
from peelian.apps.judgements.models.return_figures import ReturnFigure
from peelian.apps.judgements.models.review_figures import ReviewFigure
from peelian.apps.judgements.models.visibility import OfInspectionQuerySet

__all__ = [
    "FieldworkIssue",
    "Figure",
    "Finding",
    "FindingPoint",
    "GateOverride",
    "GradeRecord",
    "Judgement",
    "MeasureFigure",
    "OfInspectionQuerySet",
    "ReturnFigure",
    "ReviewFigure",
    "Suggestion",
]
