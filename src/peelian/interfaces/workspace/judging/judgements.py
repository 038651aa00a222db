"""Pages of judgements: the list, and what stands behind one."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.queries import (
    JudgementPage,
    improvement_needs_and_notable_practice,
    judgement_lines,
    judgement_page,
)
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.catalogue import Area, Scale
from peelian.catalogue.frameworks import is_graded
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.judging.gate_rows import gate_rows
from peelian.interfaces.workspace.pages import page, person, workspace_page


@workspace_page
def judgements(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Every area and pillar of the inspection, each with its grade or that it has none yet."""
    inspection = draft_inspection(request, inspection_id)
    lines = judgement_lines(person(request), inspection)
    rows = [
        {"line": line, **badge(inspection.scale, line.judgement), "graded": is_graded(line.target)}
        for line in lines
    ]
    return page(request, "judging/judgements.html", {**frame(inspection, "judgements"), "rows": rows})


@workspace_page
def judgement(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> HttpResponse:
    """Everything that one judgement rests on, what stands against it, and what comes next."""
    inspection, place = judgement_place(request, inspection_id, target)
    shown = judgement_page(person(request), inspection, target)
    if shown is None:
        raise Http404
    context = {
        **frame(inspection, "judgements", (place.title, "")),
        "shown": shown,
        "target": place,
        "is_area": isinstance(place, Area),
        "graded": is_graded(place) and inspection.graded,
        "gates": gate_rows(person(request), inspection, "finalise", shown.gates),
        "assessed": sum(each.is_assessed for each in shown.characteristics),
        "proposable": _is_proposable(shown),
        "support": evidence_behind(shown.judgement),
        "lists": improvement_needs_and_notable_practice(inspection, target),
        **badge(inspection.scale, shown.judgement),
    }
    return page(request, "judging/judgement.html", context)


def badge(scale: Scale, judgement: Judgement) -> dict[str, object]:
    """What the grade badge shows of a judgement."""
    if not judgement.grade:
        return {"grade": None, "label": "No grade yet", "rank": None, "tiers": len(scale.tiers)}
    rank = [tier.identifier for tier in scale.tiers].index(judgement.grade) + 1
    label = scale.tier(judgement.grade).label
    return {"grade": judgement.grade, "label": label, "rank": rank, "tiers": len(scale.tiers)}


def judgement_place(request: HttpRequest, inspection_id: uuid.UUID, target: str) -> tuple[Inspection, Target]:
    """The inspection and the area or pillar of it that the address names."""
    inspection = draft_inspection(request, inspection_id)
    found = next((each for each in inspected_targets(inspection) if each.identifier == target), None)
    if found is None:
        raise Http404
    return inspection, found


def judgement_address(inspection: Inspection, target: str) -> str:
    """Where everything about one judgement stands."""
    return part_address(inspection, "judgement", target=target)


def evidence_behind(judgement: Judgement) -> list[EvidenceItem]:
    """The evidence that a judgement rests on; one that nobody has proposed yet rests on none."""
    return [] if judgement._state.adding else list(judgement.evidence.all())


def _is_proposable(shown: JudgementPage) -> bool:
    return shown.may_grade and shown.judgement.state != Judgement.State.FINAL
