"""Masses of lines that are no rows, found before the engine would write each of them down.

For every line that it refuses the engine keeps the text and a reason for each cell, which costs far more than the
line itself. Where looks into all parts of a file show many such lines they are counted, up to the number beyond
which a list of them helps nobody; then the file is left out as a whole.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TextIO

from peelian.records.intake.facts import FileFacts

MOST_MALFORMED = 20_000
"""Beyond it lines that are no rows are not told one by one."""
STEP = 1 << 20
LOOK = 1 << 12
"""Of so many bytes that many are looked at."""
MANY = 0.01
"""The share of the lines looked at that leads to counting."""
MOST = 0.5
"""The share of the lines of one look that leads to counting."""


def why_left_out(path: Path, facts: FileFacts) -> str:
    """Say why a text file in UTF-8 is not worth reading; nothing where it is."""
    if path.stat().st_size < STEP or not _looks_malformed(path, facts):
        return ""
    with path.open(encoding="utf-8", errors="replace", newline="") as stream:
        malformed = (line for line, sound in row_ends(stream, facts) if not sound)
        lines = list(islice(malformed, MOST_MALFORMED + 1))
    if len(lines) <= MOST_MALFORMED:
        return ""
    return too_many_malformed(lines[0], facts)


def too_many_malformed(first: int, facts: FileFacts) -> str:
    """Say that too many lines are no rows, and which is the first."""
    return (
        f"more than {MOST_MALFORMED:,} of its lines are no rows of {len(facts.header)} cells as its header has them, "
        f"the first of them line {first:,}"
    )


def row_ends(stream: TextIO, facts: FileFacts) -> Iterator[tuple[int, bool]]:
    """Yield the number of the line at which each row below the header ends, and whether it has the cells of a row.

    A row whose text is quoted may go over many lines.
    """
    reader = csv.reader(stream, delimiter=facts.delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield reader.line_num, False
            continue
        if cells and reader.line_num > facts.header_row:
            yield reader.line_num, len(cells) == len(facts.header)


def _looks_malformed(path: Path, facts: FileFacts) -> bool:
    """Whether looks at all parts of a file show so many lines with another number of cells that they need counting."""
    looked_at = wrong = 0
    for lines in _looks(path):
        widths = [len(cells) for line in lines if (cells := _cells(line, facts.delimiter)) is not None]
        others = sum(width != len(facts.header) for width in widths)
        if others > MOST * len(widths):
            return True
        looked_at += len(widths)
        wrong += others
    return wrong > MANY * looked_at


def _looks(path: Path) -> Iterator[list[str]]:
    """Yield whole lines from every part of a file, wherever these begin."""
    with path.open("rb") as stream:
        for start in range(0, path.stat().st_size, STEP):
            stream.seek(start)
            lines = stream.read(LOOK).decode("utf-8", errors="replace").splitlines()
            yield [line for line in lines[1:-1] if line.strip()]


def _cells(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line; none where it breaks the rules of quotation, and None where it may go on in the next."""
    if '"' not in line:
        return line.split(delimiter)
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
