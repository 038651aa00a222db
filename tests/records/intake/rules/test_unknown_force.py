from peelian.records.intake.rules.unknown_force import RULE
from tests.records.intake.rules.cases import KNOWN, breaking, column


def test_a_name_that_is_no_force_is_found():
    texts = ("cleveland", "Cleveland Police", "Gotham", None)

    assert breaking(RULE, column("force"), *texts) == ["Gotham"]


def test_the_sentence_offers_the_nearest_names():
    assert RULE.sentence(column("force"), "Clevland", KNOWN) == (
        "'Clevland' is not a force that is known. The nearest names are Cleveland Police. "
        "Correct it, or add it to the names of its force."
    )
