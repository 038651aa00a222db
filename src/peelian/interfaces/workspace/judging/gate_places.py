"""Where a tripped gate is put right: one page for each gate of the table."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from peelian.apps.inspections.models import Inspection
from peelian.interfaces.workspace.drafts import part_address
from peelian.interfaces.workspace.reporting.draft_forms import SERVICE, draft_parts
from peelian.rules.gates import OBSERVATIONS_PART, GateResult
from peelian.rules.gates.publication import CHANGES_PART

Place = Callable[[Inspection, str], str]


def gate_place(inspection: Inspection, result: GateResult) -> str:
    """The page on which what a gate asks for is done; empty where there is none of that kind."""
    place = PLACES.get(result.code)
    return place(inspection, result.target) if place else ""


def _page(name: str) -> Place:
    """The same page whatever the gate is about."""
    return lambda inspection, _: part_address(inspection, name)


def _grade(name: str) -> Place:
    """A page of the area or pillar that the gate is about."""
    return lambda inspection, target: part_address(inspection, name, target=target)


def _part(name: str) -> Place:
    """Where one part of the report is written."""
    return lambda inspection, _: part_address(inspection, "report_edit", part=name)


def _finding(inspection: Inspection, target: str) -> str:
    return f"{part_address(inspection, 'finding_add')}?target={target}"


def _accountable(inspection: Inspection, _: str) -> str:
    return reverse("workspace:inspection_accountable", args=[inspection.pk])


def _missing_part(inspection: Inspection, part: str) -> str:
    """Where a part is written; the points of the observations and the findings have pages of their own."""
    if part == OBSERVATIONS_PART:
        return part_address(inspection, "observations")
    if part in draft_parts(inspection.framework) and part != SERVICE:
        return part_address(inspection, "report_edit", part=part)
    return part_address(inspection, "findings")


PLACES: dict[str, Place] = {
    "grade-not-on-scale": _grade("judgement_provisional"),
    "area-ungraded": _grade("judgement"),
    "area-not-tested": _page("inspection_components"),
    "no-accountable-inspector": _accountable,
    "no-reasons": _grade("judgement_provisional"),
    "no-evidence": _grade("judgement_provisional"),
    "themes-only-evidence": _grade("judgement_provisional"),
    "context-only-evidence": _grade("judgement_provisional"),
    "unverified-evidence-only": _grade("judgement_provisional"),
    "unverified-point": _page("findings"),
    "characteristic-unassessed": _finding,
    "no-findings": _finding,
    "low-grade-without-item": _page("items"),
    "required-component-missing": _page("inspection_components"),
    "area-takes-no-items": _page("items"),
    "item-without-text": _page("items"),
    "no-addressee": _page("items"),
    "recommendation-without-concern": _page("items"),
    "report-part-missing": _missing_part,
    "changes-missing": _part(CHANGES_PART),
    "changes-repeated": _part(CHANGES_PART),
    "observations-without-signatory": _part(OBSERVATIONS_PART),
    "observation-without-finding": _page("observations"),
    "concern-without-recommendation": _page("items"),
    "grade-not-final": _grade("judgement"),
    "areas-declared": _page("judgements"),
    "grades-declared": _page("judgements"),
    "figure-older-than-window": _page("figures"),
    "figure-replaced": _page("figures"),
    "chart-number-missing": _page("charts"),
    "chart-number-repeated": _page("charts"),
    "dangling-reference": _page("report"),
    "unprintable-text": _page("report"),
    "case-example-unchecked": _page("findings"),
    "abbreviation-unexpanded": _page("report"),
}
