"""Measures as data: all of them are sound, and every fault of one has its sentence."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from peelian.catalogue import ENGLAND_AND_WALES, load_catalogue
from peelian.catalogue.measure_files import measure_findings

GOOD = """\
measures:
  - identifier: calls
    title: Calls
    definition: Calls received.
    reading_note: None.
    source: Test
    unit: percent
    polarity: neither
    table: contacts
    kind: share
    counted: [{column: abandoned, equals: true}]
    examples:
      - records: {contacts: [{channel: emergency, received_at: "2021-05-01 10:00"}]}
        prints: {cleveland: 0 of 1}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ENGLAND_AND_WALES / "records" / "tables", tmp_path / "records" / "tables")
    (tmp_path / "measures").mkdir()
    return tmp_path


def faults(root: Path, text: str) -> list[str]:
    (root / "measures" / "test.yaml").write_text(text, encoding="utf-8")
    return [finding.words() for finding in measure_findings(root)]


def test_a_sound_measure_has_no_fault(root: Path) -> None:
    assert faults(root, GOOD) == []


@pytest.mark.parametrize(
    ("seen", "instead", "sentence"),
    [
        ("table: contacts", "table: contakts", "There is no table 'contakts'."),
        ("column: abandoned", "column: dropped", "The table 'contacts' has no column 'dropped'."),
        (
            "column: abandoned, equals: true",
            "column: channel, equals: phone",
            "There is no code of channel 'phone'.",
        ),
        ("equals: true", "equals: ture", "'abandoned' is a flag; it equals true or false, or it is missing."),
        (
            "column: abandoned, equals: true",
            "span: {minutes: [received_at, ended_at]}, at_most: ten",
            "A span is compared with numbers of minutes; 'ten' is none.",
        ),
        (
            "column: abandoned, equals: true",
            "column: received_at, before: soon",
            "'received_at' holds dates; 'soon' is none.",
        ),
        (
            "{column: abandoned, equals: true}",
            "{any_of: [[{column: abandoned, equals: ture}]]}",
            "'abandoned' is a flag; it equals true or false, or it is missing.",
        ),
        ("kind: share", "kind: portion", "'portion' is not allowed; choose one of"),
        ("kind: share", "kind: median", "A measure of the kind 'median' needs 'value'; add it."),
        ("kind: share", "kind: rate", "A measure of the kind 'rate' needs 'per'; add it."),
        ("kind: share", "kind: share\n    part: ended_at", "'part' and 'whole' belong together; give both."),
        ("kind: share", "kind: rate\n    per: {}", "Give the base in one form:"),
        ("kind: share", "kind: share\n    target: {}", "Give the target in one form:"),
        ("kind: share", "kind: share\n    value: {}", "Give the value as exactly one of: column, seconds"),
        (
            "kind: share",
            "kind: share\n    breakdowns: [colour]",
            "There is no column or part of a date 'colour'.",
        ),
        (
            "kind: share",
            "kind: share\n    bands: [{name: age, value: {column: topic}, edges: [7, 3]}]",
            "The edges of a band rise; put them in order.",
        ),
        (
            "kind: share",
            "kind: share\n    linked: {table: calls, columns: {contact_id: contact_id}}",
            "There is no table 'calls'.",
        ),
        ("{channel: emergency", "{colour: red", "The table 'contacts' has no column 'colour'."),
        ("polarity: neither", "polarity: good", "'good' is not allowed; choose one of"),
    ],
)
def test_every_fault_has_its_sentence(root: Path, seen: str, instead: str, sentence: str) -> None:
    found = faults(root, GOOD.replace(seen, instead))

    assert any(sentence in fault for fault in found), found


def test_a_fault_names_the_file_and_the_line(root: Path) -> None:
    (fault,) = faults(root, GOOD.replace("column: abandoned", "column: dropped"))

    assert fault.startswith("measures/test.yaml, line 11, measures.0.counted: ")


def test_an_identifier_stands_once(root: Path) -> None:
    (fault,) = faults(root, GOOD + GOOD.removeprefix("measures:\n"))

    assert "'calls' is already used in measures/test.yaml; each name is used once." in fault


def test_there_are_more_than_eighty_measures_with_all_that_a_reader_needs() -> None:
    measures = load_catalogue().measures.values()

    assert len(measures) >= 80
    assert [
        each.identifier for each in measures if not (each.definition and each.reading_note and each.source)
    ] == []


def test_every_rate_that_the_report_prints_has_its_measure() -> None:
    """The figures of the 2021/22 report that are formed from records rather than from reviewed cases."""
    figures = {figure for measure in load_catalogue().measures.values() for figure in measure.figures}
    printed = {
        "G-062",
        "G-069",
        "G-074",
        "G-085",
        "G-090",
        "G-093",
        "G-117",
        "G-126",
        "G-128",
        "G-134",
        "G-140",
    }
    printed |= {
        "G-141",
        "G-148",
        "G-164",
        "G-165",
        "G-171",
        "G-173",
        "G-174",
        "G-175",
        "G-098",
        "G-099",
        "G-100",
    }
    printed |= {"G-105", "G-108", "G-109", "G-110", "G-111", "G-112", "G-113", "G-118"}

    assert printed - figures == set()


def test_measures_that_form_a_rate_on_residents_leave_out_the_city_of_london() -> None:
    """Its residents are so few that a rate per resident says nothing."""
    rates = [
        each
        for each in load_catalogue().measures.values()
        if each.kind == "rate" and each.per and each.per.population
    ]

    lacking = [each.identifier for each in rates if not re.search("City of London", str(each.exclusions))]
    assert lacking == []


def test_the_measure_of_the_guide_is_sound(root: Path) -> None:
    guide = ENGLAND_AND_WALES.parents[3] / "docs" / "how-to" / "measure-records.md"
    block = guide.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]

    assert faults(root, block) == []
