"""How many cases, and what they buy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.stats import (
    StatsError,
    half_width_for_sample_size,
    sample_size_for_change,
    sample_size_for_half_width,
)


def test_printed_half_width_of_stop_and_search_needs_the_population():
    plain = half_width_for_sample_size(223, 180 / 223)
    finite = half_width_for_sample_size(223, 180 / 223, population=7_000)

    assert (round(100 * plain, 1), round(100 * finite, 1)) == (5.2, 5.1)


def test_census_has_no_half_width():
    assert half_width_for_sample_size(50, 0.5, population=50) == 0.0


def test_design_effect_asks_for_that_many_times_more():
    plain = sample_size_for_half_width(0.9, 0.03)
    clustered = sample_size_for_half_width(0.9, 0.03, design_effect=1.5)

    assert clustered.exact == pytest.approx(1.5 * plain.exact, rel=1e-12)


def test_size_never_exceeds_the_frame_and_says_census():
    found = sample_size_for_half_width(0.5, 0.001, population=40)

    assert (found.n, found.flags, found.half_width_pp) == (40, ("census",), 0.0)


def test_change_is_out_of_reach_of_an_uncertain_earlier_round():
    with pytest.raises(StatsError) as refusal:
        sample_size_for_change(0.90, 0.92, old_se=0.02)

    assert refusal.value.code == "change-out-of-reach"


def test_change_of_nothing_is_refused():
    with pytest.raises(StatsError) as refusal:
        sample_size_for_change(0.9, 0.9)

    assert refusal.value.code == "no-change"


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("proportion", {"proportion": 1.2, "half_width": 0.02}),
        ("half_width", {"proportion": 0.9, "half_width": 0.0}),
        ("design_effect", {"proportion": 0.9, "half_width": 0.02, "design_effect": 0.0}),
        ("population", {"proportion": 0.9, "half_width": 0.02, "population": 0}),
        ("confidence", {"proportion": 0.9, "half_width": 0.02, "confidence": 95.0}),
    ],
)
def test_argument_outside_its_range_is_named(name: str, arguments: dict[str, float]):
    with pytest.raises(StatsError) as refusal:
        sample_size_for_half_width(**arguments)  # type: ignore[arg-type]

    assert refusal.value.details["argument"] == name


@given(
    proportion=st.floats(0.01, 0.99),
    half_width=st.floats(0.01, 0.2),
    population=st.integers(10, 10**6),
)
def test_planned_cases_buy_at_least_the_wanted_half_width(
    proportion: float, half_width: float, population: int
):
    found = sample_size_for_half_width(proportion, half_width, population=population)

    assert found.half_width_pp <= 100 * half_width * (1 + 1e-9)
