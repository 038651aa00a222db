"""Checking a return: each rule by itself, and all of them at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.records.returned.changes import CellChange, as_sent, cell_changes
from peelian.records.returned.check import CheckedReturn, ReturnScope, check_return
from peelian.records.returned.grid import Grid, GridRow
from peelian.records.returned.odd_values import odd_values
from peelian.records.returned.templates import ReturnTemplate, template_faults, template_from_json
from tests.apps.returns.made import TEMPLATE

SCOPE = ReturnScope(
    force="cleveland",
    forces={
        "cleveland": "cleveland",
        "cleveland police": "cleveland",
        "e23000013": "cleveland",
        "durham": "durham",
    },
    today=date(2022, 6, 1),
    start=date(2021, 4, 1),
    end=date(2022, 3, 31),
)
NAMES = ("force", "month", "grade", "men", "women", "everybody", "vacancy_rate")
GOOD = ("cleveland", "2022-03", "staff", "300", "600", "900", "4.5")


def template(**columns: dict[str, Any]) -> ReturnTemplate:
    """The template of the workforce; columns named are changed or added."""
    table = TEMPLATE["table"]
    listed = {column["name"]: column for column in table["columns"]}
    listed |= {
        name: {"name": name, "meaning": name, **listed.get(name, {}), **more}
        for name, more in columns.items()
    }
    return template_from_json({**TEMPLATE, "table": {**table, "columns": list(listed.values())}})


def checked(
    *lines: tuple[str, ...], header: tuple[str, ...] = NAMES, made: ReturnTemplate | None = None
) -> CheckedReturn:
    rows = tuple(GridRow(number, line) for number, line in enumerate(lines, start=2))
    return check_return(made or template(), Grid(header, rows), SCOPE)


def told(found: CheckedReturn) -> list[tuple[int | None, str, str, str]]:
    return [(each.row, each.column, each.rule, each.value) for each in found.findings]


def row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(name, good) for name, good in zip(NAMES, GOOD, strict=True))


def test_good_return_has_no_finding() -> None:
    found = checked(GOOD)

    assert (found.findings, found.faults) == ((), 0)
    assert found.rows == (dict(zip(NAMES, GOOD, strict=True)),)


@pytest.mark.parametrize(
    ("cells", "column", "rule"),
    [
        ({"men": "three"}, "men", "whole"),
        ({"men": "1,30"}, "men", "whole"),
        ({"men": "300 [note 4]"}, "men", "whole"),
        ({"men": "-300"}, "men", "minimum"),
        ({"men": "n/a"}, "men", "blank-word"),
        ({"vacancy_rate": "4.5%"}, "vacancy_rate", "number"),
        ({"grade": "civilian"}, "grade", "code"),
        ({"grade": ""}, "grade", "required"),
        ({"month": "March 2022"}, "month", "month"),
        ({"month": "2022-13"}, "month", "month"),
        ({"month": "2062-03"}, "month", "outside-period"),
        ({"month": "2021-03"}, "month", "outside-period"),
        ({"force": "durham"}, "force", "other-force"),
        ({"force": "Gotham"}, "force", "force"),
    ],
)
def test_fault_is_told_with_row_column_rule_and_value(cells: dict[str, str], column: str, rule: str) -> None:
    found = checked(GOOD, row(**{"grade": "officers", **cells}))

    assert told(found) == [(3, column, rule, cells[column])]
    assert found.findings[0].sentence.endswith(".")


@pytest.mark.parametrize("name", ["", "cleveland", "Cleveland Police", "E23000013"])
def test_force_is_known_by_every_name_and_may_be_left_out(name: str) -> None:
    assert checked(row(force=name)).rows[0]["force"] == "cleveland"


@pytest.mark.parametrize(
    ("kind", "text", "plain"),
    [
        ({"type": "flag"}, "Yes", "true"),
        ({"type": "flag"}, "no", "false"),
        ({"type": "flag"}, "", None),
        ({"type": "date"}, "2022-03-31", "2022-03-31"),
        ({"type": "moment"}, "2022-03-31T09:05", "2022-03-31T09:05:00Z"),
        ({"type": "moment"}, "2022-03-31T09:05+01:00", "2022-03-31T08:05:00Z"),
        ({"type": "money", "unit": "pounds"}, "12.50", "12.50"),
        ({"type": "text"}, "=1+1", "=1+1"),
    ],
)
def test_cell_takes_its_plain_form(kind: dict[str, str], text: str, plain: str | None) -> None:
    found = checked((*GOOD, text), header=(*NAMES, "extra"), made=template(extra=kind))

    assert (found.rows[0]["extra"], found.findings) == (plain, ())


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        ({"type": "flag"}, "maybe", "flag"),
        ({"type": "date"}, "31/03/2022", "date"),
        ({"type": "date"}, "2062-03-31", "far-date"),
        ({"type": "moment"}, "yesterday", "moment"),
        ({"type": "whole", "unit": "people", "maximum": 10}, "11", "maximum"),
        ({"type": "text"}, "x" * 2_001, "too-long"),
    ],
)
def test_cell_of_another_type_is_a_fault(kind: dict[str, Any], text: str, rule: str) -> None:
    found = checked((*GOOD, text), header=(*NAMES, "extra"), made=template(extra=kind))

    assert [each.rule for each in found.findings] == [rule]


def test_faults_of_the_header_are_told() -> None:
    header = ("force", "month", "grade", "men", "men", "notes", "vacancy_rate")

    found = checked(("cleveland", "2022-03", "staff", "1", "1", "x", "4.5"), header=header)

    assert told(found) == [
        (1, "notes", "unknown-column", "notes"),
        (1, "men", "repeated-column", "men"),
        (1, "women", "missing-column", ""),
        (1, "everybody", "missing-column", ""),
    ]


def test_cell_under_no_column_is_a_fault() -> None:
    found = checked((*GOOD, "stray"))

    assert told(found) == [(2, "", "beyond-the-columns", "stray")]


def test_row_that_stands_twice_is_a_fault() -> None:
    found = checked(GOOD, row(men="301", everybody="901"))

    assert told(found) == [(3, "month", "repeated-key", "2022-03 / staff")]
    assert found.findings[0].sentence == "'2022-03 / staff' stands already in row 2. Each may stand once."


def test_return_without_a_key_has_one_row() -> None:
    single = template_from_json({"table": {**TEMPLATE["table"], "key": ["force"]}})

    assert told(checked(GOOD, GOOD, made=single)) == [(3, "", "one-row", "")]


def test_return_without_rows_is_a_fault() -> None:
    assert [each.rule for each in checked().findings] == ["no-rows"]


def test_sum_that_does_not_add_up_is_a_question_and_a_gap_is_not_judged() -> None:
    found = checked(row(everybody="901"), row(grade="officers", men="", everybody="901"))

    assert (told(found), found.faults) == ([(2, "everybody", "sum", "901")], 0)
    assert found.findings[0].sentence == "men and women add up to 900, but 'everybody' says 901."


def test_day_that_a_spreadsheet_made_of_a_month_is_read_and_told() -> None:
    found = checked(row(month="2022-03-01"), row(month="2022-03-31"))

    assert found.rows[0]["month"] == "2022-03"
    assert [(each.rule, each.weight, each.sentence) for each in found.findings] == [
        (
            "day-for-month",
            "question",
            "The day 2022-03-01 is read as the month 2022-03; a spreadsheet makes a day of a month.",
        ),
        ("month", "fault", "'2022-03-31' is no month. Write year and month, such as 2022-03."),
    ]


def test_changes_name_every_cell_that_differs_and_rows_that_come_and_go() -> None:
    before = checked(GOOD, row(month="2022-02")).rows
    after = checked(row(women="601"), row(month="2022-01", vacancy_rate="")).rows

    assert cell_changes(template(), before, after) == (
        CellChange("2022-03 / staff", "women", "600", "601"),
        CellChange("2022-02 / staff", "", "men 300; women 600; everybody 900; vacancy_rate 4.5", None),
        CellChange("2022-01 / staff", "", None, "men 300; women 600; everybody 900"),
    )


def test_changes_tell_what_stood_in_refused_cells_and_in_rows_of_the_same_name() -> None:
    faulty = checked(row(force="durham", grade="reponse"), row(men="-5"), row(men="lots"))
    mended = checked(row(grade="officers"), GOOD)

    sent = as_sent(faulty.rows, faulty.lines, [each.to_json() for each in faulty.findings])
    found = cell_changes(template(), sent, mended.rows)

    assert [(each.row, each.column, each.before) for each in found if each.column in ("", "men")] == [
        ("2022-03 / reponse", "", "men 300; women 600; everybody 900; vacancy_rate 4.5"),
        ("2022-03 / staff", "men", "-5"),
        ("2022-03 / staff (row 2 of that name)", "", "men lots; women 600; everybody 900; vacancy_rate 4.5"),
        ("2022-03 / officers", "", None),
    ]
    assert [row["force"] for row in sent] == ["durham", "cleveland", "cleveland"]


def test_counts_are_compared_per_1000_population_and_other_numbers_as_they_are() -> None:
    populations = {"a": 1_000_000, "b": 2_000_000, "c": 3_000_000, "d": 4_000_000, "e": 1_000_000}
    returns = {
        force: list(
            checked(row(men=str(people // 1000), women="", everybody="", vacancy_rate=f"{4 + at / 10}")).rows
        )
        for at, (force, people) in enumerate(populations.items())
    }
    returns["e"] = list(checked(row(men="1100", women="", everybody="", vacancy_rate="4.2")).rows)

    found = [(each.force, each.column, each.value) for each in odd_values(template(), returns, populations)]

    assert found == [("e", "men", "1100"), ("a", "vacancy_rate", "4.0"), ("d", "vacancy_rate", "4.3")]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"columns": []}, "table, columns: Tuple should have at least 1 item after validation, not 0."),
        ({"key": ["rank"]}, "rank: The key names 'rank', which is no column of the table."),
    ],
)
def test_template_that_cannot_be_used_is_told_what_is_wrong(change: dict[str, Any], fault: str) -> None:
    assert template_faults({"table": {**TEMPLATE["table"], **change}}) == (fault,)


def test_good_template_has_no_fault() -> None:
    assert template_faults(TEMPLATE) == ()


def test_thousands_comma_is_read_and_told() -> None:
    found = checked(row(men="1,300", women="500", everybody="1,800"))

    assert (found.rows[0]["men"], found.rows[0]["everybody"], found.faults) == ("1300", "1800", 0)
    assert [(each.rule, each.column, each.weight) for each in found.findings] == [
        ("thousands-comma", "men", "question"),
        ("thousands-comma", "everybody", "question"),
    ]
    assert found.findings[0].sentence == "'1,300' is read as 1300; write numbers without commas."


def test_row_of_another_force_is_no_duplicate() -> None:
    found = checked(row(force="durham"), GOOD)

    assert told(found) == [(2, "force", "other-force", "durham")]
