"""The quick reading of cells agrees with the careful one: what is plain breaks no rule and has the same value."""

import duckdb
import pytest

from peelian.catalogue import RecordColumn
from peelian.records.intake import cells
from peelian.records.intake.cells import Cell
from peelian.records.intake.rules import CELL_RULES
from tests.records.intake.rules.cases import KNOWN, column

TEXTS = [
    None, "", " ", "-", "..", "N/A", "unknown", "none", "I1", " I1", "I1 ", "true", "FALSE", "yes", "t", "1", "0",
    "maybe", "12", "-3", "007", "+5", "12.5", "12.0", ".5", "1e3", "1_000", "0x10", "inf", "NaN", "1,234", "1,23",
    "12 [1]", "45*", "12.345", "101", "99999999999999999999", "2022-03-31", "2022-03-01", "2022-02-30", "2022-04-01",
    "2062-01-01", "1900-01-01", "1970-01-01", "31/03/2022", "2022-03", "2022-13", "2023-01", "2022-03-31T14:05:00Z",
    "2022-03-31T14:05:00", "2022-03-31 14:05:00", "2022-03-31 14:05", "2022-03-31T14:05:00+00:00",
    "2022-03-31T14:05:00+01:00", "2022-03-31 14:05+01", "2022-03-31T24:00:00Z", "2022-03-31T25:00:00Z",
    "2022-03-31T23:59:59Z", "2022-04-01T00:00:00Z", "2022-03-31T14:05:00.123456", "31/03/2022 14:05",
    "immediate", "Immediate", "cleveland", "Cleveland Police", "Gotham",
]  # fmt: skip
COLUMNS = [
    *(column(kind) for kind in ("text", "reference", "code", "whole", "number", "money", "flag", "force")),
    *(column(kind) for kind in ("date", "moment", "month")),
    *(column(kind, ahead=True) for kind in ("date", "moment", "month")),
    *(column(kind, minimum=0, maximum=100) for kind in ("whole", "number", "money")),
    *(column(kind, required=True) for kind in ("text", "code", "whole", "flag", "moment")),
]


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as opened:
        opened.execute("SET TimeZone = 'UTC'")
        opened.execute("CREATE TABLE cells (cell VARCHAR)")
        opened.executemany("INSERT INTO cells VALUES (?)", [[text] for text in TEXTS])
        yield opened


def name_of(tested: RecordColumn) -> str:
    bounded = tested.minimum is not None
    return f"{tested.type}{' ahead' * tested.ahead}{' bounded' * bounded}{' full' * tested.required}"


@pytest.mark.parametrize("tested", COLUMNS, ids=name_of)
def test_what_is_plain_breaks_no_rule_and_has_the_same_value(tested: RecordColumn, engine):
    cell = Cell.of(tested, "cell", KNOWN)
    broken = [sql for rule in CELL_RULES if (sql := rule.broken(tested, cell, KNOWN))]
    faulty = " OR ".join(f"coalesce({sql}, false)" for sql in broken)

    rows = engine.execute(
        f"SELECT cell, {cells.plain_value(tested, 'cell')}, {cell.value}, {faulty} FROM cells "
        f"WHERE {cells.plain(tested, 'cell', KNOWN)}"
    ).fetchall()

    assert [row for row in rows if row[1] != row[2] or row[3]] == []


@pytest.mark.parametrize("tested", COLUMNS, ids=name_of)
def test_a_cell_that_breaks_no_rule_has_a_value_or_says_nothing(tested: RecordColumn, engine):
    cell = Cell.of(tested, "cell", KNOWN)
    broken = [sql for rule in CELL_RULES if (sql := rule.broken(tested, cell, KNOWN))]
    faulty = " OR ".join(f"coalesce({sql}, false)" for sql in broken)

    rows = engine.execute(
        f"SELECT cell FROM cells WHERE {cell.said} IS NOT NULL AND {cell.value} IS NULL AND NOT ({faulty})"
    ).fetchall()

    assert rows == []


def test_common_forms_are_plain(engine):
    plain = {
        "moment": ["2022-03-31T14:05:00Z", "2022-03-31T14:05:00", "2022-03-31 14:05:00", "2022-03-31T14:05:00+00:00",
                   "2022-03-31T23:59:59Z"],
        "whole": ["1", "0", "12", "-3", "101"],
        "month": ["2022-03"],
        "flag": ["true", "FALSE", "yes", "t", "1", "0"],
    }  # fmt: skip

    for kind, texts in plain.items():
        rows = engine.execute(
            f"SELECT cell FROM cells WHERE cell IS NOT NULL AND {cells.plain(column(kind), 'cell', KNOWN)}"
        ).fetchall()
        assert [row[0] for row in rows if row[0] in texts] == [text for text in TEXTS if text in texts]
