"""Two rounds of validation: odd values are found, asked about, corrected or explained, and signed again."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.returns.models import Return, ValidationQuestion
from peelian.apps.returns.queries import board, collection_status, forces_asked, missing_sign_offs
from peelian.apps.returns.services import (
    answer_validation_question,
    ask_validation_question,
    close_collection,
    mark_unable,
    open_validation_round,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.returns.made import GOOD, OPENED, analyst, designed, liaison, opened, reply_of, sent, signed
from tests.apps.world import make_force

pytestmark = pytest.mark.django_db

SIX = ("cleveland", "durham", "essex", "kent", "norfolk", "suffolk")


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def a_round(collection: object, **more: object) -> None:
    open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED, **more)


def questions(kind: str) -> list[tuple[str, str, str, str]]:
    found = ValidationQuestion.objects.filter(kind=kind)
    return list(found.values_list("reply__force__slug", "row", "column", "value"))


@pytest.mark.item("S-055")
def test_seeded_outlier_and_sum_that_does_not_add_up_are_asked_about() -> None:
    collection = opened(*SIX)
    for force in SIX:
        rate = "40" if force == "kent" else f"4.{SIX.index(force)}"
        text = GOOD.replace(",4.5", f",{rate}")
        signed(
            sent(collection, text.replace("300,600,900", "300,600,901") if force == "essex" else text, force)
        )

    a_round(collection)

    rates = [each for each in questions("outlier") if each[2] == "vacancy_rate"]
    assert rates == [("kent", "2022-03 / officers", "vacancy_rate", "40")]
    assert questions("sum") == [("essex", "2022-03 / staff", "everybody", "901")]


@pytest.mark.item("S-053")
def test_correction_of_the_second_round_is_kept_with_the_old_value() -> None:
    collection = opened("cleveland")
    first = sent(collection)
    signed(first)
    a_round(collection)
    signed(first)
    a_round(collection)

    corrected = sent(collection, GOOD.replace("4.5", "4.7"))
    signed(corrected)

    assert (corrected.round, corrected.changes) == (
        2, [{"row": "2022-03 / officers", "column": "vacancy_rate", "before": "4.5", "after": "4.7"}],
    )  # fmt: skip
    assert [each.round for each in first.sign_offs.all()] == [0, 1]
    assert [each.round for each in corrected.sign_offs.all()] == [2]
    assert Return.objects.get(pk=first.pk).rows[0]["vacancy_rate"] == "4.5"
    assert missing_sign_offs(collection) == []


def test_question_is_settled_by_an_answer_or_by_another_value() -> None:
    collection = opened("cleveland")
    text = GOOD.replace("900,500,1400", "900,500,1405").replace("300,600,900", "300,600,950")
    version = sent(collection, text)
    signed(version)
    a_round(collection)
    officers = ValidationQuestion.objects.get(row="2022-03 / officers")

    with pytest.raises(RefusalError) as refusal:
        signed(version)
    answer_validation_question(
        actor=liaison(), question=officers, answer="Five are counted as neither.", expected_version=1
    )
    mended = sent(collection, text.replace("300,600,950", "300,600,900"))
    signed(mended)

    assert refusal.value.message.startswith("2 questions are not settled.")
    assert [each.round for each in mended.sign_offs.all()] == [1]


def test_explained_value_is_not_asked_about_again() -> None:
    collection = opened("cleveland")
    version = sent(collection, GOOD.replace("900,500,1400", "900,500,1405"))
    signed(version)
    a_round(collection)
    answer_validation_question(
        actor=liaison(),
        question=ValidationQuestion.objects.get(),
        answer="Five are counted as neither.",
        expected_version=1,
    )
    signed(version)

    a_round(collection)

    assert ValidationQuestion.objects.count() == 1


def test_inspectorate_asks_and_only_the_force_that_was_asked_answers() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)
    signed(version)
    a_round(collection)

    asked = ask_validation_question(
        actor=analyst(), reply=reply_of(collection, "cleveland"), text="Is this all officers?"
    )

    assert list(ValidationQuestion.objects.visible_to(liaison("durham"))) == []
    with pytest.raises(NotPermittedError):
        answer_validation_question(actor=liaison("durham"), question=asked, answer="Yes.", expected_version=1)
    with pytest.raises(RefusalError):
        signed(version)
    answer_validation_question(actor=liaison(), question=asked, answer="Yes.", expected_version=1)
    assert signed(version).round == 1


def test_round_needs_a_signed_return() -> None:
    collection = opened("cleveland")
    sent(collection)

    with pytest.raises(RefusalError) as refusal:
        a_round(collection)

    assert refusal.value.message == "No return is signed off yet, so there is nothing to validate."


def test_collection_is_not_closed_while_a_reply_is_outstanding_or_before_two_rounds() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)
    signed(version)

    with pytest.raises(RefusalError) as outstanding:
        close_collection(actor=analyst(), collection=collection)
    mark_unable(actor=analyst(), reply=reply_of(collection, "durham"), reason="Its system was replaced.")
    a_round(collection)
    signed(version)
    with pytest.raises(RefusalError) as rounds:
        close_collection(actor=analyst(), collection=collection)

    assert outstanding.value.message.startswith("1 force has not replied yet: Durham Constabulary. ")
    assert rounds.value.message.startswith("Rounds of validation held: 1 of 2.")


def test_reply_that_the_status_counts_as_outstanding_is_the_one_that_closing_waits_for() -> None:
    asked = [make_force("cleveland"), make_force("btp", in_scope=False)]
    collection = opened(forces=asked)
    signed(sent(collection))

    with pytest.raises(RefusalError) as refusal:
        close_collection(actor=analyst(), collection=collection)

    assert list(forces_asked(collection)) == sorted(asked, key=lambda force: force.name)
    assert collection_status(analyst(), collection).words() == "1 of 2 replied, 1 not yet"
    assert refusal.value.message.startswith("1 force has not replied yet: British Transport Police. ")


def test_collection_that_names_no_force_asks_every_force_in_scope() -> None:
    make_force("btp", in_scope=False)
    make_force("durham")

    assert [each.slug for each in forces_asked(designed())] == ["durham"]


def test_closing_before_the_last_day_that_forces_were_told_needs_a_reason() -> None:
    collection = opened("cleveland", closes_on=date(2099, 5, 31))
    version = sent(collection)
    signed(version)
    for _ in range(2):
        a_round(collection)
        signed(version)

    with pytest.raises(InvalidValueError) as refusal:
        close_collection(actor=analyst(), collection=collection)
    done = close_collection(actor=analyst(), collection=collection, closing_note="Every force has answered.")

    assert refusal.value.message == (
        "Returns may come until 31 May 2099, the last day that forces were told. Say why the collection is closed "
        "all the same."
    )
    assert (done.state, done.closing_note) == ("closed", "Every force has answered.")


def test_missing_sign_off_needs_a_reason_to_close() -> None:
    collection = opened("cleveland")
    version = sent(collection)
    signed(version)
    a_round(collection)
    a_round(collection, note="The force was asked twice.")
    signed(version)

    with pytest.raises(InvalidValueError) as refusal:
        close_collection(actor=analyst(), collection=collection)
    done = close_collection(actor=analyst(), collection=collection, closing_note="It was asked three times.")

    assert refusal.value.message == (
        "Not signed off: Cleveland Police in round 1. Say why the collection is closed all the same."
    )
    assert (done.state, done.closing_note) == ("closed", "It was asked three times.")


def test_round_is_not_opened_while_one_is_unfinished() -> None:
    collection = opened("cleveland")
    version = sent(collection)
    signed(version)
    a_round(collection)

    with pytest.raises(RefusalError) as refusal:
        a_round(collection)

    assert refusal.value.message == (
        "Round 1 is not finished: not signed off by Cleveland Police. Wait for the sign-off, or say in the note why "
        "the next round opens all the same."
    )
    signed(version)
    a_round(collection)
    assert [each.number for each in collection.rounds.all()] == [1, 2]


def test_second_of_two_people_does_not_open_another_round_unseen() -> None:
    collection = opened("cleveland")
    signed(sent(collection))
    a_round(collection, number=1, note="Look at the sums.")

    with pytest.raises(RefusalError) as refusal:
        a_round(collection, number=1, note="Look at the rates.")

    assert refusal.value.message.startswith(
        "Round 1 of 'The workforce' is not the next: the next is round 2."
    )
    assert collection.rounds.count() == 1


def test_board_shows_the_rounds_and_the_questions() -> None:
    collection = opened("cleveland")
    version = sent(collection, GOOD.replace("900,500,1400", "900,500,1405"))
    signed(version)
    a_round(collection)

    row = board(analyst(), collection)[0]

    assert (row.signed_rounds, row.open_questions, row.is_late) == ((0,), 1, True)
