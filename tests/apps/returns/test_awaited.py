"""What waits from a force while a collection is open: the return, each round's sign-off, and an answer."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.returns.models import Collection
from peelian.apps.returns.queries import awaited_words, replies_awaited_from
from peelian.apps.returns.queries.clocks import clocks_due
from peelian.apps.returns.services import (
    answer_validation_question,
    ask_validation_question,
    mark_unable,
    open_validation_round,
)
from tests.apps.returns.made import CLOSES, GOOD, OPENED, analyst, liaison, opened, reply_of, sent, signed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def waiting() -> list[str]:
    return [awaited_words(reply) for reply in replies_awaited_from(liaison())]


def clocks() -> list[tuple[str, date]]:
    return [(each.kind, each.due) for each in clocks_due(OPENED)]


def a_round(collection: Collection, opened_on: date = OPENED) -> None:
    open_validation_round(actor=analyst(), collection=collection, opened_on=opened_on)


def test_each_round_waits_for_the_sign_off_of_a_force_without_questions() -> None:
    collection = opened("cleveland")
    seen = [waiting()]
    version = sent(collection)
    seen.append(waiting())
    signed(version)
    seen.append(waiting())
    a_round(collection)
    seen.append(waiting())
    signed(version)
    seen.append(waiting())

    assert seen == [
        ["Send the return"], ["Mend or sign off version 1"], [], ["Sign off version 1, round 1"], [],
    ]  # fmt: skip


def test_newer_version_waits_for_its_sign_off() -> None:
    collection = opened("cleveland")
    signed(sent(collection))

    sent(collection, GOOD.replace("4.5", "4.7"))

    assert (waiting(), clocks()) == (["Sign off version 2"], [("return-sign-off", CLOSES)])


def test_question_found_in_a_value_waits_until_the_corrected_version_is_signed() -> None:
    collection = opened("cleveland")
    signed(sent(collection, GOOD.replace("900,500,1400", "900,500,1405")))
    a_round(collection)
    before = waiting()

    signed(sent(collection))

    assert (before, waiting(), clocks()) == (["Answer or mend, then sign off version 1, round 1"], [], [])


def test_question_asked_after_the_sign_off_waits_for_its_answer() -> None:
    collection = opened("cleveland")
    version = sent(collection)
    signed(version)
    a_round(collection)
    signed(version)

    asked = ask_validation_question(actor=analyst(), reply=reply_of(collection, "cleveland"), text="All?")
    before = waiting()
    answer_validation_question(actor=liaison(), question=asked, answer="Yes.", expected_version=1)

    assert (before, waiting()) == (["Answer the question"], [])


def test_clock_of_a_round_runs_two_weeks_and_ends_with_the_sign_off() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)
    signed(version)
    mark_unable(actor=liaison("durham"), reply=reply_of(collection, "durham"), reason="No system yet.")
    a_round(collection, date(2022, 5, 30))
    running = clocks()
    soon = list(clocks_due(OPENED, until=date(2022, 6, 12)))
    signed(version)

    assert (running, soon, clocks()) == ([("return-sign-off", date(2022, 6, 13))], [], [])
