"""The reference page of public files: which are known, what they are recognised by, and where their columns go."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.published_formats import PublishedFormat
from peelian.catalogue.record_formats import FormatColumn, RecordFormat

FORCE = "force"
LAYOUT_WORDS = {
    "rows": "one line for each area and period below a header",
    "forces-down": "forces in the first column, dates across, regions as headings",
    "forces-across": "categories in the first column, forces across",
}


def formats_page(catalogue: Catalogue, note: str) -> str:
    """Return the page in Markdown.

    Parameters
    ----------
    note
        Where the page comes from.
    """
    records = "\n\n".join("\n".join(_record_lines(each)) for each in catalogue.record_formats.values())
    figures = "\n\n".join("\n".join(_figure_lines(each)) for each in catalogue.published_formats.values())
    return (
        f"# Public files\n\n{note} A public file is recognised by what stands in it, and each format is a file of the "
        "catalogue.\n\n## Files of records\n\nTheir rows become rows of the tables of the data dictionary, by "
        f"`peelian records check`.\n\n{records}\n\n## Files of figures\n\nTheir numbers are already counted and become "
        f"values by area, by `peelian records published`.\n\n{figures}\n"
    )


def _record_lines(form: RecordFormat) -> Iterator[str]:
    yield f"### {form.identifier}"
    yield ""
    yield f"{form.title}. Source: {form.source}. Its rows are those of the table `{form.table}`."
    if form.note:
        yield ""
        yield form.note.strip()
    yield ""
    yield "| Column of the table | Is read from | Words that become codes |"
    yield "|---|---|---|"
    for column in form.columns:
        yield f"| `{column.name}` | {_place(column)} | {_values(column)} |"
    for name, reason in form.unused.items():
        yield f"| none | {_code(name)} | {reason} |"


def _place(column: FormatColumn) -> str:
    if column.file_name:
        return "the name of the file"
    if column.constant:
        return f"always {_code(column.constant)}"
    told = ", ".join(_code(name) for name in column.columns)
    numbered = "the name of the file and the number of the row"
    return f"{told}, or {numbered}" if told and column.row else told or numbered


def _values(column: FormatColumn) -> str:
    if column.name == FORCE and column.values:
        return "the publisher's name of each force"
    return "; ".join(
        f"{printed} is {_code(held) if held else 'blank'}" for printed, held in column.values.items()
    )


def _figure_lines(form: PublishedFormat) -> Iterator[str]:
    yield f"### {form.identifier}"
    yield ""
    yield f"{form.title}. Source: {form.source}. Layout: {LAYOUT_WORDS[form.layout]}."
    if form.note:
        yield ""
        yield form.note.strip()
    yield ""
    yield "| Measure | Unit | Stands in |"
    yield "|---|---|---|"
    for measure in form.measures:
        place = _code(measure.column) if measure.column else f"sheets titled {_code(measure.sheet_title)}"
        yield f"| {measure.title} (`{measure.identifier}`) | {measure.unit} | {place} |"
    if form.missing:
        yield ""
        yield (
            "Missing numbers: "
            + ", ".join(f"{_code(token)} is {meaning}" for token, meaning in form.missing.items())
            + "."
        )
    for ratio in form.recomputed:
        yield ""
        yield (
            f"`{ratio.printed}` is worked out again as `{ratio.numerator}` / `{ratio.denominator}` x {ratio.per:,}, "
            "rounded half up."
        )


def _code(text: str) -> str:
    return f"`{text}`"
