"""Plans read from plain values."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.stats import StatsError, plan_from_mapping, planned_sizes
from peelian.stats.sample_plan import PlanPeriod, enlarged_sizes


def test_plan_survives_its_own_plain_form():
    plan = plan_from_mapping(
        {
            "key": "ref", "stratum": "group", "size": 300, "allocation": "neyman", "expected": {"a": 0.9},
            "take_all": ["b"], "period": {"column": "day", "start": date(2020, 1, 1), "end": "2020-12-31"},
        }
    )  # fmt: skip

    assert plan.period == PlanPeriod("day", date(2020, 1, 1), date(2020, 12, 31))
    assert plan_from_mapping(plan.to_dict()) == plan


def test_half_width_gives_the_size():
    plan = plan_from_mapping({"key": "ref", "half_width_pp": 2, "proportion": 0.964})

    assert planned_sizes(plan, {"all": 72_000}).sizes == {"all": 332}


def test_every_fault_of_a_plan_is_told_at_once():
    with pytest.raises(StatsError) as refusal:
        plan_from_mapping({"strata": "x", "size": -3, "allocation": "best", "period": {"column": "day"}})

    findings = refusal.value.details["findings"]
    assert [finding["column"] for finding in findings] == ["strata", "size", "allocation", "period", "key"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("given", [{}, {"size": 10, "sizes": {"a": 5}}])
def test_exactly_one_way_to_say_the_size(given: dict[str, object]):
    with pytest.raises(StatsError, match="Give one of sizes, size and half_width_pp"):
        plan_from_mapping({"key": "ref", **given})


def test_sizes_of_strata_that_the_frame_lacks_are_refused():
    with pytest.raises(StatsError) as refusal:
        planned_sizes(plan_from_mapping({"key": "ref", "sizes": {"a": 5, "z": 1}}), {"a": 10})

    assert refusal.value.details == {"strata": ["z"]}


def test_enlarged_sizes_never_fall():
    assert enlarged_sizes({"a": 10, "b": 2}, {"b": 5, "c": 1}) == {"a": 10, "b": 5, "c": 1}
