"""Letting a gate pass, with a reason and by a signatory of the right standing."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GateOverride
from peelian.apps.judgements.openness import require_unpublished
from peelian.apps.judgements.policies import SIGNATORIES
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.gates import GATES, Gate, Override, require_valid_override


@service("judgements.override_gate")
def override_gate(
    *, actor: User, inspection: Inspection, step: str, gate: str, target: str = "", reason: str
) -> GateOverride:
    """Let one gate pass for one thing at one step; it stays on record beside the grade or report.

    A gate that blocks takes the HM Chief Inspector, and only where its rule can be overridden at all. A gate
    that warns is acknowledged by an HM Inspector or the HM Chief Inspector.
    """
    rule = _gate_of_step(gate, step)
    signatories = (Role.HMCIC,) if rule.severity == "block" else SIGNATORIES
    require_role(actor, inspection.inspectorate, *signatories, to=f"override the gate '{gate}'")
    require_unpublished(inspection)
    role = next(role for role in signatories if has_role(actor, inspection.inspectorate, role))
    _require_valid(rule, Override(code=gate, target=target, reason=reason, role=role.value))
    if GateOverride.objects.filter(inspection=inspection, step=step, gate=gate, target=target).exists():
        raise RefusalError(
            "refused", f"The gate '{gate}' has been overridden here already; its reason stands."
        )
    override = GateOverride.objects.create(
        inspection=inspection,
        step=step,
        gate=gate,
        target=target,
        reason=reason,
        role=role,
        overridden_by=actor,
    )
    record_event(
        actor=actor,
        action="judgements.override_gate",
        subject=override,
        organisation=override.tenant,
        summary=f"Gate '{gate}' passed at the step {step} of {inspection.title}: {reason}",
        details={"gate": gate, "step": step, "target": target, "reason": reason, "role": role.value},
    )
    return override


def _gate_of_step(code: str, step: str) -> Gate:
    gate = GATES.get(code)
    if gate is None or step not in gate.applies_to:
        asked = ", ".join(name for name, rule in GATES.items() if step in rule.applies_to) or "none"
        raise InvalidValueError(
            "invalid-value",
            f"No gate '{code}' is asked at the step {step}. Asked there: {asked}.",
            {"gate": code},
        )
    return gate


def _require_valid(gate: Gate, override: Override) -> None:
    if gate.severity == "block":
        require_valid_override(override)
    elif not override.reason.strip():
        raise RefusalError(
            "override-refused", "Acknowledging a warning needs a reason. Say why the step may go on."
        )
