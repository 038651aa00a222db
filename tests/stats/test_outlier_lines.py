"""Outlier lines as the regime prints them."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from scipy import stats

from peelian.stats import StatsError, outlier_lines
from peelian.stats.outlier_lines import BETWEEN, WELL_ABOVE, WELL_BELOW

NORMAL = [float(20 + 4 * z) for z in stats.norm.ppf([(i - 0.5) / 42 for i in range(1, 43)])]
FORCES = [f"force-{place:02d}" for place in range(1, 43)]
LOG_NORMAL = [math.exp((value - 20) / 4) for value in NORMAL]


def labelled(found, label):
    return [unit.unit for unit in found.units if unit.label == label]


@pytest.mark.item("S-107")
def test_known_values_give_known_lines_and_forces_outside():
    found = outlier_lines(["a", "b", "c", "d", "e"], [2.0, 4.0, 4.0, 4.0, 6.0])

    assert (found.mean, found.sd) == (4.0, pytest.approx(math.sqrt(2)))
    assert (found.lower, found.upper) == (pytest.approx(4 - math.sqrt(2)), pytest.approx(4 + math.sqrt(2)))
    assert (labelled(found, WELL_ABOVE), labelled(found, WELL_BELOW)) == (["e"], ["a"])
    assert [unit.rank for unit in found.units] == [5, 2, 2, 2, 1]


@pytest.mark.item("S-108")
def test_normal_values_stay_plain_and_log_normal_values_take_logs():
    plain, log = outlier_lines(FORCES, NORMAL), outlier_lines(FORCES, LOG_NORMAL)

    assert (plain.route, log.route) == ("plain", "log")
    assert plain.route_reason.startswith("plain values, since they look normal")
    assert log.route_reason.startswith("logs, since they look more normal")
    logs = [math.log(value) for value in LOG_NORMAL]
    assert log.lower == pytest.approx(math.exp(statistics.mean(logs) - statistics.stdev(logs)), rel=1e-12)
    assert log.shapiro_log.w > log.shapiro_plain.w


def test_value_on_the_line_is_no_outlier():
    found = outlier_lines(["a", "b", "c"], [0.1, 0.2, 0.3])

    assert [unit.label for unit in found.units] == [BETWEEN] * 3


def test_excluded_and_missing_units_count_nowhere_and_keep_their_reason():
    found = outlier_lines(
        ["a", "b", "c", "hampshire", "london"],
        [1.0, 2.0, 3.0, 400.0, None],
        exclude={"hampshire": "incomplete"},
    )

    assert (found.n, found.mean) == (3, 2.0)
    assert [(unit.unit, unit.reason) for unit in found.excluded] == [
        ("hampshire", "incomplete"),
        ("london", "no value"),
    ]


def test_zero_closes_the_log_route():
    found = outlier_lines(FORCES, [0.0, *LOG_NORMAL[1:]])

    assert (found.route, found.shapiro_log, found.flags) == ("plain", None, ("zero-or-less",))
    with pytest.raises(StatsError) as refusal:
        outlier_lines(FORCES, [0.0, *LOG_NORMAL[1:]], rule="log")
    assert refusal.value.code == "log-of-zero"


def test_values_all_alike_have_no_outlier():
    found = outlier_lines(["a", "b", "c"], [2.0, 2.0, 2.0])

    assert (found.sd, found.actual_share, found.flags) == (0.0, 0.0, ("no-spread",))


def test_expected_share_is_that_of_the_normal_law():
    found = outlier_lines(FORCES, NORMAL)

    assert found.expected_share == pytest.approx(0.3173, abs=1e-4)
    assert found.actual_share == pytest.approx(13 / 42, abs=2 / 42)


def test_divisor_n_narrows_the_lines():
    narrow, wide = (outlier_lines(FORCES, NORMAL, ddof=ddof) for ddof in (0, 1))

    assert narrow.sd == pytest.approx(wide.sd * math.sqrt(41 / 42), rel=1e-12)


@pytest.mark.parametrize(
    ("code", "units", "values", "exclude"),
    [
        ("too-few-units", ["a", "b"], [1.0, 2.0], {}),
        ("duplicate-unit", ["a", "a", "b"], [1.0, 2.0, 3.0], {}),
        ("unknown-unit", ["a", "b", "c"], [1.0, 2.0, 3.0], {"z": "late"}),
        ("reason-missing", ["a", "b", "c"], [1.0, 2.0, 3.0], {"a": " "}),
        ("not-a-number", ["a", "b", "c"], [1.0, math.inf, 3.0], {}),
    ],
)
def test_unfit_data_are_refused(code, units, values, exclude):
    with pytest.raises(StatsError) as refusal:
        outlier_lines(units, values, exclude=exclude)

    assert refusal.value.code == code


@pytest.mark.item("S-110")
def test_about_32_percent_of_ordinary_forces_lie_outside_the_lines() -> None:
    random = np.random.default_rng(110)
    units = [f"force {place}" for place in range(43)]

    shares = [
        outlier_lines(units, row).actual_share for row in random.normal(20.0, 4.0, (10_000, 43)).tolist()
    ]

    assert 0.31 < float(np.mean(shares)) < 0.33
