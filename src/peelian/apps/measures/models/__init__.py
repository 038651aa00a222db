"""Releases of measures: the values of all forces for one period, and the versions of them that were published."""

from peelian.apps.measures.models.publications import MeasurePublication
from peelian.apps.measures.models.releases import ForceValue, MeasureRelease

__all__ = ["ForceValue", "MeasurePublication", "MeasureRelease"]
