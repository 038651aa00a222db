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
from peelian.stats.control_charts import ControlChart, individuals_chart, proportion_chart, rate_chart
from peelian.stats.errors import StatsError
from peelian.stats.false_discovery import adjust_p_values
from peelian.stats.funnel import Funnel, funnel
from peelian.stats.funnel_scales import exposures_on_limits, normal_limits, poisson_limits
from peelian.stats.keyed_draw import DrawnCase, draw_cases, frame_fingerprint
from peelian.stats.krippendorff import krippendorff_alpha
from peelian.stats.outlier_lines import OutlierLines, outlier_lines
from peelian.stats.overdispersion import Overdispersion, estimate_overdispersion
from peelian.stats.ratings import Ratings, ratings_from_columns, ratings_from_rows
from peelian.stats.robust import robust_z_scores
from peelian.stats.run_rules import run_signals
from peelian.stats.sample_size import (
    SampleSize,
    half_width_for_sample_size,
    sample_size_for_change,
    sample_size_for_half_width,
)
from peelian.stats.shrinkage import RandomEffects, random_effects, shrink_proportions
from peelian.stats.similar_groups import compare_within_groups

__all__ = [
    "Allocation",
    "ControlChart",
    "DrawnCase",
    "Funnel",
    "OutlierLines",
    "Overdispersion",
    "RandomEffects",
    "Ratings",
    "SampleSize",
    "StatsError",
    "adjust_p_values",
    "allocate",
    "brennan_prediger",
    "cohen_kappa",
    "cohen_kappa_test",
    "compare_within_groups",
    "draw_cases",
    "estimate_overdispersion",
    "exposures_on_limits",
    "fleiss_kappa",
    "frame_fingerprint",
    "funnel",
    "gwet_ac",
    "half_width_for_sample_size",
    "individuals_chart",
    "krippendorff_alpha",
    "normal_limits",
    "outlier_lines",
    "percent_agreement",
    "poisson_limits",
    "proportion_chart",
    "random_effects",
    "rate_chart",
    "ratings_from_columns",
    "ratings_from_rows",
    "robust_z_scores",
    "run_signals",
    "sample_size_for_change",
    "sample_size_for_half_width",
    "shrink_proportions",
]
