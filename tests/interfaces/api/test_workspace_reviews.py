"""Reviews of cases over the workspace API, from the plan to the figure, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Assignment, Review
from peelian.catalogue import NO, YES
from peelian.interfaces.cli.estimate import command as estimate_command
from tests.apps.judgements.world import finding_in
from tests.apps.reviews.world import (
    CRIMES,
    SEARCHES,
    analyst,
    closed,
    csv_of,
    drawn,
    finished,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
    reviewed,
    yes_then_no,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.api.caller import ROOT, Caller
from tests.interfaces.workspace.reviewing_world import FOUND, QUESTION, in_hand, rows_of

pytestmark = pytest.mark.django_db
PERIOD = {"kind": "calendar-year", "year": 2021}


def frame_file(number: int, name: str = "searches.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, csv_of(rows_of(number)), content_type="text/csv")


def load(caller: Caller, review: dict[str, Any], file: SimpleUploadedFile, status: int = 200) -> Any:
    body = {"file": file, "key": "reference", "expected_version": review["version"]}
    response = caller.client.post(f"{ROOT}/reviews/{review['id']}/frame", body)
    assert response.status_code == status, response.content
    return response.json()


def answers(marking: dict[str, Any], caller: Caller, *values: str) -> list[dict[str, Any]]:
    """What is sent to answer a search: the questions in their order."""
    sheet = caller.get(f"/reviews/own-cases/{marking['id']}")
    asked = [each for part in sheet["parts"] for each in part["questions"] if each["options"]]
    return [
        {
            "client_id": f"{marking['id']}-{each['question']}"[:64],
            "question": each["question"],
            "value": value,
            "reason": "Nothing is written down." if value == NO else "",
            "expected_version": each["version"],
        }
        for each, value in zip(asked, values, strict=True)
    ]


def first_reviewer(review: Review) -> User:
    """Whoever was given the first case of a review."""
    return Assignment.objects.filter(case__review=review).select_related("reviewer")[0].reviewer


def mark_all(user: User, no_to: int = 0) -> None:
    """Answer and finish every case of a reviewer; the first question is answered no for one of them."""
    caller = Caller(user)
    for marking in caller.get("/reviews/own-cases?finished=false")["data"]:
        here = f"/reviews/own-cases/{marking['id']}"
        first = NO if marking["case"] == no_to else YES
        caller.post(f"{here}/answers", {"answers": answers(marking, caller, first, YES)})
        caller.post(f"{here}/finish", {"expected_version": marking["version"]})


def test_a_review_runs_from_its_plan_to_a_figure(tmp_path: Path) -> None:
    inspection = make_inspection()
    finding = finding_in(inspection, "treating-the-public", headline="Grounds are recorded")
    manager = Caller(make_person(inspection.inspectorate, Role.LEAD_INSPECTOR))
    one, other, third = (inspector(name) for name in ("One", "Other", "Third"))

    review = manager.post(
        f"/inspections/{inspection.pk}/reviews",
        {"instrument": SEARCHES, "title": "Searches", "period": PERIOD, "small_base": 10,
         "double_marking_percent": 25},
        201,
    )  # fmt: skip
    here = f"/reviews/{review['id']}"
    review = load(manager, review, frame_file(100))
    bought = manager.post(f"{here}/precision", {"plan": {"size": 20}})
    review = manager.post(f"{here}/sample", {"plan": {"size": 20}, "expected_version": review["version"]})
    review = manager.post(f"{here}/draw", {"seed": "2021-seed", "expected_version": review["version"]})
    proof = manager.post(f"{here}/prove")
    given = manager.post(
        f"{here}/reviewers",
        {"reviewers": [one.email, other.email], "expected_version": review["version"]},
    )
    twice = [each["number"] for each in manager.get(f"{here}/cases")["data"] if each["double_marked"]]
    mark_all(one)
    mark_all(other, no_to=twice[0])
    disputed = Caller(third).get(f"{here}/disagreements")
    open_things = manager.get(f"{here}/open-things")
    decision = {"question": disputed[0]["question"], "value": YES, "reason": "The log shows the grounds."}
    Caller(third).post(f"/reviews/cases/{disputed[0]['case_id']}/settle", decision, 201)
    closing = manager.post(f"{here}/close", {"expected_version": manager.get(here)["version"]})
    results = manager.get(f"{here}/results")
    figure = manager.post(
        f"{here}/figures",
        {"wanted": [{"key": "R-1", "question": QUESTION, "kind": "count"}], "finding": str(finding.pk)},
        201,
    )[0]

    assert bought["sentence"].startswith("20 of 100 cases: +/- 19.7 percentage points")
    assert review["strata"] == [{"stratum": "all", "population": 100, "size": 20}]
    assert (proof["same"], proof["drawn"]) == (True, 20)
    assert (len(given), len(twice)) == (25, 5)
    assert [(each["case"], each["may_settle"]) for each in disputed] == [(twice[0], True)]
    assert open_things["count"] == 1
    assert (results["is_frozen"], results["sha256"]) == (True, closing["sha256"])
    whole = results["results"][0]["measured"][0]
    assert (whole["k"], whole["n"], whole["small_base"]) == (20, 20, True)
    assert figure["words"] == "20 of 20"
    assert figure["finding_id"] == str(finding.pk)


def test_the_command_gives_the_same_digits_from_the_exported_rows(tmp_path: Path) -> None:
    review = reviewed(rows_of(300), 60, {QUESTION: yes_then_no(47, 13), FOUND: yes_then_no(20, 40)})
    closed(review)
    caller = Caller(inspector())
    tables = caller.get(f"/reviews/{review.pk}/rows")
    response = caller.client.get(tables[0]["address"])
    path = tmp_path / f"{tables[0]['name']}.csv"
    path.write_bytes(response.content)

    ran = CliRunner().invoke(
        estimate_command,
        [str(path), "--outcome", QUESTION, "--stratum", "stratum", "--population", "population",
         "--missing", "drop", "--json"],
    )  # fmt: skip

    told = caller.get(f"/reviews/{review.pk}/results/{QUESTION}")["result"]["measured"][0]
    estimate = json.loads(ran.stdout)["estimate"]
    assert (told["percent"], told["lower_percent"], told["upper_percent"]) == (
        100 * estimate["estimate"],
        100 * estimate["lower"],
        100 * estimate["upper"],
    )
    assert response["Content-Disposition"] == 'attachment; filename="case.csv"'
    header = next(csv.reader(io.StringIO(response.content.decode())))
    assert header[:5] == ["case", "item", "stratum", "population", "weight"]


def test_no_answer_but_the_reviewers_own_case_names_a_case() -> None:
    review = in_hand(4, twice=50)
    marking = Assignment.objects.filter(case__review=review, marker=1).select_related("reviewer")[0]
    manager, reviewer = Caller(analyst()), Caller(marking.reviewer)
    here = f"/reviews/{review.pk}"
    places = ("", "/cases", "/progress", "/open-things", "/agreement", "/disagreements", "/manifest", "/results",
              f"/results/{QUESTION}", "/rows")  # fmt: skip
    read = [json.dumps(manager.get(here + place)) for place in places]
    read.append(manager.client.get(f"{ROOT}{here}/rows/case").content.decode())
    read.append(json.dumps(manager.get("/reviews")))

    assert [text for text in read if "REC-" in text] == []
    assert reviewer.get(f"/reviews/own-cases/{marking.pk}")["reference"] == marking.case.key
    manager.get(f"/reviews/own-cases/{marking.pk}", 404)


def test_those_who_do_not_run_a_review_are_not_told_who_marks_what() -> None:
    review = in_hand(4, twice=50)
    reader = Caller(inspector("Reader"))

    cases = reader.get(f"/reviews/{review.pk}/cases")["data"]

    assert {(each["double_marked"], each["markings"]) for each in cases} == {(None, None)}
    reader.get(f"/reviews/{review.pk}/open-things", 404)
    reader.post(f"/reviews/{review.pk}/draw", {"expected_version": 1}, 404)


def test_a_case_goes_to_another_reviewer_and_another_takes_the_place_of_one() -> None:
    review = in_hand(4)
    manager, another = Caller(analyst()), inspector("Another")
    first, second = manager.get(f"/reviews/{review.pk}/cases")["data"][:2]
    marking = first["markings"][0]
    body = {"reviewer": another.email, "expected_version": marking["version"]}

    moved = manager.post(f"/reviews/markings/{marking['id']}/reviewer", body)
    replaced = manager.post(
        f"/reviews/cases/{second['id']}/replace", {"reason": "The file is lost.", "expected_version": 1}
    )

    assert (moved["reviewer"], moved["version"]) == (another.email, 2)
    assert (replaced["replacement"]["number"], replaced["replacement"]["replaces"]) == (5, 2)
    stranger = {**body, "reviewer": "who@else.example", "expected_version": 2}
    refused = manager.post(f"/reviews/markings/{marking['id']}/reviewer", stranger, 422)
    assert [each["field"] for each in refused["findings"]] == ["reviewer"]
    Caller(another).post(f"/reviews/markings/{marking['id']}/reviewer", body, 404)


def test_a_save_sent_again_counts_once_and_one_that_crossed_another_is_a_conflict() -> None:
    marking = Assignment.objects.filter(case__review=in_hand(2)).select_related("reviewer")[0]
    caller = Caller(marking.reviewer)
    address = f"/reviews/own-cases/{marking.pk}/answers"
    given = {"client_id": "one", "question": QUESTION, "value": YES, "expected_version": 0}

    outcomes = [
        caller.post(address, {"answers": [each]})[0]["outcome"]
        for each in (given, given, {**given, "client_id": "two", "value": NO})
    ]

    assert outcomes == ["saved", "already-saved", "conflict"]
    wrong = [
        {**given, "client_id": "three", "question": "none-such"},
        {**given, "client_id": "", "value": "x"},
    ]
    refused = caller.post(address, {"answers": wrong}, 422)
    assert [each["field"] for each in refused["findings"]] == ["none-such", "client_id", QUESTION]


def test_a_case_is_not_finished_with_open_questions_and_can_be_opened_again() -> None:
    marking = Assignment.objects.filter(case__review=in_hand(2)).select_related("reviewer")[0]
    caller, here = Caller(marking.reviewer), f"/reviews/own-cases/{marking.pk}"

    refused = caller.post(f"{here}/finish", {"expected_version": 1}, 422)
    finished(marking, {QUESTION: YES, FOUND: YES})
    opened = caller.post(f"{here}/reopen", {"expected_version": 2})

    assert [each["field"] for each in refused["findings"]] == [QUESTION, FOUND]
    assert (opened["finished_at"], opened["version"]) == (None, 3)


def test_crimes_of_an_incident_are_added_changed_and_taken_away() -> None:
    review = drawn(loaded(planned(CRIMES), [{"reference": key} for key in keys(3)]), {"size": 2})
    marking = given_out(review, inspector())[0]
    caller, here = Caller(marking.reviewer), f"/reviews/own-cases/{marking.pk}"

    item = caller.post(f"{here}/items", {"kind": "crime", "facts": {"category": "fraud"}}, 201)
    changed = caller.patch(
        f"{here}/items/{item['id']}", {"facts": {"category": "violent"}, "expected_version": 1}
    )
    sheet = caller.get(here)
    caller.post(f"{here}/items/{item['id']}/remove", {"expected_version": 2}, 204)

    assert (changed["facts"], changed["version"]) == ({"category": "violent"}, 2)
    assert {each["item"] for part in sheet["parts"] for each in part["questions"]} == {None, item["id"]}
    assert caller.get(here)["items"] == []


def test_an_earlier_round_is_recorded_and_the_change_told() -> None:
    review = reviewed(rows_of(300), 60, {QUESTION: yes_then_no(47, 13), FOUND: yes_then_no(20, 40)})
    manager = Caller(analyst())
    earlier = {
        "question": QUESTION, "period": {"kind": "calendar-year", "year": 2019}, "value_percent": "70.0",
        "half_width_pp": "5.0", "source": "The report of 2019",
    }  # fmt: skip

    manager.post(f"/reviews/{review.pk}/earlier-results", earlier, 201)
    version = manager.get(f"/reviews/{review.pk}")["version"]
    manager.post(
        f"/reviews/{review.pk}/recorded-crime",
        {"recorded": 1000, "source": "Police recorded crime", "expected_version": version},
    )

    told = manager.get(f"/reviews/{review.pk}/results/{QUESTION}")
    assert [(each["own"], each["change"] != "") for each in told["rounds"]] == [(False, False), (True, True)]
    assert told["rounds"][0]["words"] == "70.0 percent (+/- 5.0 percentage points, as published)"
    assert told["volumes"]["recorded"] == 1000
    manager.get(f"/reviews/{review.pk}/results/none-such", 404)


def test_a_group_on_a_small_base_has_its_count_alone() -> None:
    review = reviewed(rows_of(60), 20, {QUESTION: yes_then_no(14, 6), FOUND: yes_then_no(10, 10)})

    found = Caller(inspector()).get(f"/reviews/{review.pk}/results")["results"][0]["measured"][0]

    assert (found["k"], found["n"], found["small_base"], found["words"]) == (14, 20, True, "14 of 20")
    shares = ("percent", "half_width_pp", "lower_percent", "upper_percent", "confidence")
    assert [found[name] for name in shares] == [None] * 5


def test_every_fault_of_a_frame_is_told_with_the_count_and_nothing_is_loaded() -> None:
    review = planned()
    manager = Caller(analyst())
    rows = [
        {"reference": "A", "object": "drugs"},
        {"reference": "A", "object": "drugs"},
        {"reference": "", "object": "x"},
    ]
    file = SimpleUploadedFile("searches.csv", csv_of(rows), content_type="text/csv")

    problem = load(manager, {"id": review.pk, "version": review.version}, file, 422)

    assert problem["code"] == "invalid-value"
    assert problem["details"]["count"] == len(problem["findings"]) == 2
    assert manager.get(f"/reviews/{review.pk}")["frame_rows"] == 0


def test_a_column_of_a_case_field_is_named_as_field_and_column() -> None:
    review = planned()
    manager = Caller(analyst())
    body = {"file": frame_file(3), "key": "reference", "expected_version": 1, "facts": ["object"]}

    problem = manager.client.post(f"{ROOT}/reviews/{review.pk}/frame", body)
    loaded_now = manager.client.post(
        f"{ROOT}/reviews/{review.pk}/frame", {**body, "file": frame_file(3), "facts": ["object=object"]}
    )

    assert problem.status_code == 422
    assert [each["message"] for each in problem.json()["findings"]] == [
        "'object' is not of the form field=column."
    ]
    assert loaded_now.json()["frame_rows"] == 3


@pytest.mark.parametrize(
    ("address", "body"),
    [
        ("close", {"expected_version": 9}),
        ("draw", {"expected_version": 1}),
        ("enlarge", {"plan": {"size": 30}, "expected_version": 9}),
    ],
)
def test_what_the_state_does_not_allow_is_refused_in_words(address: str, body: dict[str, Any]) -> None:
    review = planned()
    body = {**body, "expected_version": review.version}

    problem = Caller(analyst()).post(f"/reviews/{review.pk}/{address}", body, 409)

    assert problem["code"] == "refused"
    assert Review.objects.get(pk=review.pk).state == Review.State.PLANNED


def test_stale_plans_show_what_stands_now_and_a_period_that_cannot_be_read_is_refused() -> None:
    review = planned()
    manager = Caller(analyst())
    changed = manager.patch(f"/reviews/{review.pk}", {"title": "Renamed", "expected_version": 1})

    stale = manager.patch(f"/reviews/{review.pk}", {"title": "Lost", "expected_version": 1}, 409)
    unread = manager.patch(f"/reviews/{review.pk}", {"period": {"kind": "moon"}, "expected_version": 2}, 422)

    assert (changed["title"], changed["small_base"]) == ("Renamed", review.small_base)
    assert (stale["code"], stale["current"]["title"]) == ("stale-edit", "Renamed")
    assert unread["code"] == "period-invalid"


def test_force_and_strangers_find_no_review() -> None:
    review = in_hand(2)
    marking = Assignment.objects.filter(case__review=review)[0]
    for user in (
        make_person(make_force(), Role.CHIEF_OFFICER),
        make_person(make_inspectorate("other"), Role.LEAD_INSPECTOR),
    ):
        caller = Caller(user)
        assert caller.get("/reviews")["data"] == []
        for place in (
            f"/{review.pk}",
            f"/{review.pk}/cases",
            f"/{review.pk}/rows/case",
            f"/own-cases/{marking.pk}",
        ):
            caller.get(f"/reviews{place}", 404)
        caller.post(f"/reviews/cases/{marking.case_id}/replace", {"reason": "x", "expected_version": 1}, 404)


@pytest.mark.parametrize("place", ["/reviews", "/reviews/own-cases", "cases"])
def test_lists_take_the_same_work_for_more_rows(place: str) -> None:
    few = in_hand(2)
    reviewer = first_reviewer(few)
    client = Client()
    client.force_login(analyst() if place == "cases" else reviewer)

    def work(review: Review) -> int:
        address = f"/reviews/{review.pk}/cases" if place == "cases" else place
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{ROOT}{address}").status_code == 200
        return len(queries)

    for_few = work(few)
    many = drawn(loaded(planned(inspection=few.inspection, title="Second"), rows_of(60)), {"size": 8})
    given_out(many, reviewer)

    assert work(many) == for_few


def test_reviews_are_narrowed_by_state_and_question_set() -> None:
    inspection: Inspection = in_hand(2).inspection
    other = planned(CRIMES, inspection, title="Crimes")
    caller = Caller(inspector())

    assert [each["id"] for each in caller.get("/reviews?state=planned")["data"]] == [str(other.pk)]
    listed = caller.get(f"/inspections/{inspection.pk}/reviews?instrument={SEARCHES}")["data"]
    assert [each["title"] for each in listed] == ["Grounds for searches"]
    caller.get("/reviews?state=lost", 422)


@pytest.mark.parametrize("place", ["/reviews", "/reviews/own-cases", "cases"])
def test_lists_are_read_page_by_page(place: str) -> None:
    review = in_hand(4)
    planned(inspection=review.inspection, title="Second")
    caller = Caller(first_reviewer(review))
    address = f"/reviews/{review.pk}/cases" if place == "cases" else place
    whole = [each["id"] for each in caller.get(address)["data"]]

    read, onward = [], f"{address}?limit=1"
    while onward:
        page = caller.get(onward.removeprefix(ROOT))
        read += [each["id"] for each in page["data"]]
        onward = page["next"]

    assert len(whole) > 1
    assert read == whole
