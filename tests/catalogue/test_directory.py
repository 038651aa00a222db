"""The directory of the catalogue: its faults are found with file and line, and a regime may do without it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from peelian.catalogue import ENGLAND_AND_WALES, load_catalogue, validate_catalogue
from peelian.catalogue.directory import Directory, DirectoryKind, GroupType, ReportKind

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md").read_text(encoding="utf-8")
KINDS = "kinds:\n  - {identifier: agency, title: Agency}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ENGLAND_AND_WALES, tmp_path / "catalogue"))


@pytest.mark.parametrize("model", [Directory, DirectoryKind, GroupType, ReportKind])
def test_every_field_is_named_on_the_page(model: type[Directory]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


@pytest.mark.parametrize(
    ("added", "line", "message"),
    [
        (
            "group_types:\n  - {identifier: school, title: School, kinds: [village]}\n",
            4,
            "There is no kind 'village'. Choose from: agency.",
        ),
    ],
)
def test_fault_is_named_with_its_line(folder: Path, added: str, line: int, message: str) -> None:
    (folder / "directory.yaml").write_text(KINDS + added, encoding="utf-8")

    found = [(finding.file, finding.line, finding.message) for finding in validate_catalogue(folder)]

    assert found == [("directory.yaml", line, message)]


def test_name_that_stands_twice_is_found(folder: Path) -> None:
    (folder / "directory.yaml").write_text(
        KINDS + "  - {identifier: agency, title: Agency}\n", encoding="utf-8"
    )

    assert [(each.file, each.line) for each in validate_catalogue(folder)] == [("directory.yaml", 3)]


def test_regime_without_the_file_keeps_no_directory(folder: Path) -> None:
    (folder / "directory.yaml").unlink()

    assert validate_catalogue(folder) == []
    assert load_catalogue(folder).directory == Directory()


def test_undivided_kind_stands_by_itself_and_unknown_names_read_as_they_are() -> None:
    directory = load_catalogue().directory

    assert [pair for pair in directory.pairs if not pair[1]] == [("regional-body", ""), ("national-body", "")]
    assert directory.words("regional-body", "") == "Regional body"
    assert directory.words("community-group", "school") == "Community group: School"
    assert directory.words("village", "hall") == "village: hall"
