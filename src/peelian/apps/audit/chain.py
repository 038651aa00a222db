"""The hash of an audit event: what is hashed, and in which order."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peelian.apps.audit.models import AuditEvent

FIRST_HASH = "0" * 64
HASHED_FIELDS = (
    "sequence",
    "actor_reference",
    "actor_label",
    "organisation",
    "action",
    "outcome",
    "subject_kind",
    "subject_reference",
    "summary",
    "details",
    "previous_hash",
)


def event_hash(event: AuditEvent) -> str:
    """SHA-256 over the canonical JSON of an event, its time in UTC and the hash of the event before it."""
    content = {name: getattr(event, name) for name in HASHED_FIELDS}
    content["at"] = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
