"""Collections and returns over the workspace API, from the design to the returns of all forces."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peelian.apps.organisations.models import Role
from peelian.apps.returns.services import consult_on_collection
from tests.apps.returns.made import GOOD, TEMPLATE, analyst, closed, designed, liaison, opened, sent, signed
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.api.caller import Caller

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("return.csv", text.encode())


def test_collection_is_designed_sent_signed_validated_closed_and_shared() -> None:
    runner = Caller(make_person(make_inspectorate(), Role.ANALYST))
    force = Caller(make_person(make_force(), Role.CHIEF_OFFICER))
    make_force("durham")
    design = {
        "slug": "workforce", "title": "The workforce", "period": "year ending 31 March 2022",
        "requested_on": "2022-04-01", "purpose": "To see empty posts.", "opens_on": "2022-04-02",
        "closes_on": "2022-05-31", "burden_estimate_hours": "4", "template": TEMPLATE, "forces": ["cleveland"],
    }  # fmt: skip
    made = runner.post("/collections", design, 201)
    here = f"/collections/{made['id']}"

    changed = runner.patch(here, {"title": "Workforce", "expected_version": 1})
    runner.post(f"{here}/consult", {"consulted_on": "2022-04-01"})
    comment = force.post(f"{here}/comments", {"text": "Right."}, 201)
    runner.post(f"{here}/comments/{comment['id']}", {"response": "Thank you."})
    runner.post(f"{here}/agree", {"agreed_on": "2022-04-01", "agreed_with": "The force"})
    runner.post(f"{here}/open", {"opened_on": "2022-04-02"})
    faulty = force.upload(f"{here}/returns/cleveland", file(GOOD.replace("900,500", "many,500")))
    sign = f"{here}/returns/cleveland/versions"
    force.post(f"{sign}/1/sign-off", {"hours": "2"}, 409)
    mended = force.upload(f"{here}/returns/cleveland", file(GOOD))
    force.post(f"{sign}/2/sign-off", {"hours": "2"}, 201)
    for number in (1, 2):
        runner.post(f"{here}/rounds", {"opened_on": "2022-06-01"}, 201)
        question = runner.post(
            f"{here}/returns/cleveland/questions", {"text": f"All of them, {number}?"}, 201
        )
        force.post(
            f"{here}/questions/{question['id']}", {"answer": "All.", "expected_version": question["version"]}
        )
        force.post(f"{sign}/2/sign-off", {"hours": "0.5"}, 201)
    done = runner.post(f"{here}/close", {})

    assert (changed["title"], changed["period"]) == ("Workforce", "year ending 31 March 2022")
    assert [(each["row"], each["column"], each["rule"]) for each in faulty["findings"]] == [
        (2, "men", "whole")
    ]
    assert (mended["number"], [each["after"] for each in mended["changes"]]) == (2, ["900"])
    assert (done["state"], len(done["content_sha256"])) == ("closed", 64)
    assert [each["number"] for each in runner.get(f"{here}/rounds")] == [1, 2]
    assert [each["answer"] for each in runner.get(f"{here}/questions")] == ["All.", "All."]
    assert [each["response"] for each in force.get(f"{here}/comments")] == ["Thank you."]
    assert [each["rows"][0]["men"] for each in force.get(f"{here}/returns")["data"]] == ["900"]


def test_unsigned_return_is_not_there_for_others() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)
    here = f"/collections/{collection.pk}/returns"
    others = [Caller(analyst()), Caller(liaison("durham"))]

    assert others[0].get(f"{here}/cleveland") == []
    others[1].get(f"{here}/cleveland", 404)
    signed(version)
    assert [each["number"] for each in others[0].get(f"{here}/cleveland")] == [1]


def test_change_is_told_outside_the_force_since_the_version_that_was_signed_before() -> None:
    collection = opened("cleveland")
    for men, women, is_signed in (("900", "500", True), ("901", "499", False), ("902", "498", True)):
        version = sent(collection, GOOD.replace("900,500,", f"{men},{women},"))
        if is_signed:
            signed(version)
    here = f"/collections/{collection.pk}/returns/cleveland"

    told = Caller(analyst()).get(here)
    own = Caller(liaison()).get(here)

    assert [(each["number"], [cell["before"] for cell in each["changes"]]) for each in told] == [
        (3, ["900", "500"]),
        (1, []),
    ]
    assert [cell["before"] for cell in own[0]["changes"]] == ["901", "499"]


def test_version_that_nobody_signed_is_told_in_no_change() -> None:
    collection = opened("cleveland")
    sent(collection, GOOD.replace("900,500,", "901,499,"))
    signed(sent(collection))

    told = Caller(analyst()).get(f"/collections/{collection.pk}/returns/cleveland")

    assert [(each["number"], each["changes"]) for each in told] == [(2, [])]


def test_return_of_another_force_is_not_sent() -> None:
    collection = closed("cleveland", "durham")

    Caller(liaison("durham")).upload(f"/collections/{collection.pk}/returns/cleveland", file(GOOD), 404)


def test_forces_that_are_none_are_told() -> None:
    runner = Caller(analyst())
    collection = designed()

    refused = runner.patch(
        f"/collections/{collection.pk}", {"forces": ["gotham"], "expected_version": 1}, 422
    )

    assert [each["field"] for each in refused["findings"]] == ["force"]


def test_redesign_hides_the_design_again() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())
    force = Caller(liaison())
    force.get(f"/collections/{collection.pk}")

    Caller(analyst()).post(f"/collections/{collection.pk}/redesign")

    force.get(f"/collections/{collection.pk}", 404)
