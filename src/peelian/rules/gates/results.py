"""What a tripped gate says, and whether an override stands against it."""

from collections.abc import Iterable
from dataclasses import dataclass

from peelian.rules.errors import GateBlockedError, RefusalError
from peelian.rules.gates.table import GATES, Severity

OVERRIDE_ROLES: tuple[str, ...] = ("hmi", "hmcic")
"""The signatories who may pass an overridable gate."""


@dataclass(frozen=True)
class GateResult:
    """A gate that was tripped: its code and force, the sentence, and what it is about."""

    code: str
    severity: Severity
    overridable: bool
    message: str
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Override:
    """A recorded decision to pass one gate for one thing."""

    code: str
    target: str = ""
    reason: str
    role: str


def tripped(code: str, message: str, target: str = "") -> GateResult:
    """Return the result of a gate, with the force that the table gives it."""
    gate = GATES[code]
    return GateResult(code, gate.severity, gate.overridable, message, target)


def require_valid_override(override: Override) -> None:
    """Refuse an override of a firm gate, without a reason, or by too low a signatory.

    Raises
    ------
    RefusalError
        With code ``override-refused``.
    """
    problem = _override_problem(override)
    if problem:
        raise RefusalError("override-refused", problem, {"gate": override.code, "role": override.role})


def unresolved(results: Iterable[GateResult], overrides: Iterable[Override] = ()) -> tuple[GateResult, ...]:
    """Return the blocking results against which no valid override stands."""
    passed = {(o.code, o.target) for o in overrides if not _override_problem(o)}
    return tuple(r for r in results if r.severity == "block" and (r.code, r.target) not in passed)


def warnings_in(results: Iterable[GateResult]) -> tuple[GateResult, ...]:
    """Return the results that tell but do not stop."""
    return tuple(result for result in results if result.severity == "warn")


def require_open(results: Iterable[GateResult], overrides: Iterable[Override] = ()) -> None:
    """Refuse the step while a gate blocks it, naming every gate at once.

    Raises
    ------
    GateBlockedError
        Its details hold ``gates``, one entry for each blocking result.
    """
    blocking = unresolved(results, overrides)
    if blocking:
        raise GateBlockedError(
            "gate-blocked",
            " ".join(result.message for result in blocking),
            {"gates": [{"code": r.code, "message": r.message, "target": r.target} for r in blocking]},
        )


def _override_problem(override: Override) -> str:
    gate = GATES.get(override.code)
    if gate is None:
        return f"There is no gate '{override.code}'. Name a gate that was tripped."
    if not gate.overridable:
        return f"The gate '{gate.code}' cannot be overridden. {gate.message} Put that right first."
    if not override.reason.strip():
        return f"Overriding the gate '{gate.code}' needs a reason. Say why the step may go on."
    if override.role not in OVERRIDE_ROLES:
        return (
            f"The role {override.role} may not override the gate '{gate.code}'. "
            "Ask an HM Inspector or HM Chief Inspector."
        )
    return ""
