"""A rate rests on the reference population, and a departure from it is noted."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.catalogue import load_catalogue
from peelian.rules.denominators import with_population
from peelian.rules.errors import InvalidValueError

CLEVELAND = load_catalogue().population("cleveland")
EVENTS = {"kind": "rate", "key": "G-134", "measure": "incidents", "source": "Home Office", "numerator": 17020}


def refusal(**changes: Any) -> str:
    with pytest.raises(InvalidValueError) as caught:
        with_population({**EVENTS, **changes}, CLEVELAND)
    assert caught.value.details["field"] == "note"
    return caught.value.message


@pytest.mark.item("S-104")
def test_events_alone_are_set_on_the_mid_2020_population() -> None:
    formed = with_population(EVENTS, CLEVELAND)

    assert (formed["base"], formed["base_source"]) == (569_768, CLEVELAND.source)


@pytest.mark.item("S-104")
@pytest.mark.parametrize("note", ["", "  ", None])
def test_override_without_note_is_refused(note: str | None) -> None:
    assert refusal(base=600_000, note=note) == (
        "Figure G-134: the population is 600,000, and the mid-2020 estimate is 569,768. Rates rest on the mid-2020 "
        "estimates unless noted: say in the note why this one does not, or leave the base and its source empty."
    )


@pytest.mark.item("S-104")
def test_source_of_another_year_without_note_is_refused() -> None:
    told = refusal(value="29.9", base_source="ONS mid-2019 estimates")

    assert told.startswith("Figure G-134: the source of the population is 'ONS mid-2019 estimates'.")


@pytest.mark.item("S-104")
def test_noted_override_stands() -> None:
    noted = {**EVENTS, "base": 600_000, "base_source": "Census 2021", "note": "The census is nearer in time."}

    assert with_population(noted, CLEVELAND) == noted


@pytest.mark.parametrize(
    "kept",
    [
        {"base": 569_768},
        {"base": 569_768, "base_source": "ONS, Mid\u20132020 estimates"},
        {"value": "29.9"},
        {"value": "29.9", "base_source": "Office for National Statistics, mid-2020 population estimates"},
        {"base": 4_000, "base_unit": "custody detainees"},
        {"kind": "count", "k": 1, "n": 2},
    ],
)
def test_what_keeps_to_the_reference_or_is_no_rate_of_a_population_is_unchanged(kept: dict[str, Any]) -> None:
    value = {**EVENTS, **kept}

    assert with_population(value, CLEVELAND) == value


def test_without_a_population_to_set_it_beside_only_the_source_is_read() -> None:
    value = {**EVENTS, "base": 600_000}

    assert with_population(value, None) == value
    with pytest.raises(InvalidValueError):
        with_population({**value, "base_source": "Census 2021"}, None)
