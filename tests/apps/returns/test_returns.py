"""Collections of data: opened to 43 forces, answered or marked unable, never forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.policies import (
    can_collect_inspectorate,
    can_open_collection,
    can_record_reply,
    collections_openable_by,
    inspectorates_collectable_by,
    replies_recordable_by,
)
from peelian.apps.returns.queries import collection_status, collections, exclusions, replies
from peelian.apps.returns.services import create_collection, mark_unable, open_collection, record_reply
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.returns.made import agree
from tests.apps.world import make_all_forces, make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db

OPENED = date(2022, 4, 1)
ANSWERED = date(2022, 5, 2)


def analyst() -> Any:
    return make_person(make_inspectorate(), Role.ANALYST)


def collection(**changes: Any) -> Collection:
    given: dict[str, Any] = {
        "actor": analyst(),
        "inspectorate": make_inspectorate(),
        "slug": "domestic-abuse",
        "title": "Domestic abuse",
        "period": "year ending 31 March 2022",
        "requested_on": OPENED,
        "requested_precision": "month",
        "purpose": "To see how forces answer domestic abuse.",
        "opens_on": OPENED,
        "closes_on": date(2022, 5, 31),
        "burden_estimate_hours": 4,
        **changes,
    }
    return create_collection(**given)


def opened(*forces: str) -> Collection:
    for force in forces:
        make_force(force)
    return open_collection(actor=analyst(), collection=agree(collection()), opened_on=OPENED)


def reply_of(asked: Collection, force: str) -> CollectionReply:
    return asked.replies.get(force__slug=force)


def test_collection_is_prepared_and_nobody_outside_sees_it() -> None:
    liaison = make_person(make_force("cleveland"), Role.FORCE_LIAISON)

    prepared = collection()

    assert (prepared.period, prepared.requested_precision, prepared.opened_on) == (
        "year ending 31 March 2022", "month", None,
    )  # fmt: skip
    assert list(collections(analyst())) == [prepared]
    assert list(collections(liaison)) == []


def test_everything_wrong_with_a_collection_is_said_at_once() -> None:
    collection()

    with pytest.raises(InvalidValueError) as refusal:
        collection(title="", period=" ", requested_precision="hour")

    found = refusal.value.details["findings"]
    assert isinstance(found, list)
    assert [each["field"] for each in found] == ["title", "period", "requested_precision", "slug"]


@pytest.mark.item("S-004")
def test_collection_from_43_forces_with_42_replies_shows_one_outstanding() -> None:
    make_all_forces()
    make_force("btp", in_scope=False)
    asked = open_collection(actor=analyst(), collection=agree(collection()), opened_on=OPENED)
    user = analyst()
    for reply in asked.replies.exclude(force__slug="wiltshire"):
        record_reply(actor=user, reply=reply, answered_on=ANSWERED)

    status = collection_status(user, asked)

    assert len(status.asked) == 43
    assert status.outstanding == ("Wiltshire Police",)
    assert status.words() == "42 of 43 replied, 1 not yet"
    assert not status.is_complete


def test_force_that_cannot_supply_completes_the_collection_with_its_reason() -> None:
    asked = opened("cleveland", "hampshire")
    user = analyst()
    record_reply(actor=user, reply=reply_of(asked, "cleveland"), answered_on=ANSWERED)

    mark_unable(actor=user, reply=reply_of(asked, "hampshire"), reason="Incomplete data.")

    status = collection_status(user, asked)
    assert (status.is_complete, list(status.unable.values())) == (True, ["Incomplete data."])
    assert exclusions(asked) == {"hampshire": "Incomplete data."}


def test_unable_takes_a_reason() -> None:
    asked = opened("cleveland")

    with pytest.raises(InvalidValueError):
        mark_unable(actor=analyst(), reply=reply_of(asked, "cleveland"), reason=" ")

    assert reply_of(asked, "cleveland").state == "outstanding"


def test_force_that_was_unable_may_still_answer() -> None:
    asked = opened("cleveland")
    mark_unable(actor=analyst(), reply=reply_of(asked, "cleveland"), reason="The system was moved.")

    record_reply(actor=analyst(), reply=reply_of(asked, "cleveland"), answered_on=ANSWERED)

    reply = reply_of(asked, "cleveland")
    assert (reply.state, reply.reason, reply.answered_on) == ("answered", "", ANSWERED)


def test_answer_is_not_taken_twice_nor_taken_back() -> None:
    asked = opened("cleveland")
    record_reply(actor=analyst(), reply=reply_of(asked, "cleveland"), answered_on=ANSWERED)

    with pytest.raises(RefusalError):
        record_reply(actor=analyst(), reply=reply_of(asked, "cleveland"), answered_on=ANSWERED)
    with pytest.raises(RefusalError):
        mark_unable(actor=analyst(), reply=reply_of(asked, "cleveland"), reason="Too late.")

    assert reply_of(asked, "cleveland").state == "answered"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (
            date(2022, 3, 31),
            "31 March 2022 is before the collection was opened, on 1 April 2022. Give a later day.",
        ),
        (date(2999, 1, 1), "1 January 2999 has not come yet. Give a day up to today."),
    ],
)
def test_answer_on_an_impossible_day_is_refused(day: date, message: str) -> None:
    asked = opened("cleveland")

    with pytest.raises(InvalidValueError) as refusal:
        record_reply(actor=analyst(), reply=reply_of(asked, "cleveland"), answered_on=day)

    assert refusal.value.message == message


def test_collection_is_opened_once() -> None:
    asked = opened("cleveland")

    with pytest.raises(RefusalError) as refusal:
        open_collection(actor=analyst(), collection=asked, opened_on=OPENED)

    assert refusal.value.message == "'Domestic abuse' has been open since 1 April 2022."
    assert asked.replies.count() == 1


def test_force_answers_for_itself_and_for_nobody_else() -> None:
    asked = opened("cleveland", "durham")
    liaison = make_person(make_force("cleveland"), Role.FORCE_LIAISON)

    record_reply(actor=liaison, reply=reply_of(asked, "cleveland"), answered_on=ANSWERED)
    with pytest.raises(NotPermittedError):
        record_reply(actor=liaison, reply=reply_of(asked, "durham"), answered_on=ANSWERED)

    assert [reply.force.slug for reply in replies(liaison, asked)] == ["cleveland"]
    assert collection_status(liaison, asked).words() == "1 of 1 replied, 0 not yet"
    assert reply_of(asked, "durham").state == "outstanding"
    outcomes = AuditEvent.objects.filter(action="returns.record_reply").values_list("outcome", flat=True)
    assert list(outcomes) == ["done", "refused"]


def test_only_collectors_make_collections() -> None:
    with pytest.raises(NotPermittedError):
        collection(actor=make_person(make_inspectorate(), Role.INSPECTOR))

    assert Collection.objects.count() == 0


def test_status_takes_the_same_queries_for_one_force_and_for_three(django_assert_num_queries: Any) -> None:
    user = analyst()
    one = opened("cleveland")
    make_force("durham")
    make_force("essex")
    three = open_collection(actor=user, collection=agree(collection(slug="other")), opened_on=OPENED)

    assert len(collections(user)) == 2
    for asked, count in ((one, 1), (three, 3)):
        with django_assert_num_queries(1):
            assert len(collection_status(user, asked).asked) == count


COLLECTORS = {Role.ANALYST, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC}


@pytest.mark.parametrize("role", list(Role))
def test_policies_agree_with_themselves_for_every_role(role: Role) -> None:
    in_inspectorate = role in ROLES_BY_KIND[Organisation.Kind.INSPECTORATE]
    user = make_person(make_inspectorate() if in_inspectorate else make_force("cleveland"), role)
    asked = opened("cleveland", "durham")
    prepared = agree(collection(slug="prepared"))
    another = make_inspectorate("another")
    foreign = agree(collection(actor=make_person(another, Role.HMI), inspectorate=another, slug="foreign"))
    collects = role in COLLECTORS
    answers = {"cleveland"} if role in {Role.FORCE_LIAISON, Role.CHIEF_OFFICER} else set()
    recordable = {"cleveland", "durham"} if collects else answers
    openable = {prepared} if collects else set()
    collectable = {asked.inspectorate} if collects else set()

    assert {r.force.slug for r in asked.replies.all() if can_record_reply(user, r)} == recordable
    assert {r.force.slug for r in replies_recordable_by(user)} == recordable
    assert {each for each in (asked, prepared, foreign) if can_open_collection(user, each)} == openable
    assert set(collections_openable_by(user)) == openable
    assert {o for o in (asked.inspectorate, another) if can_collect_inspectorate(user, o)} == collectable
    assert set(inspectorates_collectable_by(user)) == collectable
