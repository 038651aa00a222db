"""What records are expected to show: item by item which standard covers it, and the page of one standard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.queries import regime
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.condition_words import column_words
from peelian.catalogue.measures import REPEAT
from peelian.catalogue.standard_coverage import (
    CoveredItem,
    coverage,
    coverage_words,
    last_versions,
    policing_items,
)
from peelian.catalogue.standard_words import KIND_WORDS, applies_to, check_words
from peelian.catalogue.standards import RateStandard, ScoreStandard, Standard, StandardExample
from peelian.interfaces.public.pages import page
from peelian.records.standards.reference_page import PROOF

MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")
"""A moment as planted records write it; a reader is shown the day and the time apart."""


@dataclass(frozen=True)
class ShownSection:
    """A section of the regime with its items."""

    identifier: str
    title: str
    items: tuple[CoveredItem, ...]


@dataclass(frozen=True)
class ShownTable:
    """The planted rows of one table, with the columns that any of them gives."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ShownExample:
    """Planted records, what must be found among them, and the test that finds it."""

    example: StandardExample
    tables: tuple[ShownTable, ...]
    exceptions: tuple[tuple[str, str], ...]
    test: str


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    """Every item on how a force works, with the standards that cover it."""
    covered = coverage(regime())
    sections = [
        ShownSection(section, title, tuple(items))
        for (section, title), items in groupby(
            covered, key=lambda each: (each.item.section, each.item.section_title)
        )
    ]
    return page(request, "standards.html", {"sections": sections, "covered": coverage_words(covered)})


@require_safe
def standard(request: HttpRequest, identifier: str) -> HttpResponse:
    """One standard: what is expected, how it is checked, what a failure means, and the proof."""
    catalogue = regime()
    found = next((each for each in last_versions(catalogue) if each.identifier == identifier), None)
    if found is None:
        raise Http404
    context = {
        "standard": found,
        "kind": KIND_WORDS[found.kind],
        "applies_to": applies_to(found),
        "check": check_words(found),
        "judged_by": _judged_by(found),
        "source": source_words(catalogue, found.source),
        "items": [each for each in policing_items(catalogue) if each.identifier in found.items],
        "earlier": [
            each
            for each in catalogue.standards
            if each.identifier == identifier and each.version != found.version
        ],
        "examples": [_example(found, each, number) for number, each in enumerate(found.examples, start=1)],
    }
    return page(request, "standard.html", context)


def _judged_by(found: Standard) -> str:
    """The question or the measure that a standard rests on; nothing where the records say it themselves."""
    if isinstance(found, ScoreStandard):
        instrument = regime().instruments[found.parameters.instrument]
        return f"The question “{instrument.question(found.parameters.question).text}” of {instrument.title}"
    if isinstance(found, RateStandard):
        return f"The measure “{regime().measures[found.parameters.measure].title}”"
    return ""


def _example(found: Standard, example: StandardExample, number: int) -> ShownExample:
    tables = tuple(_table(name, rows) for name, rows in example.records.items() if rows)
    exceptions = tuple((key, example.details.get(key, "")) for key in example.fails)
    return ShownExample(example, tables, exceptions, f"{PROOF}[{found.reference}-{number}]")


def _table(name: str, rows: tuple[Mapping[str, object], ...]) -> ShownTable:
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return ShownTable(
        regime().record_tables[name].title,
        tuple("how many such rows" if column == REPEAT else column_words(column) for column in columns),
        tuple(
            tuple(_cell(row.get(column, 1 if column == REPEAT else None)) for column in columns)
            for row in rows
        ),
    )


def _cell(value: object) -> str:
    if value is None or not str(value).strip():
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return MOMENT.sub(r"\1 \2", str(value))
