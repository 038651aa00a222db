"""What records are expected to show: item by item which standard covers it, and the page of one standard."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.queries import regime
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.column_names import code_words
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
from peelian.rules.periods import day_words

MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?(?::\d{2})?$")
"""A day or a moment as example records write it."""


@dataclass(frozen=True)
class ShownStandard:
    """A standard with its kind in words, the question or measure that it rests on, and the test that proves it."""

    standard: Standard
    kind: str
    judged_by: str
    test: str


@dataclass(frozen=True)
class ShownItem:
    """Something that inspections look for, with its standards."""

    covered: CoveredItem
    standards: tuple[ShownStandard, ...]


@dataclass(frozen=True)
class ShownSection:
    """A section of the regime with its items."""

    identifier: str
    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True)
class ShownTable:
    """The planted rows of one table, with the columns that any of them gives."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ShownExample:
    """Example records, what must be found among them, and the test that finds it."""

    example: StandardExample
    tables: tuple[ShownTable, ...]
    exceptions: tuple[tuple[str, str], ...]
    prints: tuple[tuple[str, str], ...]
    test: str


@require_safe
def standard_list(request: HttpRequest) -> HttpResponse:
    """What inspections look for in how a force works, with the standards for it, narrowed by words and kind."""
    covered = coverage(regime())
    wanted, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    if kind and kind not in KIND_WORDS:
        raise Http404
    found = [each for each in covered if _is_wanted(each, wanted.lower().split(), kind)]
    sections = [
        ShownSection(section, title, tuple(ShownItem(each, _judged_in(each)) for each in items))
        for (section, title), items in groupby(
            found, key=lambda each: (each.item.section, each.item.section_title)
        )
    ]
    context = {
        "sections": sections,
        "covered": coverage_words(covered),
        "number": len(found),
        "words": wanted,
        "kind": kind,
        "kinds": KIND_WORDS,
        "narrowed": bool(wanted or kind),
    }
    return page(request, "standards.html", context)


def _is_wanted(each: CoveredItem, words: Sequence[str], kind: str) -> bool:
    """Whether an item, or one of its standards of the kind, holds all of the words."""
    standards = [found for found in each.standards if not kind or found.kind == kind]
    said = " ".join([each.item.name, *(f"{found.title} {found.expected}" for found in standards)]).lower()
    return (bool(standards) or not kind) and all(word in said for word in words)


def _judged_in(each: CoveredItem) -> tuple[ShownStandard, ...]:
    return tuple(
        ShownStandard(found, KIND_WORDS[found.kind], _judged_by(found), f"{PROOF}[{found.reference}-1]")
        for found in each.standards
    )


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
        "source": source_words(catalogue, found.source, lines=False),
        "source_lines": source_words(catalogue, found.source),
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
    exceptions = tuple((_force_name(key), example.details.get(key, "")) for key in example.fails)
    prints = tuple((_force_name(force), words) for force, words in example.prints.items())
    return ShownExample(example, tables, exceptions, prints, f"{PROOF}[{found.reference}-{number}]")


def _table(name: str, rows: tuple[Mapping[str, object], ...]) -> ShownTable:
    table = regime().record_tables[name]
    types = {column.name: column.type for column in table.columns}
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return ShownTable(
        table.title,
        tuple("how many such rows" if column == REPEAT else column_words(column) for column in columns),
        tuple(
            tuple(
                _cell(row.get(column, 1 if column == REPEAT else None), types.get(column))
                for column in columns
            )
            for row in rows
        ),
    )


def _cell(value: object, kind: str | None) -> str:
    if value is None or not str(value).strip():
        return "blank"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == "code":
        return code_words(str(value))
    if kind == "force":
        return _force_name(str(value))
    return MOMENT.sub(_moment_words, str(value)) if kind in ("date", "moment") else str(value)


def _moment_words(match: re.Match[str]) -> str:
    day = day_words(date.fromisoformat(match[1]))
    return f"{day}, {match[2]}" if match[2] else day


def _force_name(slug: str) -> str:
    force = regime().forces.get(slug)
    return force.name if force else slug
