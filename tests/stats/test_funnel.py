"""Funnels where data are odd; the limits of ordinary data are held by the golden cases."""

from __future__ import annotations

import math

import numpy as np
import pytest

from peelian.stats import StatsError, estimate_overdispersion, funnel

UNITS = ["a", "b", "c", "d"]


def test_multiplicative_limits_widen_by_the_root_of_phi():
    plain = funnel(UNITS, [90, 110, 130, 70], [1000] * 4, overdispersion="multiplicative", tails="kept")

    phi, unit = plain.overdispersion.phi, plain.units[0]
    reach = math.sqrt(unit.upper95) - math.sqrt(plain.centre)
    assert phi > 1
    assert reach == pytest.approx(1.959963984540054 * math.sqrt(phi) / (2 * math.sqrt(1000)), rel=1e-12)


def test_additive_allowance_is_nil_when_units_differ_by_chance_alone():
    found = funnel(UNITS, [100, 101, 99, 100], [1000] * 4)

    assert (found.overdispersion.tau2, {unit.label for unit in found.units}) == (0.0, {"within the limits"})


def test_plain_limits_on_units_that_differ_by_nature_are_flagged():
    found = funnel(UNITS, [100, 200, 300, 50], [1000] * 4, overdispersion="none")

    assert found.flags == ("overdispersed-but-plain",)


def test_unit_without_events_keeps_its_place():
    found = funnel(UNITS, [0, 5, 6, 7], [100] * 4)

    assert (found.units[0].rate, found.flags) == (0.0, ("units-without-events",))


def test_excluded_unit_does_not_move_the_centre():
    found = funnel(UNITS, [10, 10, 10, 900], [100] * 4, exclude={"d": "not comparable"})

    assert (found.centre, [unit.unit for unit in found.excluded]) == (0.1, ["d"])


@pytest.mark.parametrize(
    ("code", "events", "exposure", "kind"),
    [
        ("out-of-range", [1, 2, -3, 4], [10] * 4, "rate"),
        ("out-of-range", [1, 2, 3, 4], [10, 10, 0, 10], "rate"),
        ("out-of-range", [1, 2, 30, 4], [10] * 4, "proportion"),
        ("no-events", [0, 0, 0, 0], [10] * 4, "rate"),
        ("too-few-units", [1, None, None, 4], [10] * 4, "rate"),
        ("unknown-choice", [1, 2, 3, 4], [10] * 4, "odds"),
    ],
)
def test_impossible_counts_are_refused(code, events, exposure, kind):
    with pytest.raises(StatsError) as refusal:
        funnel(UNITS, events, exposure, kind=kind)

    assert refusal.value.code == code


def test_trimming_leaves_out_whole_units_at_both_ends():
    found = estimate_overdispersion(np.arange(20.0), np.ones(20), tails="trimmed", share=0.1)

    assert found.n == 16


def test_order_of_units_changes_nothing():
    straight = funnel(UNITS, [90, 110, 130, 70], [1000, 900, 1100, 1050])
    turned = funnel(UNITS[::-1], [70, 130, 110, 90], [1050, 1100, 900, 1000])

    assert turned.units[::-1] == straight.units
