"""National totals hold the forces in scope, and say whom they leave out."""

from decimal import Decimal

import pytest

from peelian.catalogue import UnknownIdentifierError
from peelian.rules.national_totals import GradeTotals, NationalSum, grade_totals, national_sum
from tests.rules.made_up import FORCES, LADDER, STAIRS

NOTE = (
    "Rail Watch is not inspected and not part of this total, "
    "which may therefore differ from totals published by others."
)


def test_grades_are_counted_by_tier():
    grades = {"north": "fair", "south": "fair", "west": None}

    assert grade_totals(grades, LADDER, FORCES) == GradeTotals(
        {"poor": 0, "weak": 0, "fair": 2, "fine": 0}, graded=2, without_grade=1, scope_note=""
    )


def test_a_force_out_of_scope_changes_no_count_and_brings_the_note():
    without = grade_totals({"north": "fair"}, LADDER, FORCES)
    with_rail = grade_totals({"north": "fair", "rail": "poor"}, LADDER, FORCES)

    assert (with_rail.counts, with_rail.graded, with_rail.scope_note) == (without.counts, 1, NOTE)


def test_values_are_added_over_the_forces_in_scope():
    assert national_sum({"north": 2, "south": Decimal("1.5"), "rail": 9}, FORCES) == NationalSum(
        Decimal("3.5"), 2, NOTE
    )


def test_a_grade_of_another_scale_is_refused():
    with pytest.raises(UnknownIdentifierError, match="There is no grade on the stairs of three steps 'fair'"):
        grade_totals({"north": "fair"}, STAIRS, FORCES)
