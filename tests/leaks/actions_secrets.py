"""Secrets of plans, updates and evidence of forces."""

from __future__ import annotations

from tests.leaks.naming import SecretsOfPart

PART = SecretsOfPart()
