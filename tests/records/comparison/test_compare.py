"""Forces side by side: exclusions, lines, ranks, total and second opinion of one measure."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from statistics import mean, stdev

import pytest

from peelian.records.comparison import SuppliedValue, hash_of
from tests.records.comparison.forces import all_forces, compared, definition, supplied


@pytest.mark.item("S-106", "S-111")
def test_city_of_london_and_hampshire_excluded_leave_41_forces_and_the_note() -> None:
    reasons = {
        "hampshire": "Incomplete data",
        "city-of-london": "Not comparable, because of what makes this force unlike others",
    }
    values = [replace(each, exclusion=reasons.get(each.slug, "")) for each in all_forces(hampshire=900)]

    found = compared(values)

    kept = [each.value for each in found.forces]
    assert found.n == 41
    assert len(kept) == 41
    assert found.lines is not None
    assert math.isclose(found.lines.mean, mean(kept))
    assert found.exclusions_note == (
        "Left out of mean, lines and rank: City of London Police (Not comparable, because of what makes this force "
        "unlike others); Hampshire and Isle of Wight Constabulary (Incomplete data)."
    )


def test_value_on_a_small_base_stands_as_a_count_outside_mean_lines_rank_and_total() -> None:
    values = [supplied("essex", 14, 14) if each.slug == "essex" else each for each in all_forces()]
    without = [replace(each, exclusion="Left out" if each.slug == "essex" else "") for each in values]

    found = compared(values, definition=definition(basis="share", unit="percent", small_base=30))
    expected = compared(without, definition=definition(basis="share", unit="percent", small_base=30))

    assert [(each.slug, each.kind, each.reason) for each in found.left_out] == [
        ("essex", "small-base", "14 of 14: below 30 cases the count stands alone")
    ]
    assert (found.n, found.force("essex"), found.lines, found.total, found.forces) == (
        42, None, expected.lines, expected.total, expected.forces,
    )  # fmt: skip
    assert found.exclusions_note == (
        "Left out of mean, lines and rank: Essex (14 of 14: below 30 cases the count stands alone)."
    )


def test_reason_that_ends_in_a_full_stop_brings_no_second_one() -> None:
    stopped = {"kent": "Posts of the control room."}
    values = [replace(each, exclusion=stopped.get(each.slug, "")) for each in all_forces()]

    found = compared([*values, replace(supplied("durham", 1, 1000), value=None, reason="Not recorded. ")])

    assert {each.slug: each.reason for each in found.left_out} == {
        "kent": "Posts of the control room",
        "durham": "Not recorded",
    }


def test_small_base_is_no_part_of_the_fingerprint_of_a_definition() -> None:
    assert definition(small_base=30).sha256 == definition().sha256


@pytest.mark.item("S-111")
def test_mean_changes_when_an_excluded_force_is_restored() -> None:
    values = all_forces(hampshire=900)
    without = compared(
        [replace(each, exclusion="Incomplete data" if each.slug == "hampshire" else "") for each in values]
    )

    restored = compared(values)

    assert without.lines is not None
    assert restored.lines is not None
    assert restored.lines.mean > without.lines.mean
    assert restored.lines.sd > without.lines.sd
    assert (without.n, restored.n) == (42, 43)
    assert restored.force("hampshire").rank == 1  # type: ignore[union-attr]
    assert without.force("hampshire") is None


@pytest.mark.item("S-107")
def test_lines_lie_one_standard_deviation_each_side_of_the_unweighted_mean() -> None:
    found = compared([supplied(slug, k) for slug, k in zip("abcdef", (10, 12, 14, 16, 18, 26), strict=True)])

    values = [10.0, 12.0, 14.0, 16.0, 18.0, 26.0]
    assert found.lines is not None
    assert found.lines.route == "plain"
    assert math.isclose(found.lines.lower, mean(values) - stdev(values))
    assert math.isclose(found.lines.upper, mean(values) + stdev(values))
    assert [each.name for each in found.forces if each.label == "well above average"] == ["F"]


@pytest.mark.item("S-109")
def test_force_exactly_one_standard_deviation_away_has_no_label() -> None:
    found = compared([supplied(slug, k) for slug, k in (("a", 10), ("b", 20), ("c", 30))])

    assert [(each.z, each.label) for each in found.forces] == [
        (-1.0, "between the lines"),
        (0.0, "between the lines"),
        (1.0, "between the lines"),
    ]


@pytest.mark.item("S-105")
def test_value_of_21_is_the_second_highest_of_those_ranked() -> None:
    found = compared([supplied(slug, k) for slug, k in (("a", 24), ("b", 21), ("c", 19), ("d", 19))])

    assert [(each.rank, each.tied, each.rank_words) for each in found.forces] == [
        (1, 1, "highest of 4"),
        (2, 1, "second highest of 4"),
        (3, 2, "joint lowest of 4"),
        (3, 2, "joint lowest of 4"),
    ]


@pytest.mark.item("S-110")
def test_note_sets_the_expected_share_beside_the_share_outside() -> None:
    found = compared(all_forces())

    assert found.expected_note == (
        "Typically about 32 percent of forces lie outside the dotted lines on any measure; here 18 of 43 do, "
        "41.9 percent."
    )


@pytest.mark.item("S-005", "S-117")
def test_force_out_of_scope_changes_nothing_and_leaves_its_note() -> None:
    values = all_forces()
    railway = SuppliedValue(
        "british-transport-police", "British Transport Police", Decimal(5000), 5000, 1000, in_scope=False
    )

    without, beside = compared(values), compared([*values, railway])

    assert without.total is not None
    assert beside.total is not None
    assert beside.lines == without.lines
    assert beside.forces == without.forces
    assert (beside.total.numerator, beside.total.denominator) == (
        without.total.numerator,
        without.total.denominator,
    )
    assert without.total.scope_note == ""
    assert beside.total.scope_note == (
        "British Transport Police is not inspected and not part of this total, which may therefore differ from "
        "totals published by others."
    )
    assert [each.kind for each in beside.left_out] == ["out-of-scope"]


@pytest.mark.item("S-103")
def test_rate_is_printed_with_one_decimal_and_its_unit() -> None:
    chosen = definition()

    assert chosen.words(chosen.formed(17_020, 569_231)) == "29.9 per 1,000 population"
    assert chosen.words(chosen.formed(1_013, 569_231)) == "1.8 per 1,000 population"


def test_force_without_a_value_is_left_out_with_its_reason() -> None:
    missing = SuppliedValue("x", "X", None, reason="Unable to supply")

    found = compared([*(supplied(slug, k) for slug, k in (("a", 10), ("b", 20), ("c", 30))), missing])

    assert found.n == 3
    assert [(each.name, each.kind, each.reason) for each in found.left_out] == [
        ("X", "no-value", "Unable to supply")
    ]
    assert found.total is not None
    assert found.total.forces == 3


def test_two_forces_have_ranks_but_no_lines() -> None:
    found = compared([supplied("a", 10), supplied("b", 20)])

    assert found.lines is None
    assert [(each.z, each.label) for each in found.forces] == [(None, ""), (None, "")]
    assert found.expected_note == "No lines are drawn: fewer than 3 forces have a value."
    assert found.second_opinion is None


def test_plain_value_has_neither_total_nor_funnel() -> None:
    chosen = definition(basis="value", unit="minutes")
    values = [SuppliedValue(slug, slug, Decimal(k)) for slug, k in (("a", 10), ("b", 20), ("c", 30))]

    found = compared(values, definition=chosen)

    assert found.total is None
    assert found.second_opinion is None
    assert (
        found.second_opinion_note
        == "No funnel plot: the measure is a value without numerator and denominator."
    )


def test_funnel_finds_the_force_far_beyond_the_others_and_few_else() -> None:
    values = [supplied(f"force{place}", 1000 + 7 * (place % 5), 50_000) for place in range(40)]

    found = compared([*values, supplied("far", 4000, 50_000)])

    assert found.second_opinion is not None
    assert found.second_opinion.beyond == ("Far",)
    assert found.second_opinion.discovered == ("Far",)
    assert math.isclose(found.second_opinion.forces[0].value, 80.0)


def test_force_stands_beside_the_others_of_its_region() -> None:
    values = [
        supplied("a", 10, region="North"),
        supplied("b", 20, region="North"),
        supplied("c", 50, region="South"),
    ]

    found = compared(values)

    assert [(each.slug, each.mean_of_others, each.rank) for each in found.peers] == [
        ("a", 20.0, 2),
        ("b", 10.0, 1),
        ("c", None, 1),
    ]


def test_order_of_the_forces_changes_nothing() -> None:
    values = all_forces()

    assert compared(values).content_hash == compared(list(reversed(values))).content_hash


def test_hash_is_the_same_after_a_database_has_kept_the_numbers_as_decimals() -> None:
    assert hash_of({"a": [-0.0, 1e-05], "b": 10.0}) == hash_of({"b": 10.0, "a": [0.0, 0.00001]})
