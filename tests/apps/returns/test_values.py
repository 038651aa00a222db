"""What a closed collection gives: values, totals without forces out of scope, notes, and sharing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Collection, Return
from peelian.apps.returns.queries import collection_status, out_of_scope_replies, replies, shared_returns
from peelian.apps.returns.services import close_collection, mark_unable, open_validation_round
from peelian.apps.returns.services.closing import content_hash
from peelian.apps.returns.values import exclusion_notes, returned_totals, returned_values
from peelian.rules.errors import RefusalError
from tests.apps.returns.made import (
    GOOD,
    HEADER,
    OPENED,
    analyst,
    chief,
    closed,
    liaison,
    opened,
    reply_of,
    sent,
    signed,
)
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db


def closed_from(collection: Collection) -> Collection:
    """Take a collection whose returns are signed through both rounds."""
    for _ in range(2):
        open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
        for version in Return.objects.filter(reply__collection=collection):
            signed(version)
    return close_collection(actor=analyst(), collection=collection)


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_values_of_a_closed_collection_name_force_row_column_and_unit() -> None:
    found = [each for each in returned_values(closed("cleveland")) if each.column == "men"]

    assert [(each.force, each.row, each.value, each.unit, each.dated) for each in found] == [
        ("cleveland", "2022-03 / officers", Decimal(900), "people", "2022-03"),
        ("cleveland", "2022-03 / staff", Decimal(300), "people", "2022-03"),
    ]


def test_values_are_not_given_while_they_may_still_change() -> None:
    collection = opened("cleveland")
    signed(sent(collection))

    with pytest.raises(RefusalError):
        returned_values(collection)


@pytest.mark.item("S-005")
def test_row_of_a_force_out_of_scope_changes_no_total_and_is_noted() -> None:
    make_force("btp", in_scope=False)
    collection = opened("cleveland", "durham", forces=[make_force("cleveland"), make_force("durham")])
    wider = opened(
        slug="wider",
        forces=[make_force("cleveland"), make_force("durham"), make_force("btp", in_scope=False)],
    )
    for asked in (collection, wider):
        for reply in asked.replies.all():
            signed(sent(asked, GOOD, reply.force.slug))

    narrow_totals, wide_totals = returned_totals(collection), returned_totals(wider)

    assert [each.sum.total for each in wide_totals] == [each.sum.total for each in narrow_totals]
    assert {each.sum.scope_note for each in narrow_totals} == {""}
    assert {each.sum.scope_note for each in wide_totals} == {
        "British Transport Police is not inspected and not part of this total, which may therefore differ from totals "
        "published by others."
    }
    assert collection_status(analyst(), wider).words() == "3 of 3 replied, 0 not yet"
    assert [each.force.slug for each in out_of_scope_replies(analyst(), wider)] == ["btp"]


def test_totals_stand_in_the_order_of_their_months() -> None:
    later_first = f"{HEADER}\ncleveland,2022-03,officers,1,1,2,\ncleveland,2021-12,officers,1,1,2,\n"
    collection = opened("cleveland")
    signed(sent(collection, later_first))

    found = [each.row for each in returned_totals(collection) if each.column == "men"]

    assert found == ["2021-12 / officers", "2022-03 / officers"]


def test_forces_that_could_not_supply_are_named_with_their_reason() -> None:
    collection = opened("city-of-london", "hampshire")
    for force, reason in (
        ("city-of-london", "Its numbers are too small."),
        ("hampshire", "The data are incomplete."),
    ):
        mark_unable(actor=analyst(), reply=reply_of(collection, force), reason=reason)

    assert exclusion_notes(collection) == (
        "City of London Police could not supply the data: Its numbers are too small.",
        "Hampshire and Isle of Wight Constabulary could not supply the data: The data are incomplete.",
    )


@pytest.mark.item("S-054")
def test_every_force_that_was_asked_reads_all_returns_once_they_are_shared() -> None:
    make_force("essex")
    collection = opened("cleveland", "durham", forces=[make_force("cleveland"), make_force("durham")])
    signed(sent(collection))
    signed(sent(collection, force="durham"))
    before = [each.reply.force.slug for each in shared_returns(liaison("durham"), collection)]

    shared = closed_from(collection)

    assert before == ["durham"]
    assert [each.reply.force.slug for each in shared_returns(liaison("durham"), shared)] == [
        "cleveland",
        "durham",
    ]
    assert [each.force.slug for each in replies(liaison("durham"), shared)] == ["cleveland", "durham"]
    assert list(shared_returns(chief("essex"), shared)) == []


def test_people_without_a_working_role_in_a_force_read_no_return() -> None:
    collection = closed("cleveland", "durham")

    assert list(shared_returns(make_person(make_force("durham"), Role.ADMINISTRATOR), collection)) == []


def test_content_hash_says_what_was_frozen() -> None:
    collection = closed("cleveland")

    assert collection.content_sha256 == content_hash(collection)
    assert Return.objects.get().sign_offs.count() == 3
