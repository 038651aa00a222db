"""Every gate in one table: what it is called, when it is asked, whether it warns or blocks.

The table is the only place that says how hard a gate is. The checks beside it say
whether a gate has been tripped, and in what words.
"""

from dataclasses import dataclass
from typing import Literal

Step = Literal["grade", "finalise", "item", "publish"]
Severity = Literal["warn", "block"]


@dataclass(frozen=True)
class Gate:
    """One gate.

    Parameters
    ----------
    code
        Stable name.
    applies_to
        The steps at which it is asked.
    severity
        ``warn`` tells; ``block`` stops the step.
    overridable
        Whether a higher signatory may pass a block with a recorded reason.
    message
        What the gate asks for, in one sentence.
    """

    code: str
    applies_to: tuple[Step, ...]
    severity: Severity
    overridable: bool
    message: str


GRADING: tuple[Step, ...] = ("grade", "finalise")

GATE_TABLE: tuple[Gate, ...] = (
    Gate("grade-not-on-scale", GRADING, "block", False, "The grade is a tier of the framework's scale."),
    Gate("area-ungraded", GRADING, "block", False, "An ungraded area carries no grade."),
    Gate(
        "area-not-tested",
        GRADING,
        "block",
        False,
        "An area graded only when tested has its test done in this inspection.",
    ),
    Gate("no-accountable-inspector", GRADING, "block", False, "A grade has a named accountable inspector."),
    Gate("no-reasons", GRADING, "block", False, "A grade has its reasons in writing."),
    Gate("no-evidence", GRADING, "block", False, "A grade has linked evidence."),
    Gate(
        "themes-only-evidence",
        GRADING,
        "block",
        False,
        "Evidence limited to themes, such as a survey, does not support a grade.",
    ),
    Gate("context-only-evidence", GRADING, "block", False, "A grade does not rest on context alone."),
    Gate(
        "unverified-evidence-only",
        GRADING,
        "warn",
        False,
        "A grade has some evidence that inspectors verified themselves.",
    ),
    Gate(
        "unverified-point",
        ("finalise",),
        "warn",
        False,
        "A strength or weakness told as verified stands in a finding with evidence that inspectors verified, "
        "or with a figure.",
    ),
    Gate(
        "characteristic-unassessed",
        ("finalise",),
        "block",
        False,
        "Every characteristic of a graded area is assessed before its grade is final.",
    ),
    Gate("no-findings", ("finalise",), "warn", False, "A graded area has at least one finding."),
    Gate(
        "low-grade-without-item",
        ("finalise",),
        "warn",
        False,
        "A grade in the lower half of its scale is tied to a cause of concern, a recommendation "
        "or an area for improvement.",
    ),
    Gate(
        "required-component-missing",
        ("finalise", "publish"),
        "block",
        False,
        "Every component that the framework requires is done, such as the victim service assessment.",
    ),
    Gate(
        "area-takes-no-items",
        ("item",),
        "block",
        False,
        "An area outside grading carries no cause of concern, recommendation or area for improvement.",
    ),
    Gate("item-without-text", ("item",), "block", False, "An item says what has to change."),
    Gate("no-addressee", ("item",), "block", False, "A recommendation names whom it is addressed to."),
    Gate(
        "recommendation-without-concern",
        ("item",),
        "block",
        True,
        "A recommendation to one force belongs to a cause of concern; an exception needs a note.",
    ),
    Gate("report-part-missing", ("publish",), "block", False, "The report has every part of its framework."),
    Gate(
        "changes-missing",
        ("publish",),
        "block",
        False,
        "A report of the first round of a framework prints what changed in method.",
    ),
    Gate(
        "changes-repeated",
        ("publish",),
        "warn",
        False,
        "A report of a later round does not repeat what changed in method.",
    ),
    Gate(
        "observations-without-signatory",
        ("publish",),
        "block",
        False,
        "The observations are signed, with name and office.",
    ),
    Gate(
        "observation-without-finding",
        ("publish",),
        "block",
        False,
        "Each headed point of the observations is linked to a finding.",
    ),
    Gate(
        "concern-without-recommendation",
        ("publish",),
        "block",
        False,
        "A cause of concern has at least one recommendation.",
    ),
    Gate("grade-not-final", ("publish",), "block", False, "Every grade in the report is final."),
    Gate(
        "areas-declared",
        ("publish",),
        "warn",
        False,
        "The report has as many areas as it declares.",
    ),
    Gate(
        "grades-declared",
        ("publish",),
        "warn",
        False,
        "The report has as many graded areas as it declares.",
    ),
    Gate(
        "figure-older-than-window",
        ("publish",),
        "warn",
        False,
        "A figure speaks of the assessment window, or the reader is told that it is older.",
    ),
    Gate(
        "figure-replaced",
        ("publish",),
        "block",
        True,
        "A figure taken from a published measure rests on its newest version; an exception needs a note.",
    ),
    Gate("chart-number-missing", ("publish",), "warn", False, "Chart numbers run on without a gap."),
    Gate("chart-number-repeated", ("publish",), "block", False, "No two charts share a number."),
    Gate("dangling-reference", ("publish",), "block", False, "Every cross-reference leads somewhere."),
    Gate(
        "unprintable-text",
        ("publish",),
        "block",
        False,
        "Every character of the report has a sign in the fonts of its PDF.",
    ),
    Gate(
        "case-example-unchecked",
        ("publish",),
        "block",
        False,
        "A case example is anonymised and has been read by a second person.",
    ),
    Gate(
        "abbreviation-unexpanded",
        ("publish",),
        "warn",
        False,
        "An abbreviation is written out where it is first used.",
    ),
)

GATES: dict[str, Gate] = {gate.code: gate for gate in GATE_TABLE}


def gates_of(step: Step) -> tuple[Gate, ...]:
    """Return the gates asked at one step, in the order of the table."""
    return tuple(gate for gate in GATE_TABLE if step in gate.applies_to)


def render_gate_table() -> str:
    """Return the table as Markdown for the reference pages."""
    lines = ["| Gate | Asked when | Effect | What it asks |", "| --- | --- | --- | --- |"]
    lines += [
        f"| `{gate.code}` | {', '.join(gate.applies_to)} | {_effect(gate)} | {gate.message} |"
        for gate in GATE_TABLE
    ]
    return "\n".join(lines) + "\n"


def _effect(gate: Gate) -> str:
    if gate.severity == "warn":
        return "warns"
    return "blocks, may be overridden" if gate.overridable else "blocks"
