"""The population that a rate is formed on: the reference of the regime, unless a remark says why another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from peelian.catalogue import Population
from peelian.rules.figures import Rate
from peelian.rules.figures.base import refuse

REFERENCE = "mid-2020"
"""The reference of the population estimates that rates rest on unless noted."""

PER_POPULATION = "population"


def with_population(value: Mapping[str, Any], population: Population | None) -> dict[str, Any]:
    """Return the plain values of a figure with the population that its rate is formed on.

    A rate given as events alone is formed on the population held for the force. A rate on another population,
    or on a base whose source names another reference, is an override: its note has to say why. A printed rate
    without any base is kept as printed.

    Parameters
    ----------
    value
        A figure in plain values; kinds other than a rate per population come back as they are.
    population
        The estimate held for the force, or None where there is none to set the rate beside.

    Raises
    ------
    InvalidValueError
        The population is overridden without a note.
    """
    given = dict(value)
    if given.get("kind") != Rate.kind or (given.get("base_unit") or PER_POPULATION) != PER_POPULATION:
        return given
    if population is not None and _is_left_to_the_reference(given):
        return {**given, "base": population.value, "base_source": population.source}
    problem = _override(given, population)
    if problem and not str(given.get("note") or "").strip():
        raise refuse(
            str(given.get("key")),
            f"{problem} Rates rest on the {REFERENCE} estimates unless noted: say in the note why this one does "
            "not, or leave the base and its source empty.",
            "note",
        )
    return given


def _is_left_to_the_reference(given: Mapping[str, Any]) -> bool:
    """Whether only the events are given, so that the rate is still to be formed."""
    named = given.get("base") is not None or str(given.get("base_source") or "").strip()
    return given.get("value") is None and given.get("numerator") is not None and not named


def _override(given: Mapping[str, Any], population: Population | None) -> str:
    """What departs from the reference population, in a sentence; nothing where it is kept."""
    base, source = given.get("base"), str(given.get("base_source") or "").strip()
    if source and not _names_the_reference(source):
        return f"the source of the population is '{source}'."
    if population is not None and isinstance(base, int) and base != population.value:
        return f"the population is {base:,}, and the {REFERENCE} estimate is {population.value:,}."
    return ""


def _names_the_reference(source: str) -> bool:
    return _plain(REFERENCE) in _plain(source)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u2010-\u2014-]+", " ", text).casefold()
