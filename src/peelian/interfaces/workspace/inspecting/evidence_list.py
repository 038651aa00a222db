"""The evidence register as a list."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from peelian.apps.accounts.models import User
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.policies import inspectorates_supplied_with_evidence_by
from peelian.apps.evidence.queries import evidence_filtered
from peelian.apps.inspections.models import Inspection
from peelian.apps.monitoring.models import CriticalIncident
from peelian.apps.monitoring.queries import incidents_on_area
from peelian.interfaces.workspace.inspecting.evidence_filters import EvidenceFilters
from peelian.interfaces.workspace.inspecting.evidence_forms import kind_choices
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words


@workspace_page
def evidence_list(request: HttpRequest) -> HttpResponse:
    """The register, narrowed by its filters; of one inspection where the address names it."""
    user = person(request)
    filters = EvidenceFilters(request)
    inspection = None
    if chosen := filters.chosen("inspection"):
        inspection = visible_or_404(Inspection.objects.drafts_visible_to(user), pk=chosen)
    found = evidence_filtered(user, filters.narrowed, inspection)
    listed = one_page(request, found.select_related(None).prefetch_related(None).select_related("force"))
    titles = dict(kind_choices())
    context = {
        "inspection": inspection,
        "clear": reverse("workspace:evidence_list") + (f"?inspection={inspection.pk}" if inspection else ""),
        "listed": listed,
        "columns": [
            {"text": text} for text in ("Evidence", "Kind", "How we know it", "Gathered", "About", "Use")
        ],
        "rows": [_row(item, titles) for item in listed],
        "incidents": _incidents(user, filters.chosen("area"), inspection),
        "may_add": inspectorates_supplied_with_evidence_by(user).exists(),
    }
    return page(request, "inspecting/evidence_list.html", context, filters)


def _incidents(user: User, area: str | None, inspection: Inspection | None) -> list[CriticalIncident]:
    """Critical incidents that forces declared on the area, where the list is of one area."""
    return list(incidents_on_area(user, area, inspection.force if inspection else None)) if area else []


def provenance_tag(item: EvidenceItem) -> str:
    """How the item is known, in words; the border repeats it."""
    return format_html(
        '<span class="peelian-provenance peelian-provenance--{}">{}</span>',
        item.provenance,
        item.get_provenance_display(),
    )


def _row(item: EvidenceItem, titles: dict[str, str]) -> list[dict[str, Any]]:
    use = "Withdrawn" if item.is_withdrawn else item.get_use_limit_display()
    return [
        {"text": item.title, "href": reverse("workspace:evidence", args=[item.pk])},
        {"text": titles.get(item.kind, item.kind)},
        {"html": provenance_tag(item)},
        {"text": day_words(item.gathered_on)},
        {"text": item.force.name if item.force else "National"},
        {"text": use},
    ]
