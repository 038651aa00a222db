"""Items asked of many forces: the list, the grid of forces, and what is done for all of them at once."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.models import AskingProposal, Item
from peelian.apps.followup.policies import ASKING_PROPOSERS, VERIFIERS, comparisons_askable_by
from peelian.apps.followup.queries.national import MANY, ForceRow, national_grid, national_items
from peelian.apps.followup.queries.replaced import replaced_basis
from peelian.apps.followup.queries.waiting import askings_waiting
from peelian.apps.followup.services import issue_national, send_findings_letters
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.organisations.access import has_role, organisations_with_role, staffed_inspectorates
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.addresses import comparison_address, item_address
from peelian.interfaces.workspace.following.places import BESIDE, step_address
from peelian.interfaces.workspace.following.words import clock_tag, stage_tag
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import act_or_tell, page, person, visible_or_404, workspace_page
from peelian.rules.periods import day_words

PROPOSED_COLUMNS = ("Proposed", "Comparison", "Proposed by", "Proposed on")
COLUMNS = ("Force", "Where it stands", "Progress", "Deadline", "Last told", "Letter")


@workspace_page
def national_list(request: HttpRequest) -> HttpResponse:
    """Every item asked of all or several forces."""
    user = _staff(request)
    listed = one_page(request, national_items(user).filter(inspectorate__in=staffed_inspectorates(user)))
    rows = [
        [
            {"text": item.title, "href": step_address("national_item", item)},
            {"text": item.get_kind_display()},
            {"text": str(item.raised_on.year) if item.raised_on else ""},
            {"text": getattr(item, "forces", 0), "numeric": True},
            {"html": stage_tag(item) if item.state != Item.State.OPEN else item.get_state_display()},
        ]
        for item in listed
    ]
    context = {
        "rows": rows,
        "listed": listed,
        "may_ask": bool(organisations_with_role(user, *ASKING_PROPOSERS)),
        "has_comparisons": comparisons_askable_by(user).exists(),
        "proposed_columns": headings(*PROPOSED_COLUMNS),
        "proposed_rows": [_proposed_row(each) for each in askings_waiting(user)],
    }
    return page(request, "following/national_list.html", context)


@workspace_page
def national_item(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """One item asked of many forces, with a row for each."""
    item = _national(request, item_id)
    user, today = person(request), timezone.localdate()
    grid = national_grid(user, item, today)
    context = {
        "item": item,
        "deadline": item.deadline_words,
        "replaced": replaced_basis(item),
        "grid": grid,
        "columns": headings(*COLUMNS),
        "rows": [_row(row, today) for row in grid.rows],
        "public_href": item_address(item.pk),
        "comparison_href": comparison_address(item.outlier_run) if item.outlier_run else "",
        "may_issue": not grid.rows
        and item.addressee == Item.Addressee.ALL_FORCES
        and has_role(user, item.inspectorate, *IMPORTERS),
        "may_send": bool(grid.rows) and has_role(user, item.inspectorate, *VERIFIERS),
        "letters": sum(len(row.letters) for row in grid.rows),
    }
    return page(request, "following/national.html", context)


@workspace_page
def national_issue(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Give each force its own item."""
    return _acted(
        request,
        item_id,
        lambda item: issue_national(actor=person(request), item=item),
        "Each force has its own item now.",
    )


@workspace_page
def national_letters(request: HttpRequest, item_id: uuid.UUID) -> HttpResponse:
    """Send each force its own result."""
    return _acted(
        request,
        item_id,
        lambda item: send_findings_letters(actor=person(request), item=item),
        "Each force was sent its own result.",
    )


def _acted(
    request: HttpRequest, item_id: uuid.UUID, act: Callable[[Item], object], done: str
) -> HttpResponse:
    item = _national(request, item_id)
    if request.method == "POST":
        act_or_tell(request, lambda: act(item), done)
    return redirect("workspace:national_item", item.pk)


def _staff(request: HttpRequest) -> Any:
    user = person(request)
    if not staffed_inspectorates(user):
        raise Http404
    return user


def _national(request: HttpRequest, item_id: uuid.UUID) -> Item:
    user = _staff(request)
    own = (
        Item.objects.visible_to(user)
        .published()
        .filter(addressee__in=MANY, inspectorate__in=staffed_inspectorates(user))
    )
    return visible_or_404(own.select_related(*BESIDE, "outlier_run"), pk=item_id)


def _proposed_row(proposal: AskingProposal) -> list[dict[str, Any]]:
    return [
        {"text": proposal.title, "href": reverse("workspace:asking", args=[proposal.pk])},
        {"text": f"{proposal.run.title}, {proposal.run.value['period_words']}: {proposal.label}"},
        {"text": proposal.proposed_by.name},
        {"text": day_words(proposal.proposed_on)},
    ]


def _row(row: ForceRow, today: Any) -> list[dict[str, Any]]:
    item = row.item
    return [
        {"text": str(item.force), "href": step_address("followed_item", item)},
        {"html": stage_tag(item)},
        {"text": item.get_progress_display() if item.progress else "Not reviewed"},
        {"text": item.deadline_words}
        if item.state != Item.State.OPEN or not item.due
        else {"html": clock_tag(item.due, item.due_precision, today)},
        {"text": day_words(item.last_update_on) if item.last_update_on else "Nothing told"},
        {"text": f"Sent {day_words(row.letters[-1].sent_on)}" if row.letters else "Not sent"},
    ]
