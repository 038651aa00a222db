"""Tripped gates as pages show them: the sentence, whether somebody let it pass, and where that can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GateOverride
from peelian.apps.judgements.policies import can_override_gate
from peelian.interfaces.workspace.drafts import part_address
from peelian.interfaces.workspace.judging.gate_places import gate_place
from peelian.rules.gates import GateResult


@dataclass(frozen=True)
class GateRow:
    """One tripped gate, the override that stands against it or where one is made, and where it is put right."""

    severity: str
    message: str
    passed: GateOverride | None
    override: str
    place: str

    @property
    def stands(self) -> bool:
        """Whether it still stops the step."""
        return self.severity == "block" and self.passed is None


def gate_rows(user: User, inspection: Inspection, step: str, results: Iterable[GateResult]) -> list[GateRow]:
    """The gates of a step, blocking ones first."""
    standing = GateOverride.objects.filter(inspection=inspection, step=step).select_related("overridden_by")
    passed = {(each.gate, each.target): each for each in standing}
    allowed = can_override_gate(user, inspection)
    rows = []
    for result in sorted(results, key=lambda each: each.severity != "block"):
        override = passed.get((result.code, result.target))
        may = allowed and override is None and (result.severity == "warn" or result.overridable)
        address = override_address(inspection, step, result) if may else ""
        place = "" if override else gate_place(inspection, result)
        rows.append(GateRow(result.severity, result.message, override, address, place))
    return rows


def override_address(inspection: Inspection, step: str, result: GateResult) -> str:
    """Where a signatory lets one gate pass."""
    named = urlencode({"step": step, "gate": result.code, "target": result.target})
    return f"{part_address(inspection, 'gate_override')}?{named}"
