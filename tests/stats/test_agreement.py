"""Agreement where data are odd; the numbers of ordinary data are held by the golden cases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.stats import (
    StatsError,
    brennan_prediger,
    cohen_kappa,
    cohen_kappa_test,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
    ratings_from_columns,
    ratings_from_rows,
)

TABLES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc"), st.sampled_from(["a", "b", "c", None])),
    min_size=3,
    max_size=30,
)


def test_percent_agreement_is_told_in_percent_from_0_to_100():
    ratings = ratings_from_columns([["yes", "yes", "no", "yes"], ["yes", "no", "yes", "yes"]])

    found = percent_agreement(ratings)

    assert found.lower == 0.0
    assert found.sentence() == (
        "percent agreement 50.0 percent (95 percent confidence interval 0.0 percent to 100.0 percent; 4 items judged "
        "by 2 raters)."
    )


def test_agreement_without_spread_is_told_without_an_interval():
    found = gwet_ac(ratings_from_columns([["yes", "no"] * 5, ["yes", "no"] * 5]))

    assert found.sentence() == (
        "Gwet's AC1 1.00 (no interval, as the items show no spread; 10 items judged by 2 raters)."
    )


def test_one_category_gives_full_agreement_and_no_kappa():
    ratings = ratings_from_columns([["yes"] * 30, ["yes"] * 30])

    kappa, alpha = cohen_kappa(ratings), krippendorff_alpha(ratings)

    assert (percent_agreement(ratings).estimate, gwet_ac(ratings).estimate) == (1.0, 1.0)
    assert (kappa.estimate, kappa.flags, alpha.estimate) == (None, ("one-category",), None)
    assert kappa.sentence() == (
        "Cohen's kappa cannot be given: every rating falls into one category (30 items judged by 2 raters)."
    )


def test_high_prevalence_lowers_kappa_and_leaves_ac1():
    both, first, second = [("yes", "yes")] * 95, [("yes", "no")] * 3, [("no", "yes")] * 2
    ratings = ratings_from_columns(list(map(list, zip(*(both + first + second), strict=True))))

    assert percent_agreement(ratings).estimate == 0.95
    assert cohen_kappa(ratings).estimate < 0  # type: ignore[operator]
    assert gwet_ac(ratings).estimate == pytest.approx(0.9474, abs=1e-4)


def test_items_without_a_pair_are_counted_and_flagged():
    found = percent_agreement(ratings_from_columns([["a", "b", "a"], ["a", "b", None]]))

    assert (found.n, found.n_used, found.flags, found.estimate) == (3, 2, ("items-without-pair",), 1.0)


@pytest.mark.parametrize("measure", [percent_agreement, gwet_ac, fleiss_kappa, krippendorff_alpha])
def test_no_pair_at_all_is_refused(measure):
    with pytest.raises(StatsError) as refusal:
        measure(ratings_from_columns([["a", None, "b"], [None, "b", None]]))

    assert refusal.value.code == "no-pairs"


def test_rating_given_twice_is_refused_with_its_place():
    with pytest.raises(StatsError) as refusal:
        ratings_from_rows(["c1", "c1", "c1"], ["ann", "ann", "bob"], ["yes", "no", "yes"])

    assert refusal.value.details == {"findings": [{"item": "c1", "rater": "ann"}], "count": 1}


def test_rating_outside_the_categories_is_refused():
    with pytest.raises(StatsError, match="Ratings outside the categories: maybe"):
        ratings_from_columns([["yes"], ["maybe"]], categories=["no", "yes"])


def test_interval_metric_refuses_words():
    with pytest.raises(StatsError) as refusal:
        krippendorff_alpha(ratings_from_columns([["a", "b"], ["a", "a"]]), metric="interval")

    assert refusal.value.code == "categories-not-numbers"


def test_test_of_kappa_wants_two_raters():
    with pytest.raises(StatsError) as refusal:
        cohen_kappa_test(ratings_from_columns([["a", "b"], ["a", "a"], ["b", "b"]]))

    assert refusal.value.code == "two-raters-needed"


@given(TABLES, st.randoms())
def test_order_of_items_and_raters_changes_nothing(rows, shuffler):
    columns = list(map(list, zip(*rows, strict=True)))
    mixed = list(rows)
    shuffler.shuffle(mixed)
    turned = list(map(list, zip(*mixed, strict=True)))[::-1]
    straight = ratings_from_columns(columns, categories="abc")
    other = ratings_from_columns(turned, categories="abc")

    for measure in (percent_agreement, gwet_ac, brennan_prediger):
        assert measure(other).estimate == pytest.approx(measure(straight).estimate, rel=1e-12, abs=1e-12)


@given(TABLES)
def test_interval_brackets_the_estimate(rows):
    ratings = ratings_from_columns(list(map(list, zip(*rows, strict=True))), categories="abc")

    found = gwet_ac(ratings)

    assert found.lower <= found.estimate <= found.upper  # type: ignore[operator]


@pytest.mark.parametrize(
    "second", [["no"] * 30, ["yes"] * 15 + ["no"] * 15], ids=["one category", "one rater gives one answer"]
)
def test_chance_alone_is_not_tested_where_it_fixes_the_agreement(second):
    found = cohen_kappa_test(ratings_from_columns([["no"] * 30, second]))

    assert found == (None, None)
