"""The report as one JSON document: the frozen value and its content hash."""

import json
from typing import Any

from peelian.rendering.report_value import ReportValue, content_hash


def report_document(value: ReportValue) -> dict[str, Any]:
    """Return the document as plain values, the hash beside the report it covers."""
    return {"content_hash": content_hash(value), "report": value.model_dump(mode="json")}


def report_json(value: ReportValue) -> str:
    """Write the document for a person to read: indented, characters as themselves.

    The hash covers the canonical form of ``report`` alone (sorted keys, no spaces).
    """
    return json.dumps(report_document(value), indent=2, ensure_ascii=False) + "\n"
