"""The design of a collection: complete before anybody is consulted, settled before anybody is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.apps.returns.queries import collections
from peelian.apps.returns.services import (
    agree_collection,
    answer_comment,
    comment_on_design,
    consult_on_collection,
    edit_collection,
    open_collection,
    redesign_collection,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.returns.made import OPENED, TEMPLATE, agreed, analyst, chief, designed, liaison
from tests.apps.world import make_force, make_inspectorate, make_person

pytestmark = pytest.mark.django_db


def fields(refusal: Any) -> list[str]:
    return [each["field"] for each in refusal.value.details["findings"]]


@pytest.mark.item("S-052")
@pytest.mark.parametrize("step", ["designed", "consulted"])
def test_collection_whose_design_is_not_agreed_is_not_opened(step: str) -> None:
    make_force()
    collection = designed()
    if step == "consulted":
        consult_on_collection(actor=analyst(), collection=collection)

    with pytest.raises(RefusalError) as refusal:
        open_collection(actor=analyst(), collection=collection, opened_on=OPENED)

    assert refusal.value.message.startswith("The design of 'The workforce' is not agreed: it is ")
    assert CollectionReply.objects.count() == 0


def test_design_that_is_not_complete_is_not_put_to_the_forces() -> None:
    collection = designed(purpose=" ", opens_on=None, closes_on=None, burden_estimate_hours=None)

    with pytest.raises(InvalidValueError) as refusal:
        consult_on_collection(actor=analyst(), collection=collection)

    assert fields(refusal) == ["purpose", "opens_on", "closes_on", "burden_estimate_hours"]


def test_forces_see_a_design_once_they_are_consulted() -> None:
    force, reader = liaison(), make_person(home_office(), Role.HOME_OFFICE_READER)
    collection = designed()
    before = (list(collections(force)), list(collections(reader)))

    consult_on_collection(actor=analyst(), collection=collection)

    assert before == ([], [])
    assert (list(collections(force)), list(collections(reader))) == ([collection], [collection])


def test_every_comment_has_its_answer_before_the_design_is_agreed() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed(), consulted_on=OPENED)
    user = liaison()
    comment = comment_on_design(
        actor=user, collection=collection, organisation=make_force(), text="We hold no grades."
    )

    with pytest.raises(InvalidValueError) as refusal:
        agree_collection(
            actor=analyst(), collection=collection, agreed_on=OPENED, agreed_with="Forces, Home Office"
        )
    answer_comment(actor=analyst(), comment=comment, response="Officers and staff will do.")
    settled = agree_collection(
        actor=analyst(), collection=collection, agreed_on=OPENED, agreed_with="Forces, Home Office"
    )

    assert refusal.value.message == "1 comment has no answer yet. Answer every comment first."
    assert (settled.state, settled.agreed_with) == ("agreed", "Forces, Home Office")


def test_home_office_comments_on_a_design() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())
    office = home_office()

    comment = comment_on_design(
        actor=make_person(office, Role.HOME_OFFICE_READER),
        collection=collection,
        organisation=office,
        text="Right.",
    )

    assert comment.organisation == office


def test_nobody_comments_for_another_force_or_after_the_consultation() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())

    with pytest.raises(NotPermittedError):
        comment_on_design(
            actor=liaison(), collection=collection, organisation=make_force("durham"), text="Fine."
        )
    redesign_collection(actor=analyst(), collection=collection)
    with pytest.raises(NotPermittedError):
        comment_on_design(actor=liaison(), collection=collection, organisation=make_force(), text="Fine.")


def test_design_does_not_change_once_it_is_agreed() -> None:
    collection = agreed()

    with pytest.raises(RefusalError):
        edit_collection(
            actor=analyst(),
            collection=collection,
            expected_version=collection.version,
            values={"title": "New"},
        )

    assert Collection.objects.get().title == "The workforce"


def test_design_that_somebody_else_changed_is_not_overwritten() -> None:
    collection = designed()
    edit_collection(actor=analyst(), collection=collection, expected_version=1, values={"title": "First"})

    with pytest.raises(StaleEditError):
        edit_collection(
            actor=analyst(), collection=collection, expected_version=1, values={"title": "Second"}
        )

    assert Collection.objects.get().title == "First"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"closes_on": date(2022, 3, 1)}, "The last day is before the first. Give a later one."),
        ({"burden_estimate_hours": -1}, "-1 hours cannot be right. Give 0 to 100,000."),
        (
            {"template": {**TEMPLATE, "sums": [{"total": "all", "parts": ["men", "women"]}]}},
            "A sum names all, which is no column of numbers. Name columns of the template.",
        ),
        ({"colour": "red"}, "'colour' is no part of a design."),
    ],
)
def test_wrong_design_is_told_what_is_wrong(change: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        edit_collection(actor=analyst(), collection=designed(), expected_version=1, values=change)

    assert refusal.value.message.startswith(told)


def test_chosen_forces_alone_are_asked() -> None:
    make_force("durham")
    collection = agreed(forces=[make_force(), make_force("btp", in_scope=False)])

    open_collection(actor=analyst(), collection=collection, opened_on=OPENED)

    assert sorted(collection.replies.values_list("force__slug", flat=True)) == ["btp", "cleveland"]


def test_only_forces_are_asked() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        designed(forces=[make_inspectorate("another")])

    assert fields(refusal) == ["forces"]


def test_a_force_does_not_move_a_collection() -> None:
    collection = designed()

    with pytest.raises(NotPermittedError):
        consult_on_collection(actor=chief(), collection=collection)

    assert Collection.objects.get().state == "design"


def home_office() -> Organisation:
    return Organisation.objects.get_or_create(
        slug="home-office", defaults={"kind": Organisation.Kind.GOVERNMENT, "name": "Home Office"}
    )[0]
