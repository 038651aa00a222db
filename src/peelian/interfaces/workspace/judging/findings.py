"""Pages of findings: the list by area, one finding, writing, changing and removing it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.queries import evidence_for_inspection
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.policies import can_edit_finding, can_write_inspection
from peelian.apps.judgements.queries import effect_counts, findings_filtered
from peelian.apps.judgements.services import (
    update_finding,
    write_finding,
)
from peelian.apps.judgements.targets import Target, inspected_targets
from peelian.interfaces.workspace.conflicts import add_stored_rows
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.judging.figure_origins import figure_rows
from peelian.interfaces.workspace.judging.finding_forms import (
    FindingFilters,
    FindingForm,
    TargetForm,
    initial_of,
    rows_of,
)
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)


@workspace_page
def findings(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """The findings of an inspection by area, in the order of the framework."""
    inspection, filters = draft_inspection(request, inspection_id), FindingFilters(request)
    flag = filters.chosen("flag")
    found = findings_filtered(
        person(request),
        inspection=inspection,
        text=filters.chosen("text") or "",
        extent=filters.chosen("extent") or "",
        progress=filters.chosen("progress") or "",
        too_early=True if flag == "too-early" else None,
        notable_practice=True if flag == "notable-practice" else None,
    )
    listed = one_page(request, found.prefetch_related("points", "evidence"))
    context = {
        **frame(inspection, "findings"),
        "groups": _by_target(inspection, listed.object_list),
        "listed": listed,
        "filters": filters,
        "counts": effect_counts(inspection),
        "may_write": can_write_inspection(person(request), inspection),
    }
    return page(request, "judging/findings.html", context)


@workspace_page
def finding(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """One finding with everything in it."""
    shown = finding_of(request, finding_id)
    context = {
        **frame(shown.inspection, "findings", (shown.headline, "")),
        "finding": shown,
        "target": shown.inspection.framework.target(shown.target),
        "may_edit": can_edit_finding(person(request), shown),
        "may_confirm": shown.is_case_example and not shown.second_reader_id,
        "characteristics": _cited(shown),
        "figures": figure_rows(shown.figures.all()),
        "informs": [shown.inspection.framework.target(each).title for each in shown.also_informs],
    }
    return page(request, "judging/finding.html", context)


@workspace_page
@once
def finding_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Write a finding: first under which area, then what."""
    inspection = draft_inspection(request, inspection_id)
    trail = frame(inspection, "findings", ("Write a finding", ""))
    target = chosen_target(request, inspection)
    if target is None:
        heading = "Which area or pillar is the finding about?"
        return page(request, "judging/choose.html", {**trail, "heading": heading}, TargetForm(inspection))
    evidence = evidence_for_inspection(person(request), inspection)
    form = FindingForm(inspection, target, list(evidence), sent(request), initial={"position": None})
    if request.method == "POST" and form.is_valid():
        written = attempt(
            form,
            lambda: write_finding(
                actor=person(request), inspection=inspection, target=target.identifier, **form.content
            ),
        )
        if written is not None:
            messages.success(request, f"The finding is written: {written.headline}")
            return redirect("workspace:finding", finding_id=written.pk)
    context = {
        **trail,
        "heading": "Write a finding",
        "caption": target.title,
        "button": "Save finding",
        "cancel": part_address(inspection, "findings"),
    }
    return page(request, "judging/finding_form.html", {**context, **form.row_sets}, form)


@workspace_page
def finding_edit(request: HttpRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Change a finding."""
    stored = finding_of(request, finding_id)
    inspection, target = stored.inspection, stored.inspection.framework.target(stored.target)
    evidence = _with_linked(evidence_for_inspection(person(request), inspection), stored)
    form = FindingForm(
        inspection, target, evidence, sent(request), initial=initial_of(stored), stored=rows_of(stored)
    )
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: update_finding(
                actor=person(request), finding=stored, expected_version=version, **form.content
            ),
        )
        if changed is not None:
            messages.success(request, "The finding is changed.")
            return redirect("workspace:finding", finding_id=stored.pk)
        add_stored_rows(form, "Strengths and weaknesses", stored.points.all())
        add_stored_rows(form, "Evidence", stored.evidence.all())
    context = {
        **frame(inspection, "findings", (stored.headline, finding_address(stored)), ("Change", "")),
        "heading": "Change the finding",
        "caption": target.title,
        "button": "Save finding",
        "cancel": finding_address(stored),
    }
    return page(request, "judging/finding_form.html", {**context, **form.row_sets}, form)


def chosen_target(request: HttpRequest, inspection: Inspection) -> Target | None:
    """The area or pillar that the address names; nothing where it names none."""
    name = request.GET.get("target", "")
    found = next((each for each in inspected_targets(inspection) if each.identifier == name), None)
    if name and found is None:
        raise Http404
    return found


def finding_address(finding: Finding) -> str:
    return reverse("workspace:finding", args=[finding.pk])


def finding_of(request: HttpRequest, finding_id: uuid.UUID) -> Finding:
    """The finding, for those who may read the draft, with everything in it."""
    visible = Finding.objects.visible_to(person(request)).select_related(
        "inspection__framework_version",
        "inspection__force",
        "inspection__inspectorate",
        "written_by",
        "second_reader",
    )
    found: Finding = visible_or_404(
        visible.prefetch_related("points", "suggestions", "evidence", "figures"), pk=finding_id
    )
    return found


def _by_target(inspection: Inspection, listed: Iterable[Finding]) -> list[tuple[Target, list[Finding]]]:
    order = {each.identifier: place for place, each in enumerate(inspection.framework.targets)}
    rows = sorted(listed, key=lambda each: order.get(each.target, len(order)))
    groups = groupby(rows, key=lambda each: each.target)
    return [(inspection.framework.target(name), list(group)) for name, group in groups]


def _cited(finding: Finding) -> list[str]:
    areas = finding.inspection.framework.areas
    return [
        each.text
        for area in areas
        for each in area.characteristics
        if each.identifier in finding.characteristics
    ]


def _with_linked(evidence: Iterable[EvidenceItem], finding: Finding) -> list[EvidenceItem]:
    """The evidence to choose from, with what the finding is linked to already."""
    listed = list(evidence)
    known = {item.pk for item in listed}
    return [*listed, *(item for item in finding.evidence.all() if item.pk not in known)]
