"""Lines at which the engine loses its way, taken out before it reads the others.

Behind a quotation mark that is not closed the engine reads on to the next one, or into the middle of the file, and
tells of one line; a line longer than what it holds at once it passes over without a word. So a file with such a line
is copied once, each of them replaced by one that the engine refuses in its place. Text that goes on over several lines
is a row where it is closed as it should be; otherwise the line that opens it is no row, and the next begins one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from peelian.records.intake.facts import FileFacts
from peelian.records.intake.masses import LOOK, MOST_MALFORMED, STEP

LONGEST = 2_000_000
"""Bytes of the longest row that the engine reads."""
KEPT = 2_000
"""So many letters of a line that is no row are kept."""
NOT_CLOSED = "UNQUOTED VALUE"
TOO_LONG = "LINE SIZE OVER MAXIMUM"
NOUGHT = "NOUGHT"
"""The reason of a line with a byte of nought; the others are the words of the engine."""
SEEN_NOUGHT = "\N{SYMBOL FOR NULL}"
LOST = frozenset({NOT_CLOSED, TOO_LONG})
"""Reasons at which the engine may have passed over more than the line that it tells of."""


@dataclass(frozen=True)
class MalformedLine:
    """A line of a text file that is no row, by the engine's own word for it."""

    line: int
    reason: str
    text: str


def holds_long_line(path: Path) -> bool:
    """Whether looks into all parts of a file find a line so long that the engine may pass over it.

    Every line of more than two steps and a look reaches over two looks one after the other, and all between them.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        before = False
        for start in range(0, size, STEP):
            stream.seek(start)
            alone = b"\n" not in stream.read(LOOK)
            if alone and before and not _ends_between(stream, start - STEP, start):
                return True
            before = alone
    return False


def _ends_between(stream: BinaryIO, start: int, end: int) -> bool:
    stream.seek(start)
    while stream.tell() < end:
        if b"\n" in stream.read(1 << 16):
            return True
    return False


def without_broken_lines(path: Path, facts: FileFacts, work: Path) -> tuple[Path, dict[int, MalformedLine]]:
    """Return a copy of a text file in UTF-8 that the engine reads whole, and the lines that are replaced in it.

    No more lines are replaced than are told one by one, and one: then the copy ends.
    """
    written = work / "whole-rows.csv"
    sign = facts.delimiter.encode()
    instead = sign.join([b"x"] * (len(facts.header) + 1)) + b"\n"
    broken: dict[int, MalformedLine] = {}
    with path.open("rb") as source, written.open("wb") as target:
        for _ in range(facts.header_row):
            target.write(source.readline(LONGEST))
        for number, (row, reason) in enumerate(_rows(source, _Quotation.between(sign)), facts.header_row + 1):
            target.write(instead if reason else row)
            if reason:
                text = row[: 4 * KEPT].decode("utf-8", errors="replace")[:KEPT].rstrip("\r\n")
                broken[number] = MalformedLine(number, reason, text.replace("\x00", SEEN_NOUGHT))
            if len(broken) > MOST_MALFORMED:
                break
    return written, broken


@dataclass(frozen=True)
class _Quotation:
    """Where quoted text begins and ends in a line; space may stand before and after it."""

    begins: re.Pattern[bytes]
    ends: re.Pattern[bytes]

    @classmethod
    def between(cls, sign: bytes) -> _Quotation:
        """Return that of a file whose cells a sign parts."""
        parts = re.escape(sign)
        return cls(re.compile(rb'(?:\A|%s) *"' % parts), re.compile(rb'"| *(?:%s|[\r\n]|\Z)' % parts))

    def stays_open(self, line: bytes, *, quoted: bool) -> bool | None:
        """Whether a line ends within quoted text; None where more follows the end of such a text."""
        place = 0
        while True:
            if not quoted:
                begun = self.begins.search(line, place)
                if begun is None:
                    return False
                place = begun.end()
            place = line.find(b'"', place) + 1
            if not place:
                return True
            after = self.ends.match(line, place)
            if after is None:
                return None
            quoted = after.group() == b'"'
            if not quoted and after.group().strip(b" ") in (b"", b"\r", b"\n"):
                return False
            place = after.end() if quoted else after.end() - 1


def _rows(source: BinaryIO, quotation: _Quotation) -> Iterator[tuple[bytes, str]]:
    """Yield each row, or line that is none, with the reason why it is none; of a line too long, its beginning."""
    while line := source.readline(LONGEST + 1):
        if len(line) > LONGEST:
            _pass_over(source, line)
            yield line, TOO_LONG
        elif b"\x00" in line:
            yield line, NOUGHT
        elif b'"' not in line:
            yield line, ""
        elif not (state := quotation.stays_open(line, quoted=False)):
            yield line, NOT_CLOSED if state is None else ""
        else:
            after = source.tell()
            rest = _rest_of_row(source, quotation, LONGEST - len(line))
            if rest is None:
                source.seek(after)
            yield line + (rest or b""), NOT_CLOSED if rest is None else ""


def _pass_over(source: BinaryIO, line: bytes) -> None:
    """Go to the end of a line of which the beginning was read."""
    while line and not line.endswith(b"\n"):
        line = source.readline(STEP)


def _rest_of_row(source: BinaryIO, quotation: _Quotation, most: int) -> bytes | None:
    """Return the lines that end a row whose text goes on; None where they do not, or are too long."""
    lines = []
    while most > 0 and (line := source.readline(most)):
        most -= len(line)
        lines.append(line)
        state = quotation.stays_open(line, quoted=True)
        if state is None or b"\x00" in line:
            return None
        if not state:
            return b"".join(lines)
    return None
