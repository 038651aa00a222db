"""A grade stands only with a person, reasons and evidence behind it, on the right scale."""

import dataclasses

import pytest

from peelian.rules.errors import RefusalError
from peelian.rules.gates import (
    EvidenceSupport,
    GradeFacts,
    finalise_gates,
    grade_gates,
    is_low_grade,
    require_linkable_support,
    unresolved,
    warnings_in,
)
from tests.rules.made_up import LADDER, SECOND, STAIRS, THIRD

SOUND = GradeFacts(
    framework=THIRD,
    scale=STAIRS,
    target="harbour",
    grade="mid",
    inspector="The inspector for the coast",
    reasons="Ships are met and cargo is looked at.",
    evidence=(EvidenceSupport(reference="E-1"),),
    findings=2,
    characteristics_assessed=frozenset({"harbour.1", "harbour.2"}),
    components_done=frozenset({"walk"}),
    linked_items=1,
)


def changed(**changes):
    return dataclasses.replace(SOUND, **changes)


def told(results):
    return [(result.code, result.severity, result.overridable, result.message) for result in results]


def test_a_sound_grade_trips_no_gate():
    assert finalise_gates(SOUND) == ()


def test_a_grade_off_the_scale_is_blocked():
    assert told(grade_gates(changed(grade="fine"))) == [
        (
            "grade-not-on-scale",
            "block",
            False,
            "'fine' is not a grade of the stairs of three steps of Watch 2003. Choose one of: Low, Mid, High.",
        )
    ]


def test_a_grade_on_an_ungraded_area_is_blocked_for_good():
    assert told(grade_gates(changed(target="tides"))) == [
        (
            "area-ungraded",
            "block",
            False,
            "Knowing the tides is ungraded in Watch 2003. Record findings there, but no grade.",
        )
    ]


def test_an_area_graded_when_tested_needs_its_test():
    untested = grade_gates(changed(target="lamps"))
    tested = grade_gates(changed(target="lamps", components_done=frozenset({"lamp-test"})))

    assert (told(untested), tested) == (
        [
            (
                "area-not-tested",
                "block",
                False,
                (
                    "Keeping the lamps is graded only when tested, and no test is recorded for this inspection. "
                    "Record the test as done, or leave the area without a grade."
                ),
            )
        ],
        (),
    )


def test_a_pillar_can_be_graded_and_has_no_characteristics():
    assert finalise_gates(changed(framework=SECOND, scale=LADDER, target="keeping", grade="fair")) == ()


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ({"inspector": " "}, "no-accountable-inspector"),
        ({"reasons": "\n"}, "no-reasons"),
        ({"evidence": ()}, "no-evidence"),
    ],
)
def test_a_grade_needs_inspector_reasons_and_evidence(missing, code):
    results = grade_gates(changed(**missing))

    assert [(result.code, result.severity, result.overridable) for result in results] == [
        (code, "block", False)
    ]


def test_themes_only_evidence_is_blocked_even_beside_other_evidence():
    evidence = (EvidenceSupport(reference="E-1"), EvidenceSupport(reference="E-2", use_limit="themes-only"))

    assert told(grade_gates(changed(evidence=evidence))) == [
        (
            "themes-only-evidence",
            "block",
            False,
            "Evidence limited to themes cannot support a grade: E-2. Unlink it.",
        )
    ]


def test_linking_themes_only_evidence_to_a_grade_is_refused():
    with pytest.raises(RefusalError) as refusal:
        require_linkable_support("E-2", "themes-only")

    assert (refusal.value.code, refusal.value.message) == (
        "evidence-themes-only",
        (
            "Evidence E-2 is limited to themes and cannot support a grade. "
            "Link it to a finding as a theme, and support the grade with other evidence."
        ),
    )


def test_other_evidence_may_be_linked():
    require_linkable_support("E-1", "none")
    require_linkable_support("E-3", "context-only")


def test_context_alone_does_not_carry_a_grade_but_may_stand_beside_evidence():
    context = EvidenceSupport(reference="E-3", use_limit="context-only")
    alone = grade_gates(changed(evidence=(context,)))
    beside = grade_gates(changed(evidence=(context, EvidenceSupport(reference="E-1"))))

    assert (told(alone), beside) == (
        [
            (
                "context-only-evidence",
                "block",
                False,
                "The grade rests on context alone. Link evidence of the force's own performance.",
            )
        ],
        (),
    )


def test_evidence_that_nobody_verified_warns():
    told_us = EvidenceSupport(reference="E-4", provenance="force-told-us")

    assert [result.code for result in warnings_in(grade_gates(changed(evidence=(told_us,))))] == [
        "unverified-evidence-only"
    ]


def test_a_point_told_as_verified_by_unverified_evidence_warns_of_its_finding():
    facts = changed(unverified_points=("Ships come late", "Nobody looks"))

    assert told(finalise_gates(facts)) == [
        (
            "unverified-point",
            "warn",
            False,
            (
                "A point is told as verified by the inspectorate, though none of the evidence of its finding was: "
                "“Ships come late”; “Nobody looks”. Link what verifies it, or say who told it."
            ),
        )
    ]


def test_an_unassessed_characteristic_blocks_the_final_grade_only():
    facts = changed(characteristics_assessed=frozenset({"harbour.2"}))

    assert (grade_gates(facts), told(finalise_gates(facts))) == (
        (),
        [
            (
                "characteristic-unassessed",
                "block",
                False,
                (
                    "Watching the harbour: no finding speaks to 1 of its 2 characteristics: 1, “Ships are met”. "
                    "Link one to each before the grade is final."
                ),
            )
        ],
    )


def test_a_low_grade_without_items_warns():
    assert told(finalise_gates(changed(grade="low", linked_items=0))) == [
        (
            "low-grade-without-item",
            "warn",
            False,
            (
                "Watching the harbour is graded low, but no cause of concern, recommendation or area "
                "for improvement is linked to it."
            ),
        )
    ]


def test_a_middle_grade_without_items_does_not_warn():
    assert finalise_gates(changed(linked_items=0)) == ()


def test_low_grades_are_the_lower_half_of_a_scale():
    low = [
        [t.identifier for t in scale.tiers if is_low_grade(scale, t.identifier)] for scale in (LADDER, STAIRS)
    ]

    assert low == [["poor", "weak"], ["low"]]


def test_a_missing_required_component_blocks_the_final_grade():
    assert told(finalise_gates(changed(components_done=frozenset()))) == [
        (
            "required-component-missing",
            "block",
            False,
            (
                "The walk along the coast is not done. Watch 2003 requires it in every assessment; "
                "record it before going on."
            ),
        )
    ]


def test_an_area_without_findings_warns():
    assert [result.code for result in finalise_gates(changed(findings=0))] == ["no-findings"]


def test_every_fault_is_told_at_once():
    facts = GradeFacts(framework=THIRD, scale=STAIRS, target="harbour", grade="fine")

    assert [result.code for result in unresolved(finalise_gates(facts))] == [
        "grade-not-on-scale",
        "no-accountable-inspector",
        "no-reasons",
        "no-evidence",
        "characteristic-unassessed",
        "required-component-missing",
    ]
