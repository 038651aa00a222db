"""The reference page names every file and field of the catalogue."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from peelian.catalogue import (
    ENGLAND_AND_WALES,
    Alias,
    Area,
    Body,
    BodyName,
    Break,
    CatalogueError,
    Characteristic,
    Clock,
    ClockVersion,
    Component,
    Declared,
    EvidenceKind,
    FormatColumn,
    Framework,
    Holiday,
    InspectionKind,
    MonitoringStage,
    Pillar,
    Population,
    Programme,
    RecordCode,
    RecordColumn,
    RecordFormat,
    RecordTable,
    Scale,
    Stage,
    StageCriteria,
    StageSet,
    StageTrigger,
    Term,
    Tier,
    UnknownIdentifierError,
    Vocabularies,
)
from peelian.catalogue.gathering import ComparabilityFile, ForceRow, FormerName

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "catalogue.md").read_text(encoding="utf-8")

MODELS = [
    Alias,
    Area,
    Body,
    BodyName,
    Break,
    Characteristic,
    Clock,
    ClockVersion,
    ComparabilityFile,
    Component,
    Declared,
    EvidenceKind,
    ForceRow,
    FormerName,
    Framework,
    Holiday,
    InspectionKind,
    MonitoringStage,
    FormatColumn,
    Pillar,
    Population,
    Programme,
    RecordCode,
    RecordColumn,
    RecordFormat,
    RecordTable,
    Scale,
    Stage,
    StageCriteria,
    StageSet,
    StageTrigger,
    Term,
    Tier,
    Vocabularies,
]


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_named_on_the_page(model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


def section_of(path: Path) -> str:
    """A file that stands alone has a section of its own; the files of a folder share one."""
    if str(path.parent) in (".", "records"):
        return path.as_posix()
    part = "section" if path.parent.name in ("standards", "measures") else "identifier"
    return f"{path.parent.as_posix()}/<{part}>.yaml"


def test_every_file_of_the_bundled_catalogue_has_its_section() -> None:
    data = [path for ending in ("yaml", "csv") for path in ENGLAND_AND_WALES.rglob(f"*.{ending}")]
    sections = {section_of(path.relative_to(ENGLAND_AND_WALES)) for path in data}

    assert sorted(section for section in sections if f"### `{section}`" not in PAGE) == []


@pytest.mark.parametrize("code", [CatalogueError.code, UnknownIdentifierError.code])
def test_every_error_code_is_named_on_the_page(code: str) -> None:
    assert PAGE.count(f"`{code}`") == 1
