"""Weights that meet the known totals of groups."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from peelian.stats.findings import Finding, Findings
from peelian.stats.labels import Labels
from peelian.stats.numbers_in import Numbers
from peelian.stats.sums import Floats, GroupedSum, blocks


def post_stratified_weights(given: Numbers, groups: Labels, totals: Mapping[Any, float] | None) -> Floats:
    """Scale the weights of each post-stratum to its known total.

    Parameters
    ----------
    given : weight of each row.
    groups : post-stratum of each row.
    totals : known total of each post-stratum.

    Notes
    -----
    w* = w N_g / (sum of w over g). Variances then use the residual of each value from the
    weighted mean of its post-stratum (Särndal, Swensson and Wretman 1992, section 7.6).

    Raises
    ------
    StatsError
        ``design-unsound`` when a post-stratum has no total, or a total has no row.
    """
    known = {str(name): float(total) for name, total in (totals or {}).items()}
    names = [str(name) for name in groups.names]
    findings = Findings()
    findings.add(
        Finding(f"post-stratum {name} has no total above 0.", "poststratum_totals")
        for name in names
        if not known.get(name, 0) > 0
    )
    findings.add(
        Finding(f"post-stratum {name} has a total but no row.", "poststratum_totals")
        for name in known
        if name not in names
    )
    findings.refuse_any("design-unsound", "The post-strata cannot be used")
    weights = given.values
    sums = GroupedSum(len(names), len(weights), given.high)
    for block in blocks(len(weights)):
        sums.add(groups.codes[block], weights[block])
    factor = np.array([known[name] for name in names]) / sums.result()
    return weights * factor[groups.codes]
