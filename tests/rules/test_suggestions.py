"""Suggestions are ordered by the strength of their words."""

import pytest

from peelian.rules.errors import InvalidValueError
from peelian.rules.suggestions import (
    STRENGTHS,
    has_tracking_duty,
    rank_of,
    strength_of,
    strengths_at_least,
)


@pytest.mark.parametrize(
    ("wording", "identifier"),
    [
        ("must consider", "must"),
        ("May wish to", "may-wish"),
        ("needs  to", "needs-to"),
        ("might", "might"),
        ("critical", "critical"),
        ("encourage", "encourage"),
        ("urge", "urge"),
        ("Area for improvement", "area-for-improvement"),
        ("area-for-improvement", "area-for-improvement"),
        ("may wish to consider", "may-wish"),
        ("needs to / should", "needs-to"),
        ("would urge", "urge"),
        ("not clear that", "implied"),
    ],
)
def test_the_words_of_a_report_have_a_strength(wording, identifier):
    assert strength_of(wording).identifier == identifier


@pytest.mark.item("S-067")
def test_strength_filters_the_right_sets_and_only_two_carry_a_duty():
    strong = [strength.identifier for strength in strengths_at_least("should")]
    duty = [strength.identifier for strength in STRENGTHS if strength.tracking_duty]

    assert (strong, duty) == (
        ["recommendation", "area-for-improvement", "critical", "must", "needs-to", "should"],
        ["recommendation", "area-for-improvement"],
    )


def test_should_is_stronger_than_might_and_carries_no_duty():
    assert (rank_of("should") < rank_of("might"), has_tracking_duty("should")) == (True, False)


def test_every_strength_is_found_by_its_own_name_and_title():
    found = [(strength_of(s.identifier), strength_of(s.title)) for s in STRENGTHS]

    assert found == [(strength, strength) for strength in STRENGTHS]


def test_no_phrase_belongs_to_two_strengths():
    phrases = [phrase for strength in STRENGTHS for phrase in strength.phrases]

    assert len(phrases) == len(set(phrases))


def test_an_unknown_wording_is_refused_with_the_known_ones():
    with pytest.raises(InvalidValueError) as refusal:
        strength_of("would love to")

    assert (refusal.value.code, refusal.value.message) == (
        "unknown-strength",
        (
            "'would love to' is not a known wording of a suggestion. Use one of: recommendation, "
            "area for improvement, critical, must, needs to, should, urge, encourage, may wish to, might, implied."
        ),
    )
