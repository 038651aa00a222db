"""The same seed draws the same cases."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.stats import StatsError, draw_cases, frame_fingerprint

KEYS = [f"C-{number:05d}" for number in range(2_000)]
STRATA = ["violent" if number % 3 else "sexual" for number in range(2_000)]


def drawn(sizes: dict[str, int], seed: str = "2026", **more: object) -> list[str]:
    return [case.key for case in draw_cases(KEYS, STRATA, sizes, seed, **more)]  # type: ignore[arg-type]


@pytest.mark.item("S-047")
def test_same_seed_draws_the_same_sample_in_any_row_order():
    places = list(range(len(KEYS)))
    random.Random(1).shuffle(places)

    shuffled = draw_cases(
        [KEYS[i] for i in places], [STRATA[i] for i in places], {"violent": 20, "sexual": 10}, "2026"
    )

    assert [case.key for case in shuffled] == drawn({"violent": 20, "sexual": 10})
    assert drawn({"violent": 20, "sexual": 10}, seed="2027") != drawn({"violent": 20, "sexual": 10})


def test_draw_is_the_k_smallest_hashes_of_seed_and_key():
    numbers = sorted((hashlib.sha256(f"2026|{key}".encode()).hexdigest(), key) for key in KEYS)

    found = [case.key for case in draw_cases(KEYS, ["all"] * len(KEYS), {"all": 7}, "2026")]

    assert found == [key for _, key in numbers[:7]]


def test_two_processes_with_other_hash_seeds_draw_the_same():
    script = (
        "from peelian.stats import draw_cases; keys = [f'C-{n:05d}' for n in range(500)];"
        "print([case.key for case in draw_cases(keys, ['a'] * 500, {'a': 9}, 's')])"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1


@pytest.mark.item("S-082")
def test_twenty_cases_for_each_of_three_outcomes():
    outcomes = [("15", "16", "18")[number % 3] for number in range(2_000)]

    cases = draw_cases(KEYS, outcomes, {"15": 20, "16": 20, "18": 20}, "victim service assessment")

    assert len(cases) == 60
    assert {
        code: sum(case.stratum == code for case in cases) for code in ("15", "16", "18")
    } == dict.fromkeys(("15", "16", "18"), 20)


def test_enlarging_keeps_every_case():
    assert drawn({"violent": 40})[:30] == drawn({"violent": 30})


def test_withdrawn_case_gives_way_to_the_next_in_order():
    first = drawn({"sexual": 11})

    replaced = drawn({"sexual": 10}, withdrawn=[first[3]])

    assert replaced == first[:3] + first[4:]


def test_every_stratum_that_is_too_small_is_named():
    with pytest.raises(StatsError) as refusal:
        drawn({"violent": 5_000, "sexual": 5_000, "fraud": 1})

    assert [finding["stratum"] for finding in refusal.value.details["findings"]] == [
        "violent",
        "sexual",
        "fraud",
    ]  # type: ignore[attr-defined]


def test_duplicate_keys_are_refused():
    with pytest.raises(StatsError) as refusal:
        draw_cases(["a", "b", "a"], ["x"] * 3, {"x": 1}, "s")

    assert refusal.value.details == {"findings": [{"key": "a"}], "count": 1}


@given(st.permutations(list(zip(KEYS[:30], STRATA[:30], strict=True))))
def test_fingerprint_does_not_depend_on_row_order(rows: list[tuple[str, str]]):
    assert frame_fingerprint(*zip(*rows, strict=True)) == frame_fingerprint(KEYS[:30], STRATA[:30])


def test_fingerprint_tells_a_moved_boundary_and_a_repeated_row():
    assert frame_fingerprint(["ab"], ["c"]) != frame_fingerprint(["a"], ["bc"])
    assert frame_fingerprint(["a"], ["x"]) != frame_fingerprint(["a", "a"], ["x", "x"])
