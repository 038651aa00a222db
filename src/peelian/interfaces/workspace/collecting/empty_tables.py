"""The empty table that a return is filled into: as CSV, or as a workbook that says beside it what each column takes."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse

from peelian.apps.returns.models import Collection
from peelian.catalogue.record_tables import NUMERIC
from peelian.interfaces.look.row_files import FILES
from peelian.interfaces.workspace.collecting.facts import column_words, row_rules
from peelian.interfaces.workspace.collecting.places import collection_of
from peelian.interfaces.workspace.pages import workspace_page
from peelian.records.returned.grid import GUIDE_SHEET
from peelian.records.returned.templates import ReturnTemplate
from peelian.rendering.csv_export import csv_text
from peelian.rendering.row_streams import Sheet, book_pieces

WIDTHS = (24, 44, 90)


@workspace_page
def collection_template(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The empty table as CSV."""
    found = collection_of(request, collection_id)
    return _download(found, "csv", csv_text(_asked(found).names, []))


@workspace_page
def collection_workbook(request: HttpRequest, collection_id: uuid.UUID) -> HttpResponse:
    """The empty table as a workbook; its second sheet, which is not read, says what each column takes."""
    found = collection_of(request, collection_id)
    template = _asked(found)
    names = template.names
    texts = [column.name for column in template.table.columns if column.type not in (*NUMERIC, "flag")]
    guide = [*column_words(found), *(("", "", rule) for rule in row_rules(found))]
    sheets = [
        Sheet("Return", names, [], [max(14, len(name) + 4) for name in names], texts=texts),
        Sheet(GUIDE_SHEET, ("Column", "Holds", "Meaning"), guide, WIDTHS, wraps=True),
    ]
    return _download(found, "xlsx", b"".join(book_pieces(sheets)))


def _asked(found: Collection) -> ReturnTemplate:
    if found.return_template is None:
        raise Http404
    return found.return_template


def _download(found: Collection, ending: str, content: str | bytes) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=FILES[ending][0],
        headers={"Content-Disposition": f'attachment; filename="{found.slug}-template.{ending}"'},
    )
