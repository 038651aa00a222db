"""The gates a grade passes, first when it is proposed and again when it is made final.

No grade is computed. These checks look only at whether a person's grade may stand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from peelian.catalogue.frameworks import Area, Framework, Pillar, is_graded
from peelian.catalogue.scales import Scale
from peelian.rules.errors import RefusalError
from peelian.rules.gates.components import missing_components
from peelian.rules.gates.results import GateResult, tripped

UseLimit = Literal["none", "themes-only", "context-only"]


@dataclass(frozen=True, kw_only=True)
class EvidenceSupport:
    """One piece of evidence linked to a grade: what it may be used for, and how it is known."""

    reference: str
    use_limit: UseLimit = "none"
    provenance: str = "verified"


@dataclass(frozen=True, kw_only=True)
class GradeFacts:
    """All that the gates need to know about one proposed grade.

    Parameters
    ----------
    framework, scale
        The version the inspection is bound to, and its scale.
    target
        Identifier of the area or pillar.
    grade
        Identifier of the tier that a person proposes.
    inspector
        Name of the accountable inspector.
    reasons
        The reasons in writing.
    evidence
        What supports the grade.
    findings
        Number of findings under the target.
    characteristics_assessed
        Identifiers of the characteristics that some finding speaks to.
    components_done
        Identifiers of the framework's components done in this inspection.
    linked_items
        Number of causes of concern, recommendations and areas for improvement under the target.
    unverified_points
        Headlines of the findings under the target that tell a point as verified by the inspectorate, though none of
        the evidence linked to them is, and no figure stands in them.
    """

    framework: Framework
    scale: Scale
    target: str
    grade: str
    inspector: str = ""
    reasons: str = ""
    evidence: tuple[EvidenceSupport, ...] = ()
    findings: int = 0
    characteristics_assessed: frozenset[str] = frozenset()
    components_done: frozenset[str] = frozenset()
    linked_items: int = 0
    unverified_points: tuple[str, ...] = ()


def require_linkable_support(reference: str, use_limit: UseLimit) -> None:
    """Refuse to link evidence that is for themes only as support for a grade.

    Raises
    ------
    RefusalError
        With code ``evidence-themes-only``.
    """
    if use_limit == "themes-only":
        raise RefusalError(
            "evidence-themes-only",
            f"Evidence {reference} is limited to themes and cannot support a grade. "
            "Link it to a finding as a theme, and support the grade with other evidence.",
            {"evidence": reference},
        )


def is_low_grade(scale: Scale, grade: str) -> bool:
    """Say whether a grade lies in the lower half of its scale, a middle tier not counted.

    On the scales of four and of five tiers these are requires improvement and inadequate.
    """
    tiers = [tier.identifier for tier in scale.tiers]
    return grade in tiers[: len(tiers) // 2]


def grade_gates(facts: GradeFacts) -> tuple[GateResult, ...]:
    """Return the gates tripped by a grade that is being proposed."""
    target = facts.framework.target(facts.target)
    return (*_grade_allowed(facts, target), *_grade_accounted_for(facts), *_grade_supported(facts))


def finalise_gates(facts: GradeFacts) -> tuple[GateResult, ...]:
    """Return the gates tripped by a grade that is being made final, the earlier ones included."""
    target = facts.framework.target(facts.target)
    return (
        *grade_gates(facts),
        *_points_verified(facts),
        *_characteristics_assessed(facts, target),
        *_findings_present(facts, target),
        *_items_linked(facts, target),
        *missing_components(facts.framework, facts.components_done),
    )


def _grade_allowed(facts: GradeFacts, target: Pillar | Area) -> Iterator[GateResult]:
    if facts.grade not in {tier.identifier for tier in facts.scale.tiers}:
        yield tripped(
            "grade-not-on-scale",
            f"'{facts.grade}' is not a grade of the {facts.scale.title} of {facts.framework.title}. "
            f"Choose one of: {', '.join(facts.scale.labels)}.",
            facts.target,
        )
    if not is_graded(target):
        yield tripped(
            "area-ungraded",
            f"{target.title} is ungraded in {facts.framework.title}. Record findings there, but no grade.",
            facts.target,
        )
    if isinstance(target, Area) and target.grading == "when-tested" and not _was_tested(facts):
        yield tripped(
            "area-not-tested",
            f"{target.title} is graded only when tested, and no test is recorded for this inspection. "
            "Record the test as done, or leave the area without a grade.",
            facts.target,
        )


def _was_tested(facts: GradeFacts) -> bool:
    tests = {part.identifier for part in facts.framework.components if part.area == facts.target}
    return bool(tests & facts.components_done)


def _grade_accounted_for(facts: GradeFacts) -> Iterator[GateResult]:
    if not facts.inspector.strip():
        yield tripped(
            "no-accountable-inspector",
            "The grade has no accountable inspector. Name the inspector who answers for it.",
            facts.target,
        )
    if not facts.reasons.strip():
        yield tripped(
            "no-reasons",
            "The grade has no reasons. Write why this grade follows from the findings.",
            facts.target,
        )


def _grade_supported(facts: GradeFacts) -> Iterator[GateResult]:
    if not facts.evidence:
        yield tripped(
            "no-evidence",
            "The grade has no linked evidence. Link at least one item of evidence.",
            facts.target,
        )
        return
    themes = [support.reference for support in facts.evidence if support.use_limit == "themes-only"]
    if themes:
        yield tripped(
            "themes-only-evidence",
            f"Evidence limited to themes cannot support a grade: {', '.join(themes)}. Unlink it.",
            facts.target,
        )
    if all(support.use_limit == "context-only" for support in facts.evidence):
        yield tripped(
            "context-only-evidence",
            "The grade rests on context alone. Link evidence of the force's own performance.",
            facts.target,
        )
    if all(support.provenance != "verified" for support in facts.evidence):
        yield tripped(
            "unverified-evidence-only",
            "None of the linked evidence was verified by inspectors. Say so in the reasons, or verify it.",
            facts.target,
        )


def _points_verified(facts: GradeFacts) -> Iterator[GateResult]:
    if facts.unverified_points:
        named = "; ".join(f"“{headline}”" for headline in facts.unverified_points)
        yield tripped(
            "unverified-point",
            "A point is told as verified by the inspectorate, though none of the evidence of its finding was: "
            f"{named}. Link what verifies it, or say who told it.",
            facts.target,
        )


def _characteristics_assessed(facts: GradeFacts, target: Pillar | Area) -> Iterator[GateResult]:
    if not isinstance(target, Area):
        return
    unassessed = [
        f"{characteristic.number or place}, “{characteristic.text.rstrip('.')}”"
        for place, characteristic in enumerate(target.characteristics, start=1)
        if characteristic.identifier not in facts.characteristics_assessed
    ]
    if unassessed:
        yield tripped(
            "characteristic-unassessed",
            f"{target.title}: no finding speaks to {len(unassessed)} of its {len(target.characteristics)} "
            f"characteristics: {'; '.join(unassessed)}. Link one to each before the grade is final.",
            facts.target,
        )


def _findings_present(facts: GradeFacts, target: Pillar | Area) -> Iterator[GateResult]:
    if facts.findings == 0:
        yield tripped(
            "no-findings",
            f"{target.title} has no finding. Write at least one before the grade is final.",
            facts.target,
        )


def _items_linked(facts: GradeFacts, target: Pillar | Area) -> Iterator[GateResult]:
    if facts.linked_items == 0 and is_low_grade(facts.scale, facts.grade):
        label = facts.scale.tier(facts.grade).label
        yield tripped(
            "low-grade-without-item",
            f"{target.title} is graded {label.lower()}, but no cause of concern, recommendation or area "
            "for improvement is linked to it.",
            facts.target,
        )
