"""The report beside the rows that a check writes, and what is said of a folder that cannot be written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from peelian.catalogue.record_tables import RecordTable
from peelian.records.intake.page import intake_page
from peelian.records.intake.report import IntakeReport
from peelian.rules.errors import InvalidValueError


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn what the system says of a folder that cannot be written into a refusal."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        said = error.strerror if isinstance(error, OSError) else str(error).splitlines()[0]
        raise InvalidValueError(
            "folder-not-writable",
            f"The results cannot be written into {folder}: {said}. Make room there, get leave to write there, or "
            "name another folder. Nothing there was changed.",
            {"folder": str(folder)},
        ) from error


def write_report(report: IntakeReport, tables: Mapping[str, RecordTable], folder: Path) -> None:
    """Write the report as JSON and as a page."""
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=2)
    (folder / "report.json").write_text(text, encoding="utf-8")
    (folder / "report.html").write_text(intake_page(report, tables), encoding="utf-8")
