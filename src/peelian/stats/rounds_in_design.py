"""Change between two rounds that were drawn in one design, with what they share taken into account."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from peelian.stats.choices import Choices
from peelian.stats.design import Design, domain_labels
from peelian.stats.errors import StatsError
from peelian.stats.estimate import Estimate, told
from peelian.stats.linear import members_of, ratio_of, scores_variance
from peelian.stats.outcomes import read_outcomes
from peelian.stats.telling import wald_limits


def estimate_difference(
    design: Design, outcome: Any, rounds: Any, new: Any, old: Any, choices: Choices | None = None
) -> Estimate:
    """Difference of the proportions of two domains of one design, new less old.

    Parameters
    ----------
    design : the design that holds both rounds.
    outcome : 1 or 0 for each case.
    rounds : the round of each case; cases of other rounds stay in the design.
    new, old : names of the two rounds.
    choices : level and what happens to missing outcomes; the interval is Wald's.

    Notes
    -----
    Clusters or strata that hold cases of both rounds make their estimates dependent. The variance
    is that of the linearised values w (y - p_new) / N_new in the new round and -w (y - p_old) / N_old
    in the old (Särndal, Swensson and Wretman 1992, section 5.7).

    >>> design = Design.from_columns(rows=6)
    >>> change = estimate_difference(design, [1, 1, 0, 1, 0, 0], [2, 2, 2, 1, 1, 1], 2, 1)
    >>> round(change.estimate, 4), round(change.se, 4)
    (0.3333, 0.4216)
    """
    chosen = choices or Choices()
    labels = domain_labels(design, rounds)
    at_new, at_old = (_position(labels.names, name) for name in (new, old))
    outcomes = read_outcomes(design, (outcome,), chosen.missing, binary=True, domain=labels)
    here = (labels.codes == at_new) | (labels.codes == at_old)
    use = here if outcomes.use is None else here & outcomes.use
    split = members_of(design, labels, use)
    y = outcomes.columns[0]
    each = ratio_of(design, split, outcomes)
    weight, code = split.pick(design.weights), split.domain
    size = split.sums(lambda block: weight[block], design.heaviest)
    sign = np.where(code == at_new, 1.0, -1.0)
    scores = sign * weight * (split.pick(y) - each.estimate[code]) / size[code]
    both = members_of(design, None, use)
    variance = float(scores_variance(design, both, scores)[0])
    estimate = Estimate(
        quantity="difference",
        estimate=told(float(each.estimate[at_new] - each.estimate[at_old])),
        se=told(math.sqrt(variance)),
        lower=None,
        upper=None,
        confidence=chosen.confidence,
        method="wald-z" if chosen.method == "wald-z" else "wald",
        n=int(here.sum()),
        n_used=both.used,
        df=int(both.degrees_of_freedom()[0]),
        sum_weights=float(size[at_new] + size[at_old]),
        flags=design.flags,
    )
    return estimate.flagged("no-cases") if estimate.estimate is None else wald_limits(estimate)


def estimate_kappa(design: Design, first: Any, second: Any, choices: Choices | None = None) -> Estimate:
    """Cohen's kappa of two markers, estimated for the population from which the cases were drawn.

    Parameters
    ----------
    design : the design.
    first, second : what each marker answered.
    choices : level and what happens to missing answers.

    Notes
    -----
    kappa = (p_o - p_e) / (1 - p_e) with weighted proportions; a case answered a and b has the
    linearised value ((1[a = b] - p_o) (1 - p_e) - (1 - p_o) (p_.a + p_b. - 2 p_e)) / (1 - p_e)^2
    (Cohen 1960; delta method as in Lin et al. 2012, Journal of Official Statistics 28, 171-186).

    >>> design = Design.from_columns(rows=5)
    >>> round(estimate_kappa(design, [1, 1, 0, 0, 1], [1, 1, 0, 1, 1]).estimate, 4)
    0.5455
    """
    chosen = choices or Choices()
    one, two = domain_labels(design, first), domain_labels(design, second)
    names = sorted({str(name) for name in (*one.names, *two.names)})
    a, b = (_renumbered(labels, names) for labels in (one, two))
    present = (a >= 0) & (b >= 0)
    if chosen.missing == "refuse" and not present.all():
        rows = int((~present).sum())
        raise StatsError(
            "outcome-missing",
            f"{rows:,} cases lack an answer of a marker. Drop them by choice, or fill them in.",
        )
    members = members_of(design, None, present)
    weight, a, b = members.pick(design.weights), a[present], b[present]
    table = np.bincount(a * len(names) + b, weight, len(names) ** 2).reshape(len(names), -1) / weight.sum()
    rows_of, columns_of = table.sum(axis=1), table.sum(axis=0)
    observed, expected = float(np.trace(table)), float(rows_of @ columns_of)
    estimate = Estimate(
        "kappa", None, None, None, None, chosen.confidence, "wald", design.rows, members.used,
        int(members.degrees_of_freedom()[0]), float(weight.sum()), flags=design.flags,
    )  # fmt: skip
    if expected >= 1:
        return estimate.flagged("one-answer-only")
    away = (a == b) - observed
    chance = columns_of[a] + rows_of[b] - 2 * expected
    scores = (away * (1 - expected) - (1 - observed) * chance) / (1 - expected) ** 2
    variance = float(scores_variance(design, members, weight * scores / weight.sum())[0])
    kappa = (observed - expected) / (1 - expected)
    return wald_limits(replace(estimate, estimate=kappa, se=math.sqrt(variance)))


def _position(names: Any, name: Any) -> int:
    """Where a round stands among the sorted names."""
    listed = [str(each) for each in names]
    if str(name) not in listed:
        raise StatsError(
            "unknown-choice",
            f"There is no round {name!r}; the column holds {', '.join(listed[:10])}.",
            {"round": name},
        )
    return listed.index(str(name))


def _renumbered(labels: Any, names: list[str]) -> Any:
    place = np.array([names.index(str(name)) for name in labels.names] + [-1])
    return place[labels.codes]
