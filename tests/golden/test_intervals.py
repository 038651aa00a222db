"""Intervals, two proportions and derived volumes beside R and other packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from peelian.stats import (
    Interval,
    RoundResult,
    Volume,
    additional_volume,
    agresti_coull_interval,
    byar_interval,
    clopper_pearson_interval,
    compare_counts,
    compare_rounds,
    exact_poisson_interval,
    hypergeometric_interval,
    jeffreys_interval,
    mid_p_interval,
    proportion_interval,
    rate_estimate,
    unrecorded_volume,
    wald_interval,
    wilson_corrected_interval,
    wilson_interval,
)
from peelian.stats.quantiles import two_sided_z
from tests.golden.cases import GoldenCase, assert_agrees, parameters, unread

BINOMIAL: dict[str, tuple[Callable[..., Interval], float]] = {
    "wald": (wald_interval, 1e-12),
    "wilson": (wilson_interval, 1e-12),
    "wilson_cc": (wilson_corrected_interval, 1e-12),
    "clopper_pearson": (clopper_pearson_interval, 5e-9),
    "agresti_coull": (agresti_coull_interval, 1e-12),
    "jeffreys": (jeffreys_interval, 1e-12),
    "midp": (mid_p_interval, 1e-9),
}
PRINTED_RATES = ("x", "n", "value", "lower", "upper")
KORN_GRAUBARD = {"uncapped": "beta", "cap_n": "korn-graubard-nchs", "cap_n_fpc": "korn-graubard"}


def limits(interval: Interval) -> list[float]:
    return [interval.lower, interval.upper]


def binomial(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        name = f"{row['x']}-of-{row['n']}-{row['level']}"
        for method, (interval, tolerance) in BINOMIAL.items():
            found = partial(interval, row["x"], row["n"], row["level"])
            yield GoldenCase(
                f"{name}-{method}", row.get(method), lambda found=found: limits(found()), tolerance
            )
        yield from unread(name, row, ("x", "n", "level", *BINOMIAL))


@pytest.mark.parametrize("case", parameters("intervals_binomial", binomial))
def test_interval_of_a_count_agrees(case: GoldenCase) -> None:
    assert_agrees(case)


def korn_graubard(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for place, row in enumerate(answers["rows"]):
        for key, method in KORN_GRAUBARD.items():
            found = partial(
                proportion_interval,
                row["p"],
                row["se"],
                row["n"],
                row["df"],
                confidence=row["level"],
                method=method,
                fraction=row["f"],
            )
            yield GoldenCase(
                f"row{place}-{row['p']}-{row['level']}-{key}",
                row.get(key),
                lambda found=found: limits(found()),
            )
        yield from unread(f"row{place}", row, ("p", "se", "df", "n", "f", "level", *KORN_GRAUBARD))


@pytest.mark.parametrize("case", parameters("intervals_korn_graubard", korn_graubard))
def test_korn_graubard_interval_agrees(case: GoldenCase) -> None:
    assert_agrees(case)


def hypergeometric(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        found = partial(hypergeometric_interval, row["x"], row["n"], row["N"], row["level"])
        yield GoldenCase(
            f"{row['x']}-of-{row['n']}-in-{row['N']}-{row['level']}",
            [row["p_lower"], row["p_upper"]],
            lambda found=found: limits(found()),
        )
        known = ("x", "n", "N", "level", "K_lower", "K_upper", "p_lower", "p_upper")
        yield from unread(f"{row['x']}-of-{row['n']}", row, known)


@pytest.mark.parametrize("case", parameters("intervals_hypergeometric", hypergeometric))
def test_interval_from_a_small_population_agrees(case: GoldenCase) -> None:
    assert_agrees(case)


def poisson(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        for key, interval in (("exact", exact_poisson_interval), ("byar", byar_interval)):
            found = partial(interval, row["x"], row["level"])
            yield GoldenCase(
                f"{row['x']}-{row['level']}-{key}", row.get(key), lambda found=found: limits(found())
            )
        yield from unread(f"{row['x']}-{row['level']}", row, ("x", "level", "exact", "byar"))
    rates = answers.get("phe_rate") or {key: [] for key in PRINTED_RATES}
    yield from unread("poisson", answers, ("rows", "phe_rate"))
    for events, base, *printed in zip(*(rates[key] for key in PRINTED_RATES), strict=True):
        yield GoldenCase(f"rate-{events}-in-{base}", printed, partial(rate_limits, events, base))


def rate_limits(events: int, base: int) -> list[float]:
    found = rate_estimate(events, base)
    return [found.rate, found.lower, found.upper]


@pytest.mark.parametrize("case", parameters("intervals_poisson", poisson))
def test_interval_of_events_agrees(case: GoldenCase) -> None:
    assert_agrees(case)


def two_proportions(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        counts = (row["x1"], row["n1"], row["x2"], row["n2"])
        name = "-".join(str(count) for count in counts)
        found = compare_counts(*counts)
        computed = {
            "diff": found.difference,
            "z_pooled": found.z_pooled,
            "p_pooled": found.p_pooled,
            "z_unpooled": found.z_unpooled,
            "wald_diff": limits(found.wald),
            "newcombe": limits(found.newcombe),
            "fisher_p": found.fisher_p,
        }
        for key, value in computed.items():
            yield GoldenCase(f"{name}-{key}", row.get(key), lambda value=value: value)
        yield from unread(name, row, ("x1", "n1", "x2", "n2", *computed))


@pytest.mark.parametrize("case", parameters("two_proportions", two_proportions))
def test_two_proportions_agree(case: GoldenCase) -> None:
    assert_agrees(case)


def extrapolation(folder: Path, answers: Any) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        z = two_sided_z(0.95)
        new = RoundResult(row["p"], row["half_width"] / z)
        old = RoundResult(row["p_prev"], row["half_width_prev"] / z)
        change = compare_rounds(new, old)
        lost, gained = unrecorded_volume(row["recorded"], new), additional_volume(row["recorded"], new, old)
        computed = {
            "unrecorded": lost.estimate,
            "unrecorded_se": lost.se,
            "unrecorded_ci": plain(lost),
            "unrecorded_ci_transformed": [lost.lower, lost.upper],
            "additional": gained.estimate,
            "additional_se": gained.se,
            "additional_ci": plain(gained),
            "diff": change.difference,
            "diff_se": change.se,
            "z": change.z,
            "p_value": change.p_value,
            "diff_ci": [change.difference - z * change.se, change.difference + z * change.se],
        }
        for key, value in computed.items():
            yield GoldenCase(f"{row['recorded']}-{key}", row.get(key), lambda value=value: value)
        given = ("recorded", "p", "half_width", "p_prev", "half_width_prev")
        yield from unread(str(row["recorded"]), row, (*given, *computed))


def plain(volume: Volume) -> list[float]:
    return [volume.wald_lower, volume.wald_upper]


@pytest.mark.parametrize("case", parameters("extrapolation", extrapolation))
def test_derived_volume_agrees(case: GoldenCase) -> None:
    assert_agrees(case)
