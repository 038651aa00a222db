"""The hash by which a question set, and what closing a review froze, are known for ever."""

from __future__ import annotations

import hashlib
import json


def hash_of(value: object) -> str:
    """Return the SHA-256 of a plain value in its canonical JSON."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
