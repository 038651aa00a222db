"""The data dictionary and the list of intake rules as pages, printed from the catalogue and the rules."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.catalogue.record_formats import RecordFormat
from peelian.catalogue.record_tables import ColumnType, RecordColumn, RecordTable
from peelian.records.intake.findings import SEVERITY_WORDS
from peelian.records.intake.rules import RULES

TYPE_WORDS: dict[ColumnType, str] = {
    "text": "words",
    "code": "one of the codes of the column",
    "whole": "a whole number, in digits",
    "number": "a number, with a full stop before decimals",
    "money": "an amount, to two decimals",
    "flag": "true or false; blank says that nothing was recorded, which differs from false",
    "date": "a day, such as 2022-03-31",
    "moment": "a day and time in Coordinated Universal Time, such as 2022-03-31T14:05:00Z",
    "month": "a month, such as 2022-03",
    "force": "a force; its short name, such as cleveland, and every printed name that is known",
    "reference": "the key of a row of another table, of the same force",
}


def dictionary_page(tables: Mapping[str, RecordTable], formats: Mapping[str, RecordFormat], note: str) -> str:
    """Return the data dictionary: every table with its columns, and the public formats that fill them."""
    types = "\n".join(f"| `{name}` | {words} |" for name, words in TYPE_WORDS.items())
    contents = "\n".join(
        f"| [`{name}`](#{table.identifier}) | {table.title} | {len(table.columns)} |"
        for name, table in sorted(tables.items())
    )
    parts = [
        "# Data dictionary",
        f"{note} A force's extract is one file a table: named after the table, with these names of columns in any "
        "order. A column that is left out is told as absent. Day and time stand in Coordinated Universal Time. "
        "People are given by stable pseudonyms, never by name.",
        f"## Types\n\n| Type | Holds |\n|---|---|\n{types}",
        f"## Tables\n\n| Table | Title | Columns |\n|---|---|---|\n{contents}",
        *(_table(table) for _, table in sorted(tables.items())),
        _formats(formats),
    ]
    return "\n\n".join(parts) + "\n"


def rules_page(note: str) -> str:
    """Return the list of the rules of an intake."""
    rows = "\n".join(
        f"| `{rule.identifier}` | {rule.title} | {SEVERITY_WORDS[rule.severity]} | {_cell(rule.meaning)} |"
        for rule in sorted(RULES, key=lambda rule: rule.identifier)
    )
    opening = f"# Rules of the intake\n\n{note} `peelian records check` applies every rule to every file of records."
    return f"{opening}\n\n| Rule | Title | What follows | Meaning |\n|---|---|---|---|\n{rows}\n"


def _table(table: RecordTable) -> str:
    rows = "\n".join(_row(column, table) for column in table.columns)
    dated = f" A row is dated by `{table.period_column}`." if table.period_column else ""
    key = ", ".join(f"`{name}`" for name in table.key)
    return (
        f"## {table.identifier}\n\n{table.title}. {table.meaning} Its key is {key}.{dated} Source: {table.source}.\n\n"
        f"| Column | Type | Must be filled | Meaning | Source |\n|---|---|---|---|---|\n{rows}"
    )


def _row(column: RecordColumn, table: RecordTable) -> str:
    kind = f"`{column.type}`"
    if column.table:
        kind += f" to [`{column.table}`](#{column.table})"
    if column.unit:
        kind += f", {column.unit}{bounds_words(column)}"
    meaning = column.meaning
    if column.codes:
        meaning += ": " + "; ".join(f"`{code.code}` {code.meaning}" for code in column.codes)
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {kind} | {required} | {_cell(meaning)} | {_cell(column.source)} |"


def bounds_words(column: RecordColumn) -> str:
    """Return between which values a number may lie, to stand after its unit; empty where it may be any."""
    if column.minimum is not None and column.maximum is not None:
        return f", {column.minimum} to {column.maximum}"
    if column.minimum is not None:
        return f", from {column.minimum}"
    return f", to {column.maximum}" if column.maximum is not None else ""


def _formats(formats: Mapping[str, RecordFormat]) -> str:
    if not formats:
        return "## Public formats\n\nNo public format is described."
    rows = "\n".join(
        f"| `{name}` | {_cell(form.title)} | [`{form.table}`](#{form.table}) | {_cell(form.source)} |"
        for name, form in sorted(formats.items())
    )
    return (
        "## Public formats\n\nFiles of these designs are recognised by their header and taken into the tables.\n\n"
        f"| Format | Title | Table | Source |\n|---|---|---|---|\n{rows}"
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
