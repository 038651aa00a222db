"""The returns of all forces side by side, once a collection is closed. Nobody edits them here."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from peelian.apps.returns.models import Collection, Return
from peelian.apps.returns.queries import concerns_answers, missing_sign_offs, shared_returns
from peelian.apps.returns.values import exclusion_notes, returned_totals
from peelian.interfaces.workspace.collecting.places import collection_frame, collection_of, reply_address
from peelian.interfaces.workspace.listing import PAGE_SIZE
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.records.returned.templates import ReturnTemplate
from peelian.rendering.csv_export import csv_text


@workspace_page
def shared(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """Every row of every return, the totals, and who is not in them."""
    found, template = _closed(request, collection_id)
    names = [name for name in template.names if name != "force"]
    rows = [
        [
            {"text": each.reply.force.name, "href": reply_address(each.reply)},
            *(_cell(row.get(name), name in template.numeric) for name in names),
        ]
        for each in shared_returns(person(request), found)
        for row in each.rows
    ]
    listed = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    totals = returned_totals(found)
    notes = dict.fromkeys([each.sum.scope_note for each in totals if each.sum.scope_note])
    context = {
        **collection_frame(found, ("Returns of all forces", "")),
        "listed": listed,
        "columns": [
            {"text": "Force"},
            *({"text": name, "numeric": name in template.numeric} for name in names),
        ],
        "rows": list(listed),
        "totals_columns": [
            {"text": text, "numeric": text == "Total"}
            for text in ("Column", "Row", "Total", "Unit", "Forces")
        ],
        "totals": [
            [
                {"text": each.column},
                {"text": each.row or "–"},
                {"text": f"{each.sum.total:,}", "numeric": True},
                {"text": each.unit},
                {"text": str(each.sum.forces)},
            ]
            for each in totals
            if template.table.column(each.column).type == "whole"
        ],
        "missing": "; ".join(f"{each.force} in round {each.round}" for each in missing_sign_offs(found)),
        "notes": [*notes, *exclusion_notes(found)],
    }
    return page(request, "collecting/shared.html", context)


@workspace_page
def shared_csv(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The same rows as a table."""
    found, template = _closed(request, collection_id)
    returns = shared_returns(person(request), found)
    return HttpResponse(
        csv_text(template.names, [_full(each, row) for each in returns for row in each.rows]),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{found.slug}.csv"',
            "Cache-Control": "no-store",
        },
    )


def _cell(value: str | None, numeric: bool) -> dict[str, Any]:
    """A cell as it was returned; numbers are grouped as in the totals."""
    if value and numeric:
        return {"text": f"{Decimal(value):,}", "numeric": True}
    return {"text": value or "–", "numeric": numeric}


def _full(version: Return, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "force": version.reply.force.slug}


def _closed(request: HttpRequest, collection_id: uuid.UUID) -> tuple[Collection, ReturnTemplate]:
    """A closed collection with a table, for those whom its answers concern."""
    found = collection_of(request, collection_id)
    template = found.return_template
    if not found.is_closed or template is None or not concerns_answers(person(request), found):
        raise Http404
    return found, template
