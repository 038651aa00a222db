"""What the guide to writing standards shows is right: its entries run, its parameters fit their kinds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from peelian.catalogue import load_catalogue
from peelian.catalogue.checks_of_standards import Known, standard_findings_in
from peelian.catalogue.reading import Reader
from peelian.catalogue.standard_files import KEY
from peelian.catalogue.standards import KINDS, Standard, model_of
from peelian.records.engines import Engine
from peelian.records.standards.examples import difference, run_example

CATALOGUE = load_catalogue()
ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "write-a-standard.md").read_text(encoding="utf-8")
BLOCKS = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
WHOLE = [entry for block in BLOCKS for entry in block.get("standards", [])]
PARTS = [block for block in BLOCKS if "standards" not in block]
REST = {
    "identifier": "shown",
    "items": ["S-232"],
    "title": "Shown",
    "expected": "What is expected.",
    "failure": "What a failure means.",
    "source": "the guide",
    "valid_from": "2021-04-01",
    "examples": [{"today": "2022-03-31", "records": {}, "fails": [], "relevant": 0}],
}


def read(entry: dict[str, Any], folder: Path) -> tuple[list[Standard], list[str]]:
    """Read an entry as the catalogue reads its files, and return the faults that it is told of."""
    path = folder / "guide.yaml"
    path.write_text(yaml.safe_dump({KEY: [entry]}), encoding="utf-8")
    reader = Reader(folder)
    standards = reader.yaml_entries(path, KEY, model_of)
    known = Known(CATALOGUE.record_tables, CATALOGUE.instruments, CATALOGUE.measures)
    found = [*reader.findings, *standard_findings_in(standards, known)]
    return [sourced.value for sourced in standards], [finding.words() for finding in found]


@pytest.mark.parametrize("entry", WHOLE, ids=lambda entry: entry["identifier"])
def test_an_entry_of_the_guide_finds_its_exceptions(
    entry: dict[str, Any], duckdb_engine: Engine, tmp_path: Path
) -> None:
    (standard,), faults = read(entry, tmp_path)

    result = run_example(standard, standard.examples[0], CATALOGUE, duckdb_engine, tmp_path / "records")

    assert (difference(standard.examples[0], result), faults) == ("", [])


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part["kind"])
def test_parameters_of_the_guide_fit_their_kind(part: dict[str, Any], tmp_path: Path) -> None:
    assert read({**REST, **part}, tmp_path)[1] == []


def test_the_guide_shows_every_kind() -> None:
    assert {part["kind"] for part in PARTS} == set(KINDS)
