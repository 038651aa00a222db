"""Overrides pass only what the table lets pass, with a reason and a high enough signatory."""

import dataclasses

import pytest

from peelian.rules.errors import GateBlockedError, RefusalError
from peelian.rules.gates import (
    GATE_TABLE,
    GATES,
    Override,
    gates_of,
    render_gate_table,
    require_open,
    require_valid_override,
    tripped,
    unresolved,
)

LONELY = tripped("recommendation-without-concern", "It has no concern.", "R1")
FIRM = tripped("no-reasons", "There are no reasons.", "harbour")
WARNING = tripped("areas-declared", "12 areas declared, 11 found.")
PASSED = Override(
    code="recommendation-without-concern", target="R1", reason="Printed elsewhere.", role="hmcic"
)


def test_a_valid_override_resolves_its_own_result_only():
    other = tripped("recommendation-without-concern", "It has no concern.", "R2")

    assert unresolved([LONELY, other, WARNING], [PASSED]) == (other,)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"code": "no-reasons"},
            "The gate 'no-reasons' cannot be overridden. A grade has its reasons in writing. Put that right first.",
        ),
        (
            {"reason": " "},
            "Overriding the gate 'recommendation-without-concern' needs a reason. Say why the step may go on.",
        ),
        (
            {"role": "lead-inspector"},
            (
                "The role lead-inspector may not override the gate 'recommendation-without-concern'. "
                "Ask an HM Inspector or HM Chief Inspector."
            ),
        ),
        ({"code": "nothing"}, "There is no gate 'nothing'. Name a gate that was tripped."),
    ],
)
def test_an_override_that_cannot_stand_is_refused_and_resolves_nothing(changes, message):
    override = dataclasses.replace(PASSED, **changes)

    with pytest.raises(RefusalError) as refusal:
        require_valid_override(override)

    assert (refusal.value.code, refusal.value.message) == ("override-refused", message)
    assert unresolved([LONELY, FIRM], [override]) == (LONELY, FIRM)


def test_a_valid_override_is_accepted():
    require_valid_override(PASSED)


def test_a_blocked_step_names_every_gate():
    with pytest.raises(GateBlockedError) as refusal:
        require_open([LONELY, FIRM, WARNING])

    assert (refusal.value.code, refusal.value.message, refusal.value.details) == (
        "gate-blocked",
        "It has no concern. There are no reasons.",
        {
            "gates": [
                {"code": "recommendation-without-concern", "message": "It has no concern.", "target": "R1"},
                {"code": "no-reasons", "message": "There are no reasons.", "target": "harbour"},
            ]
        },
    )


def test_an_open_step_goes_on():
    require_open([LONELY, WARNING], [PASSED])


def test_codes_are_unique_and_only_blocks_can_be_overridden():
    assert (
        len(GATES),
        [gate.code for gate in GATE_TABLE if gate.overridable and gate.severity == "warn"],
    ) == (
        len(GATE_TABLE),
        [],
    )


def test_gates_of_a_step_come_in_table_order():
    assert [gate.code for gate in gates_of("item")] == [
        "area-takes-no-items",
        "item-without-text",
        "no-addressee",
        "recommendation-without-concern",
    ]


def test_the_table_is_printed_for_the_reference_pages():
    lines = render_gate_table().splitlines()

    assert (len(lines), lines[2]) == (
        len(GATE_TABLE) + 2,
        "| `grade-not-on-scale` | grade, finalise | blocks | The grade is a tier of the framework's scale. |",
    )
