"""Conditions as expressions: what is missing satisfies no comparison, and paths run through references."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest
from pydantic import ValidationError

from peelian.catalogue import load_catalogue
from peelian.catalogue.conditions import Condition
from peelian.records.expressions import rows_where, with_referenced
from peelian.records.planted import planted_table

TODAY = date(2022, 3, 31)
ROWS = pa.table(
    {
        "key": ["full", "blank", "empty"],
        "word": ["a", "  ", None],
        "number": [1, 5, None],
        "flag": [True, False, None],
        "day": pa.array([date(2022, 3, 1), date(2021, 3, 31), None], pa.date32()),
        "moment": pa.array([datetime(2022, 3, 1, 12), datetime(2021, 3, 31), None], pa.timestamp("us")),
    }
)


def found(**condition: Any) -> list[str]:
    rows = rows_where(ibis.memtable(ROWS), [Condition.model_validate(condition)], TODAY)
    return sorted(ibis.duckdb.connect().to_pyarrow(rows.key).to_pylist())


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ({"column": "word", "missing": True}, ["blank", "empty"]),
        ({"column": "word", "missing": False}, ["full"]),
        ({"column": "word", "present": True}, ["full"]),
        ({"column": "word", "not_equals": "b"}, ["full"]),
        ({"column": "word", "none_of": ["b"]}, ["full"]),
        ({"column": "flag", "equals": False}, ["blank"]),
        ({"column": "flag", "missing": True}, ["empty"]),
        ({"column": "number", "not_equals": 1}, ["blank"]),
        ({"column": "number", "at_least": 1, "less_than": 5}, ["full"]),
        ({"column": "number", "more_than": 1}, ["blank"]),
        ({"column": "number", "one_of": [1, 2]}, ["full"]),
        ({"column": "day", "before": "2022-03-01"}, ["blank"]),
        ({"column": "day", "at_most": "2022-03-01"}, ["blank", "full"]),
        ({"column": "moment", "after": {"column": "day"}}, ["blank", "full"]),
        ({"column": "moment", "at_least": "2022-03-01T12:00"}, ["full"]),
        ({"column": "day", "at_least": {"today": True, "less": {"months": 12}}}, ["blank", "full"]),
        ({"column": "day", "after": {"today": True, "less": {"months": 12}}}, ["full"]),
        ({"column": "day", "at_least": {"today": True, "less": {"days": 30}}}, ["full"]),
        ({"span": {"days": ["day", "today"]}, "at_most": 30}, ["full"]),
        ({"span": {"hours": ["day", "moment"]}, "at_least": 12}, ["full"]),
        ({"span": {"minutes": ["day", "moment"]}, "more_than": 720}, []),
        ({"any_of": [[{"column": "number", "equals": 1}], [{"column": "flag", "equals": False}]]}, ["blank", "full"]),
    ],
)  # fmt: skip
def test_a_condition_finds_exactly_its_rows(condition: dict[str, Any], keys: list[str]) -> None:
    assert found(**condition) == keys


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"column": "word"}, "Say what is asked"),
        ({"column": "word", "span": {"days": ["a", "b"]}, "present": True}, "names exactly one of"),
        ({"any_of": [[{"column": "word", "missing": True}]], "equals": 1}, "belong into the lists"),
        ({"column": "word", "equals": {"column": "other", "today": True}}, "either a column or"),
        ({"span": {"days": ["a", "b"], "hours": ["a", "b"]}, "at_most": 1}, "exactly one unit"),
    ],
)
def test_a_condition_that_asks_nothing_clear_is_refused(condition: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Condition.model_validate(condition)


def test_a_path_leads_through_two_references_inside_a_force() -> None:
    schema = load_catalogue().record_tables
    tables = {
        name: ibis.memtable(planted_table(schema[name], rows))
        for name, rows in {
            "investigations": [
                {"investigation_id": "N1", "crime_id": "K1"},
                {"investigation_id": "N2", "crime_id": "K1", "force": "durham"},
                {"investigation_id": "N3"},
            ],
            "crimes": [{"crime_id": "K1", "incident_id": "I1"}, {"crime_id": "K1", "incident_id": "I1"}],
            "incidents": [{"incident_id": "I1", "area": "north"}],
        }.items()
    }

    rows = with_referenced(
        tables["investigations"], "investigations", ["crime_id.incident_id.area"], tables, schema
    )

    answer = ibis.duckdb.connect().to_pyarrow(rows.order_by("investigation_id"))
    assert answer["crime_id.incident_id.area"].to_pylist() == ["north", None, None]
