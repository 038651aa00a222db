"""The layout of categories in the first column and forces across, under a title that names the measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from peelian.catalogue.force_names import FOOTNOTE
from peelian.records.published.areas import Area
from peelian.records.published.cells import words
from peelian.records.published.layouts.place import Place
from peelian.records.published.layouts.titled import titled_measure
from peelian.records.published.periods import read_period

FEWEST_FORCES = 3
"""So many cells that name a force make a row the header."""


def read_forces_across(place: Place) -> None:
    """Read a line of numbers a category; a line without numbers is a heading of those below it."""
    measure = titled_measure(place.sheet, place.format)
    start, forces = _header(place)
    if measure is None or start is None:
        place.note(
            "no-table", "The sheet has no row of forces under a known title; nothing was read from it."
        )
        return
    _note_repeated_forces(place, start, forces)
    period = read_period(place.format.period, ()) or ""
    heading, met = "", Counter[str]()
    for number, cells in enumerate(place.sheet.rows[start + 1 :], start=start + 2):
        name = words(cells[0]) if cells else ""
        if not name:
            continue
        if name.startswith("*"):
            place.note("remarks-below", f"A remark stands below the table: {name}", row=number)
            continue
        if all(not words(cells[column]) for column in forces):
            heading = name
            continue
        category = _category(place, name, number, met, heading)
        for column, area in forces.items():
            place.take(cells[column], measure, area, period, category, row=number)


def _header(place: Place) -> tuple[int | None, dict[int, Area]]:
    """Return the first row that names several forces, with the area of each column."""
    for number, row in enumerate(place.sheet.rows[:20]):
        named = [words(cell) for cell in row]
        if sum(1 for name in named if name and place.areas.is_force(name)) >= FEWEST_FORCES:
            return number, _areas(place, named, number)
    return None, {}


def _areas(place: Place, named: Sequence[str], number: int) -> dict[int, Area]:
    """The first column names the categories; every other that is named is an area."""
    return {
        column: place.areas.force(name, sheet=place.sheet.name, row=number + 1)
        for column, name in enumerate(named)
        if name and column
    }


def _note_repeated_forces(place: Place, start: int, forces: dict[int, Area]) -> None:
    for slug, times in Counter(area.force for area in forces.values() if area.force).items():
        if times > 1:
            sentence = f"The force '{slug}' heads {times} columns; one is allowed. Compare them before use."
            place.note("repeated-force", sentence, row=start + 1, value=slug, weight="fault")


def _category(
    place: Place, name: str, number: int, met: Counter[str], heading: str
) -> tuple[tuple[str, str], ...]:
    """Return the category without its marks, with its heading and, where its name comes again, which one it is."""
    plain = FOOTNOTE.sub("", name) if name.endswith("*") else name
    if plain != name:
        sentence = "The name bears the mark of a footnote; it is read without."
        place.note("mark-on-name", sentence, row=number, value=name)
    met[f"{heading}\n{plain}"] += 1
    times = met[f"{heading}\n{plain}"]
    if times > 1:
        sentence = f"'{plain}' names a line above as well; they are told apart by their order."
        place.note("repeated-category", sentence, row=number, value=name)
    pairs = [("heading", heading), ("category", plain), ("occurrence", str(times) if times > 1 else "")]
    return tuple((part, text) for part, text in pairs if text)
