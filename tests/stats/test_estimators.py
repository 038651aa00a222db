"""What holds of every estimate, whatever the data."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peelian.stats import (
    INTERVAL_METHODS,
    Choices,
    Design,
    StatsError,
    estimate_kappa,
    estimate_mean,
    estimate_mean_by,
    estimate_proportion,
    estimate_proportion_by,
    estimate_ratio,
    estimate_total,
    estimate_total_by,
)

QUICK = settings(max_examples=30, deadline=None)


def sample(seed: int, rows: int = 240) -> dict[str, Any]:
    """Stratified clusters of unequal size with unequal weights."""
    rng = np.random.default_rng(seed)
    cluster = np.sort(rng.integers(0, rows // 3, rows))
    stratum = cluster % 4
    return {
        "y": (rng.random(rows) < 0.8).astype(float),
        "minutes": rng.lognormal(3, 1, rows),
        "weight": rng.uniform(1, 40, rows),
        "stratum": stratum,
        "cluster": cluster,
        "domain": rng.integers(0, 5, rows),
        "population": np.array([200, 300, 400, 500])[stratum],
    }


def design_of(data: dict[str, Any], **more: Any) -> Design:
    return Design.from_columns(
        **{name: data[name] for name in ("weight", "stratum", "cluster", "population")} | more
    )


@QUICK
@given(seed=st.integers(0, 10_000))
def test_order_of_the_rows_changes_no_digit(seed: int) -> None:
    data = sample(seed)
    order = np.random.default_rng(seed + 1).permutation(len(data["y"]))
    shuffled = {name: column[order] for name, column in data.items()}

    first, second = (
        (
            estimate_proportion(design_of(each), each["y"]),
            *estimate_mean_by(design_of(each), each["minutes"], each["domain"]),
            *estimate_total_by(design_of(each), each["minutes"], each["domain"]),
        )
        for each in (data, shuffled)
    )

    assert second == first


@QUICK
@given(seed=st.integers(0, 10_000), factor=st.floats(0.01, 1000))
def test_scale_of_weights_moves_totals_alone(seed: int, factor: float) -> None:
    data = sample(seed)
    plain, scaled = design_of(data), design_of(data, weight=factor * data["weight"])

    mean, moved = (estimate_mean(design, data["minutes"]) for design in (plain, scaled))
    total, larger = (estimate_total(design, data["minutes"]) for design in (plain, scaled))

    assert (moved.estimate, moved.se) == pytest.approx((mean.estimate, mean.se), rel=1e-9)
    assert (larger.estimate, larger.se) == pytest.approx(
        (factor * (total.estimate or 0), factor * (total.se or 0)), rel=1e-9
    )


@QUICK
@given(seed=st.integers(0, 10_000))
def test_totals_of_domains_add_up_and_each_equals_its_own_pass(seed: int) -> None:
    data = sample(seed)
    design = design_of(data)

    domains = estimate_total_by(design, data["minutes"], data["domain"])
    alone = estimate_total(design, np.where(data["domain"] == 2, data["minutes"], 0.0))

    whole = estimate_total(design, data["minutes"]).estimate
    assert sum(each.estimate or 0 for each in domains) == pytest.approx(whole, rel=1e-12)
    assert (domains[2].estimate, domains[2].se) == pytest.approx((alone.estimate, alone.se), rel=1e-11)


@QUICK
@given(seed=st.integers(0, 10_000), method=st.sampled_from(sorted(INTERVAL_METHODS)))
def test_interval_brackets_its_estimate(seed: int, method: str) -> None:
    data = sample(seed)

    found = estimate_proportion(design_of(data), data["y"], Choices(method=method))

    assert found.lower is not None
    assert found.upper is not None
    assert found.lower <= (found.estimate or 0) <= found.upper


def test_design_effect_of_a_simple_random_sample_is_1() -> None:
    outcome = np.arange(100) % 3 == 0

    with_population = estimate_proportion(Design.from_columns(rows=100, population=1000), outcome)
    without = estimate_proportion(Design.from_columns(rows=100), outcome)

    assert with_population.design_effect == pytest.approx(1, rel=1e-12)
    assert with_population.design_effect_replacement == pytest.approx(0.9, rel=1e-12)
    assert without.design_effect == pytest.approx(1, rel=1e-12)


def test_ratio_to_ones_is_the_mean() -> None:
    data = sample(3)
    design = design_of(data)

    ratio, mean = (
        estimate_ratio(design, data["minutes"], np.ones(240)),
        estimate_mean(design, data["minutes"]),
    )

    assert (ratio.estimate, ratio.se) == (mean.estimate, mean.se)


def test_kappa_of_one_answer_has_no_value() -> None:
    found = estimate_kappa(Design.from_columns(rows=4), ["yes"] * 4, ["yes"] * 4)

    assert (found.estimate, found.flags) == (None, ("one-answer-only",))


@pytest.mark.parametrize(
    ("outcome", "code", "message"),
    [
        ([1, 0, 2], "data-unsound", "outcome, row 3: is 2: a proportion counts 0 and 1."),
        ([1, 0], "data-unsound", "outcome: has 2 rows where the design has 3."),
        ([1, "x", 0], "data-unsound", "is 'x': a number is needed."),
        ([1, np.inf, 0], "data-unsound", "is inf: a finite number of at most 1e+100 is allowed."),
        ([1, np.nan, 0], "outcome-missing", "is missing; drop such rows by choice, or fill it in."),
    ],
)
def test_outcome_that_cannot_be_used_is_refused(outcome: list[Any], code: str, message: str) -> None:
    with pytest.raises(StatsError) as caught:
        estimate_proportion(Design.from_columns(rows=3), outcome)

    assert caught.value.code == code
    assert caught.value.message.endswith(message)


def test_all_outcomes_missing_is_refused() -> None:
    with pytest.raises(StatsError) as caught:
        estimate_proportion(Design.from_columns(rows=2), [np.nan, np.nan], Choices(missing="drop"))

    assert caught.value.code == "no-cases"


def test_small_base_is_a_count_alone_and_keeps_its_values() -> None:
    found = estimate_proportion(Design.from_columns(rows=18), [1] * 14 + [0] * 4)

    assert found.sentence() == "14 of 18"
    assert found.flags == ("small-base",)
    assert found.to_dict()["k"] == 14


def test_few_degrees_of_freedom_are_a_small_base_too() -> None:
    cluster = np.repeat(np.arange(6), 20)

    found = estimate_proportion(Design.from_columns(cluster=cluster), np.arange(120) % 4 > 0)

    assert (found.df, found.sentence()) == (5, "90 of 120")


def test_domains_of_clusters_that_straddle_them_agree_with_one_at_a_time() -> None:
    data = sample(9)
    design = design_of(data)

    together = estimate_proportion_by(design, data["y"], data["domain"])
    for code, found in enumerate(together):
        here = data["domain"] == code
        alone = estimate_ratio(design, np.where(here, data["y"], 0.0), here.astype(float))
        assert (found.estimate, found.se) == pytest.approx((alone.estimate, alone.se), rel=1e-11)


def test_statistics_stand_alone_in_a_notebook() -> None:
    code = (
        "import sys; import peelian.stats; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'django', 'pydantic', 'duckdb', 'pandas'}))"
    )

    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert said == "[]\n"
