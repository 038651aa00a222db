"""The data dictionary: every table of records with its columns, as forces send it and standards read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.queries import regime
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.record_tables import RecordColumn, RecordTable
from peelian.catalogue.standard_coverage import last_versions
from peelian.interfaces.look.tables import headings
from peelian.interfaces.public.pages import page
from peelian.records.dictionary import TYPE_WORDS, bounds_words

COLUMNS = ("Column", "What it holds", "Type", "Unit", "Must be filled", "Source")
TITLE = "Data dictionary"


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """Every table by its title, narrowed by words that the table or one of its columns holds."""
    wanted = request.GET.get("q", "").strip()
    found = [each for each in tables_by_title() if _holds(each, wanted.lower().split())]
    rows = [
        [
            {"text": each.title, "href": reverse("public:dictionary_table", args=[each.identifier])},
            {"text": each.meaning},
            {"text": len(each.columns), "numeric": True},
        ]
        for each in found
    ]
    context = {
        "words": wanted,
        "columns": [*headings("Table", "What a row is"), {"text": "Columns", "numeric": True}],
        "rows": rows,
        "types": TYPE_WORDS,
    }
    return page(request, "dictionary.html", context)


@require_safe
def dictionary_table(request: HttpRequest, table: str) -> HttpResponse:
    """One table: what a row is, and each column with its type, unit, codes, meaning and source."""
    found = regime().record_tables.get(table)
    if found is None:
        raise Http404
    context = {
        "table": found,
        "source": source_words(regime(), found.source),
        "key": [each for each in found.columns if each.name in found.key],
        "columns": headings(*COLUMNS),
        "rows": [_row(each) for each in found.columns],
        "standards": [each for each in last_versions(regime()) if each.table == table],
    }
    return page(request, "dictionary_table.html", context)


def tables_by_title() -> Sequence[RecordTable]:
    """The tables of the regime by title."""
    return sorted(regime().record_tables.values(), key=lambda each: each.title)


def _holds(table: RecordTable, words: Sequence[str]) -> bool:
    said = [table.identifier, table.title, table.meaning]
    for each in table.columns:
        said += [each.name, each.meaning, *(f"{code.code} {code.meaning}" for code in each.codes)]
    text = " ".join(said).lower()
    return all(word in text for word in words)


def _row(column: RecordColumn) -> list[dict[str, Any]]:
    unit = f"{column.unit}{bounds_words(column)}"
    return [
        {"html": format_html('<code id="{}">{}</code>', column.name, column.name)},
        {"html": _meaning(column)},
        {"html": _type(column)},
        {"text": unit or "–"},
        {"text": "Yes" if column.required else "No"},
        {"text": source_words(regime(), column.source) if column.source else "As the table"},
    ]


def _meaning(column: RecordColumn) -> SafeString:
    told = column.meaning[0].upper() + column.meaning[1:]
    codes = format_html_join(
        "", "<li><code>{}</code> {}</li>", ((each.code, each.meaning) for each in column.codes)
    )
    if not codes:
        return format_html("{}", told)
    return format_html('{}:<ul class="govuk-list govuk-!-margin-bottom-0">{}</ul>', told, codes)


def _type(column: RecordColumn) -> SafeString:
    words = TYPE_WORDS[column.type]
    told = format_html("<code>{}</code>: {}", column.type, words)
    if column.table is None:
        return told
    address = reverse("public:dictionary_table", args=[column.table])
    title = regime().record_tables[column.table].title
    return format_html('{}: <a class="govuk-link" href="{}">{}</a>', told, address, title)
