from peelian.records.intake.rules.early_day import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_what_machines_write_for_nothing_is_found():
    texts = ("1900-01-01", "1970-01-01", "1970-01-02", "2022-01-01")

    assert breaking(RULE, column("date"), *texts) == ["1900-01-01", "1970-01-01"]


def test_moments_too():
    assert breaking(RULE, column("moment"), "1970-01-01T00:00:00Z") == ["1970-01-01T00:00:00Z"]


def test_the_sentence_says_what_to_do():
    assert RULE.sentence(column("date"), "1900-01-01", KNOWN) == (
        "'1900-01-01' is what a machine writes for nothing. Write the day, or leave the cell empty."
    )
