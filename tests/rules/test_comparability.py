"""Grades are compared inside a family; across a break there is a reason and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.rules.comparability import (
    DeclaredChange,
    FrameworkComparability,
    GradeComparison,
    GradePoint,
    compare_frameworks,
    compare_grades,
    require_declared_statement,
)
from peelian.rules.errors import InvalidValueError, RefusalError
from tests.rules.made_up import CATALOGUE, LADDER, STAIRS


def point(year, grade, target="harbour", **extra):
    return GradePoint(f"watch-{year}", target, grade, **extra)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("2001", "2001", FrameworkComparability(True, "Both grades belong to the same framework.")),
        ("2001", "2002", FrameworkComparability(True, "Both frameworks belong to one family.")),
        ("2002", "2003", FrameworkComparability(False, "The scale changed.")),
        ("2001", "2003", FrameworkComparability(False, "The scale changed.")),
        ("2001", "2004", FrameworkComparability(False, "The scale changed. The focus changed.")),
        (
            "2004",
            "2005",
            FrameworkComparability(
                False, "The catalogue does not place Watch 2004 and Watch 2005 in one family."
            ),
        ),
    ],
)
def test_frameworks_compare_as_the_catalogue_says(earlier, later, expected):
    assert compare_frameworks(CATALOGUE, f"watch-{earlier}", f"watch-{later}") == expected


def test_different_scales_without_a_break_name_both_scales():
    lone = CATALOGUE.__class__(
        **{**vars(CATALOGUE), "comparability": CATALOGUE.comparability.model_copy(update={"breaks": ()})}
    )

    assert compare_frameworks(lone, "watch-2002", "watch-2003") == FrameworkComparability(
        False, "Watch 2002 uses the ladder of four rungs and Watch 2003 the stairs of three steps."
    )


def test_unknown_framework_is_named_with_the_known_ones():
    with pytest.raises(InvalidValueError) as refusal:
        compare_frameworks(CATALOGUE, "watch-2001", "watch-1999")

    assert refusal.value.message == (
        "There is no framework 'watch-1999'. Choose one of: watch-2001, watch-2002, watch-2003, "
        "watch-2004, watch-2005."
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("weak", "fair", GradeComparison("improved", 1, "improved by one tier")),
        ("poor", "fair", GradeComparison("improved", 2, "improved by two tiers")),
        ("fair", "fair", GradeComparison("unchanged", 0, "unchanged")),
        ("fair", "weak", GradeComparison("lower", -1, "one tier lower")),
        ("fine", "poor", GradeComparison("lower", -3, "three tiers lower")),
    ],
)
def test_grades_of_one_family_have_their_words(before, after, expected):
    assert compare_grades(CATALOGUE, point(2001, before), point(2002, after)) == expected


def test_across_a_break_there_is_no_direction():
    comparison = compare_grades(CATALOGUE, point(2002, "fine"), point(2003, "low"))

    assert (comparison.outcome, comparison.words, comparison.reason, comparison.shows_direction) == (
        "not-comparable",
        "not comparable",
        "The scale changed.",
        False,
    )


def test_a_declared_fall_does_not_cross_a_break():
    declared = DeclaredChange("The watch got worse.", "page 3")

    assert (
        compare_grades(CATALOGUE, point(2002, "fine"), point(2003, "low"), declared).words == "not comparable"
    )


def test_grades_of_different_questions_are_not_comparable():
    comparison = compare_grades(CATALOGUE, point(2001, "fair"), point(2002, "fair", target="lamps"))

    assert (comparison.outcome, comparison.reason) == (
        "not-comparable",
        "The two grades answer different questions.",
    )


@pytest.mark.parametrize(
    ("earlier", "later", "outcome", "reason"),
    [
        (
            point(2001, "fair"),
            point(2002, "fair", first_time=True),
            "no-baseline",
            "The topic was examined for the first time.",
        ),
        (None, point(2002, "fair"), "no-baseline", "There is no earlier grade."),
        (point(2001, None), point(2002, "fair"), "no-baseline", "There is no earlier grade."),
        (point(2001, "fair"), point(2002, None), "not-graded", "The later assessment carries no grade."),
    ],
)
def test_without_two_grades_nothing_is_compared(earlier, later, outcome, reason):
    comparison = compare_grades(CATALOGUE, earlier, later)

    assert (comparison.outcome, comparison.reason, comparison.tiers) == (outcome, reason, None)


def test_declined_cites_the_reports_statement():
    declared = DeclaredChange("The watch got worse.", "page 3, paragraph 2")

    assert compare_grades(CATALOGUE, point(2001, "fair"), point(2002, "weak"), declared) == GradeComparison(
        "declined", -1, "declined by one tier", "The watch got worse.", "page 3, paragraph 2"
    )


@pytest.mark.item("S-029")
def test_declined_is_refused_without_statement_and_cited_with_it():
    declared = DeclaredChange("Performance has fallen.", "page 8")

    with pytest.raises(RefusalError) as refusal:
        require_declared_statement("declined by one tier", None)
    require_declared_statement("declined by one tier", declared)
    shown = compare_grades(CATALOGUE, point(2001, "fair"), point(2002, "weak"), declared)

    assert refusal.value.code == "declared-statement-missing"
    assert (shown.words, shown.cites) == ("declined by one tier", "page 8")


def test_lower_needs_no_statement():
    require_declared_statement("one tier lower", None)


def test_a_statement_without_location_is_refused():
    with pytest.raises(InvalidValueError, match="needs the report's statement and its location"):
        DeclaredChange("It got worse.", " ")


graded = st.one_of(
    st.builds(point, st.sampled_from([2001, 2002]), st.sampled_from([t.identifier for t in LADDER.tiers])),
    st.builds(point, st.sampled_from([2003, 2004]), st.sampled_from([t.identifier for t in STAIRS.tiers])),
)


@given(graded, graded)
def test_not_comparable_holds_in_both_directions(one, other):
    there = compare_grades(CATALOGUE, one, other)
    back = compare_grades(CATALOGUE, other, one)

    assert (there.outcome == "not-comparable", there.reason if there.tiers is None else "") == (
        back.outcome == "not-comparable",
        back.reason if back.tiers is None else "",
    )


@given(graded, graded)
def test_tiers_there_and_back_cancel(one, other):
    there = compare_grades(CATALOGUE, one, other).tiers
    back = compare_grades(CATALOGUE, other, one).tiers

    assert (there or 0) + (back or 0) == 0
