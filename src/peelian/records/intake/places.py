"""Where an intake writes: the accepted rows, the rejected ones, and what it needs on the way."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable
from itertools import chain, count
from pathlib import Path

from peelian.catalogue.record_tables import RecordTable
from peelian.records.formula_guard import guarded
from peelian.records.intake.broken_lines import MalformedLine
from peelian.records.intake.file_names import is_plain, shown
from peelian.records.intake.kinds import MARK
from peelian.records.intake.sources import Source
from peelian.records.sent import ALL_COLUMNS
from peelian.rules.errors import InvalidValueError

UNFINISHED = ".unfinished"
"""Where a check writes until it is done, inside the folder of results."""
RESULTS = ("report.html", "report.json", "findings.csv", "rejected", "accepted")
"""What a check leaves, in the order in which it is put in place."""
_SIGNS = re.compile(r"[^A-Za-z0-9._-]+")


class Places:
    """The folder of results of one intake: what it writes is put in place when all of it is there."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.unfinished = out / UNFINISHED
        self.work = self.unfinished / "work"
        self.findings = self.unfinished / "findings.csv"
        self._names: dict[str, str] = {}

    def prepare(self) -> None:
        """Make the folder ready; the results of an earlier check stay in it, and what a broken one left goes.

        Raises
        ------
        InvalidValueError
            `folder-in-use` where the folder holds something that no check has written, `folder-not-writable` where
            its name means several.
        """
        if not is_plain(self.out.absolute()):
            raise InvalidValueError(
                "folder-not-writable",
                f"The results cannot be written into {shown(self.out)}: a name in its path holds '*', '?', '[' or "
                "bytes that are no letters. Name another folder.",
                {"folder": shown(self.out)},
            )
        self.out.mkdir(parents=True, exist_ok=True)
        if any(self.out.iterdir()) and not (self.out / MARK).is_file():
            raise InvalidValueError(
                "folder-in-use",
                f"The folder {self.out} holds files that no check has written. Name a new folder, or an empty one.",
                {"folder": str(self.out)},
            )
        (self.out / MARK).touch()
        if self.unfinished.exists():
            shutil.rmtree(self.unfinished)
        self.work.mkdir(parents=True)

    def fresh_work(self) -> Path:
        """Return the folder for what is needed on the way, emptied."""
        if any(self.work.iterdir()):
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir()
        return self.work

    def put_in_place(self) -> None:
        """Put the results where those of an earlier check are.

        The accepted rows go first and come last: a folder in which this was broken off has none, and whoever wants
        to measure them is told to check again.
        """
        self._remove_empty()
        earlier = self.unfinished / "earlier"
        earlier.mkdir()
        for name in reversed(RESULTS):
            if (self.out / name).exists():
                (self.out / name).rename(earlier / name)
        for name in RESULTS:
            if (self.unfinished / name).exists():
                (self.unfinished / name).rename(self.out / name)

    def tidy(self) -> None:
        """Remove what is not put in place."""
        shutil.rmtree(self.unfinished, ignore_errors=True)

    def _remove_empty(self) -> None:
        """Remove folders that came to hold nothing."""
        for what in ("accepted", "rejected"):
            for folder in [*(self.unfinished / what).glob("*"), self.unfinished / what]:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    def accepted(self, source: Source, kind: str) -> Path:
        """Return where the accepted rows of a file go."""
        return self._place("accepted", source, f"{self._name(source)}{kind}.parquet")

    def all_columns(self, table: RecordTable) -> Path:
        """Return where the file without rows goes that has every column of a table."""
        return self.unfinished / "accepted" / table.identifier / ALL_COLUMNS

    def rejected(self, source: Source, name: str = "") -> Path:
        """Return where the rejected rows of a file go."""
        return self._place("rejected", source, f"{name or self._name(source)}.csv")

    def write_lines(self, source: Source, lines: Iterable[MalformedLine]) -> None:
        """Keep the lines of a file that are no rows."""
        path = self._place("rejected", source, f"{self._name(source)}-lines.csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["rejected_file", "rejected_row", "rejected_because", "line"])
            file = guarded(source.file)
            writer.writerows((file, bad.line, "malformed-line", guarded(bad.text)) for bad in lines)

    def _name(self, source: Source) -> str:
        """Return the name of a file as one word that no other file of the check has, whatever the capitals."""
        if source.file not in self._names:
            taken = {name.lower() for name in self._names.values()}
            word = slug(source.file)
            numbered = (f"{word}-{number}" for number in count(2))
            self._names[source.file] = next(
                name for name in chain([word], numbered) if name.lower() not in taken
            )
        return self._names[source.file]

    def _place(self, what: str, source: Source, name: str) -> Path:
        folder = self.unfinished / what / source.table.identifier
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


def slug(file: str) -> str:
    """Return the name of a file as one word, its folders parted by two hyphens.

    >>> slug("2021/march incidents.csv")
    '2021--march-incidents.csv'
    """
    return _SIGNS.sub("-", file.replace("/", "--"))
