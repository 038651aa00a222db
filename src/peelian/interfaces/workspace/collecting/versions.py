"""One version of a return: what was found in it, what it says, and what changed since the version before."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from peelian.apps.returns.models import CollectionReply, Return
from peelian.apps.returns.policies import can_return_reply, can_sign_reply
from peelian.apps.returns.queries import changes_since, sent_rows, version_before
from peelian.apps.returns.rounds import current_round
from peelian.apps.returns.services import open_return_file
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.collecting.places import reply_frame, reply_of
from peelian.interfaces.workspace.collecting.reply_rows import finding_words
from peelian.interfaces.workspace.pages import page, person, visible_or_404, workspace_page
from peelian.records.returned.changes import faults_by_cell, lines_of
from peelian.rendering.csv_export import csv_text

SHOWN = 200
TO_MEND = " (to mend)"
FINDING_COLUMNS = ("file", "row", "column", "value", "rule", "weight", "sentence")
WEIGHTS = {"fault": "Mend", "question": "Look at"}
Rows = list[list[dict[str, Any]]]


@workspace_page
def version(request: HttpRequest, collection_id: uuid.UUID, slug: str, number: int) -> HttpResponse:
    """Every finding at once, then the change log and the values."""
    user = person(request)
    reply, found = _version(request, collection_id, slug, number)
    findings = Paginator(found.findings, SHOWN).get_page(request.GET.get("page"))
    latest = number == reply.returns.without_content().values_list("number", flat=True).first()
    signed = found.sign_offs.filter(round=current_round(reply.collection)).exists()
    template = reply.collection.return_template
    names = template.names if template else ()
    earlier = version_before(user, found)
    changes = changes_since(found, earlier)
    context = {
        **reply_frame(reply, (f"Version {number}", "")),
        "version": found,
        "latest": latest,
        "signed": signed,
        "words": finding_words(found),
        "listed": findings,
        "findings_columns": headings("Row", "Column", "Value", "What to do", "What was found"),
        "findings": [_finding(each) for each in findings],
        "changes_columns": headings("Row", "Column", "Before", "After"),
        "earlier": earlier,
        "changes_caption": f"Changed since version {earlier.number}" if earlier else "",
        "changes": [_change(each) for each in changes[:SHOWN]],
        "change_count": len(changes),
        "values_columns": headings("Row", *names),
        "values": _values(found, names),
        "shown": min(found.row_count, SHOWN),
        "may_send": latest and can_return_reply(user, reply),
        "may_sign": latest and not found.fault_count and not signed and can_sign_reply(user, reply),
    }
    return page(request, "collecting/version.html", context)


@workspace_page
def version_findings(request: HttpRequest, collection_id: uuid.UUID, slug: str, number: int) -> HttpResponse:
    """Everything that was found, as a table to work through."""
    _, found = _version(request, collection_id, slug, number)
    rows = [{**each, "file": found.name} for each in found.findings]
    return _download(csv_text(FINDING_COLUMNS, rows), f"{slug}-version-{number}-findings.csv")


@workspace_page
def version_file(request: HttpRequest, collection_id: uuid.UUID, slug: str, number: int) -> HttpResponseBase:
    """The file as it was sent; the reading is logged. It is offered for saving, never shown in the page."""
    _, found = _version(request, collection_id, slug, number)
    opened = open_return_file(actor=person(request), version=found)
    return FileResponse(opened, as_attachment=True, filename=found.name, content_type=found.media_type)


def _version(
    request: HttpRequest, collection_id: uuid.UUID, slug: str, number: int
) -> tuple[CollectionReply, Return]:
    reply = reply_of(request, collection_id, slug)
    visible = Return.objects.visible_to(person(request)).filter(reply=reply).select_related("reply__force")
    return reply, visible_or_404(visible, number=number)


def _finding(found: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"text": f"Row {found['row']}" if found["row"] else "The whole table"},
        {"text": found["column"] or "–"},
        {"text": found["value"] or "–"},
        {"text": WEIGHTS[found["weight"]]},
        {"text": found["sentence"]},
    ]


def _change(change: dict[str, Any]) -> list[dict[str, Any]]:
    """A cell with both its values; a row that came or went with what its cells said."""
    gone, come = ("empty", "empty") if change["column"] else ("Row added", "Row removed")
    return [
        {"text": change["row"] or "–"},
        {"text": change["column"] or "The whole row"},
        {"text": change["before"] or gone},
        {"text": change["after"] or come},
    ]


def _values(found: Return, names: tuple[str, ...]) -> Rows:
    """The rows as they were sent, by their lines in the file; what has to be mended is marked."""
    rows = sent_rows(found)[:SHOWN]
    faulty = faults_by_cell(found.findings)
    return [
        [
            {"text": f"Row {line}{TO_MEND if (line, '') in faulty else ''}"},
            *({"text": _cell(row.get(name), (line, name) in faulty)} for name in names),
        ]
        for line, row in zip(lines_of(rows, found.lines), rows, strict=False)
    ]


def _cell(value: str | None, faulty: bool) -> str:
    if faulty:
        return f"{value or 'Empty'}{TO_MEND}"
    return value or "–"


def _download(text: str, name: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
