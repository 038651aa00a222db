"""Secrets of decisions that nobody announced, representations and meetings."""

from __future__ import annotations

from tests.leaks.naming import SecretsOfPart

PART = SecretsOfPart()
