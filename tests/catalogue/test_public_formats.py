"""The catalogue's descriptions of public files: what is bundled is sound, and each fault is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from peelian.catalogue import CatalogueError, load_catalogue
from peelian.catalogue.format_files import districts, force_extents, format_findings, published_formats

SOUND = """\
identifier: tests
title: Tests
source: Somebody
layout: rows
endings: [.csv]
header: [Force, Year, Number]
area_column: Force
period: {form: year, columns: [Year]}
measures: [{identifier: number, title: Number, unit: tests, column: Number}]
"""
TITLED = """\
identifier: titled
title: Titled
source: Somebody
layout: forces-down
endings: [.ods]
period: {form: day}
measures: [{identifier: number, title: Number, unit: tests, sheet_title: Table 1}]
"""


def described(root: Path, *texts: str) -> Path:
    folder = root / "records" / "published"
    folder.mkdir(parents=True)
    for number, text in enumerate(texts):
        (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
    return root


def told(root: Path) -> list[tuple[int | None, str]]:
    return [(finding.line, finding.message) for finding in format_findings(root)]


def test_the_bundled_formats_are_sound_and_known_by_identifier() -> None:
    assert sorted(load_catalogue().published_formats) == [
        "breath-tests",
        "mid-year-populations",
        "police-workforce",
        "stop-and-search-rates",
        "value-for-money-estimates",
    ]


def test_the_formats_of_records_are_those_of_the_police_open_data() -> None:
    assert sorted(load_catalogue().record_formats) == [
        "police-uk-outcomes",
        "police-uk-stop-search",
        "police-uk-street",
    ]


def test_every_force_in_scope_has_an_extent_on_the_map() -> None:
    catalogue = load_catalogue()

    assert set(catalogue.force_extents) == {force.slug for force in catalogue.forces_in_scope}
    assert all(each.south < each.north and each.west < each.east for each in catalogue.force_extents.values())


def test_sound_descriptions_have_no_finding(tmp_path: Path) -> None:
    root = described(tmp_path, SOUND, TITLED)

    assert told(root) == []
    assert sorted(published_formats(root)) == ["tests", "titled"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SOUND.replace("columns: [Year]", "columns: [Month]"),
         "The column 'Month' is read but is not in the header; add it there."),
        (SOUND.replace("form: year", "form: fixed"),
         "A fixed period has its words in 'text', and no other form has."),
        (SOUND + "recomputed: [{printed: number, numerator: number, denominator: people, per: 100, decimals: 1}]\n",
         "There is no measure 'people' in this format."),
        (TITLED.replace(", sheet_title: Table 1", ""),
         "The measure 'number' names no sheet title; add 'sheet_title'."),
    ],
)  # fmt: skip
def test_a_description_that_contradicts_itself_is_a_finding(tmp_path: Path, text: str, message: str) -> None:
    assert [found for _, found in told(described(tmp_path, text))] == [message]


def test_a_pattern_of_sheets_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    ((line, message),) = told(described(tmp_path, TITLED + "sheets: Table_(\n"))

    assert (line, message.startswith("'Table_(' is not a pattern of sheet names")) == (8, True)


def test_two_descriptions_of_one_name_are_a_finding_each_and_refuse_the_load(tmp_path: Path) -> None:
    root = described(tmp_path, SOUND, SOUND)

    assert [found for _, found in told(root)] == ["The format 'tests' is described twice; keep one file."] * 2
    with pytest.raises(CatalogueError):
        published_formats(root)


def test_a_district_that_two_others_replace_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "districts.yaml").write_text(
        "source: Somebody\n"
        "code_beginnings: [E06]\n"
        "total_code: K04000001\n"
        "changes:\n"
        "  - {code: E06000002, name: New, formed_on: 2020-04-01, replaces: [E06000001]}\n"
        "  - {code: E06000003, name: Newer, formed_on: 2021-04-01, replaces: [E06000001]}\n",
        encoding="utf-8",
    )

    assert [found for _, found in told(tmp_path)] == [
        "The district E06000001 is named 2 times; a district has one change."
    ]
    with pytest.raises(CatalogueError):
        districts(tmp_path)


def test_an_extent_beyond_the_globe_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "force_extents.csv").write_text(
        "force,south,west,north,east\nkent,51,0,152,1\n", encoding="utf-8"
    )

    assert [line for line, _ in told(tmp_path)] == [2]
    with pytest.raises(CatalogueError):
        force_extents(tmp_path)


def test_a_catalogue_that_describes_nothing_of_this_is_sound(tmp_path: Path) -> None:
    assert (format_findings(tmp_path), dict(published_formats(tmp_path)), districts(tmp_path)) == (
        [],
        {},
        None,
    )
