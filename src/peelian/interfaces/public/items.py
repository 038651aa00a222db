"""The register: everything that was asked for, whom it was asked of, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, item_story, items_filtered, items_page
from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import published_reports
from peelian.interfaces.public.item_words import addressee_words, item_line, story_lines
from peelian.interfaces.public.pages import ANYBODY, first_or_404, page
from peelian.rendering.csv_export import csv_text
from peelian.rules.errors import InvalidValueError

FILTERS = ("kind", "state", "force", "target", "addressee", "source_rank", "inspection", "cycle", "text")
STATES = [state for state in Item.State if state != Item.State.DRAFT]
COLUMNS = (
    "id", "kind", "state", "state_reason", "force", "addressee", "area", "title", "text", "immediate", "due",
    "due_precision", "raised_on", "raised_precision", "inspection", "cycle", "source", "source_rank", "matched",
    "part_of", "superseded_by", "note",
)  # fmt: skip


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """One page of the register, narrowed as the reader wishes."""
    wanted = _wanted(request.GET)
    try:
        found = items_page(ANYBODY, wanted, cursor=request.GET.get("after", ""))
    except InvalidValueError as error:
        raise Http404 from error
    context = {
        "lines": [item_line(item) for item in found.items],
        "wanted": wanted,
        "kinds": Item.Kind.choices,
        "states": [(state.value, state.label) for state in STATES],
        "source_ranks": Item.SourceRank.choices,
        "forces": forces(),
        "cycles": _cycles(),
        "narrowed": any(getattr(wanted, name) for name in FILTERS),
        "first": not request.GET.get("after"),
        "next": _address(request.GET, found.next_cursor) if found.next_cursor else "",
        "csv": _address(request.GET, ""),
    }
    return page(request, "items.html", context)


@require_safe
def items_csv(request: HttpRequest) -> HttpResponseBase:
    """The register as CSV, row by row as it is read, narrowed in the same way."""
    found = items_filtered(ANYBODY, _wanted(request.GET))
    return StreamingHttpResponse(
        _rows(found),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="items.csv"'},
    )


@require_safe
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One item and its story: what it takes up, what took it up, and how it ended."""
    asked = Item.objects.visible_to(ANYBODY).select_related(
        "force", "inspection", "parent", "national", "superseded_by"
    )
    chosen = first_or_404(asked.filter(pk=item_id))
    context = {
        "item": chosen,
        "line": item_line(chosen),
        "area": _area_title(chosen),
        "report": _report(chosen),
        "parent": _published(chosen.parent),
        "national": _published(chosen.national),
        "superseded_by": _published(chosen.superseded_by),
        "recommendations": [
            item_line(each) for each in chosen.recommendations.published().select_related("force")
        ],
        "deliverables": list(chosen.deliverables.all()),
        "story": story_lines(chosen, item_story(ANYBODY, chosen)),
    }
    return page(request, "item.html", context)


def _wanted(query: QueryDict) -> ItemFilter:
    """The wishes of the address; unknown names are passed over, and text cannot hold a null character."""
    named: dict[str, Any] = {name: query.get(name, "").strip().replace("\x00", "") for name in FILTERS}
    return ItemFilter(**named)


def _address(query: QueryDict, cursor: str) -> str:
    """The present wishes with another place in the list."""
    changed = query.copy()
    changed.pop("after", None)
    if cursor:
        changed["after"] = cursor
    return f"?{changed.urlencode()}"


def _cycles() -> list[str]:
    """The rounds that may be asked for, newest first: those of the frameworks, not searched for in every item."""
    return list(dict.fromkeys(version.cycle for version in framework_versions().reverse()))


def _rows(items: QuerySet[Item]) -> Iterator[str]:
    yield csv_text(COLUMNS, [])
    for each in items.iterator(chunk_size=500):
        yield csv_text(COLUMNS, [_cells(each)]).partition("\r\n")[2]


def _cells(item: Item) -> dict[str, Any]:
    return {
        "id": str(item.pk),
        "kind": item.kind,
        "state": item.state,
        "state_reason": item.state_reason,
        "force": item.force.slug if item.force else "",
        "addressee": addressee_words(item),
        "area": item.target,
        "title": item.title,
        "text": item.text,
        "immediate": item.immediate,
        "due": item.due,
        "due_precision": item.due_precision if item.due else "",
        "raised_on": item.raised_on,
        "raised_precision": item.raised_precision if item.raised_on else "",
        "inspection": item.inspection.reference if item.inspection else "",
        "cycle": item.origin_cycle,
        "source": item.source,
        "source_rank": item.source_rank,
        "matched": item.matched,
        "part_of": item.parent_id,
        "superseded_by": item.superseded_by_id,
        "note": item.note,
    }


def _area_title(item: Item) -> str:
    if not (item.target and item.inspection):
        return item.target.replace("-", " ").capitalize()
    return item.inspection.framework.target(item.target).title


def _report(item: Item) -> Publication | None:
    if item.inspection_id is None:
        return None
    return published_reports().filter(inspection=item.inspection_id).first()


def _published(item: Item | None) -> Item | None:
    return item if item is not None and item.state != Item.State.DRAFT else None
