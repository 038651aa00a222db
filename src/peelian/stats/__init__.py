"""Statistics of an inspectorate: samples, estimates, intervals, change, agreement and comparison.

Needs numpy and scipy alone and works in a notebook: ``from peelian.stats import ...``.
"""

from peelian.stats.agreement import (
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_test,
    fleiss_kappa,
    gwet_ac,
    percent_agreement,
)
from peelian.stats.allocation import Allocation, allocate
from peelian.stats.errors import StatsError
from peelian.stats.keyed_draw import DrawnCase, draw_cases, frame_fingerprint
from peelian.stats.krippendorff import krippendorff_alpha
from peelian.stats.ratings import Ratings, ratings_from_columns, ratings_from_rows
from peelian.stats.sample_size import (
    SampleSize,
    half_width_for_sample_size,
    sample_size_for_change,
    sample_size_for_half_width,
)

__all__ = [
    "Allocation",
    "DrawnCase",
    "Ratings",
    "SampleSize",
    "StatsError",
    "allocate",
    "brennan_prediger",
    "cohen_kappa",
    "cohen_kappa_test",
    "draw_cases",
    "fleiss_kappa",
    "frame_fingerprint",
    "gwet_ac",
    "half_width_for_sample_size",
    "krippendorff_alpha",
    "percent_agreement",
    "ratings_from_columns",
    "ratings_from_rows",
    "sample_size_for_change",
    "sample_size_for_half_width",
]
