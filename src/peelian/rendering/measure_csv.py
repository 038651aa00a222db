"""A published measure as CSV: one row a force, those left out with their reasons."""

from typing import Any, Protocol

from peelian.rendering.csv_export import csv_text

COLUMNS = (
    "measure", "title", "period", "period_end", "version", "content_hash", "force", "force_name", "numerator",
    "denominator", "value", "printed", "unit", "rank", "tied", "of", "z", "label", "funnel", "adjusted_p", "status",
    "reason", "mean", "lower_line", "upper_line", "source", "denominator_source", "note",
    "collection", "return_version", "return_sha256",
)  # fmt: skip


class Comparison(Protocol):
    """The comparison as far as its rows need it: it can be written as plain values."""

    def model_dump(self, *, mode: str) -> dict[str, Any]: ...


def measure_csv(compared: Comparison, version: int, content_hash: str) -> str:
    """Write every force by name, with what is the same for all of them in each row."""
    value = compared.model_dump(mode="json")
    lines = value["lines"] or {}
    opinion = value["second_opinion"] or {"forces": []}
    funnel = {each["slug"]: each for each in opinion["forces"]}
    head = {
        "measure": value["definition"]["identifier"],
        "title": value["definition"]["title"],
        "unit": value["definition"]["unit"],
        "period": value["period_words"],
        "period_end": value["period_end"],
        "version": version,
        "content_hash": content_hash,
        "of": value["n"],
        "mean": lines.get("mean"),
        "lower_line": lines.get("lower"),
        "upper_line": lines.get("upper"),
        "source": value["source"],
        "denominator_source": value["denominator_source"],
        "note": value["note"],
    }
    collection = value["collection"] or {"title": None, "returns": []}
    returns = {
        each["slug"]: {
            "collection": collection["title"],
            "return_version": each["version"],
            "return_sha256": each["sha256"],
        }
        for each in collection["returns"]
    }
    compared_rows = [
        {
            **head,
            **returns.get(each["slug"], {}),
            **{
                name: each[name]
                for name in ("numerator", "denominator", "value", "printed", "rank", "tied", "z", "label")
            },
            "force": each["slug"],
            "force_name": each["name"],
            "funnel": funnel.get(each["slug"], {}).get("label"),
            "adjusted_p": funnel.get(each["slug"], {}).get("q"),
            "status": "compared",
        }
        for each in value["forces"]
    ]
    left_out = [
        {
            **head,
            **returns.get(each["slug"], {}),
            "force": each["slug"],
            "force_name": each["name"],
            "status": each["kind"],
            "reason": each["reason"],
        }
        for each in value["left_out"]
    ]
    rows = sorted([*compared_rows, *left_out], key=lambda row: str(row["force_name"]))
    return csv_text(COLUMNS, rows)
