"""Figures: kept as values, tied to where they stand, never twice under one key."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements import services
from peelian.apps.judgements.models import Figure
from peelian.rules.errors import InvalidValueError, PeelianError, StaleEditError
from tests.apps.judgements.world import finding_in, inspection_of, lead_of

pytestmark = pytest.mark.django_db

ESTIMATE = {
    "kind": "estimate",
    "key": "G-067",
    "measure": "reported crime recorded",
    "source": "Crime data integrity test for this inspection",
    "value_percent": "96.4",
    "half_width_pp": "2.0",
    "period": {"kind": "year-ending", "date": "2022-03-31"},
}
COUNT = {
    "kind": "count",
    "key": "G-101",
    "measure": "crimes allocated rightly",
    "source": "Case-file review",
    "k": 89,
    "n": 90,
}


def record(inspection: Inspection, value: dict[str, Any], **fields: Any) -> Figure:
    place = fields if "finding" in fields or "part" in fields else {"part": "summary", **fields}
    return services.record_figure(actor=lead_of(inspection), inspection=inspection, value=value, **place)


def test_figure_keeps_its_printed_decimals_source_and_period() -> None:
    figure = record(inspection_of(), ESTIMATE)

    figure.refresh_from_db()
    value = figure.figure
    assert value.words() == "96.4 percent (confidence interval +/- 2.0 percentage points)"
    assert value.period is not None
    assert (value.source, value.period.words()) == (ESTIMATE["source"], "year ending 31 March 2022")


@pytest.mark.item("S-072")
def test_quantity_word_is_kept_as_printed_and_tied_to_its_count() -> None:
    figure = record(inspection_of(), COUNT, quantity_word="Nearly all")

    assert figure.printed_words == "Nearly all (89 of 90)"


RATE = {
    "kind": "rate",
    "key": "G-134",
    "measure": "domestic abuse-related incidents",
    "source": "Data collected from forces",
    "numerator": 17020,
}


@pytest.mark.item("S-104")
def test_rate_is_formed_on_the_mid_2020_population_of_the_force() -> None:
    kept = record(inspection_of(), RATE).figure

    assert kept.words() == "29.9 per 1,000 population"
    assert (kept.to_json()["base"], "mid-2020" in kept.to_json()["base_source"]) == (569_768, True)


@pytest.mark.item("S-104")
def test_another_population_without_a_note_is_refused_recorded_or_changed() -> None:
    inspection = inspection_of()
    figure = record(inspection, RATE)
    other = {**RATE, "base": 600_000, "base_source": "Census 2021"}

    with pytest.raises(InvalidValueError):
        record(inspection, {**other, "key": "G-200"})
    with pytest.raises(InvalidValueError):
        change(figure, other)
    noted = change(figure, {**other, "note": "The census is nearer to the period."})

    assert list(inspection.figures.values_list("key", flat=True)) == ["G-134"]
    assert noted.figure.words() == "28.4 per 1,000 population"


def change(figure: Figure, value: dict[str, Any]) -> Figure:
    return services.update_figure(
        actor=lead_of(figure.inspection), figure=figure, expected_version=figure.version, value=value, part="summary"
    )  # fmt: skip


def test_quantity_word_needs_a_count_and_a_known_word() -> None:
    inspection = inspection_of()

    with pytest.raises(InvalidValueError, match="tied to a count"):
        record(inspection, ESTIMATE, quantity_word="most")
    with pytest.raises(InvalidValueError, match="no quantity word"):
        record(inspection, COUNT, quantity_word="oodles")


def test_key_stands_once_in_an_inspection() -> None:
    inspection = inspection_of()
    record(inspection, COUNT)

    with pytest.raises(InvalidValueError, match="G-101 names another figure"):
        record(inspection, COUNT)

    assert Figure.objects.count() == 1


def test_figure_stands_in_a_finding_or_in_a_part_but_not_in_both() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection)

    with pytest.raises(InvalidValueError, match="Name either"):
        record(inspection, COUNT, finding=finding, part="summary")
    with pytest.raises(InvalidValueError, match="no part of a report"):
        record(inspection, COUNT, part="appendix")

    assert record(inspection, COUNT, finding=finding).finding == finding


def test_finding_of_another_inspection_holds_no_figure_of_this_one() -> None:
    elsewhere = finding_in(inspection_of())

    with pytest.raises(InvalidValueError, match="another inspection"):
        record(inspection_of(), COUNT, finding=elsewhere)


def test_figure_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(PeelianError) as error:
        record(inspection_of(), {**COUNT, "k": 91})

    assert error.value.code == "figure-invalid"


def test_changed_figure_counts_its_versions_and_refuses_a_stale_edit() -> None:
    inspection = inspection_of()
    figure = record(inspection, COUNT)
    change = {"actor": lead_of(inspection), "figure": figure, "expected_version": 1, "part": "summary"}

    changed = services.update_figure(value={**COUNT, "k": 88}, **change)

    assert (changed.version, changed.figure.words()) == (2, "88 of 90")
    with pytest.raises(StaleEditError):
        services.update_figure(value={**COUNT, "k": 87}, **change)


def test_removed_figure_is_gone() -> None:
    inspection = inspection_of()
    figure = record(inspection, COUNT)

    services.remove_figure(actor=lead_of(inspection), figure=figure, expected_version=1)

    assert Figure.objects.count() == 0
