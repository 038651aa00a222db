"""Variance of a linearised estimate under a design, for several domains in one pass.

An estimate that is a smooth function of totals has, in large samples, the variance of the
total of its linearised values x = w z (Woodruff 1971; Särndal, Swensson and Wretman 1992,
section 5.5). At each stage, with t the totals of x by unit,

    V = sum over strata h of share_h (1 - n_h / N_h) n_h / (n_h - 1) sum over units of (t - mean of t)^2,

where n_h counts all units of the stratum: those outside a domain have t = 0 and stay
(Lumley 2010, section 2.3). The second stage adds the same within each first-stage unit with
share n / N (Särndal, Swensson and Wretman 1992, result 4.3.1).
"""

from __future__ import annotations

import numpy as np

from peelian.stats.cells import Cells, Scores, Spread, spread_of
from peelian.stats.design import Design
from peelian.stats.stages import Stage
from peelian.stats.sums import Floats


def linearised_variance(design: Design, scores: Scores, stages: tuple[Cells, ...]) -> Floats:
    """Variance of the total of the scores, for each domain.

    Parameters
    ----------
    design : the design.
    scores : x of each row that is used.
    stages : where those rows lie at each stage, from `cells_of`.
    """
    variance = _stage_variance(design, design.first, stages[0], scores)
    if design.second is not None:
        variance = variance + _stage_variance(design, design.second, stages[1], scores)
    return variance


def _stage_variance(design: Design, stage: Stage, cells: Cells, scores: Scores) -> Floats:
    spread = spread_of(cells, scores)
    taken = stage.taken[spread.stratum]
    factor = stage.share[spread.stratum] * stage.left[spread.stratum] * taken / np.maximum(taken - 1, 1)
    left_out = 1 - spread.count / taken
    squares = spread.squares + spread.count * left_out * spread.mean**2
    parts = np.where(taken > 1, factor * squares, 0.0)
    if design.lonely == "adjust":
        parts, extra = _adjusted(design, stage, cells, spread, parts)
        return np.asarray(np.bincount(spread.domain, parts, cells.domains) + extra)
    variance = np.asarray(np.bincount(spread.domain, parts, cells.domains), dtype=np.float64)
    if design.lonely == "average":
        return _averaged(design, stage, cells, spread, parts, variance)
    return variance


def _adjusted(
    design: Design, stage: Stage, cells: Cells, spread: Spread, parts: Floats
) -> tuple[Floats, Floats]:
    """Set single units beside the mean over all units of the stage."""
    totals = np.bincount(spread.domain, spread.mean * spread.count, cells.domains)
    centre = totals / stage.taken.sum()
    lonely, weight = stage.lonely(), stage.share * stage.left
    taken = stage.taken[spread.stratum]
    away = (spread.mean - centre[spread.domain]) ** 2
    parts = np.where(lonely[spread.stratum], weight[spread.stratum] * away, parts)
    if design.adjust_domain_lonely:
        alone = (spread.count == 1) & (taken > 1)
        zeros = (taken - 1) * centre[spread.domain] ** 2
        scale = weight[spread.stratum] * taken / np.maximum(taken - 1, 1)
        parts = np.where(alone, scale * (away + zeros), parts)
    seen = lonely[spread.stratum]
    here = np.bincount(spread.domain[seen], weight[spread.stratum[seen]], cells.domains)
    return parts, (weight[lonely].sum() - here) * centre**2


def _averaged(
    design: Design, stage: Stage, cells: Cells, spread: Spread, parts: Floats, variance: Floats
) -> Floats:
    """Let strata of a single unit add the average of the others."""
    if not design.adjust_domain_lonely:
        strata, lonely = len(stage.taken), int(stage.lonely().sum())
        return variance * (strata / (strata - lonely)) if strata > lonely else variance * np.nan
    alone = (spread.count == 1) & (stage.left[spread.stratum] > 0)
    kept = np.bincount(spread.domain[~alone], parts[~alone], cells.domains)
    strata_of = np.bincount(spread.domain, minlength=cells.domains)
    told = strata_of - np.bincount(spread.domain[alone], minlength=cells.domains)
    return np.asarray(np.divide(kept * strata_of, told, out=np.full(cells.domains, np.nan), where=told > 0))
