"""Measures over a force's records: counts, rates, shares, percentiles and what else the regime prints.

A measure is data of the catalogue. `run_measures` reads each table once for all measures of one
grouping and returns plain values that say themselves in words.
"""

from peelian.records.engines.folders import fingerprint
from peelian.records.measures.kept import Kept
from peelian.records.measures.results import LeftOut, MeasureResults, MeasureValue
from peelian.records.measures.run import run_measures
from peelian.records.measures.scope import Days

__all__ = ["Days", "Kept", "LeftOut", "MeasureResults", "MeasureValue", "fingerprint", "run_measures"]
