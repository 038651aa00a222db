"""The word that no answer may tell to a stranger, and names that stay the same from one world to the next."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

SECRET = "Zanzibar"
NAMESPACE = uuid.UUID("6f1c9a0e-0000-4000-8000-000000000000")


def fixed(name: str) -> uuid.UUID:
    """The identifier of a thing of the world, the same in every world."""
    return uuid.uuid5(NAMESPACE, name)


@dataclass(frozen=True)
class Secret:
    """How a secret is made, and whose staff may know it."""

    make: Callable[[], None]
    tenants: tuple[str, ...]


@dataclass(frozen=True)
class SecretsOfPart:
    """What one part of the product adds to the world.

    Attributes
    ----------
    base
        Makes what everybody may know, before any secret.
    secrets
        By name.
    values
        Values to put into addresses, by the name of the parameter.
    """

    base: Callable[[], None] = lambda: None
    secrets: dict[str, Secret] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)
