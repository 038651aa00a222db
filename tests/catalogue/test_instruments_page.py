"""The reference page names every bundled instrument and every field of one."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from peelian.catalogue import (
    CaseField,
    CaseSet,
    Instrument,
    Option,
    Outcome,
    OverallWord,
    Part,
    Picture,
    Question,
    Relevance,
    load_catalogue,
)

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGE = (REFERENCE / "instruments.md").read_text(encoding="utf-8")
CATALOGUE_PAGE = (REFERENCE / "catalogue.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "model", [CaseField, CaseSet, Instrument, Option, OverallWord, Part, Picture, Question, Relevance]
)
def test_every_field_is_named_on_the_page(model: type[BaseModel]) -> None:
    assert [name for name in model.model_fields if f"`{name}`" not in PAGE] == []


def test_every_column_of_the_outcomes_is_named() -> None:
    assert [name for name in Outcome.model_fields if f"`{name}`" not in CATALOGUE_PAGE] == []


def test_every_bundled_instrument_is_named_once_in_the_table() -> None:
    assert [name for name in load_catalogue().instruments if PAGE.count(f"| `{name}` |") != 1] == []
