"""The register: everything that was asked for, whom it was asked of, and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, item_story, items_filtered, items_page
from peelian.apps.followup.queries.asked import later_findings
from peelian.apps.followup.queries.rows import COLUMNS, item_rows
from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import published_reports
from peelian.apps.responses.queries import published_answers
from peelian.interfaces.look.filters import refused_file
from peelian.interfaces.look.row_files import FILES, row_file
from peelian.interfaces.public.item_filters import ItemFilters
from peelian.interfaces.public.item_reasons import asked_because
from peelian.interfaces.public.item_words import item_line, story_lines
from peelian.interfaces.public.pages import ANYBODY, first_or_404, page
from peelian.rules.errors import InvalidValueError


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """One page of the register, narrowed as the reader wishes; a wish that is not known is told."""
    filters = ItemFilters(request)
    wanted = filters.wanted
    try:
        found = items_page(ANYBODY, wanted, cursor=request.GET.get("after", ""))
    except InvalidValueError as error:
        raise Http404 from error
    context = {
        "lines": [item_line(item) for item in found.items],
        "form": filters,
        "endings": list(FILES),
        "narrowed": wanted != ItemFilter() or bool(filters.errors),
        "first": not request.GET.get("after"),
        "next": _address(request.GET, found.next_cursor) if found.next_cursor else "",
        "same": _address(request.GET, ""),
    }
    return page(request, "items.html", context, status=422 if filters.errors else 200)


@require_safe
def items_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The register as a file, row by row as it is read, narrowed in the same way."""
    if ending not in FILES:
        raise Http404
    filters = ItemFilters(request)
    found = items_filtered(ANYBODY, filters.wanted)
    return refused_file(filters) or row_file("items", ending, COLUMNS, item_rows(found))


@require_safe
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One item and its story: what it takes up, what took it up, and how it ended."""
    asked = Item.objects.visible_to(ANYBODY).select_related(
        "force", "inspection", "parent", "national", "superseded_by", "outlier_run"
    )
    chosen = first_or_404(asked.filter(pk=item_id))
    story = item_story(ANYBODY, chosen)
    context = {
        "item": chosen,
        "line": item_line(chosen),
        "because": asked_because(chosen),
        "area": _area_title(chosen),
        "report": _report(chosen),
        "parent": _published(chosen.parent),
        "national": _published(chosen.national),
        "superseded_by": _published(chosen.superseded_by),
        "recommendations": [
            item_line(each) for each in chosen.recommendations.published().select_related("force")
        ],
        "deliverables": list(chosen.deliverables.all()),
        "story": story_lines(chosen, story),
        "later": later_findings([entry.item for entry in story]),
        "criteria": [each.text for each in chosen.closure_criteria.all()],
        "asked": _asked_address(chosen),
        "answers": list(published_answers(chosen)),
        "has_forces": chosen.force_items.published().exists(),
    }
    return page(request, "item.html", context)


def _address(query: QueryDict, cursor: str) -> str:
    """The present wishes with another place in the list."""
    changed = query.copy()
    changed.pop("after", None)
    if cursor:
        changed["after"] = cursor
    return f"?{changed.urlencode()}" if changed else ""


def _asked_address(item: Item) -> str:
    """The page of everything that the cycle asked the force under its questions; nothing where it has none."""
    version = framework_versions().filter(cycle=item.origin_cycle).first() if item.origin_cycle else None
    if version is None or item.force is None or item.kind != Item.Kind.AREA_FOR_IMPROVEMENT:
        return ""
    return reverse("public:asked", args=[item.force.slug, version.pk])


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
