"""Where an intake writes: the accepted rows, the rejected ones, and what it needs on the way."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from peelian.catalogue.record_tables import RecordTable
from peelian.records.formula_guard import guarded
from peelian.records.intake.kinds import MARK
from peelian.records.intake.plain_pass import MalformedLine
from peelian.records.intake.sources import Source
from peelian.records.sent import ALL_COLUMNS
from peelian.rules.errors import InvalidValueError

MINE = ("accepted", "rejected", "work", "findings.csv", "report.json", "report.html")
_SIGNS = re.compile(r"[^A-Za-z0-9._-]+")


class Places:
    """The folder of results of one intake."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.work = out / "work"
        self.findings = out / "findings.csv"

    def prepare(self) -> None:
        """Make the folder ready, and remove the results of an earlier check.

        Raises
        ------
        InvalidValueError
            `folder-in-use` where the folder holds something that no check has written.
        """
        self.out.mkdir(parents=True, exist_ok=True)
        if any(self.out.iterdir()) and not (self.out / MARK).is_file():
            raise InvalidValueError(
                "folder-in-use",
                f"The folder {self.out} holds files that no check has written. Name a new folder, or an empty one.",
                {"folder": str(self.out)},
            )
        (self.out / MARK).touch()
        for name in MINE:
            path = self.out / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
        self.work.mkdir()

    def fresh_work(self) -> Path:
        """Return the folder for what is needed on the way, emptied."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        return self.work

    def tidy(self) -> None:
        """Remove what was needed on the way, and folders that came to hold nothing."""
        shutil.rmtree(self.work, ignore_errors=True)
        for what in ("accepted", "rejected"):
            for folder in [*(self.out / what).glob("*"), self.out / what]:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()

    def accepted(self, source: Source, kind: str) -> Path:
        """Return where the accepted rows of a file go."""
        return self._place("accepted", source, f"{slug(source.file)}{kind}.parquet")

    def all_columns(self, table: RecordTable) -> Path:
        """Return where the file without rows goes that has every column of a table."""
        return self.out / "accepted" / table.identifier / ALL_COLUMNS

    def rejected(self, source: Source, name: str = "") -> Path:
        """Return where the rejected rows of a file go."""
        return self._place("rejected", source, f"{name or slug(source.file)}.csv")

    def write_lines(self, source: Source, lines: Iterable[MalformedLine]) -> None:
        """Keep the lines of a file that are no rows."""
        path = self._place("rejected", source, f"{slug(source.file)}-lines.csv")
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["rejected_file", "rejected_row", "rejected_because", "line"])
            file = guarded(source.file)
            writer.writerows((file, bad.line, "malformed-line", guarded(bad.text)) for bad in lines)

    def _place(self, what: str, source: Source, name: str) -> Path:
        folder = self.out / what / source.table.identifier
        folder.mkdir(parents=True, exist_ok=True)
        return folder / name


def slug(file: str) -> str:
    """Return the name of a file as one word, its folders parted by two hyphens.

    >>> slug("2021/march incidents.csv")
    '2021--march-incidents.csv'
    """
    return _SIGNS.sub("-", file.replace("/", "--"))
