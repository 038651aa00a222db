"""The facts of an inspection that the gates of grades ask about, and what those gates say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection, InspectionComponent
from peelian.apps.judgements.models import GateOverride, Judgement
from peelian.rules.gates import EvidenceSupport, GateResult, GradeFacts, Override, UseLimit, finalise_gates

NOT_BEFORE_A_GRADE = frozenset({"grade-not-on-scale", "no-reasons", "no-evidence"})
"""Gates that say nothing new while nobody has proposed a grade yet."""


@dataclass(frozen=True)
class InspectionFacts:
    """What one inspection holds, read once for all of its areas."""

    inspection: Inspection
    findings: Counter[str]
    items: Counter[str]
    assessed: frozenset[str]
    components_done: frozenset[str]
    unverified: tuple[tuple[str, str], ...]
    """Target and headline of the findings with a point said to be verified, and nothing linked that is."""

    def of_grade(self, target: str, grade: str, reasons: str, evidence: Iterable[EvidenceItem]) -> GradeFacts:
        """The facts of one grade, proposed or standing."""
        inspector = self.inspection.accountable_inspector
        return GradeFacts(
            framework=self.inspection.framework,
            scale=self.inspection.scale,
            target=target,
            grade=grade,
            inspector=inspector.name if inspector else "",
            reasons=reasons,
            evidence=tuple(support_of(item) for item in evidence),
            findings=self.findings[target],
            characteristics_assessed=self.assessed,
            components_done=self.components_done,
            linked_items=self.items[target],
            unverified_points=tuple(headline for place, headline in self.unverified if place == target),
        )

    def of_judgement(self, judgement: Judgement) -> GradeFacts:
        return self.of_grade(judgement.target, judgement.grade, judgement.reasons, judgement.evidence.all())


def inspection_facts(inspection: Inspection) -> InspectionFacts:
    """Read what the gates ask about, in five queries whatever the number of areas."""
    findings = list(inspection.findings.values_list("target", "characteristics"))
    done = inspection.components.filter(state=InspectionComponent.State.DONE).values_list(
        "component", flat=True
    )
    return InspectionFacts(
        inspection=inspection,
        findings=Counter(target for target, _ in findings),
        items=Counter(inspection.items.values_list("target", flat=True)),
        assessed=frozenset(identifier for _, cited in findings for identifier in cited),
        components_done=frozenset(done),
        unverified=tuple(_with_unverified_points(inspection)),
    )


def _with_unverified_points(inspection: Inspection) -> Iterable[tuple[str, str]]:
    verified = EvidenceItem.Provenance.VERIFIED
    found = inspection.findings.filter(
        points__provenance=verified, evidence__isnull=False, figures__isnull=True
    )
    shown = inspection.findings.filter(evidence__provenance=verified)
    told = found.exclude(pk__in=shown.values("pk")).order_by("position", "headline")
    return told.values_list("target", "headline").distinct()


def support_of(item: EvidenceItem) -> EvidenceSupport:
    """An item of evidence as the gates see it."""
    return EvidenceSupport(
        reference=item.title, use_limit=cast(UseLimit, item.use_limit), provenance=item.provenance
    )


def gates_of_target(inspection: Inspection, target: str) -> tuple[GateResult, ...]:
    """What the gates before a final grade say about one area or pillar as it stands."""
    judgement = inspection.judgements.filter(target=target).first() or Judgement(
        inspection=inspection, target=target
    )
    facts = inspection_facts(inspection)
    evidence = [] if judgement._state.adding else list(judgement.evidence.all())
    results = finalise_gates(facts.of_grade(target, judgement.grade, judgement.reasons, evidence))
    return tuple(result for result in results if judgement.grade or result.code not in NOT_BEFORE_A_GRADE)


def gates_of_judgements(inspection: Inspection) -> tuple[GateResult, ...]:
    """What the gates before a final grade say about every judgement of the inspection that has a grade."""
    facts = inspection_facts(inspection)
    judgements = inspection.judgements.exclude(grade="").prefetch_related("evidence")
    return tuple(
        result for judgement in judgements for result in finalise_gates(facts.of_judgement(judgement))
    )


def overrides_of(inspection: Inspection, step: str) -> tuple[Override, ...]:
    """The decisions to let a gate pass that stand against a step."""
    standing = GateOverride.objects.filter(inspection=inspection, step=step)
    return tuple(Override(code=o.gate, target=o.target, reason=o.reason, role=o.role) for o in standing)
