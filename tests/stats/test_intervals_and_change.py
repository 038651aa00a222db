"""Intervals at the ends, and the words of a change."""

from __future__ import annotations

import pytest

from peelian.stats import (
    RoundResult,
    StatsError,
    additional_volume,
    compare_half_widths,
    compare_rounds,
    hypergeometric_interval,
    proportion_interval,
    unrecorded_volume,
    wilson_interval,
)
from peelian.stats.volumes import additional_words, more_than_words


def test_logit_at_an_end_gives_way_to_korn_graubard() -> None:
    logit = proportion_interval(1.0, 0.0, 60, 58, method="logit")
    default = proportion_interval(1.0, 0.0, 60, 58)

    assert (logit.lower, logit.upper) == (default.lower, default.upper)
    assert logit.flags == ("all-of-n", "interval-by-korn-graubard")


def test_arcsine_stays_between_0_and_1_where_its_plain_form_folds_back() -> None:
    kept = proportion_interval(0.6875, 0.30618621784789724, 4, 2, method="arcsine")
    folded = proportion_interval(0.6875, 0.30618621784789724, 4, 2, method="asin")

    assert (kept.lower, kept.upper, kept.flags) == (0.0, 1.0, ())
    assert (round(folded.lower, 4), round(folded.upper, 4)) == (0.1841, 0.4575)
    assert folded.flags == ("arcsine-folded",)


def test_wald_beyond_100_percent_is_flagged() -> None:
    assert proportion_interval(0.98, 0.015, 90, 89, method="wald").flags == ("limits-beyond-0-and-100",)


def test_whole_population_is_its_own_interval() -> None:
    interval = hypergeometric_interval(14, 18, 18)

    assert (interval.lower, interval.upper) == (14 / 18, 14 / 18)


@pytest.mark.parametrize(("count", "n"), [(5, 4), (-1, 4), (0, 0)])
def test_impossible_count_is_refused(count: int, n: int) -> None:
    with pytest.raises(StatsError, match="The base must be above 0 and the count from 0 to the base"):
        wilson_interval(count, n)


def test_direction_follows_polarity() -> None:
    rise = compare_half_widths(20.0, 3.0, 12.0, 3.0, polarity="failure")

    assert rise.wording == "statistically significant deterioration"


def test_broadly_unchanged_says_what_it_could_have_found() -> None:
    change = compare_half_widths(80.7, 5.1, 83.0, 4.6)

    assert change.sentence() == (
        "80.7 percent against 83.0 percent: broadly unchanged (z -0.66, p 0.5116; difference -2.3 percentage "
        "points, 95 percent confidence interval -9.2 to 4.5, MOVER-Wilson). A change of 9.8 percentage points is "
        "the smallest that this pair of samples finds with 80 percent power."
    )


def test_overlap_of_intervals_is_not_the_test() -> None:
    change = compare_half_widths(93.7, 4.2, 84.2, 6.0)

    assert 93.7 - 4.2 < 84.2 + 6.0
    assert change.wording == "statistically significant improvement"


def test_results_without_spread_are_told_apart_by_the_interval() -> None:
    change = compare_rounds(RoundResult(1.0, 0.0, 60), RoundResult(0.0, 0.0, 60))

    assert (change.z, change.p_value, change.wording) == (None, None, "statistically significant improvement")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2601.4, "more than 2,600"),
        (2600.0, "2,600"),
        (225.0, "more than 200"),
        (47.2, "more than 40"),
        (0, "0"),
    ],
)
def test_unrecorded_volume_is_rounded_down(value: float, words: str) -> None:
    assert more_than_words(value) == words


@pytest.mark.parametrize(
    ("value", "words"), [(4696.99, "an additional 4,700"), (150, "an additional 200"), (-61.9, "60 fewer")]
)
def test_additional_volume_is_rounded_to_the_nearest(value: float, words: str) -> None:
    assert additional_words(value) == words


def test_volumes_carry_intervals() -> None:
    new, old = RoundResult(0.964, 0.02 / 1.959963985), RoundResult(0.899, 0.026 / 1.959963985)

    assert unrecorded_volume(69660, new).sentence() == (
        "more than 2,600 (95 percent confidence interval 1,130 to 4,130)"
    )
    assert additional_volume(69660, new, old).sentence() == (
        "an additional 4,700 (95 percent confidence interval 2,380 to 7,010)"
    )
