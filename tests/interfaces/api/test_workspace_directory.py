"""The directory of a force over the workspace API."""

from __future__ import annotations

import pytest

from peelian.apps.organisations.models import Role
from tests.apps.directory.world import liaison_of
from tests.apps.world import make_force, make_local_policing_body, make_person
from tests.interfaces.api.caller import Caller

pytestmark = pytest.mark.django_db
HERE = "/partners/cleveland"
AGENCY = {"name": "National Crime Agency", "kind": "national-body"}


def test_force_keeps_its_directory_and_its_overseer_reads_it() -> None:
    liaison, cleveland = liaison_of()
    make_force("durham")
    force = Caller(liaison)
    body = Caller(make_person(make_local_policing_body(cleveland), Role.COMMISSIONER))
    report = {"kind": "organised-crime", "what": "Map of groups", "sent_on": "2022-06-01"}

    agency = force.post(HERE, AGENCY, 201)
    forum = force.post(f"{HERE}/forums", {"title": "Board", "members": [agency["id"]]}, 201)
    sent = force.post(f"{HERE}/reports", {"recipient": agency["id"], **report}, 201)
    relations = force.post(f"{HERE}/relations", {"force": "durham", "kind": "collaboration"}, 201)

    assert (agency["name"], agency["forum_count"], forum["members"]) == ("National Crime Agency", 0, 1)
    assert (sent["recipient"], sent["sent_on"]) == ("National Crime Agency", "2022-06-01")
    assert relations == [{"force": "durham", "kind": "collaboration", "since": None, "note": ""}]
    assert [(each["name"], each["forum_count"]) for each in body.get(HERE)["data"]] == [
        ("National Crime Agency", 1)
    ]
    assert body.get(f"{HERE}/forums")["data"] == [forum]
    assert body.get(f"{HERE}/reports")["data"] == [sent]
    assert body.get(f"{HERE}/relations") == relations
    body.post(HERE, AGENCY, 404)


def test_strangers_find_nothing_and_refusals_are_sentences() -> None:
    liaison, _ = liaison_of()
    force, stranger = Caller(liaison), Caller(liaison_of("durham")[0])
    theirs = stranger.post("/partners/durham", AGENCY, 201)

    refused = force.post(HERE, {**AGENCY, "note": "Ring 01642 326326"}, 422)
    unknown = force.post(f"{HERE}/relations", {"force": "nowhere", "kind": "collaboration"}, 422)
    elsewhere = force.post(f"{HERE}/forums", {"title": "Board", "members": [theirs["id"]]}, 422)

    assert [each["field"] for each in refused["findings"]] == ["note"]
    assert unknown["findings"][0]["message"] == (
        "There is no force 'nowhere'. Use a short name such as cleveland."
    )
    assert [each["field"] for each in elsewhere["findings"]] == ["members"]
    for part in ("", "/forums", "/reports", "/relations"):
        stranger.get(f"{HERE}{part}", 404)
