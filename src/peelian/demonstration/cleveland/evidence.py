"""Filling the evidence register. Every item is invented for the tour, and marked as demonstration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.services import record_evidence
from peelian.apps.evidence.values import EvidenceValues
from peelian.demonstration.cleveland.script import inspection
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import inspectorate, person

VALUES = {field.name for field in fields(EvidenceValues)}


def evidence_entries() -> list[dict[str, Any]]:
    """Every item of evidence as the content tells it."""
    found: list[dict[str, Any]] = read_yaml("cleveland-2021-22-evidence")["items"]
    return found


def load_evidence() -> Iterator[EvidenceItem]:
    """Record each item by the person who gathered it, linked to what it speaks to."""
    current = inspection()
    for entry in evidence_entries():
        yield record_evidence(
            actor=person(entry["recorded_by"]),
            inspectorate=inspectorate(),
            inspection=current,
            values=_values(entry),
            links=[(link["target"], link.get("characteristic", "")) for link in entry["links"]],
            is_demonstration=True,
        )


def evidence_by_name() -> dict[str, EvidenceItem]:
    """The recorded items by the names that findings cite them with."""
    by_title = {item.title: item for item in inspection().evidence.all()}
    return {entry["id"]: by_title[entry["title"]] for entry in evidence_entries()}


def evidence_of_finding(items: dict[str, EvidenceItem]) -> dict[str, list[EvidenceItem]]:
    """The items behind each finding."""
    cited: dict[str, list[EvidenceItem]] = {}
    for entry in evidence_entries():
        for finding in entry["findings"]:
            cited.setdefault(finding, []).append(items[entry["id"]])
    return cited


def evidence_of_area(items: dict[str, EvidenceItem], area: str) -> list[EvidenceItem]:
    """The items that support the grade of an area: those linked to it whose use is not limited."""
    return [
        items[entry["id"]]
        for entry in evidence_entries()
        if entry["use_limit"] == "none" and area in {link["target"] for link in entry["links"]}
    ]


def _values(entry: dict[str, Any]) -> EvidenceValues:
    told = {name: value for name, value in entry.items() if name in VALUES}
    note = entry.get("note", "")
    return EvidenceValues(**{**told, "summary": f"{entry['summary']} {note}".strip()})
