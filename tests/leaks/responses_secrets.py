"""Secrets of draft responses, comments and scrutiny."""

from __future__ import annotations

from tests.leaks.naming import SecretsOfPart

PART = SecretsOfPart()
