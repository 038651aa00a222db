"""The work of forces over the workspace API: updates, actions, plans and the tracker."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peelian.apps.organisations.models import Role
from tests.apps.actions.trackers import good, workbook
from tests.apps.actions.world import asked, force_of, worker_of
from tests.apps.world import make_force, make_local_policing_body, make_person
from tests.interfaces.api.caller import ROOT, Caller

pytestmark = pytest.mark.django_db


def test_force_tells_acts_and_sends_its_plan() -> None:
    item = asked("Prevention of crime")
    worker = worker_of(force_of(item), name="Robin Example")
    force, inspector = Caller(worker), Caller(make_person(item.inspectorate, Role.INSPECTOR))
    here = f"/items/{item.pk}"

    update = force.post(f"{here}/updates", {"text": "Half done.", "on": "2017-05-02"}, 201)
    force.post(f"{here}/update-interval", {"days": 30, "reason": "Urgent."}, 204)
    held = force.post(f"{here}/constraints", {"title": "Vacancies", "raised_on": "2021-01-01"}, 201)
    refused = force.post(f"{here}/constraints", {"title": "Vacancies", "outside_control": True}, 422)
    ended = force.post(f"/constraints/{held['id']}/end", {"ended_on": "2021-02-01"})
    new = {"title": "Road shows", "owner": worker.email.upper(), "due": "2018-01-31", "target_count": 2}
    action = force.post(f"{here}/actions", new, 201)
    first = force.post(f"{here}/actions", {**new, "title": "Course"}, 201)
    force.post(f"/actions/{action['id']}/needs", {"needed": first["id"]}, 204)
    circle = force.post(f"/actions/{first['id']}/needs", {"needed": action["id"]}, 409)
    counted = force.post(f"/actions/{action['id']}/count", {"done_count": 1, "expected_version": 1})
    force.post(f"/actions/{first['id']}/evidence", {"text": "Lists.", "dated": "2017-06-01"}, 204)
    moved = force.post(f"/actions/{first['id']}/state", {"state": "in-progress", "expected_version": 1})
    plan = force.post("/boards/cleveland/plans", {"title": "Plan to 2020", "themes": ["Prevention"]}, 201)
    force.post(f"/plans/{plan['id']}/items", {"item": str(item.pk), "theme": "Prevention"}, 204)
    sent = force.post(f"/plans/{plan['id']}/versions", {"dated": "2017-05-26", "text": "All."}, 201)
    received = inspector.post(f"/plan-versions/{sent['id']}/receipt", None, 201)
    judged = inspector.post(
        f"/plan-versions/{sent['id']}/result", {"result": "comprehensive", "reasons": "Every part."}
    )

    assert (update["on"], update["author"]) == ("2017-05-02", "Robin Example")
    assert [each["field"] for each in refused["findings"]] == ["reason", "cost", "benefit"]
    assert ended["ended_on"] == "2021-02-01"
    assert "circle" in circle["detail"]
    assert (counted["percent_done"], counted["state"], moved["state"]) == (50, "in-progress", "in-progress")
    assert received["received_on"] is not None
    assert (judged["result"], judged["sha256"]) == ("comprehensive", sent["sha256"])
    board = inspector.get("/boards/cleveland", 404) and force.get("/boards/cleveland")["data"]
    assert [(each["title"], each["told_on"]) for each in board] == [("Prevention of crime", "2017-05-02")]
    assert [each["title"] for each in force.get(f"{here}/actions")["data"]] == ["Road shows", "Course"]
    assert inspector.get(f"{here}/actions")["data"] == []
    states = force.get(f"/actions/{first['id']}")["states"]
    assert [each["state"] for each in states] == ["not-started", "in-progress"]
    assert len(force.get(f"/plans/{plan['id']}/versions")) == 1
    assert [each["title"] for each in force.get("/boards/cleveland/plans")["data"]] == ["Plan to 2020"]
    assert [each["title"] for each in force.get(f"{here}/constraints")] == ["Vacancies"]


def test_tracker_and_pack_over_the_api() -> None:
    item = asked()
    worker = worker_of(force_of(item), name="Robin Example")
    force = Caller(worker)
    data = workbook([good(1), good(2, due="soon")])

    told = force.upload("/boards/cleveland/tracker", SimpleUploadedFile("t.xlsx", data))
    force.upload("/boards/cleveland/tracker", SimpleUploadedFile("t.csv", b"a,b\n"), 422)
    pack = force.client.get(f"{ROOT}/boards/cleveland/pack/pdf")
    force.get("/boards/cleveland/pack/exe", 404)

    assert (told["rows"], told["taken"], [each["row"] for each in told["findings"]]) == (2, 1, [3])
    assert (pack.content[:5], pack.headers["Content-Type"]) == (b"%PDF-", "application/pdf")


def test_overseer_reads_news_and_nobody_else_reads_anything() -> None:
    item = asked()
    force = force_of(item)
    Caller(worker_of(force)).post(f"/items/{item.pk}/updates", {"text": "Half done."}, 201)
    overseer = Caller(make_person(make_local_policing_body(force), Role.COMMISSIONER))
    stranger = Caller(worker_of(make_force("durham")))

    assert [each["text"] for each in overseer.get(f"/items/{item.pk}/updates")["data"]] == ["Half done."]
    assert overseer.get("/boards/cleveland")["data"][0]["told_on"] >= date.min.isoformat()
    overseer.post(f"/items/{item.pk}/updates", {"text": "No."}, 404)
    overseer.get("/boards/cleveland/pack/pdf", 404)
    for address in ("/boards/cleveland", f"/items/{item.pk}/updates", f"/items/{item.pk}/actions"):
        stranger.get(address, 404)


def test_updates_come_page_by_page_latest_first() -> None:
    item = asked()
    force = Caller(worker_of(force_of(item)))
    for number in (3, 1, 2):
        force.post(f"/items/{item.pk}/updates", {"text": f"Day {number}", "on": f"2017-05-0{number}"}, 201)

    first = force.get(f"/items/{item.pk}/updates?limit=2")
    second = force.get(first["next"].removeprefix(ROOT))

    assert [each["text"] for each in [*first["data"], *second["data"]]] == ["Day 3", "Day 2", "Day 1"]
    assert second["next"] is None
