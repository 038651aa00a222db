"""The rule 'too-many-columns'."""

from peelian.records.intake.rules.too_many_columns import MOST_COLUMNS, RULE
from tests.records.intake.rules.cases import file

NAMES = tuple(f"x{number}" for number in range(1, MOST_COLUMNS + 2))


def test_it_is_found():
    assert [fault.sentence for fault in RULE.find(file(header=(), source=None, too_many=NAMES))] == [
        "The header names 501 columns, and files with more than 500 are not read. The first too many is 'x501'. "
        "Send the columns that the data dictionary names."
    ]


def test_a_sound_file_has_no_fault():
    assert list(RULE.find(file())) == []
