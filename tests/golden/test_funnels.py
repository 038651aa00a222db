"""Funnel limits and overdispersion beside the R packages PHEindicatormethods and FunnelPlotR."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from peelian.stats import Funnel, exposures_on_limits, funnel, normal_limits
from peelian.stats.funnel import FUNNEL_LEVELS
from tests.golden.cases import GoldenCase, assert_agrees, parameters, read_rows, unread

# FunnelPlotR prints limits that rest on normal quantiles with these rounded to six decimals: 1.959964, 3.090232.
ROUNDED_LEVELS = tuple(float(1 - 2 * stats.norm.sf(z)) for z in (1.959964, 3.090232))
# PHEindicatormethods finds the populations of the rate funnel by bisection to about five digits.
BISECTION = 1e-4
TAILS = {"2s": 0.025, "3s": 0.001}
INPUTS = {
    "proportions": ("b8_proportions", "x", "n", "proportion"),
    "sr_cqc": ("b9_observed_expected", "observed", "expected", "ratio"),
}
LIMITS = [f"{kind}{end}{level}" for kind in ("", "od") for end in ("ll", "ul") for level in ("95", "998")]
# wuz are the winsorised scores on the way to phi, denominators the exposures of the input.
FUNNEL_ANSWERS = ("uz", "wuz", "n", "phi", "tau2", "denominators", *LIMITS)
TAIL_NAMES = {"winsor": "winsorised", "trunc": "trimmed"}


def phe_cases(folder: Path, answers: dict[str, dict[str, list[float]]]) -> Iterator[GoldenCase]:
    yield from unread("phe", answers, ("proportion_limits", "rate_limits"))
    if "rate_limits" in answers:
        yield from phe_rate_cases(answers["rate_limits"])
    if "proportion_limits" in answers:
        yield from phe_proportion_cases(answers["proportion_limits"])


def phe_proportion_cases(table: dict[str, list[float]]) -> Iterator[GoldenCase]:
    cases, centre = np.array(table["Population"], float), table["baseline"][0] / 100
    for name, tail in TAILS.items():
        ends = dict(zip(("lower", "upper"), normal_limits(centre, cases, tail), strict=True))
        for end, limit in ends.items():
            key = f"{end}_{name}_limit"
            yield GoldenCase(
                f"proportion_limits/{key}", table.get(key), lambda limit=limit: (100 * limit).tolist()
            )


def phe_rate_cases(table: dict[str, list[float]]) -> Iterator[GoldenCase]:
    events, centre = np.array(table["Events"], float), table["baseline"][0] / 1000
    for name, tail in TAILS.items():
        few, many = exposures_on_limits(events, centre, tail)
        for end, people in (("upper", few), ("lower", many)):
            key = f"{end}_{name}"
            yield GoldenCase(
                f"rate_limits/{key}_population",
                table.get(f"{key}_population_1_year"),
                lambda people=people: people.tolist(),
                BISECTION,
            )
            yield GoldenCase(
                f"rate_limits/{key}_limit",
                table.get(f"{key}_limit"),
                lambda people=people: (1000 * events / people).tolist(),
                BISECTION,
            )


def drawn(folder: Path, name: str, overdispersion: str, tails: str) -> Funnel:
    file, events, exposure, kind = INPUTS[name]
    exact_poisson = kind == "ratio" and overdispersion == "none"
    rows = read_rows(folder, file)
    return funnel(
        [row["force"] for row in rows],
        [float(row[events]) for row in rows],
        [float(row[exposure]) for row in rows],
        kind=kind,
        overdispersion=overdispersion,
        tails=tails,
        levels=FUNNEL_LEVELS if exact_poisson else ROUNDED_LEVELS,
    )


def by_exposure(plot: Funnel, field: str) -> list[float]:
    return [getattr(unit, field) for unit in sorted(plot.units, key=lambda unit: unit.exposure)]


def funnelplotr_cases(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[GoldenCase]:
    for name in answers:
        for mode, answer in answers[name].items():
            plain = drawn(folder, name, "none", TAIL_NAMES[mode])
            wide = drawn(folder, name, "additive", TAIL_NAMES[mode])
            # For ratios the package prints limits with overdispersion on the square-root scale.
            root = name != "proportions"
            place = f"{name}/{mode}"
            yield from unread(place, answer, FUNNEL_ANSWERS)
            scores = [unit.naive_z for unit in plain.units]
            yield GoldenCase(f"{place}/uz", answer.get("uz"), lambda scores=scores: scores)
            spread = wide.overdispersion
            for key in ("n", "phi", "tau2"):
                yield GoldenCase(f"{place}/{key}", answer.get(key), lambda s=spread, key=key: getattr(s, key))
            for end, short in (("lower", "ll"), ("upper", "ul")):
                for level in ("95", "998"):
                    exact = by_exposure(plain, end + level)
                    spreading = by_exposure(wide, end + level)
                    if root:
                        spreading = np.sqrt(spreading).tolist()
                    yield GoldenCase(f"{place}/{short}{level}", answer.get(short + level), lambda v=exact: v)
                    yield GoldenCase(
                        f"{place}/od{short}{level}", answer.get(f"od{short}{level}"), lambda v=spreading: v
                    )


@pytest.mark.parametrize("case", parameters("funnel_phe", phe_cases))
def test_funnel_limits_as_in_phe_indicator_methods(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("funnel_funnelplotr", funnelplotr_cases))
def test_overdispersed_funnel_as_in_funnelplotr(case: GoldenCase) -> None:
    assert_agrees(case)
