from peelian.records.intake.rules.formula_in_text import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column

FORMULAS = ("=1+1", "=cmd|' /C calc'!A0", "@SUM(A1:A9)", "+cmd|'x'!A0", "-HYPERLINK(1)")
WORDS = ("-5", "+44 20 7946 0000", "- asked twice", "@home", "a=b", "I1")


def test_texts_that_begin_as_a_formula_are_found():
    assert breaking(RULE, column("text"), *FORMULAS, *WORDS) == list(FORMULAS)


def test_identifiers_are_looked_at_and_codes_are_not():
    assert breaking(RULE, column("reference"), "=1") == ["=1"]
    assert breaking(RULE, column("code"), "=1") == []


def test_the_sentence_says_that_it_is_kept():
    assert RULE.sentence(column("text"), "=1+1", KNOWN) == (
        "'=1+1' begins as a formula does; it is kept as text and never run. Write what the record says, and no formula."
    )
