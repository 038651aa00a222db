"""Adjusted p-values, shrinkage, control charts and groups where data are odd."""

from __future__ import annotations

import numpy as np
import pytest

from peelian.stats import (
    StatsError,
    adjust_p_values,
    compare_within_groups,
    individuals_chart,
    proportion_chart,
    random_effects,
    rate_chart,
    run_signals,
    shrink_proportions,
)


def test_benjamini_yekutieli_is_stricter_than_benjamini_hochberg():
    p_values = [0.001, 0.01, 0.03, 0.04]

    assert all(
        strict >= usual
        for strict, usual in zip(adjust_p_values(p_values, "BY"), adjust_p_values(p_values), strict=True)
    )


def test_missing_p_is_no_test():
    assert adjust_p_values([None, 0.02, None]) == [None, 0.02, None]


def test_p_outside_its_range_is_refused():
    with pytest.raises(StatsError) as refusal:
        adjust_p_values([0.2, 1.2])

    assert refusal.value.details == {"values": [1.2]}


@pytest.mark.parametrize("method", ["REML", "ML", "PM", "DL"])
def test_units_alike_but_for_chance_share_one_estimate(method):
    model = random_effects([1.0, 1.001, 0.999], [0.1, 0.2, 0.1], method=method)

    assert (model.tau2, set(model.estimates)) == (0.0, {model.mu})


def test_small_units_lean_on_the_mean_more_than_large_ones():
    model = random_effects([0.0, 2.0, 4.0], [0.01, 0.5, 0.01])

    assert model.weights[1] < model.weights[0]


def test_paule_mandel_makes_the_weighted_squares_equal_their_expectation():
    y, v = np.array([0.0, 2.0, 4.0, 3.0]), np.array([0.1, 0.2, 0.1, 0.4])

    tau2 = random_effects(y.tolist(), v.tolist(), method="PM").tau2

    weights = 1 / (v + tau2)
    assert (weights * (y - weights @ y / weights.sum()) ** 2).sum() == pytest.approx(3, rel=1e-9)


def test_full_marks_of_a_small_unit_are_drawn_back():
    small, *_ = shrink_proportions(["small", "b", "c"], [4, 180, 200], [4, 200, 300])

    assert (small.raw, 0.5 < small.estimate < 0.95) == (1.0, True)


def test_impossible_counts_of_units_are_named():
    with pytest.raises(StatsError) as refusal:
        shrink_proportions(["a", "b"], [5, 1], [4, 10])

    assert refusal.value.details == {"units": ["a"]}


def test_eighth_point_on_one_side_is_a_shift_and_sixth_rise_a_trend():
    shift = run_signals(np.array([-0.5] + [0.4, 0.5] * 4))
    trend = run_signals(np.array([0.1, -0.5, -0.3, -0.1, 0.2, 0.3, 0.5]))

    assert [place for place, found in enumerate(shift) if "shift" in found] == [8]
    assert [place for place, found in enumerate(trend) if "trend" in found] == [6]


def test_two_of_three_and_four_of_five_must_lie_on_one_side():
    same = run_signals(np.array([2.5, 0.0, 2.5]))
    apart = run_signals(np.array([2.5, 0.0, -2.5]))
    four = run_signals(np.array([1.5, 1.2, -1.5, 1.4, 1.1]))

    assert (same[2], apart[2]) == (("two-of-three",), ())
    assert four[4] == ("four-of-five",)


def test_wide_moving_range_is_a_signal():
    chart = individuals_chart([10, 11, 10, 11, 10, 11, 10, 11, 10, 30])

    assert chart.points[9].signals == ("beyond-limits", "moving-range")


def test_series_without_spread_is_flagged():
    assert individuals_chart([5, 5, 5, 5]).flags == ("no-spread",)
    assert proportion_chart([10, 10, 10], [10, 10, 10]).flags == ("no-spread",)


def test_rate_limits_never_fall_below_zero():
    chart = rate_chart([1, 0, 2], [100, 100, 100])

    assert [point.lower for point in chart.points] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("code", "draw"),
    [
        ("too-few-points", lambda: individuals_chart([1, 2])),
        ("not-a-number", lambda: individuals_chart([1, float("nan"), 2])),
        ("out-of-range", lambda: proportion_chart([5, 20, 5], [10, 10, 10])),
        ("out-of-range", lambda: rate_chart([5, 5, 5], [10, 0, 10])),
        ("out-of-range", lambda: individuals_chart([1, 2, 3], baseline=9)),
    ],
)
def test_unfit_series_are_refused(code, draw):
    with pytest.raises(StatsError) as refusal:
        draw()

    assert refusal.value.code == code


def test_unit_is_set_beside_the_others_of_its_group():
    found, excluded = compare_within_groups(
        ["a", "b", "c", "d", "e"],
        [4.0, 1.0, 3.0, 7.0, None],
        {"a": "g", "b": "g", "c": "g", "d": "alone", "e": "g"},
    )

    assert [(row.unit, row.mean_of_others, row.rank_in_group) for row in found] == [
        ("a", 2.0, 1),
        ("b", 3.5, 3),
        ("c", 2.5, 2),
        ("d", None, 1),
    ]
    assert [(unit.unit, unit.reason) for unit in excluded] == [("e", "no value")]


def test_unit_without_a_group_is_refused():
    with pytest.raises(StatsError) as refusal:
        compare_within_groups(["a", "b"], [1.0, 2.0], {"a": "g"})

    assert refusal.value.details == {"units": ["b"]}
