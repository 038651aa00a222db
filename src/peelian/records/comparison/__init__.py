"""Forces side by side on one measure: lines, ranks, second opinions, neighbours, a total, and one force over time."""

from peelian.records.comparison.compare import compare_forces
from peelian.records.comparison.definition import ONE_A_FORCE, MeasureDefinition, definition_of
from peelian.records.comparison.series import ForceSeries, SeriesValue, force_series
from peelian.records.comparison.supplied import SuppliedValue
from peelian.records.comparison.values import (
    CollectionTaken,
    ComparedForce,
    ForceLeftOut,
    FunnelForce,
    Lines,
    MeasureComparison,
    NationalTotal,
    PeerComparison,
    ReturnTaken,
    SecondOpinion,
    hash_of,
)

__all__ = [
    "ONE_A_FORCE",
    "CollectionTaken",
    "ComparedForce",
    "ForceLeftOut",
    "ForceSeries",
    "FunnelForce",
    "Lines",
    "MeasureComparison",
    "MeasureDefinition",
    "NationalTotal",
    "PeerComparison",
    "ReturnTaken",
    "SecondOpinion",
    "SeriesValue",
    "SuppliedValue",
    "compare_forces",
    "definition_of",
    "force_series",
    "hash_of",
]
