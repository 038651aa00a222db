"""The rule 'unnamed-column'."""

from __future__ import annotations

import pytest

from peelian.catalogue import load_catalogue
from peelian.records.intake.facts import FileFacts
from peelian.records.intake.rules.unnamed_column import find
from peelian.records.intake.sources import recognise


@pytest.mark.parametrize(
    ("header", "places"),
    [
        (("", "incident_id", "force"), ["column 1"]),
        (("\ufeff", "incident_id", "force", " "), ["column 1", "column 4"]),
        (("incident_id", "force"), []),
    ],
)
def test_each_column_without_a_name_is_told_by_its_place(header: tuple[str, ...], places: list[str]) -> None:
    source = recognise("incidents.csv", header, load_catalogue())

    assert [
        fault.column for fault in find(FileFacts("incidents.csv", 1, header=header, source=source))
    ] == places


def test_nothing_is_said_of_a_file_that_belongs_to_no_table() -> None:
    assert list(find(FileFacts("a.csv", 1, header=("", "b")))) == []
