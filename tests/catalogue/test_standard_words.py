"""Standards in words, as pages print them."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.catalogue.condition_words import condition_words, conditions_words, limit_words
from peelian.catalogue.conditions import Condition
from peelian.catalogue.standard_parameters import Limit
from peelian.catalogue.standard_words import applies_to, check_words
from peelian.catalogue.standards import model_of

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


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ({"column": "left_on", "missing": True}, "day left is blank"),
        ({"column": "left_on", "missing": False}, "day left is given"),
        (
            {"column": "priority", "one_of": ["immediate", "priority"]},
            "priority is one of immediate, priority",
        ),
        ({"column": "seen", "equals": False}, "seen is false"),
        ({"column": "score", "at_least": 1, "less_than": 3}, "score is at least 1 and is less than 3"),
        (
            {"column": "crime_id.incident_id.area", "equals": "north"},
            "area of the incident of the crime is north",
        ),
        ({"column": "held_on", "before": {"column": "due_on"}}, "day held is before day due"),
        (
            {"column": "held_on", "after": {"today": True, "less": {"months": 12, "days": 1}}},
            "day held is after today less 12 months and 1 day",
        ),
        (
            {"span": {"hours": ["opened_at", "today"]}, "more_than": 24},
            "the time from opened to today in hours is more than 24",
        ),
        (
            {"any_of": [[{"column": "a", "present": True}], [{"column": "b", "present": True}]]},
            "either a is given; or b is given",
        ),
    ],
)
def test_a_condition_in_words(condition: dict[str, Any], words: str) -> None:
    assert condition_words(Condition.model_validate(condition)) == words


def test_conditions_are_joined() -> None:
    both = [Condition(column="a", present=True), Condition(column="b", equals="c")]

    assert conditions_words(both) == "a is given, and b is c"


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        ({"minutes": 90}, "90 minutes"),
        ({"hours": 1}, "1 hour"),
        ({"calendar_days": 0}, "the same day"),
        ({"calendar_days": 2}, "2 days"),
        ({"working_days": 5}, "5 working days"),
        ({"months": 1}, "1 month"),
    ],
)
def test_a_limit_in_words(limit: dict[str, int], words: str) -> None:
    assert limit_words(Limit(**limit)) == words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (
            {"kind": "completeness", "table": "meetings", "parameters": {"needs": ["minutes", {"any_of": ["a", "b"]}]}},
            "Each has minutes, a or b.",
        ),
        (
            {
                "kind": "deadline",
                "table": "incidents",
                "parameters": {
                    "start": "opened_at",
                    "end": "attended_at",
                    "limit_by": {"column": "priority", "limits": {"immediate": {"minutes": 15}}},
                    "unfinished": "open",
                },
            },
            "The time attended follows the time opened within 15 minutes for immediate by priority; "
            "what is open is never late.",
        ),
        (
            {"kind": "deadline", "table": "x", "parameters": {"start": "expires_on", "limit": {"days": 0}}},
            "The day it expires has not passed.",
        ),
        (
            {
                "kind": "cadence",
                "table": "meetings",
                "parameters": {
                    "at": "held_on", "group": "forum", "every": {"months": 2}, "expected_list": ["board"],
                    "members": {"table": "x", "link": {"a": "a"}, "column": "k", "expected": ["health"], "at_least": 5},
                },
            },
            "No two of one forum are more than 2 months apart; every force has board; health attend; "
            "at least 5 attend.",
        ),
        (
            {"kind": "link", "table": "offenders", "parameters": {"column": "crime_id", "table": "crimes"}},
            "Crime reference leads, where it is given, to a row of crimes.",
        ),
        (
            {"kind": "rate", "table": "contacts", "parameters": {"measure": "calls-abandoned", "at_most": "0.1"}},
            "The measure is at most 0.1.",
        ),
    ],
)  # fmt: skip
def test_what_is_checked_in_words(entry: dict[str, Any], words: str) -> None:
    assert check_words(model_of(entry).model_validate({**REST, **entry})) == words


def test_what_a_standard_applies_to() -> None:
    entry = {**REST, "kind": "link", "table": "use_records", "parameters": {"column": "a", "table": "b"}}
    standard = model_of(entry).model_validate(entry)
    narrowed = model_of(entry).model_validate({**entry, "where": [{"column": "a", "present": True}]})

    assert (applies_to(standard), applies_to(narrowed)) == (
        "Every row of use records.",
        "Every row of use records where a is given.",
    )
