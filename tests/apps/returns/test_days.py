"""Days of a collection: nothing is settled before the request, nor opened outside the days that forces were told."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from peelian.apps.returns.models import Collection
from peelian.apps.returns.services import (
    agree_collection,
    consult_on_collection,
    open_collection,
    open_validation_round,
    redesign_collection,
)
from peelian.rules.errors import InvalidValueError, RefusalError
from tests.apps.returns.made import agree, agreed, analyst, designed, opened, sent, signed

pytestmark = pytest.mark.django_db


def consulted(**changes: Any) -> Collection:
    return consult_on_collection(
        actor=analyst(), collection=designed(**changes), consulted_on=date(2022, 4, 1)
    )


def test_design_is_not_agreed_before_the_request() -> None:
    collection = consulted()

    with pytest.raises(InvalidValueError) as refusal:
        agree_collection(
            actor=analyst(), collection=collection, agreed_on=date(2022, 3, 31), agreed_with="All forces"
        )

    assert refusal.value.message == "31 March 2022 is before the request, 1 April 2022. Give a later day."


def test_design_is_not_agreed_before_it_was_put_to_the_forces() -> None:
    with time_machine.travel(datetime(2022, 4, 11, 9, tzinfo=UTC), tick=False):
        collection = consult_on_collection(actor=analyst(), collection=designed())
        with pytest.raises(InvalidValueError) as refusal:
            agree_collection(
                actor=analyst(), collection=collection, agreed_on=date(2022, 4, 10), agreed_with="All forces"
            )

    assert refusal.value.message == (
        "10 April 2022 is before the design was put to the forces, on 11 April 2022. Give a later day."
    )


def test_request_that_is_known_to_the_month_lets_any_day_of_it_be_agreed() -> None:
    collection = consulted(requested_on=date(2022, 4, 20), requested_precision="month")

    settled = agree_collection(
        actor=analyst(), collection=collection, agreed_on=date(2022, 4, 1), agreed_with="All forces"
    )

    assert settled.agreed_on == date(2022, 4, 1)


@pytest.mark.parametrize(
    ("opened_on", "told"),
    [
        (date(2022, 5, 3), "3 May 2022 has not come yet. Give a day up to today."),
        (
            date(2022, 3, 31),
            "31 March 2022 is before the design was agreed, on 1 April 2022. Give a later day.",
        ),
        (
            date(2022, 4, 3),
            "3 April 2022 is before the first day for returns that forces were told, 4 April 2022. Open it then.",
        ),
        (
            date(2022, 5, 1),
            "The last day for returns that forces were told, 30 April 2022, has passed: every force would be late at "
            "once. Take the collection back into design, give a later day, and settle it again.",
        ),
    ],
)
def test_collection_is_not_opened_outside_the_days_that_forces_were_told(opened_on: date, told: str) -> None:
    collection = agreed(opens_on=date(2022, 4, 4), closes_on=date(2022, 4, 30))

    with time_machine.travel(date(2022, 5, 2)), pytest.raises(InvalidValueError) as refusal:
        open_collection(actor=analyst(), collection=collection, opened_on=opened_on)

    assert refusal.value.message == told
    assert Collection.objects.get().state == "agreed"


def test_agreed_design_is_taken_back_and_settled_anew() -> None:
    collection = redesign_collection(actor=analyst(), collection=agreed())

    assert (collection.state, collection.agreed_on, collection.agreed_with) == ("design", None, "")
    assert agree(collection).state == "agreed"


@pytest.mark.parametrize(
    ("opened_on", "told"),
    [
        (date(2090, 1, 1), "1 January 2090 has not come yet. Give a day up to today."),
        (
            date(2022, 5, 31),
            "31 May 2022 is before the collection, or the round before, was opened: 1 June 2022. Give a later day.",
        ),
    ],
)
def test_rounds_follow_one_another(opened_on: date, told: str) -> None:
    collection = opened("cleveland")
    signed(sent(collection))
    open_validation_round(actor=analyst(), collection=collection, opened_on=date(2022, 6, 1))

    with pytest.raises(InvalidValueError) as refusal:
        open_validation_round(actor=analyst(), collection=collection, opened_on=opened_on, note="Go on.")

    assert refusal.value.message == told


def test_step_out_of_turn_is_told_in_plain_words() -> None:
    collection = consulted()

    with pytest.raises(RefusalError) as refusal:
        consult_on_collection(actor=analyst(), collection=collection)

    assert refusal.value.message == (
        "'The workforce' is out for consultation, so it cannot be put to the forces now. From here it can be taken "
        "back into design or marked as agreed."
    )
