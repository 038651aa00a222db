"""Everything about one area or pillar of one inspection that a judgement rests on."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Figure, Finding, GateOverride, Judgement
from peelian.apps.judgements.policies import (
    can_finalise_judgement,
    can_grade_inspection,
    can_reopen_judgement,
    can_write_inspection,
)
from peelian.apps.judgements.queries.findings import findings_informing
from peelian.apps.judgements.queries.gates import gates_of_target
from peelian.apps.judgements.targets import Target, inspected_targets, require_inspected
from peelian.apps.organisations.access import Viewer
from peelian.catalogue import Area, Characteristic, Scale
from peelian.rules.gates import GateResult


@dataclass(frozen=True)
class CharacteristicState:
    """A characteristic of good performance, and the findings that speak to it."""

    characteristic: Characteristic
    findings: tuple[Finding, ...]

    @property
    def is_assessed(self) -> bool:
        return bool(self.findings)


@dataclass(frozen=True)
class JudgementPage:
    """What stands behind one judgement, and what the reader may do about it."""

    inspection: Inspection
    target: Target
    scale: Scale
    judgement: Judgement
    characteristics: tuple[CharacteristicState, ...]
    findings: tuple[Finding, ...]
    informing: tuple[Finding, ...]
    figures: tuple[Figure, ...]
    evidence: tuple[EvidenceItem, ...]
    linked_items: int
    gates: tuple[GateResult, ...]
    overrides: tuple[GateOverride, ...]
    may_write: bool
    may_grade: bool
    may_finalise: bool
    may_reopen: bool


@dataclass(frozen=True)
class JudgementLine:
    """One row of the list of judgements of an inspection."""

    target: Target
    judgement: Judgement
    grade_label: str
    findings: int


def judgement_page(user: Viewer, inspection: Inspection, target: str) -> JudgementPage | None:
    """The page of one area or pillar, or None where the user may not read it."""
    if not Inspection.objects.drafts_visible_to(user).filter(pk=inspection.pk).exists():
        return None
    place = require_inspected(inspection, target)
    judgement = judgement_of(inspection, target)
    every = list(inspection.findings.prefetch_related("points", "suggestions", "evidence", "figures"))
    return JudgementPage(
        inspection=inspection,
        target=place,
        scale=inspection.scale,
        judgement=judgement,
        characteristics=_characteristics(place, every),
        findings=tuple(finding for finding in every if finding.target == target),
        informing=tuple(findings_informing(inspection, target)),
        figures=tuple(inspection.figures.filter(finding__target=target).select_related("finding")),
        evidence=tuple(evidence_on(user, inspection, target)),
        linked_items=inspection.items.filter(target=target).count(),
        gates=gates_of_target(inspection, target),
        overrides=tuple(GateOverride.objects.filter(inspection=inspection, target__in=("", target))),
        may_write=can_write_inspection(user, inspection),
        may_grade=can_grade_inspection(user, inspection),
        may_finalise=can_finalise_judgement(user, judgement),
        may_reopen=can_reopen_judgement(user, judgement),
    )


def judgement_of(inspection: Inspection, target: str) -> Judgement:
    """The judgement as stored, or a blank one at version 1 where nobody has proposed a grade."""
    return inspection.judgements.filter(target=target).first() or Judgement(
        inspection=inspection, target=target
    )


def judgement_lines(user: Viewer, inspection: Inspection) -> list[JudgementLine]:
    """The judgements of an inspection in the order of its framework, blank ones included."""
    if not Inspection.objects.drafts_visible_to(user).filter(pk=inspection.pk).exists():
        return []
    stored = {judgement.target: judgement for judgement in inspection.judgements.select_related("final_by")}
    written = list(inspection.findings.values_list("target", flat=True))
    lines = []
    for target in inspected_targets(inspection):
        name = target.identifier
        judgement = stored.get(name) or Judgement(inspection=inspection, target=name)
        label = inspection.scale.tier(judgement.grade).label if judgement.grade else ""
        lines.append(JudgementLine(target, judgement, label, written.count(name)))
    return lines


def evidence_on(user: Viewer, inspection: Inspection, target: str) -> list[EvidenceItem]:
    """Evidence of the force that is linked to the area or pillar and not withdrawn."""
    found = EvidenceItem.objects.visible_to(user).filter(
        inspectorate=inspection.inspectorate_id, links__target=target, withdrawn_reason=""
    )
    if inspection.force_id:
        found = found.filter(force__in=[inspection.force_id])
    return list(found.distinct().order_by("-gathered_on", "title"))


def _characteristics(target: Target, findings: list[Finding]) -> tuple[CharacteristicState, ...]:
    if not isinstance(target, Area):
        return ()
    return tuple(
        CharacteristicState(each, tuple(f for f in findings if each.identifier in f.characteristics))
        for each in target.characteristics
    )
