"""Secrets of declarations, verifications and requests to close items."""

from __future__ import annotations

from tests.leaks.naming import SecretsOfPart

PART = SecretsOfPart()
