"""How the columns of a table of records are held: in Parquet, in Arrow, and in the embedded engine.

Moments are held in Coordinated Universal Time without naming a zone, and a month by its first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from peelian.catalogue.record_tables import ColumnType, RecordTable

if TYPE_CHECKING:
    import pyarrow

SQL_TYPES: Mapping[ColumnType, str] = MappingProxyType(
    {
        "text": "VARCHAR",
        "code": "VARCHAR",
        "force": "VARCHAR",
        "reference": "VARCHAR",
        "whole": "BIGINT",
        "number": "DOUBLE",
        "money": "DECIMAL(18, 2)",
        "flag": "BOOLEAN",
        "date": "DATE",
        "month": "DATE",
        "moment": "TIMESTAMP",
    }
)
"""The type that each column has in the embedded engine."""


def arrow_schema(table: RecordTable) -> pyarrow.Schema:
    """Return the Arrow schema of a table; a column that must be filled allows no nulls."""
    import pyarrow as pa

    kinds = {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "DECIMAL(18, 2)": pa.decimal128(18, 2),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
    }
    return pa.schema(
        [
            pa.field(column.name, kinds[SQL_TYPES[column.type]], nullable=not column.required)
            for column in table.columns
        ]
    )
