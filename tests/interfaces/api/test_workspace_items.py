"""The work on an item over the workspace API: the same services, the same refusals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Role
from tests.apps.followup.world import draft, inspector_of, issue, open_item, strategic_owner_of
from tests.apps.judgements.world import inspection_of
from tests.apps.world import make_force, make_local_policing_body, make_person
from tests.interfaces.api.caller import Caller

pytestmark = pytest.mark.django_db


def asked() -> Item:
    deliverables = [{"text": "A plan", "due": date(2022, 5, 1), "parts": ["Analysis"]}]
    return open_item(inspection_of(), closure_criteria=["A plan is used."], deliverables=deliverables)


def test_item_is_worked_on_verified_and_told_whole() -> None:
    item = asked()
    owner = strategic_owner_of(item)
    force, inspector = Caller(owner), Caller(inspector_of(item))
    here = f"/items/{item.pk}"
    whole = force.get(f"{here}/work")

    def version() -> dict[str, Any]:
        return {"expected_version": force.get(here)["version"]}

    force.post(f"{here}/owner", {"owner": str(owner.pk), **version()})
    force.post(f"{here}/start", version())
    receipt = force.post(
        f"/deliverables/{whole['deliverables'][0]['id']}/receipts", {"text": "The plan."}, 201
    )
    shown = [{"criterion": whole["closure_criteria"][0]["id"], "text": "Minutes."}]
    declared = force.post(f"{here}/declaration", {"statement": "Done.", "evidence": shown, **version()})
    inspector.post(f"{here}/take-up", version())
    verdict = {"method": "desk", "result": "met", "reasons": "The minutes were read."}
    inspector.post(f"{here}/verification", {**verdict, **version()})
    inspector.post(
        f"/receipts/{receipt['id']}/result", {"result": "accepted", "reasons": "It has its analysis."}
    )
    inspector.post(
        f"{here}/progress-reviews",
        {"level": "good", "reasons": "In use.", "parts": [{"text": "Analysis", "state": "done"}]},
    )
    window = {"opens_on": "2022-06-01", "closes_on": timezone.localdate().isoformat()}
    visit = inspector.post(f"{here}/revisits", {**window, "reason": "To see."}, 201)
    inspector.post(f"/revisits/{visit['id']}", {"done_on": "2022-07-01", "outcome": "Seen."})
    themed = inspector.post(f"{here}/theme", {"theme": "leadership-and-planning", **version()})
    told = force.get(f"{here}/work")

    assert declared["stage"] == "declared-complete"
    assert (themed["theme"], themed["stage"], themed["progress"]) == (
        "leadership-and-planning",
        "under-test",
        "good",
    )
    assert {step["title"] for step in told["steps"]} >= {"Declared complete", "Desk review: met", "Revisited"}
    assert told["deliverables"][0]["receipts"][0]["result"] == "accepted"
    assert told["steps"][0]["person"]


def test_refusals_tell_every_fault_by_its_field() -> None:
    item = asked()
    inspector = Caller(inspector_of(item))

    body = {"level": "splendid", "reasons": " ", "parts": [{"text": "Weather", "state": "wet"}]}
    problem = inspector.post(f"/items/{item.pk}/progress-reviews", body, 422)
    past = inspector.post(
        f"/items/{item.pk}/verification",
        {"method": "desk", "result": "met", "reasons": "Read.", "expected_version": item.version},
        409,
    )

    assert [each["field"] for each in problem["findings"]] == ["level", "reasons", "parts", "parts"]
    assert "has not declared" in past["detail"]


def test_where_the_work_stands_is_told_to_those_who_follow_it_alone() -> None:
    item = asked()
    assert item.force is not None
    commissioner = make_person(make_local_policing_body(item.force), Role.COMMISSIONER)
    others = [Caller(commissioner), Caller(make_person(make_force("durham"), Role.CHIEF_OFFICER))]

    for other in others:
        shown = other.get(f"/items/{item.pk}")
        assert [shown[name] for name in ("stage", "progress", "last_update_on", "version")] == [None] * 4
        assert shown["closure_criteria"] == ["A plan is used."]
        other.get(f"/items/{item.pk}/work", 404)
        other.get(f"/items/{item.pk}/alike", 404)


def test_alike_items_are_compared_and_many_forces_asked() -> None:
    inspection = inspection_of()
    for title in ("Plans across the 4Ps", "Plans across the 4Ps again"):
        draft(inspection, title=title, text="The matter.")
    draft(inspection, kind="recommendation", title="All", addressee="all-forces", exception_note="National.")
    make_force("durham")
    issue(inspection)
    one, other, national = Item.objects.filter(inspection=inspection).order_by("position")
    inspector = Caller(inspector_of(one))

    alike = inspector.get(f"/items/{one.pk}/alike")
    decision = {"other": str(other.pk), "same": True, "reason": "One matter."}
    inspector.post(f"/items/{one.pk}/alike", decision, 204)
    grid = inspector.get(f"/items/{national.pk}/forces")
    for each in national.force_items.all():
        inspector.post(f"/items/{each.pk}/progress-reviews", {"level": "good", "reasons": "Read."})
    letters = inspector.post(f"/items/{national.pk}/letters", status=201)

    assert [each["item"]["title"] for each in alike] == [other.title]
    assert inspector.get(f"/items/{one.pk}/alike") == []
    assert [each["item"]["force"] for each in grid["forces"]] == ["cleveland", "durham"]
    assert len(letters) == 2
    inspector.post(f"/items/{national.pk}/forces", status=404)
