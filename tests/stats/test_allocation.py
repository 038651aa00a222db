"""Sharing a sample out between strata."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.stats import StatsError, allocate
from peelian.stats.allocation import ALLOCATIONS

STRATA = {"violent": 20_000, "sexual": 1_500, "other": 60}


def test_minimum_and_strata_taken_whole_are_kept():
    found = allocate(300, STRATA, minimum=50, take_all=["other"])

    assert found.sizes == {"violent": 190, "sexual": 50, "other": 60}
    assert found.flags == ("taken-whole:other",)


def test_neyman_gives_certain_strata_their_minimum():
    found = allocate(100, STRATA, "neyman", expected={"violent": 0.9, "sexual": 0.9, "other": 1.0})

    assert found.sizes["other"] == 2
    assert sum(found.sizes.values()) == 100


def test_neyman_without_expected_proportions_names_the_strata():
    with pytest.raises(StatsError) as refusal:
        allocate(100, STRATA, "neyman", expected={"violent": 0.9})

    assert refusal.value.details == {"strata": ["sexual", "other"]}


def test_more_than_the_frame_is_refused():
    with pytest.raises(StatsError) as refusal:
        allocate(30_000, STRATA)

    assert refusal.value.code == "size-out-of-reach"


def test_unknown_method_is_refused_with_the_choices():
    with pytest.raises(StatsError) as refusal:
        allocate(10, STRATA, "optimal")

    assert refusal.value.details["allowed"] == list(ALLOCATIONS)


@given(
    sizes=st.lists(st.integers(1, 5_000), min_size=1, max_size=8),
    share=st.floats(0.05, 1.0),
    method=st.sampled_from(ALLOCATIONS),
    minimum=st.integers(0, 5),
)
def test_shares_add_up_and_fit_every_stratum(sizes: list[int], share: float, method: str, minimum: int):
    populations = {f"s{place}": size for place, size in enumerate(sizes)}
    least = sum(min(minimum, size) for size in sizes)
    n = max(least, 1, round(share * sum(sizes)))
    expected = dict.fromkeys(populations, 0.8)

    found = allocate(n, populations, method, expected=expected, minimum=minimum)

    assert sum(found.sizes.values()) == n
    assert all(min(minimum, populations[s]) <= size <= populations[s] for s, size in found.sizes.items())
