"""Public files of figures by area: how each is recognised, where its numbers stand, and what they count.

A file of this kind holds figures already counted by its publisher, one a force, district, month or group.
Its numbers are taken as measure values, never as records. Three layouts are known: `rows` has one header
row and one line an area and period; `forces-down` has forces in the first column and dates across;
`forces-across` has categories in the first column and forces across.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.reading import Sourced
from peelian.catalogue.values import CatalogueValue, Identifier, Text

FileEnding = Annotated[str, StringConstraints(pattern=r"^\.[a-z]+$")]
Layout = Literal["rows", "forces-down", "forces-across"]
PeriodForm = Literal["year", "financial-year", "month", "day", "fixed"]


class PublishedMeasure(CatalogueValue):
    """One kind of number in a file.

    In the layout `rows` it stands in `column`; in the others it fills the sheets whose title begins
    with `sheet_title`.
    """

    identifier: Identifier
    title: Text
    unit: Text
    column: str = ""
    sheet_title: str = ""


class PeriodReading(CatalogueValue):
    """Where the period of a number is told: in columns of its row, or once for the whole file."""

    form: PeriodForm
    columns: tuple[str, ...] = ()
    text: str = ""


class Recomputed(CatalogueValue):
    """A printed ratio that the file itself allows to be worked out again: numerator / denominator x per."""

    printed: Identifier
    numerator: Identifier
    denominator: Identifier
    per: int = Field(gt=0)
    decimals: int = Field(ge=0, le=12)
    part_of_whole: bool = False


class PublishedFormat(CatalogueValue):
    """How one publisher's file of figures is read."""

    identifier: Identifier
    title: Text
    source: Text
    layout: Layout
    endings: tuple[FileEnding, ...] = Field(min_length=1)
    sheets: str = ".*"
    header: tuple[str, ...] = ()
    area_column: str = ""
    area_kind: Literal["force", "district"] = "force"
    period: PeriodReading
    breakdowns: tuple[str, ...] = ()
    measures: tuple[PublishedMeasure, ...] = Field(min_length=1)
    headings: tuple[str, ...] = ()
    missing: Mapping[str, str] = {}
    recomputed: tuple[Recomputed, ...] = ()
    note: str = ""

    def measure(self, identifier: str) -> PublishedMeasure:
        """Return the measure of an identifier; the catalogue has been checked to hold it."""
        return next(measure for measure in self.measures if measure.identifier == identifier)


def published_format_findings(formats: list[Sourced[PublishedFormat]]) -> Iterator[CatalogueFinding]:
    """Yield what is wrong with the formats, each by itself and one beside another."""
    known = Counter(found.value.identifier for found in formats)
    for sourced in formats:
        value, origin = sourced.value, sourced.origin
        if known[value.identifier] > 1:
            message = f"The format '{value.identifier}' is described twice; keep one file."
            yield origin.finding(("identifier",), value.identifier, message)
        for part, message in _faults(value):
            yield origin.finding((part,), None, message)


def _faults(value: PublishedFormat) -> Iterator[tuple[str, str]]:
    """Yield each wrong part of a format with the sentence that says what to do."""
    yield from _layout_faults(value)
    try:
        re.compile(value.sheets)
    except re.error as error:
        yield "sheets", f"'{value.sheets}' is not a pattern of sheet names: {error}."
    if (value.period.form == "fixed") != bool(value.period.text):
        yield "period", "A fixed period has its words in 'text', and no other form has."
    names = {measure.identifier for measure in value.measures}
    for ratio in value.recomputed:
        for name in {ratio.printed, ratio.numerator, ratio.denominator} - names:
            yield "recomputed", f"There is no measure '{name}' in this format."


def _layout_faults(value: PublishedFormat) -> Iterator[tuple[str, str]]:
    """Each layout needs to know where its numbers stand: by column, or by the title of the sheet."""
    if value.layout == "rows":
        read = [value.area_column, *value.period.columns, *value.breakdowns]
        for column in (*read, *(measure.column for measure in value.measures)):
            if column not in value.header:
                yield "header", f"The column '{column}' is read but is not in the header; add it there."
        return
    for measure in value.measures:
        if not measure.sheet_title:
            yield "measures", f"The measure '{measure.identifier}' names no sheet title; add 'sheet_title'."
