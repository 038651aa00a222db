"""A published report as a file: one frozen value in every format, with the same content hash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from peelian.rendering.report_value import ReportValue


def html_file(value: ReportValue) -> bytes:
    """One page that needs no server: the style sheet and the charts are inside it."""
    from django.contrib.staticfiles import finders
    from django.template.loader import render_to_string
    from django.utils.safestring import mark_safe

    from peelian.interfaces.look.reports import report_words

    sheet = finders.find("build/app.css")
    style = Path(str(sheet)).read_text(encoding="utf-8") if sheet else ""
    # The style sheet is the one that the build wrote; nothing in it comes from anybody's typing.
    words = {"report": report_words(value), "language": value.language, "style": mark_safe(style)}  # noqa: S308
    return render_to_string("cli/report.html", words).encode()


def pdf_file(value: ReportValue) -> bytes:
    from peelian.rendering.pdf import report_pdf

    return report_pdf(value)


def json_file(value: ReportValue) -> bytes:
    from peelian.rendering.json_export import report_json

    return report_json(value).encode()


def csv_file(value: ReportValue) -> bytes:
    """The grades, one row a graded or ungraded part."""
    from peelian.rendering.csv_export import grades_csv

    return grades_csv(value).encode()


FORMATS: dict[str, Callable[[ReportValue], bytes]] = {
    "html": html_file,
    "pdf": pdf_file,
    "json": json_file,
    "csv": csv_file,
}


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
