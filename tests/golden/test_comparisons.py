"""Outlier lines, Shapiro-Wilk, adjusted p-values, shrinkage, control charts and sample sizes beside R."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from peelian.stats import (
    OutlierLines,
    adjust_p_values,
    allocate,
    individuals_chart,
    outlier_lines,
    proportion_chart,
    random_effects,
    sample_size_for_half_width,
    shrink_proportions,
)
from peelian.stats.outlier_lines import WELL_ABOVE, WELL_BELOW, shapiro_wilk
from tests.golden.cases import GoldenCase, assert_agrees, parameters, read_rows, unread

SHAPIRO = 1e-6
METAFOR = 1e-6
RULES = {"rule_p05": "normal-at-alpha", "rule_larger_W": "larger-w", "raw": "plain", "log": "log"}


def rates(folder: Path, name: str) -> dict[str, float]:
    """Events per 1,000 by force, of the forces that supplied a count."""
    rows = [row for row in read_rows(folder, name) if row["count"] != "NA"]
    return {row["force"]: 1000 * int(row["count"]) / int(row["population"]) for row in rows}


def lines(folder: Path, name: str, rule: str) -> OutlierLines:
    rows = read_rows(folder, name)
    known = rates(folder, name)
    excluded = {row["force"]: row["exclude"] for row in rows if row["exclude"]}
    units = [row["force"] for row in rows]
    return outlier_lines(units, [known.get(unit) for unit in units], exclude=excluded, rule=rule)


def as_printed(found: OutlierLines) -> dict[str, Any]:
    beyond = {
        label: [unit.unit for unit in found.units if unit.label == label]
        for label in (WELL_ABOVE, WELL_BELOW)
    }
    return {
        "scale": "log" if found.route == "log" else "raw",
        "centre": found.centre,
        "lower": found.lower,
        "upper": found.upper,
        "above": beyond[WELL_ABOVE],
        "below": beyond[WELL_BELOW],
    }


def listed(value: Any) -> Any:
    """R writes a vector of one as the one."""
    return [value] if isinstance(value, str) else value


def outlier_cases(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[GoldenCase]:
    for name, answer in answers.items():
        plain = lines(folder, name, "plain")
        for key in ("n", "mean", "sd"):
            yield GoldenCase(
                f"{name}/{key}", answer.get(key), lambda plain=plain, key=key: getattr(plain, key)
            )
        for tail, test in (("", plain.shapiro_plain), ("_log", plain.shapiro_log)):
            for key, part in (("W", "w"), ("p", "p")):
                yield GoldenCase(
                    f"{name}/{key}{tail}",
                    answer.get(key + tail),
                    lambda t=test, part=part: getattr(t, part),
                    SHAPIRO,
                )
        robust = [unit.robust_z for unit in plain.units]
        yield GoldenCase(f"{name}/robust_z", answer.get("robust_z"), lambda robust=robust: robust)
        for key, rule in RULES.items():
            if answer.get(key) is not None:
                found = as_printed(lines(folder, name, rule))
                for part, value in answer[key].items():
                    expected = listed(value) if part in ("above", "below") else value
                    yield GoldenCase(
                        f"{name}/{key}/{part}", expected, lambda found=found, part=part: found[part]
                    )
        known = ("n", "mean", "sd", "W", "p", "W_log", "p_log", "robust_z", *RULES)
        yield from unread(name, answer, known)


def shapiro_cases(folder: Path, answers: dict[str, Any]) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        values = list(rates(folder, row["set"]).values())[: row["first"]]
        test = shapiro_wilk(values)
        yield GoldenCase(f"{row['set']}/{row['first']}/W", row["W"], lambda t=test: t and t.w, SHAPIRO)
        yield GoldenCase(f"{row['set']}/{row['first']}/p", row["p"], lambda t=test: t and t.p, SHAPIRO)


def p_adjust_cases(folder: Path, answers: dict[str, list[float]]) -> Iterator[GoldenCase]:
    for method in (key for key in answers if key != "p"):
        yield GoldenCase(method, answers[method], lambda m=method: adjust_p_values(answers["p"], m))


def shrinkage_cases(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[GoldenCase]:
    yi, vi = answers["logit"]["yi"], answers["logit"]["vi"]
    rows = read_rows(folder, "b8_proportions")
    columns = [row["force"] for row in rows], [int(row["x"]) for row in rows], [int(row["n"]) for row in rows]
    parts = {
        "mu": "mu", "se": "se", "tau2": "tau2", "I2": "i2_percent", "Q": "q",
        "blup": "estimates", "blup_se": "standard_errors",
    }  # fmt: skip
    for method in (key for key in answers if key != "logit"):
        model = random_effects(yi, vi, method=method)
        yield from unread(method, answers[method], (*parts, "blup_p"))
        for key, part in parts.items():
            seen = getattr(model, part)
            seen = list(seen) if isinstance(seen, tuple) else seen
            yield GoldenCase(f"{method}/{key}", answers[method].get(key), lambda seen=seen: seen, METAFOR)
        shrunken = [unit.estimate for unit in shrink_proportions(*columns, method=method)]
        yield GoldenCase(f"{method}/blup_p", answers[method].get("blup_p"), lambda s=shrunken: s, METAFOR)


def spc_cases(folder: Path, answers: dict[str, dict[str, Any]]) -> Iterator[GoldenCase]:
    yield from unread("spc", answers, ("p", "xmr"))
    yield from p_chart_cases(folder, answers.get("p", {}))
    values = [float(row["value"]) for row in read_rows(folder, "s1_xmr")]
    xmr = answers.get("xmr", {})
    yield from xmr_cases("xmr", xmr, values, None)
    yield from xmr_cases("xmr/base24", xmr.get("base24", {}), values, 24)


def p_chart_cases(folder: Path, answer: dict[str, Any]) -> Iterator[GoldenCase]:
    rows = read_rows(folder, "s2_pchart")
    columns = [int(row["x"]) for row in rows], [int(row["n"]) for row in rows]
    plain, laney = proportion_chart(*columns, laney=False), proportion_chart(*columns, laney=True)
    computed = {"centre": plain.centre, "laney_sigma_z": plain.sigma_z}
    for prefix, chart in (("", plain), ("laney_", laney)):
        for end in ("lower", "upper"):
            computed[prefix + end] = [getattr(point, end) for point in chart.points]
    for key, value in computed.items():
        yield GoldenCase(f"p/{key}", answer.get(key), lambda value=value: value)
    yield from unread("p", answer, computed)


def xmr_cases(
    name: str, answer: dict[str, float], values: list[float], baseline: int | None
) -> Iterator[GoldenCase]:
    chart = individuals_chart(values, baseline=baseline)
    seen = {
        "centre": chart.centre, "mr_bar": chart.moving_range_mean, "sigma": chart.sigma,
        "mr_upper": chart.moving_range_upper, "lower": chart.points[0].lower, "upper": chart.points[0].upper,
    }  # fmt: skip
    for key, value in seen.items():
        yield GoldenCase(f"{name}/{key}", answer.get(key), lambda value=value: value)
    yield from unread(name, answer, (*seen, "base24"))


def sample_size_cases(folder: Path, answers: dict[str, Any]) -> Iterator[GoldenCase]:
    for row in answers["rows"]:
        found = sample_size_for_half_width(row["p"], row["e"], population=row["N"])
        name = f"{row['p']}/{row['e']}/{row['N']}"
        yield from unread(name, row, ("p", "e", "N", "n", "n_up"))
        yield GoldenCase(f"{name}/n", row["n"], lambda found=found: found.exact)
        yield GoldenCase(f"{name}/n_up", row["n_up"], lambda found=found: found.n)
    yield from unread("sample_size", answers, ("rows", "allocation"))
    if "allocation" in answers:
        yield from allocation_cases(answers["allocation"])


def allocation_cases(table: dict[str, Any]) -> Iterator[GoldenCase]:
    methods = ("proportional", "neyman", "square_root", "equal")
    yield from unread("allocation", table, ("Nh", "ph", "n", *methods))
    strata = [str(place) for place in range(len(table["Nh"]))]
    populations, expected = (
        dict(zip(strata, table["Nh"], strict=True)),
        dict(zip(strata, table["ph"], strict=True)),
    )
    for method in methods:
        found = allocate(table["n"], populations, method.replace("_", "-"), expected=expected)
        yield GoldenCase(f"allocation/{method}", table.get(method), lambda f=found: list(f.exact.values()))


@pytest.mark.parametrize("case", parameters("outlier_lines", outlier_cases))
def test_outlier_lines_as_in_r(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("shapiro_wilk", shapiro_cases))
def test_shapiro_wilk_as_in_r(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("p_adjust", p_adjust_cases))
def test_adjusted_p_values_as_in_r(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("shrinkage_metafor", shrinkage_cases))
def test_shrinkage_as_in_metafor(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("spc", spc_cases))
def test_control_charts_as_in_r(case: GoldenCase) -> None:
    assert_agrees(case)


@pytest.mark.parametrize("case", parameters("sample_size", sample_size_cases))
def test_sample_sizes_and_allocations(case: GoldenCase) -> None:
    assert_agrees(case)
