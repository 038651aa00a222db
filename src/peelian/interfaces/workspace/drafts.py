"""Reaching a draft inspection and what stands in it, and the frame that its pages share."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.pages import person, visible_or_404

SECTIONS = (
    ("inspection", "Inspection"),
    ("findings", "Findings"),
    ("figures", "Figures"),
    ("judgements", "Judgements"),
    ("items", "Concerns and improvements"),
    ("issues", "Issues told to the force"),
    ("report", "Report"),
)


def draft_inspection(request: HttpRequest, inspection_id: uuid.UUID) -> Inspection:
    """The inspection, for those who may read its drafts: staff of its inspectorate."""
    drafts = Inspection.objects.drafts_visible_to(person(request)).select_related(*LINKED_TO_INSPECTION)
    return visible_or_404(drafts, pk=inspection_id)


def frame(inspection: Inspection, section: str, *trail: tuple[str, str]) -> dict[str, Any]:
    """What the frame of a page shows: the inspection, where one is in it, and its other parts.

    `trail` holds pairs of title and address below the section; the last of them is the page itself.
    """
    named = dict(SECTIONS)
    steps = [
        ("Inspections", workspace_address("inspections")),
        (inspection.title, workspace_address("inspection", inspection_id=inspection.pk)),
        (named[section], part_address(inspection, section) if trail else ""),
        *trail,
    ]
    return {
        "inspection": inspection,
        "section": section,
        "sections": [
            {"text": text, "href": part_address(inspection, name), "current": name == section}
            for name, text in SECTIONS
        ],
        "crumbs": {
            "items": [{"text": text, "href": href} if href else {"text": text} for text, href in steps],
        },
        "demonstration": inspection.is_demonstration,
    }


def reference_words(inspection: Inspection) -> dict[tuple[str, str], str]:
    """What a reference in a text of the inspection stands for, by its kind and name; read once a page."""
    kept: dict[tuple[str, str], str] | None = getattr(inspection, "_reference_words", None)
    if kept is None:
        kept = {("figure", figure.key): figure.printed_words for figure in inspection.figures.all()}
        kept |= {("finding", key): title for key, title in inspection.findings.values_list("key", "headline")}
        kept |= {("area", target.identifier): target.title for target in inspection.framework.targets}
        inspection._reference_words = kept  # type: ignore[attr-defined]
    return kept


def part_address(inspection: Inspection, name: str, **arguments: Any) -> str:
    """Address of a page of the inspection."""
    return reverse(f"workspace:{name}", kwargs={"inspection_id": inspection.pk, **arguments})
