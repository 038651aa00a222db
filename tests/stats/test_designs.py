"""Designs: the ways a sample can be described, and what their variance is."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import beta

from peelian.stats import (
    Choices,
    Design,
    StatsError,
    estimate_difference,
    estimate_proportion,
    estimate_proportion_by,
    estimate_ratio_by,
    estimate_total,
    estimate_total_by,
)

INPUTS = Path(__file__).resolve().parents[1] / "golden" / "data" / "inputs"
NEAR = 1e-11
"""R survey 4.1-1 printed these answers with 15 digits."""


def columns(design: str) -> dict[str, Any]:
    with (INPUTS / f"{design}.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, Any] = {name: np.array([row[name] for row in rows]) for name in rows[0]}
    numeric = {"weight", "fpc", "fpc2", "y", "num", "den", "minutes"} & set(found)
    return found | {name: found[name].astype(float) for name in numeric}


def lonely_design(lonely: str, *, in_domains: bool = False) -> tuple[Design, dict[str, Any]]:
    rows = columns("d08a_lonely_psu_remove")
    design = Design.from_columns(
        weight=rows["weight"],
        stratum=rows["stratum"],
        population=rows["fpc"],
        lonely=lonely,
        adjust_domain_lonely=in_domains,
    )
    return design, rows


def two_stages(**more: Any) -> tuple[Design, dict[str, Any]]:
    rows = columns("d20_two_stage_fpc")
    given = {
        "stratum": rows["stratum"],
        "cluster": rows["psu"],
        "second_cluster": rows["ssu"],
        "population": rows["fpc"],
        "second_population": rows["fpc2"],
    }
    return Design.from_columns(**(given | more)), rows


@pytest.mark.parametrize(
    ("lonely", "se", "total_se"),
    [
        ("adjust", 0.0221378660178443, None),
        ("average", 0.0283739870950577, 252.954094952439),
    ],
)
def test_single_unit_strata_add_what_was_chosen(lonely: str, se: float, total_se: float | None) -> None:
    design, rows = lonely_design(lonely)

    proportion, total = estimate_proportion(design, rows["y"]), estimate_total(design, rows["y"])

    assert proportion.se == pytest.approx(se, rel=NEAR)
    assert total_se is None or total.se == pytest.approx(total_se, rel=NEAR)
    assert proportion.flags == (f"lonely-{lonely}",)


def test_adjusted_total_is_centred_on_the_mean_of_all_units() -> None:
    design, _ = lonely_design("adjust")

    assert estimate_total(design, np.ones(design.rows)).se == pytest.approx(45.38, abs=0.005)


def test_average_reaches_strata_in_which_a_domain_holds_one_unit() -> None:
    design, rows = lonely_design("average", in_domains=True)

    ratios = estimate_ratio_by(design, rows["num"], rows["den"], rows["dom"])
    proportions = estimate_proportion_by(design, rows["y"], rows["dom"])

    assert [each.se for each in proportions] == pytest.approx(
        [0.032391419980351, 0.0171021752137546, 0.170620589188068], rel=NEAR
    )
    assert [each.se for each in ratios] == pytest.approx(
        [0.0171588744928241, 0.0275614507553365, 0.0778764080131122], rel=NEAR
    )


def test_weights_follow_from_populations_at_both_stages() -> None:
    given, _ = two_stages(weight=columns("d20_two_stage_fpc")["weight"])
    derived, _ = two_stages()

    assert derived.weights == pytest.approx(given.weights, rel=1e-14)


def test_second_stage_adds_nothing_where_the_first_knows_no_population() -> None:
    design, rows = two_stages(weight=columns("d20_two_stage_fpc")["weight"], population=None)

    assert design.flags == ("second-stage-not-needed",)
    assert estimate_proportion(design, rows["y"]).se == pytest.approx(0.0259189467971449, rel=NEAR)


def test_identifiers_used_again_in_each_stratum_are_told_apart() -> None:
    rows = columns("d20_two_stage_fpc")
    numbers = {
        name: place
        for stratum in np.unique(rows["stratum"])
        for place, name in enumerate(np.unique(rows["psu"][rows["stratum"] == stratum]))
    }
    plain, _ = two_stages()
    reused, _ = two_stages(cluster=[numbers[name] for name in rows["psu"]])

    first, second = (estimate_proportion(design, rows["y"]) for design in (plain, reused))

    assert (second.estimate, second.se, second.df) == (first.estimate, first.se, first.df)
    assert second.flags == ("cluster-identifiers-reused",)


def test_post_strata_take_their_spread_out_of_the_variance() -> None:
    rows = columns("d20_two_stage_fpc")
    group = np.where(rows["minutes"] > 20, "a", "b")
    design, _ = two_stages(
        weight=rows["weight"], poststratum=group, poststratum_totals={"a": 2800, "b": 3500}
    )

    proportion = estimate_proportion(design, rows["y"])
    failures = estimate_total_by(design, 1 - rows["y"], rows["dom"])

    assert proportion.se == pytest.approx(0.0253412969561019, rel=NEAR)
    assert [each.se for each in failures] == pytest.approx([99.805381844852, 117.171253378795], rel=NEAR)
    assert estimate_total(design, np.ones(design.rows)).se == pytest.approx(0, abs=1e-9)


def test_difference_of_domains_counts_what_they_share() -> None:
    rows = columns("d14_domain_14_of_18")
    design = Design.from_columns(weight=rows["weight"], stratum=rows["stratum"], population=rows["fpc"])

    change = estimate_difference(design, rows["y"], rows["dom"], "white", "ethnic minority")

    assert (change.estimate, change.se) == pytest.approx((0.0970190536341498, 0.0979865906216937), rel=NEAR)


def test_stratum_of_known_total_has_standard_error_exactly_0() -> None:
    rng = np.random.default_rng(4)
    stratum = np.repeat(np.arange(40), 37)
    design = Design.from_columns(
        stratum=stratum, population=dict(zip(range(40), rng.integers(41, 9999, 40), strict=True))
    )

    known = estimate_total(design, np.full(design.rows, 1 / 3))

    assert known.se == 0
    assert "zero-variance" in known.flags


def test_census_has_standard_error_0_and_its_value_as_interval() -> None:
    outcome = [1] * 13 + [0] * 27

    census = estimate_proportion(Design.from_columns(rows=40, population=40), outcome)

    assert (census.se, census.lower, census.upper) == (0, 0.325, 0.325)
    assert "census" in census.flags


@pytest.mark.parametrize(
    ("ones", "size", "flags"), [(0, 400, ("none-of-n",)), (400, 400, ("all-of-n",)), (399, 399, ())]
)
def test_ends_have_limits_and_flags(ones: int, size: int, flags: tuple[str, ...]) -> None:
    found = estimate_proportion(Design.from_columns(rows=400), [1] * ones + [0] * (400 - ones))

    count = size * ones / 400
    lower = beta.ppf(0.025, count, size - count + 1) if ones else 0.0
    upper = beta.ppf(0.975, count + 1, size - count) if ones < 400 else 1.0
    assert (found.lower, found.upper) == pytest.approx((lower, upper), rel=1e-9)
    assert found.flags == flags


def test_all_strata_of_one_unit_leave_no_degrees_of_freedom() -> None:
    design = Design.from_columns(stratum=[1, 2, 3], lonely="certainty")

    found = estimate_proportion(design, [1, 0, 1], Choices(method="wald"))

    assert (found.df, found.lower, found.upper) == (0, None, None)
    assert found.to_dict()["lower"] is None
    assert set(found.flags) == {"small-base", "lonely-certainty", "zero-variance", "no-degrees-of-freedom"}


def test_domain_without_outcomes_is_told_as_no_cases() -> None:
    outcome = [1, 0, 1, np.nan, np.nan]
    design = Design.from_columns(rows=5)

    answered, silent = estimate_proportion_by(design, outcome, list("aaabb"), Choices(missing="drop"))

    assert (answered.n_used, answered.estimate) == (3, pytest.approx(2 / 3))
    assert (silent.n, silent.n_used, silent.estimate, silent.sentence()) == (2, 0, None, "no cases")
    assert "no-cases" in silent.flags


def test_all_faults_of_a_design_are_told_at_once() -> None:
    with pytest.raises(StatsError) as caught:
        Design.from_columns(weight=[1.0, -1.0, 0.0, np.nan], stratum=["a", "a", None, "b"])

    found: Any = caught.value.details["findings"]
    assert [(each["column"], each["row"]) for each in found] == [
        ("stratum", 3),
        ("weight", 2),
        ("weight", 3),
        ("weight", 4),
    ]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"weight": [1.0, 2.0], "stratum": [1, 2, 3]}, "stratum: has 3 rows where 2 are expected."),
        ({"weight": ["1", "x"]}, "weight, row 2: is 'x': a number is needed."),
        ({"stratum": [1, 1], "population": [5, 6]}, "stratum 1 has more than one population size; it must have one."),
        ({"stratum": [1, 1], "population": {"2": 6}}, "stratum 1 has no population size above 0."),
        ({"stratum": [1, 1], "second_population": 9}, "a second stage needs the units of the first; name the cluster."),
        (
            {"poststratum": ["a", "a"], "poststratum_totals": {"b": 9}},
            "post-stratum a has no total above 0. poststratum_totals: post-stratum b has a total but no row.",
        ),
    ],
)  # fmt: skip
def test_fault_of_a_design_is_a_sentence(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(StatsError) as caught:
        Design.from_columns(**columns)

    assert caught.value.code == "design-unsound"
    assert caught.value.message.endswith(message)
