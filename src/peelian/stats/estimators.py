"""Estimates from a design: proportion, mean, total and ratio, for the whole and for domains in one pass."""

from __future__ import annotations

from typing import Any

from peelian.stats.choices import Choices
from peelian.stats.design import Design, domain_labels
from peelian.stats.estimate import Estimate
from peelian.stats.labels import Labels
from peelian.stats.linear import members_of, ratio_of, total_of
from peelian.stats.outcomes import read_outcomes
from peelian.stats.telling import Telling


def estimate_proportion(design: Design, outcome: Any, choices: Choices | None = None) -> Estimate:
    """Share of the population that has an outcome.

    Parameters
    ----------
    design : the design.
    outcome : 1 (or True) where the case has the outcome, 0 where not, NaN where missing.
    choices : level, interval and what happens to missing outcomes.

    Notes
    -----
    p = sum w y / sum w, with the variance of the linearised values w (y - p) / sum w
    (Särndal, Swensson and Wretman 1992, equation 5.7.4).

    Raises
    ------
    StatsError
        ``data-unsound`` for values other than 0 and 1, ``outcome-missing``, ``no-cases``.

    Examples
    --------
    >>> outcome = [1] * 180 + [0] * 43
    >>> design = Design.from_columns(rows=223, population=7000)
    >>> estimate_proportion(design, outcome, Choices(method="wald")).sentence()
    '80.7 percent (+/- 5.1 percentage points, 95 percent, Wald with t; 180 of 223 cases)'
    """
    return _estimated("proportion", design, None, choices, outcome)[0]


def estimate_proportion_by(
    design: Design, outcome: Any, domain: Any, choices: Choices | None = None
) -> tuple[Estimate, ...]:
    """Share in each domain, with the whole design kept; see `estimate_proportion`."""
    return _estimated("proportion", design, domain_labels(design, domain), choices, outcome)


def estimate_mean(design: Design, values: Any, choices: Choices | None = None) -> Estimate:
    """Mean of a measured value, for example minutes.

    >>> estimate_mean(Design.from_columns(rows=4), [10.0, 12.0, 11.0, 15.0]).estimate
    12.0
    """
    return _estimated("mean", design, None, choices, values)[0]


def estimate_mean_by(
    design: Design, values: Any, domain: Any, choices: Choices | None = None
) -> tuple[Estimate, ...]:
    """Mean in each domain, with the whole design kept."""
    return _estimated("mean", design, domain_labels(design, domain), choices, values)


def estimate_total(design: Design, values: Any, choices: Choices | None = None) -> Estimate:
    """Total in the population, sum w y.

    >>> estimate_total(Design.from_columns(rows=4, population=40), [1, 0, 1, 1]).estimate
    30.0
    """
    return _estimated("total", design, None, choices, values)[0]


def estimate_total_by(
    design: Design, values: Any, domain: Any, choices: Choices | None = None
) -> tuple[Estimate, ...]:
    """Total in each domain, with the whole design kept."""
    return _estimated("total", design, domain_labels(design, domain), choices, values)


def estimate_ratio(design: Design, above: Any, below: Any, choices: Choices | None = None) -> Estimate:
    """Ratio of two totals, sum w y / sum w x, for example crimes recorded to crimes reported.

    >>> estimate_ratio(Design.from_columns(rows=3), [1, 2, 3], [2, 2, 4]).estimate
    0.75
    """
    return _estimated("ratio", design, None, choices, above, below)[0]


def estimate_ratio_by(
    design: Design, above: Any, below: Any, domain: Any, choices: Choices | None = None
) -> tuple[Estimate, ...]:
    """Ratio in each domain, with the whole design kept."""
    return _estimated("ratio", design, domain_labels(design, domain), choices, above, below)


def _estimated(
    quantity: str, design: Design, domain: Labels | None, choices: Choices | None, *columns: Any
) -> tuple[Estimate, ...]:
    chosen = choices or Choices()
    outcomes = read_outcomes(design, columns, chosen.missing, binary=quantity == "proportion", domain=domain)
    members = members_of(design, domain, outcomes.use)
    if quantity == "total":
        linear = total_of(design, members, outcomes)
    else:
        linear = ratio_of(design, members, outcomes)
    return Telling(design, members, outcomes, domain, chosen).tell(quantity, linear)
