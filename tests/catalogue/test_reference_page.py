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
    Framework,
    Holiday,
    InspectionKind,
    MonitoringStage,
    Pillar,
    Population,
    Programme,
    Scale,
    Stage,
    StageSet,
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
    Pillar,
    Population,
    Programme,
    Scale,
    Stage,
    StageSet,
    Term,
    Tier,
    Vocabularies,
]


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_named_on_the_page(model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


def test_every_file_of_the_bundled_catalogue_has_its_section() -> None:
    data = [path for ending in ("yaml", "csv") for path in ENGLAND_AND_WALES.rglob(f"*.{ending}")]
    sections = {
        path.name if path.parent == ENGLAND_AND_WALES else f"{path.parent.name}/<identifier>.yaml"
        for path in data
    }

    assert sorted(section for section in sections if f"### `{section}`" not in PAGE) == []


@pytest.mark.parametrize("code", [CatalogueError.code, UnknownIdentifierError.code])
def test_every_error_code_is_named_on_the_page(code: str) -> None:
    assert PAGE.count(f"`{code}`") == 1
