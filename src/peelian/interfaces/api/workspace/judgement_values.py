"""A judgement in the draft, and everything it rests on, as the workspace API tells it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Schema

from peelian.apps.judgements.models import GateOverride, Judgement
from peelian.apps.judgements.queries import JudgementPage


class TierOut(Schema):
    """One grade of the scale."""

    identifier: str
    label: str
    meaning: str


class JudgementOut(Schema):
    """A judgement as it stands in the draft."""

    target: str
    state: str
    grade: str
    reasons: str
    declared_change: str
    declared_change_location: str
    provisional_by: str | None
    provisional_at: datetime | None
    final_by: str | None
    final_at: datetime | None
    version: int

    @staticmethod
    def resolve_provisional_by(judgement: Judgement) -> str | None:
        return judgement.provisional_by.name if judgement.provisional_by else None

    @staticmethod
    def resolve_final_by(judgement: Judgement) -> str | None:
        return judgement.final_by.name if judgement.final_by else None


class JudgementLineOut(Schema):
    """One row of the list of judgements, blank ones included."""

    target: str
    title: str
    judgement: JudgementOut
    grade_label: str
    findings: int


class CharacteristicOut(Schema):
    """A characteristic of good performance, and the findings that speak to it."""

    identifier: str
    text: str
    findings: list[UUID]


class GateOut(Schema):
    """A gate that the judgement trips."""

    code: str
    severity: str
    overridable: bool
    message: str
    target: str


class OverrideOut(Schema):
    """A gate that a signatory let pass."""

    id: UUID
    step: str
    gate: str
    target: str
    reason: str
    role: str
    overridden_by: str
    overridden_at: datetime

    @staticmethod
    def resolve_overridden_by(override: GateOverride) -> str:
        return override.overridden_by.name


class PassableGateOut(GateOut):
    """A gate that a step trips, and the decision that lets it pass where there is one."""

    override: OverrideOut | None


class MayDo(Schema):
    """What you may do about the judgement."""

    write: bool
    grade: bool
    finalise: bool
    reopen: bool


class JudgementPageOut(Schema):
    """Everything that a judgement rests on."""

    target: str
    title: str
    scale: list[TierOut]
    judgement: JudgementOut
    characteristics: list[CharacteristicOut]
    findings: list[UUID]
    informing: list[UUID]
    figures: list[UUID]
    evidence: list[UUID]
    linked_items: int
    gates: list[GateOut]
    overrides: list[OverrideOut]
    may: MayDo


def page_out(page: JudgementPage) -> dict[str, object]:
    """The page of one judgement."""
    return {
        "target": page.target.identifier,
        "title": page.target.title,
        "scale": page.scale.tiers,
        "judgement": page.judgement,
        "characteristics": [
            {
                "identifier": each.characteristic.identifier,
                "text": each.characteristic.text,
                "findings": [finding.pk for finding in each.findings],
            }
            for each in page.characteristics
        ],
        "findings": [each.pk for each in page.findings],
        "informing": [each.pk for each in page.informing],
        "figures": [each.pk for each in page.figures],
        "evidence": [each.pk for each in page.evidence],
        "linked_items": page.linked_items,
        "gates": page.gates,
        "overrides": page.overrides,
        "may": {
            "write": page.may_write,
            "grade": page.may_grade,
            "finalise": page.may_finalise,
            "reopen": page.may_reopen,
        },
    }
