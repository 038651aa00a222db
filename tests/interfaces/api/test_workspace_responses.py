"""A response over the workspace API, from its opening to the scrutiny that follows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from peelian.apps.organisations.models import Role
from tests.apps.responses.world import body_of_cleveland, chief, commissioner, make_item, officer, published
from tests.apps.world import make_inspectorate, make_person
from tests.interfaces.api.caller import Caller

ELSEWHERE = {"published_on": "2017-04-27", "signed_off_on": "2017-04-26", "source": "The website of the body"}
pytestmark = pytest.mark.django_db
REPORT = {"title": "PEEL: Effectiveness 2016", "published_on": "2017-03-02"}


def opened(caller: Caller) -> Any:
    make_inspectorate()
    return caller.post("/responses", {"reports": [REPORT]}, 201)


def test_response_runs_from_opening_to_scrutiny() -> None:
    make_inspectorate()
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.")
    office, head, force = Caller(officer()), Caller(commissioner()), Caller(chief())
    response = opened(office)
    at = f"/responses/{response['id']}"

    sections = {
        "executive_summary": "In short.",
        "body_comment": "We welcome it.",
        "commissioner_name": "A. Commissioner",
        "commissioner_office": "Police and Crime Commissioner",
    }
    written = office.patch(at, {"expected_version": 1, **sections})
    reply = {"item": str(item.pk), "kind": "no-action", "text": "It no longer applies."}
    written = office.post(f"{at}/answers", {"expected_version": written["version"], **reply})
    by = timezone.localdate() + timedelta(days=2)
    row = office.post(f"{at}/invite", {"expected_version": written["version"], "by": by.isoformat()})
    (invited,) = force.get("/response-invitations")["data"]
    words = {"text": "We accept it.", "name": "A. Chief", "office": "Chief Constable"}
    invited = force.post(
        f"/response-invitations/{invited['id']}/comment", {"expected_version": row["version"], **words}
    )
    signed = head.post(f"{at}/sign-off", {"expected_version": invited["version"]})
    done = head.post(f"{at}/publish", {"expected_version": signed["version"], **ELSEWHERE})
    office.post(f"{at}/copies", {"recipient": "secretary-of-state"}, 201)

    assert (response["due"], done["state"], done["days_late"]) == ("2017-04-26", "published", 1)
    (scrutinised,) = office.get("/scrutiny")["data"]
    assert (scrutinised["item"], scrutinised["latest_update"]) == (str(item.pk), "")


def test_sign_off_names_every_missing_part() -> None:
    response = opened(Caller(officer()))

    answer = Caller(commissioner()).post(
        f"/responses/{response['id']}/sign-off", {"expected_version": 1}, 422
    )

    assert [each["field"] for each in answer["findings"]][:2] == ["executive_summary", "body_comment"]


def test_draft_is_not_there_for_others() -> None:
    response = opened(Caller(officer()))

    for person in (chief(), make_person(make_inspectorate(), Role.HMCIC)):
        Caller(person).get(f"/responses/{response['id']}", 404)
        assert Caller(person).get("/responses")["data"] == []


def test_stale_edit_tells_what_stands() -> None:
    caller = Caller(officer())
    at = f"/responses/{opened(caller)['id']}"
    caller.patch(at, {"expected_version": 1, "executive_summary": "First."})

    answer = caller.patch(at, {"expected_version": 1, "executive_summary": "Second."}, 409)

    assert answer["current"]["executive_summary"] == "First."


def test_programme_holds_questions_meetings_priorities_and_opportunities() -> None:
    make_item()
    published()
    caller = Caller(officer())
    (item,) = caller.get("/scrutiny")["data"]
    meeting = caller.post("/scrutiny-meetings", {"title": "Scrutiny board", "held_on": "2026-12-01"}, 201)
    priority = caller.post("/plan-priorities", {"title": "Safer streets", "plan": "2024 to 2029"}, 201)
    found = caller.post(
        "/opportunities", {"area": "prevention", "text": "Work with schools.", "owner": "A"}, 201
    )

    asked = caller.patch(
        f"/scrutiny/{item['id']}",
        {
            "expected_version": 1,
            "question": "By when?",
            "meeting": meeting["id"],
            "priorities": [priority["id"]],
        },
    )
    ended = caller.post(
        f"/scrutiny/{item['id']}/end", {"expected_version": 2, "state": "answered", "result": "By June."}
    )
    told = caller.post(f"/opportunities/{found['id']}/result", {"result": "Ten schools take part."})

    assert (asked["question"], asked["meeting"], asked["priorities"]) == (
        "By when?",
        meeting["id"],
        [priority["id"]],
    )
    assert (ended["state"], ended["result"], told["result"]) == (
        "answered",
        "By June.",
        "Ten schools take part.",
    )
    assert [row["title"] for row in caller.get("/scrutiny-meetings")["data"]] == ["Scrutiny board"]


def test_letter_is_kept_and_then_published() -> None:
    response = published()
    caller = Caller(officer())
    letter = {"title": "Letter", "sender": "HM Inspector", "dated": "2017-03-02", "text": "Dear Commissioner"}

    kept = caller.post(f"/responses/{response.pk}/letters", letter, 201)
    Caller(chief()).post(f"/letters/{kept['id']}/publish", status=404)
    public = caller.post(f"/letters/{kept['id']}/publish")

    assert (kept["public"], public["public"]) == (False, True)


def test_somebody_without_a_body_opens_no_response() -> None:
    body_of_cleveland()

    answer = Caller(chief()).post("/responses", {"reports": [REPORT]}, 422)

    assert answer["findings"][0]["field"] == "body"


def test_draft_opened_by_mistake_is_corrected_and_withdrawn() -> None:
    caller = Caller(officer())
    response = opened(caller)
    at = f"/responses/{response['id']}"

    mended = caller.post(
        f"{at}/report",
        {
            "expected_version": 1,
            "report": REPORT["title"],
            "title": "Another title",
            "published_on": "2017-03-03",
        },
    )
    ended = caller.post(
        f"{at}/withdraw", {"expected_version": mended["version"], "reason": "Opened by mistake."}
    )

    assert (mended["title"], mended["due"], ended["state"]) == ("Another title", "2017-04-27", "withdrawn")
    assert caller.get(at)["withdrawal"] == "Opened by mistake."


def test_question_is_answered_by_the_force_and_by_nobody_else() -> None:
    make_item()
    published()
    office, force = Caller(officer()), Caller(chief())
    (scrutinised,) = office.get("/scrutiny")["data"]

    before = force.get("/scrutiny-questions")["data"]
    office.patch(
        f"/scrutiny/{scrutinised['id']}",
        {"expected_version": scrutinised["version"], "question": "By when?"},
    )
    (asked,) = force.get("/scrutiny-questions")["data"]
    at = f"/scrutiny-questions/{asked['id']}/answer"
    words = {"expected_version": asked["version"], "answer": "In May."}
    for person in (officer(), make_person(make_inspectorate(), Role.HMCIC)):
        Caller(person).post(at, words, 404)
    force.post(at, words)

    assert (before, asked["question"]) == ([], "By when?")
    assert office.get("/scrutiny")["data"][0]["answer"] == "In May."


def test_comment_after_the_sign_off_is_refused_with_its_day() -> None:
    response = published()

    answer = Caller(chief()).post(
        f"/response-invitations/{response.pk}/comment",
        {"expected_version": response.version, "text": "More.", "name": "A", "office": "B"},
        409,
    )

    assert "stays as it is" in answer["detail"]
