"""Who acts: a person's account, or a named part of the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from peelian.rules.errors import InvalidValueError


class Actor(Protocol):
    """Anything that can stand in the log as the one who acted."""

    @property
    def audit_reference(self) -> str: ...

    @property
    def audit_label(self) -> str: ...


@dataclass(frozen=True)
class SystemActor:
    """A named part of the system that acts by itself, such as the catalogue loader."""

    name: str

    @property
    def audit_reference(self) -> str:
        return f"system:{self.name}"

    @property
    def audit_label(self) -> str:
        return f"System: {self.name}"


def require_actor(actor: Actor | None) -> None:
    """Refuse to go on without a named actor: the log never has a blank one."""
    if actor is None or not actor.audit_reference.strip() or not actor.audit_label.strip():
        raise InvalidValueError(
            "invalid-value",
            "Nobody is named as the one who acts. Sign in, or name the system part that acts.",
        )
