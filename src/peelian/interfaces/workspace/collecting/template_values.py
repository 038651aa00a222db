"""The template of a return between the rows of a form and the plain values that services take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peelian.apps.returns.models import Collection
from peelian.catalogue.record_tables import NUMERIC, RecordTable

OWN_TABLE = "returned"
"""The identifier of a table that was made for one collection."""

FORCE = {"name": "force", "type": "force", "meaning": "Short name of the force; it may be left empty."}
Rows = Sequence[Mapping[str, Any]]


def template_of_table(table: RecordTable, sums: list[dict[str, Any]]) -> dict[str, Any]:
    """A template with the columns of a table of the catalogue, as they stand now."""
    return {"table": table.model_dump(mode="json"), "sums": sums}


def template_value(title: str, purpose: str, columns: Rows, sums: list[dict[str, Any]]) -> dict[str, Any]:
    """A template with columns of its own."""
    keys = [column["name"] for column in columns if column["in_key"]]
    dating = next((column["name"] for column in columns if column["dates_row"]), None)
    listed = [
        {name: value for name, value in column.items() if name not in ("in_key", "dates_row")}
        for column in columns
    ]
    table = {
        "identifier": OWN_TABLE,
        "title": title,
        "meaning": purpose or title,
        "key": keys or ["force"],
        "period_column": dating,
        "source": title,
        "columns": [FORCE, *listed],
    }
    return {"table": table, "sums": sums}


def own_columns(rows: Rows) -> list[dict[str, Any]]:
    """Columns as their rows in the form say them."""
    return [_column(row) for row in rows]


def own_sums(rows: Rows) -> list[dict[str, Any]]:
    """Sums as their rows in the form say them."""
    return [
        {
            "total": row["total"].strip(),
            "parts": [part.strip() for part in row["parts"].split(",") if part.strip()],
        }
        for row in rows
    ]


def stored_rows(collection: Collection) -> dict[str, list[dict[str, Any]]]:
    """The rows of a form for a stored template; columns of the catalogue are not shown in rows."""
    template = collection.return_template
    if template is None:
        return {}
    sums = [{"total": each.total, "parts": ", ".join(each.parts)} for each in template.sums]
    table = template.table
    if table.identifier != OWN_TABLE:
        return {"sums": sums}
    columns = [
        {
            "name": column.name,
            "type": column.type,
            "unit": column.unit,
            "meaning": column.meaning,
            "codes": "\n".join(f"{each.code}: {each.meaning}" for each in column.codes),
            "minimum": column.minimum,
            "in_key": column.name in table.key,
            "dates_row": column.name == table.period_column,
            "must": column.required,
        }
        for column in table.columns
        if column.name != "force"
    ]
    return {"columns": columns, "sums": sums}


def _column(row: Mapping[str, Any]) -> dict[str, Any]:
    numeric = row["type"] in NUMERIC
    minimum = row["minimum"]
    return {
        "name": row["name"],
        "type": row["type"],
        "meaning": row["meaning"],
        "required": bool(row["must"] or row["in_key"]),
        "unit": row["unit"] if numeric else "",
        "codes": list(_codes(row["codes"])) if row["type"] == "code" else [],
        "minimum": str(minimum) if numeric and minimum is not None else None,
        "in_key": bool(row["in_key"]),
        "dates_row": bool(row["dates_row"]),
    }


def _codes(text: str) -> Iterable[dict[str, str]]:
    """One code a line, with its meaning after a colon; a code without one means what it says."""
    for line in text.splitlines():
        code, _, meaning = line.partition(":")
        if code.strip():
            yield {"code": code.strip(), "meaning": meaning.strip() or code.strip()}
