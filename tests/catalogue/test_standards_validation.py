"""Every fault of a standard is told with its line and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peelian.catalogue import ENGLAND_AND_WALES, validate_catalogue

FILE = "standards/shown.yaml"
STANDARD = """\
standards:
  - identifier: shown
    items: [S-251]
    title: Shown
    expected: What is expected.
    failure: What a failure means.
    source: "002:140"
    kind: deadline
    table: incidents
    where: [{column: priority, equals: immediate}]
    parameters:
      start: opened_at
      end: attended_at
      limit: {minutes: 15}
    valid_from: 2021-04-01
    examples:
      - today: 2022-03-31
        records:
          incidents: [{incident_id: I1}]
        fails: []
        relevant: 0
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of England and Wales with one standard alone."""
    folder = tmp_path_factory.mktemp("catalogue") / "england_and_wales"
    shutil.copytree(ENGLAND_AND_WALES, folder, ignore=shutil.ignore_patterns("standards", "measures"))
    (folder / "standards").mkdir()
    return folder


def faults(catalogue: Path, text: str) -> list[tuple[int | None, str, str]]:
    path = catalogue / FILE
    path.write_text(text, encoding="utf-8")
    return [(found.line, found.field, found.message) for found in validate_catalogue(path)]


def test_a_sound_standard_has_no_fault(catalogue: Path) -> None:
    assert faults(catalogue, STANDARD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message"),
    [
        ("kind: deadline", "kind: deadlines", 8, "kind", "'deadlines' is not allowed; choose one of 'score'"),
        ("table: incidents", "table: incident", 9, "table", "There is no table 'incident'. Known: "),
        (
            "start: opened_at",
            "start: opened",
            12,
            "parameters.start",
            "The table 'incidents' has no column 'opened'. Known: incident_id, ",
        ),
        (
            "start: opened_at",
            "start: priority",
            12,
            "parameters.start",
            "'priority' is of the type code; a date or a moment is needed here.",
        ),
        (
            "limit: {minutes: 15}",
            "limit: {minutes: 15, hours: 1}",
            14,
            "parameters.limit",
            "Give the length in exactly one unit of minutes",
        ),
        (
            "limit: {minutes: 15}",
            "unfinished: open",
            11,
            "parameters",
            "Give exactly one of 'limit', 'limit_by' and 'limit_in'",
        ),
        ("limit: {minutes: 15}", "limits: {minutes: 15}", 14, "parameters.limits", "The field 'limits' is not known"),
        (
            "equals: immediate",
            "equals: urgent",
            10,
            "where.0",
            "There is no code of priority 'urgent'. Known: immediate, no-attendance, priority, scheduled.",
        ),
        ("column: priority, equals: immediate", "column: delayed, equals: often", 10, "where.0", "'delayed' is a flag"),
        ("column: priority, equals: immediate", "column: kind, at_least: 3", 10, "where.0", "'kind' holds words"),
        ("items: [S-251]", "items: [S-51]", 3, "items.0", "'S-51' was seen. That names no item of the regime"),
        ("items: [S-251]", "items: []", 3, "items", "At least 1 entry is needed here."),
        (
            "valid_from: 2021-04-01",
            "valid_from: 2021-04-01\n    valid_to: 2020-04-01",
            16,
            "valid_to",
            "It ends on 2020-04-01, before it begins on 2021-04-01",
        ),
        (
            "incident_id: I1",
            "incidents_id: I1",
            19,
            "examples.0.records.incidents",
            "There is no column of incidents 'incidents_id'. Known: ",
        ),
        ("standards:\n", "standard:\n", 1, "", "The file holds one list, under the key 'standards'."),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_says_what_to_do(
    catalogue: Path, old: str, new: str, line: int, field: str, message: str
) -> None:
    found = faults(catalogue, STANDARD.replace(old, new, 1))

    place = f"standards.0.{field}" if field else ""
    told = [said for at, name, said in found if (at, name) == (line, place)]
    assert [said[: len(message)] for said in told] == [message]


def test_a_version_that_stands_twice_is_told(catalogue: Path) -> None:
    entry = STANDARD.removeprefix("standards:\n")

    found = faults(catalogue, STANDARD + entry)

    assert [message for _, _, message in found] == [
        "Version 1 of 'shown' stands in standards/shown.yaml already; raise the version or take one away."
    ]
