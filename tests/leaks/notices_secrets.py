"""Secrets of notices and calendar addresses of people."""

from __future__ import annotations

from tests.leaks.naming import SecretsOfPart

PART = SecretsOfPart()
