"""The layout of forces in the first column and dates across, with regions as headings and sums."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from peelian.catalogue.frameworks import spelling
from peelian.catalogue.published_formats import PublishedMeasure
from peelian.records.published.areas import Area
from peelian.records.published.cells import read_number, words
from peelian.records.published.layouts.place import Place
from peelian.records.published.layouts.titled import titled_measure

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SAME = Decimal("0.000001")
"""Sums of numbers that a spreadsheet holds in binary differ in their last digits; more than this is a difference."""

Dates = dict[int, str]


def read_forces_down(place: Place) -> None:
    """Read the columns of dates; changes between them are left out, since they follow from the numbers."""
    measure = titled_measure(place.sheet, place.format)
    start, dates = _dated_header(place)
    if measure is None or start is None:
        place.note("no-table", "The sheet has no row of dates under a known title; nothing was read from it.")
        return
    headings = {spelling(name) for name in place.format.headings}
    sums = _Sums(place, dates)
    for number, cells in enumerate(place.sheet.rows[start + 1 :], start=start + 2):
        name = words(cells[0]) if cells else ""
        if not name:
            continue
        if all(not words(cells[column]) for column in dates):
            _note_remarks(place, number)
            break
        heading = spelling(name) in headings
        headings.discard(spelling(name))
        area = (
            Area(name, kind="region")
            if heading
            else place.areas.force(name, sheet=place.sheet.name, row=number)
        )
        if heading:
            sums.open(area, cells, number)
        elif area.force and place.areas.in_scope(area):
            sums.add(cells)
        elif area.kind == "total":
            sums.close(area, cells, number)
        _take_row(place, measure, area, dates, cells, number)


def _take_row(
    place: Place, measure: PublishedMeasure, area: Area, dates: Dates, cells: Sequence[object], number: int
) -> None:
    for column, day in dates.items():
        place.take(cells[column], measure, area, day, (), row=number)


def _dated_header(place: Place) -> tuple[int | None, Dates]:
    """Return the first row that holds dates as dates, with the day of each column."""
    for number, row in enumerate(place.sheet.rows):
        dates = {column: words(cell) for column, cell in enumerate(row) if DAY.fullmatch(words(cell))}
        if dates:
            return number, dates
    return None, {}


def _note_remarks(place: Place, number: int) -> None:
    place.note(
        "remarks-below", "The remarks below the table begin here; they are not read as rows.", row=number
    )


class _Sums:
    """Sets each printed sum beside the numbers of its forces: regions, and the total of all forces."""

    def __init__(self, place: Place, dates: Dates) -> None:
        self._place = place
        self._dates = dates
        self._region: tuple[Area, Sequence[object], int] | None = None
        self._within = dict.fromkeys(dates, Decimal(0))
        self._all = dict.fromkeys(dates, Decimal(0))
        self._closed = False

    def open(self, area: Area, cells: Sequence[object], row: int) -> None:
        """A heading begins a region, and ends the one before."""
        self._end_region()
        self._region = (area, cells, row)

    def add(self, cells: Sequence[object]) -> None:
        """A force counts in its region and in the total; a missing number counts as none."""
        for column in self._dates:
            number = read_number(cells[column], self._place.format.missing).value or Decimal(0)
            self._within[column] += number
            self._all[column] += number

    def close(self, area: Area, cells: Sequence[object], row: int) -> None:
        """The first total ends the last region and is the sum of all forces; later totals hold more than forces."""
        if self._closed:
            return
        self._end_region()
        self._compare(area, cells, row, self._all)
        self._closed = True

    def _end_region(self) -> None:
        if self._region:
            self._compare(*self._region, self._within)
        self._region = None
        self._within = dict.fromkeys(self._dates, Decimal(0))

    def _compare(self, area: Area, cells: Sequence[object], row: int, summed: dict[int, Decimal]) -> None:
        for column, day in self._dates.items():
            printed = read_number(cells[column], self._place.format.missing).value
            if printed is not None and abs(printed - summed[column]) > SAME:
                sentence = (
                    f"'{area.name}' is printed as {printed:,} for {day}, and its forces add up to "
                    f"{summed[column]:,}. Ask the publisher which is right; the sum is not used."
                )
                self._place.note("sum-differs", sentence, row=row, column=day, value=printed, weight="fault")
