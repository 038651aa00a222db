"""Every measure of the catalogue, worked out from its planted records, prints what a calculation by hand prints."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from peelian.catalogue import load_catalogue
from peelian.catalogue.measures import Measure, MeasureExample
from peelian.records.engines import Engine, open_engine
from peelian.records.measures.examples import measured_example

CASES = [
    pytest.param(
        measure,
        example,
        id=f"{measure.identifier}-{number}",
        marks=[pytest.mark.item(*measure.items)] if measure.items else [],
    )
    for measure in load_catalogue().measures.values()
    for number, example in enumerate(measure.examples, start=1)
]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    opened = open_engine("duckdb")
    yield opened
    opened.close()


@pytest.mark.parametrize(("measure", "example"), CASES)
def test_example_prints_the_calculation_by_hand(
    engine: Engine, measure: Measure, example: MeasureExample, tmp_path: Path
) -> None:
    schema = load_catalogue().record_tables

    results = measured_example(engine, measure, example, schema, tmp_path)

    assert results.left_out == ()
    assert results.prints(measure.identifier) == dict(example.prints)
