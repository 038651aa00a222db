import duckdb

from peelian.records.intake.cells import Cell
from peelian.records.intake.rules.out_of_order import RULE
from tests.records.intake.rules.cases import KNOWN, column, table

TESTED = column("moment", not_before="opened_at")
OPENED = "2022-03-01T10:00:00Z"


def is_broken(engine_cell: str, earlier: str) -> bool | None:
    cells = [Cell.of(TESTED, f"'{text}'" if text else "NULL", KNOWN) for text in (engine_cell, earlier)]
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        (answer,) = engine.execute(f"SELECT {RULE.broken(*cells)}").fetchall()
    return answer[0]


def test_what_comes_first_is_not_later():
    assert is_broken("2022-02-01T10:00:00Z", OPENED) is True
    assert is_broken(OPENED, OPENED) is False
    assert is_broken("2022-03-01T11:30:00+01:00", OPENED) is False


def test_a_blank_cell_breaks_nothing():
    assert (is_broken("", OPENED), is_broken(OPENED, "")) == (None, None)


def test_the_pairs_stand_in_the_tables():
    assert RULE.other(table().column("attended_at")) == "opened_at"
    assert RULE.other(table().column("thrive_at")) is None


def test_the_sentence_names_both_cells():
    assert RULE.sentence(TESTED, "2022-02-01T10:00:00Z", "opened_at", OPENED) == (
        "'tested' '2022-02-01T10:00:00Z' lies before 'opened_at' '2022-03-01T10:00:00Z', which comes first. "
        "Look at both."
    )
