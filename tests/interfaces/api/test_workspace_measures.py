"""Releases of measures over the workspace API, from the first value to the correction."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peelian.apps.measures.models import ForceValue
from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Return
from tests.apps.measures.made import INCIDENTS, analyst, make_filled_release, make_release, publisher
from tests.apps.measures.test_returns import release_of
from tests.apps.returns.made import GOOD, closed
from tests.apps.world import make_all_forces, make_force, make_person
from tests.interfaces.api.caller import ROOT, Caller

pytestmark = pytest.mark.django_db
NEW = {
    "measure": INCIDENTS.identifier,
    "period": {"kind": "year-ending", "date": "2022-03-31"},
    "source": "Data collected from forces",
    "denominator_note": "Round populations.",
}


def send(caller: Caller, here: str, text: str, version: int, status: int = 200) -> Any:
    sent = {"expected_version": version, "file": SimpleUploadedFile("values.csv", text.encode())}
    return caller._read(caller.client.post(f"{ROOT}{here}/values", sent), status)


def table_of_all_forces() -> str:
    rows = [f"{force.slug},{10 + place},1000" for place, force in enumerate(make_all_forces())]
    return "\n".join(["force,numerator,denominator", *rows])


def test_release_is_begun_filled_published_and_corrected() -> None:
    caller, signer = Caller(analyst()), Caller(publisher())
    text = table_of_all_forces()
    made = caller.post("/measure-releases", NEW, 201)
    here = f"/measure-releases/{made['id']}"

    taken = send(caller, here, text, 1)
    left_out = caller.post(
        f"{here}/exclusions", {"force": "kent", "reason": "Incomplete", "expected_version": 2}
    )
    caller.post(f"{here}/exclusions/remove", {"force": "kent", "expected_version": 3})
    published = signer.post(f"{here}/publish", {"expected_version": 4}, 201)
    opened = signer.post(f"{here}/correction", {"reason": "Kent counted twice.", "expected_version": 5})
    shown = caller.get(here)

    assert (made["unit"], made["period_words"]) == ("per 1,000 population", "year ending 31 March 2022")
    assert taken == {"values": 43, "without": 0, "missing": []}
    assert left_out["version"] == 3
    assert (published["version_number"], len(published["content_hash"])) == (1, 64)
    assert (opened["state"], opened["correction_reason"]) == ("draft", "Kent counted twice.")
    assert len(shown["values"]) == 43
    assert [each["id"] for each in caller.get("/measure-releases?state=draft")["data"]] == [made["id"]]
    assert caller.get("/measure-releases?state=published")["data"] == []


def test_correction_opened_by_mistake_is_cancelled() -> None:
    signer, release = Caller(publisher()), make_filled_release()
    here = f"/measure-releases/{release.pk}"
    signer.post(f"{here}/publish", {"expected_version": 2}, 201)
    signer.post(f"{here}/correction", {"reason": "Oops.", "expected_version": 3})

    refused = signer.post(f"{here}/publish", {"expected_version": 4}, 409)
    cancelled = signer.post(
        f"{here}/correction/cancel", {"reason": "The wrong release.", "expected_version": 4}
    )

    assert refused["code"] == "refused"
    assert (cancelled["state"], cancelled["correction_reason"]) == ("published", "")


def test_draft_is_changed_and_discarded() -> None:
    caller, release = Caller(analyst()), make_release()
    here = f"/measure-releases/{release.pk}"

    changed = caller.patch(here, {"note": "Read it.", "expected_version": 1})
    caller.post(f"{here}/discard", {"reason": "Begun twice.", "expected_version": 2}, 204)

    assert (changed["note"], changed["source"], changed["version"]) == ("Read it.", release.source, 2)
    assert caller.get("/measure-releases")["data"] == []


def test_every_fault_of_a_file_is_told_with_its_row() -> None:
    make_all_forces()
    caller, release = Caller(analyst()), make_release()
    text = "force,numerator,denominator,value\nnowhere,1,2,\ncleveland,-1,1000,\nkent,,,29.9\n"

    refused = send(caller, f"/measure-releases/{release.pk}", text, 1, 422)

    assert [(each["row"], each["field"], each["value"]) for each in refused["findings"]] == [
        (2, "force", "nowhere"),
        (3, "numerator", "-1"),
        (4, "unit", ""),
    ]
    assert ForceValue.objects.count() == 0


def test_file_that_is_no_table_is_refused_as_a_whole() -> None:
    refused = send(Caller(analyst()), f"/measure-releases/{make_release().pk}", "PK\x03\x04;no;table", 1, 422)

    assert [(each["row"], each["field"]) for each in refused["findings"]] == [(None, "file")]


def test_older_version_is_told_what_stands_now() -> None:
    release = make_filled_release()

    refused = send(Caller(analyst()), f"/measure-releases/{release.pk}", "force,reason\nkent,None\n", 1, 409)

    assert (refused["code"], refused["version"]) == ("stale-edit", 2)


def test_returns_of_a_closed_collection_are_taken(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    release = release_of(closed("cleveland", text=GOOD))

    taken = Caller(analyst()).post(
        f"/measure-releases/{release.pk}/returns",
        {"numerator": "women", "denominator": "everybody", "expected_version": 1},
    )

    shown = Caller(analyst()).get(f"/measure-releases/{release.pk}")["values"]
    sha256 = Return.objects.get().sha256
    assert taken["values"] == 1
    assert [(each["return_version"], each["return_sha256"]) for each in shown] == [(1, sha256)]


def test_measure_that_is_none_is_refused_with_those_there_are() -> None:
    refused = Caller(analyst()).post("/measure-releases", {**NEW, "measure": "nothing"}, 422)

    assert [each["field"] for each in refused["findings"]] == ["measure"]
    assert INCIDENTS.identifier in refused["findings"][0]["allowed"]


def test_force_finds_no_release_and_others_change_none() -> None:
    release = make_filled_release()
    here = f"/measure-releases/{release.pk}"
    force = Caller(make_person(make_force("kent"), Role.FORCE_LIAISON))

    assert force.get("/measure-releases")["data"] == []
    force.get(here, 404)
    force.post(f"{here}/publish", {"expected_version": 2}, 404)
    Caller(analyst()).post(f"{here}/publish", {"expected_version": 2}, 404)
    Caller(publisher()).post(
        f"{here}/exclusions", {"force": "kent", "reason": "Why", "expected_version": 2}, 404
    )
