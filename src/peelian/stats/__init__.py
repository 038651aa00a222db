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
from peelian.stats.change import (
    Change,
    RoundResult,
    compare_estimates,
    compare_half_widths,
    compare_rounds,
    round_result,
)
from peelian.stats.choices import Choices
from peelian.stats.control_charts import ControlChart, individuals_chart, proportion_chart, rate_chart
from peelian.stats.count_intervals import (
    RateEstimate,
    byar_interval,
    exact_poisson_interval,
    rate_estimate,
)
from peelian.stats.design import Design
from peelian.stats.design_intervals import INTERVAL_METHODS, proportion_interval
from peelian.stats.errors import StatsError
from peelian.stats.estimate import Estimate, SmallBase
from peelian.stats.estimators import (
    estimate_mean,
    estimate_mean_by,
    estimate_proportion,
    estimate_proportion_by,
    estimate_ratio,
    estimate_ratio_by,
    estimate_total,
    estimate_total_by,
)
from peelian.stats.false_discovery import adjust_p_values
from peelian.stats.findings import Finding
from peelian.stats.finite_intervals import hypergeometric_interval
from peelian.stats.funnel import Funnel, funnel
from peelian.stats.funnel_scales import exposures_on_limits, normal_limits, poisson_limits
from peelian.stats.intervals import (
    Interval,
    agresti_coull_interval,
    clopper_pearson_interval,
    jeffreys_interval,
    mid_p_interval,
    wald_interval,
    wilson_corrected_interval,
    wilson_interval,
)
from peelian.stats.keyed_draw import DrawnCase, draw_cases, frame_fingerprint
from peelian.stats.krippendorff import krippendorff_alpha
from peelian.stats.labels import Labels, encode
from peelian.stats.median_ranks import median_interval_ranks
from peelian.stats.outlier_lines import OutlierLines, outlier_lines
from peelian.stats.overdispersion import Overdispersion, estimate_overdispersion
from peelian.stats.rater_agreement import RaterAgreement, agreement_by_rater
from peelian.stats.ratings import Ratings, ratings_from_columns, ratings_from_rows
from peelian.stats.robust import robust_z_scores
from peelian.stats.rounds_in_design import estimate_difference, estimate_kappa
from peelian.stats.run_rules import run_signals
from peelian.stats.sample_plan import SamplePlan, plan_from_mapping, planned_sizes
from peelian.stats.sample_size import (
    SampleSize,
    half_width_for_sample_size,
    sample_size_for_change,
    sample_size_for_half_width,
)
from peelian.stats.shrinkage import RandomEffects, random_effects, shrink_proportions
from peelian.stats.similar_groups import compare_within_groups
from peelian.stats.two_counts import TwoCounts, compare_counts
from peelian.stats.volumes import Volume, additional_volume, unrecorded_volume

__all__ = [
    "INTERVAL_METHODS",
    "Allocation",
    "Change",
    "Choices",
    "ControlChart",
    "Design",
    "DrawnCase",
    "Estimate",
    "Finding",
    "Funnel",
    "Interval",
    "Labels",
    "OutlierLines",
    "Overdispersion",
    "RandomEffects",
    "RateEstimate",
    "RaterAgreement",
    "Ratings",
    "RoundResult",
    "SamplePlan",
    "SampleSize",
    "SmallBase",
    "StatsError",
    "TwoCounts",
    "Volume",
    "additional_volume",
    "adjust_p_values",
    "agreement_by_rater",
    "agresti_coull_interval",
    "allocate",
    "brennan_prediger",
    "byar_interval",
    "clopper_pearson_interval",
    "cohen_kappa",
    "cohen_kappa_test",
    "compare_counts",
    "compare_estimates",
    "compare_half_widths",
    "compare_rounds",
    "compare_within_groups",
    "draw_cases",
    "encode",
    "estimate_difference",
    "estimate_kappa",
    "estimate_mean",
    "estimate_mean_by",
    "estimate_overdispersion",
    "estimate_proportion",
    "estimate_proportion_by",
    "estimate_ratio",
    "estimate_ratio_by",
    "estimate_total",
    "estimate_total_by",
    "exact_poisson_interval",
    "exposures_on_limits",
    "fleiss_kappa",
    "frame_fingerprint",
    "funnel",
    "gwet_ac",
    "half_width_for_sample_size",
    "hypergeometric_interval",
    "individuals_chart",
    "jeffreys_interval",
    "krippendorff_alpha",
    "median_interval_ranks",
    "mid_p_interval",
    "normal_limits",
    "outlier_lines",
    "percent_agreement",
    "plan_from_mapping",
    "planned_sizes",
    "poisson_limits",
    "proportion_chart",
    "proportion_interval",
    "random_effects",
    "rate_chart",
    "rate_estimate",
    "ratings_from_columns",
    "ratings_from_rows",
    "robust_z_scores",
    "round_result",
    "run_signals",
    "sample_size_for_change",
    "sample_size_for_half_width",
    "shrink_proportions",
    "unrecorded_volume",
    "wald_interval",
    "wilson_corrected_interval",
    "wilson_interval",
]
