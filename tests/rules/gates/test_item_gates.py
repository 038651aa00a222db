"""Items are written where they belong, with what they need."""

import dataclasses

import pytest

from peelian.rules.gates import ItemFacts, item_gates
from tests.rules.made_up import THIRD

SOUND = ItemFacts(
    framework=THIRD,
    target="harbour",
    kind="recommendation",
    text="Meet every ship.",
    addressee="North Watch",
    has_concern=True,
)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"kind": "area-for-improvement", "addressee": "", "has_concern": False}, []),
        ({"target": "tides"}, ["area-takes-no-items"]),
        ({"text": " "}, ["item-without-text"]),
        ({"addressee": ""}, ["no-addressee"]),
        ({"has_concern": False}, ["recommendation-without-concern"]),
        ({"has_concern": False, "national": True}, []),
    ],
)
def test_items_trip_the_gates_they_should(changes, codes):
    results = item_gates(dataclasses.replace(SOUND, **changes))

    assert [result.code for result in results] == codes


def test_an_ungraded_area_says_where_the_item_belongs():
    [result] = item_gates(dataclasses.replace(SOUND, target="tides", kind="area-for-improvement"))

    assert result.message == (
        "Knowing the tides carries no area for improvement in Watch 2003. "
        "Record a finding there, or choose the graded area that the matter belongs to."
    )
