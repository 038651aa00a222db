"""The ranks that bound a median."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.stats import StatsError, median_interval_ranks


def coverage(low: int, n: int) -> float:
    """The chance that the median lies between the ranks, by counting."""
    return 1 - 2 * sum(comb(n, k) for k in range(low)) / 2**n


@given(st.integers(6, 400), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_level_is_reached_and_a_narrower_pair_would_not_reach_it(n: int, confidence: float) -> None:
    ranks = median_interval_ranks(n, confidence)

    if ranks is None:
        assert coverage(1, n) < confidence
    else:
        low, high = ranks
        assert high == n - low + 1
        assert coverage(low, n) >= confidence - 1e-12
        assert low == n // 2 or coverage(low + 1, n) < confidence + 1e-12


@pytest.mark.parametrize("n", [0, 1, 5])
def test_too_few_values_have_no_limits(n: int) -> None:
    assert median_interval_ranks(n) is None


def test_a_level_outside_0_and_1_is_refused() -> None:
    with pytest.raises(StatsError, match="confidence"):
        median_interval_ranks(100, 1.5)
