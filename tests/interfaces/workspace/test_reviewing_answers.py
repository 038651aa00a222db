"""Answering for a case, and what follows: marked blind, settled, closed, told as results, put into findings."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.judgements.models import Figure
from peelian.apps.reviews.models import Answer, Assignment, Review
from peelian.catalogue import NO, YES
from peelian.records.sampling.kept_frame import FrameColumns
from tests.apps.judgements.world import finding_in
from tests.apps.reviews.world import (
    CRIMES,
    VICTIMS,
    analyst,
    closed,
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
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import heading, links, main, rows, signed_in, summary, typed
from tests.interfaces.workspace.reviewing_world import FOUND, QUESTION, in_hand, rows_of

pytestmark = pytest.mark.django_db
FIRST = f"case.{QUESTION}"
PASSAGE = "case.grounds-as-recorded"


def address(name: str, thing: Any, *more: str) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk, *more])


def first_of(review: Review) -> tuple[Assignment, Client]:
    assignment = Assignment.objects.filter(case__review=review, marker=1).order_by("case__number")[0]
    return assignment, signed_in(assignment.reviewer)


def answer(**changes: str) -> dict[str, str]:
    """Answers to every question of a search, under the names of the controls."""
    return {f"{FIRST}.value": YES, f"case.{FOUND}.value": NO, f"case.{FOUND}.reason": "Nothing.", **changes}


def send_answers(client: Client, assignment: Assignment, *answers: dict[str, Any]) -> Any:
    sent = [{"item": "", "reason": "", "reference": "", "expected_version": 0, **each} for each in answers]
    return client.post(
        address("review_answer_save", assignment), json.dumps({"answers": sent}), "application/json"
    )


def test_a_case_shows_its_reference_and_its_questions_to_its_reviewer() -> None:
    assignment, client = first_of(in_hand(4))

    response = client.get(address("review_answer", assignment))

    assert heading(response) == f"Case 1: {assignment.case.key}"
    assert "0 of 2 questions answered" in main(response)
    assert "no-store" in response.headers["Cache-Control"]


def test_the_form_saves_without_scripts_and_shows_what_stands() -> None:
    assignment, client = first_of(in_hand(4))
    page = address("review_answer", assignment)

    response = send(client, page, **answer(**{f"{PASSAGE}.value": "Smell of\r\ncannabis"}))

    assert response.headers["Location"] == page
    assert Answer.objects.get(question="grounds-as-recorded").value == "Smell of\ncannabis"
    assert typed(client.get(page), f"case.{FOUND}.reason") == "Nothing."
    assert "2 of 2 questions answered" in main(client.get(page))


def test_a_form_that_is_sent_twice_counts_once_and_unchanged_answers_are_not_saved_again() -> None:
    assignment, client = first_of(in_hand(4))
    page = address("review_answer", assignment)
    values = filled(client.get(page), **answer())

    client.post(page, values)
    client.post(page, values)

    assert list(Answer.objects.values_list("version", flat=True)) == [1, 1]


def test_a_case_is_finished_and_the_next_one_opened() -> None:
    assignment, client = first_of(in_hand(4))
    following = Assignment.objects.filter(reviewer=assignment.reviewer).order_by("case__number")[1]

    response = send(client, address("review_answer", assignment), finish="yes", **answer())

    assert response.headers["Location"] == address("review_answer", following)
    assert "You have finished this case." in main(client.get(address("review_answer", assignment)))
    client.post(address("review_answer_reopen", assignment))
    assert "You have finished" not in main(client.get(address("review_answer", assignment)))


def test_a_case_is_not_finished_with_open_questions_and_what_was_typed_stays() -> None:
    assignment, client = first_of(in_hand(4))
    page = address("review_answer", assignment)

    response = send(client, page, finish="yes", **{f"{FIRST}.value": NO, f"{PASSAGE}.value": "None"})

    assert response.status_code == 422
    assert summary(response) == [
        "Does the record hold reasonable grounds for the search? The answer 'no' needs a reason; give it.",
        "Was the thing found that was searched for? The question applies to this case and has no answer; answer it.",
    ]
    assert typed(response, f"{PASSAGE}.value") == "None"


def test_an_answer_changed_on_another_page_is_shown_before_it_is_replaced() -> None:
    assignment, client = first_of(in_hand(4))
    page = address("review_answer", assignment)
    old = client.get(page)
    send(client, page, **{f"{FIRST}.value": NO})

    response = client.post(page, filled(old, **{f"{FIRST}.value": YES}))

    assert response.status_code == 422
    assert "it now says 'no'" in summary(response)[0]
    client.post(page, filled(response))
    assert Answer.objects.get(question=QUESTION).value == YES


def test_a_script_is_told_what_became_of_each_answer() -> None:
    assignment, client = first_of(in_hand(4))
    given = {"client_id": "one", "question": QUESTION, "value": YES}

    outcomes = [send_answers(client, assignment, given).json()["answers"][0] for _ in range(2)]

    assert [(each["outcome"], each["version"]) for each in outcomes] == [("saved", 1), ("already-saved", 1)]


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"answers": 3}', '{"answers": [{"client_id": "x"}]}'])
def test_what_is_no_list_of_answers_is_refused_in_words(body: str) -> None:
    assignment, client = first_of(in_hand(2))

    response = client.post(address("review_answer_save", assignment), body, "application/json")

    assert response.status_code == 422
    assert response.json()["message"].startswith("What was sent is not a list of at most")


def test_an_unknown_question_is_refused_and_nothing_saved() -> None:
    assignment, client = first_of(in_hand(2))

    response = send_answers(client, assignment, {"client_id": "one", "question": "none-such", "value": YES})

    assert response.status_code == 422
    assert Answer.objects.count() == 0


@pytest.mark.item("S-047")
def test_a_second_marker_sees_nothing_of_the_first() -> None:
    review = in_hand(2, twice=100)
    one, client = first_of(review)
    other = Assignment.objects.get(case=one.case, marker=2)
    send(client, address("review_answer", one), finish="yes", **answer(**{f"{FIRST}.reason": "Seen by one."}))

    second = signed_in(other.reviewer)

    assert second.get(address("review_answer", one)).status_code == 404
    assert "Seen by one." not in main(second.get(address("review_answer", other)))
    assert rows(second.get(address("review_disagreements", review)), "disagreements") == [
        ["The markers agree wherever both have finished."]
    ]


def disagreeing() -> tuple[Review, Any]:
    """A review of two cases marked twice, whose markers disagree on one."""
    review = in_hand(2, twice=100)
    for assignment in Assignment.objects.filter(case__review=review):
        differs = assignment.case.number == 1 and assignment.marker == 2
        finished(assignment, {QUESTION: NO if differs else YES, FOUND: YES})
    return review, review.cases.get(number=1)


def test_a_third_person_settles_a_disagreement() -> None:
    review, case = disagreeing()
    client = signed_in(inspector("Third"))
    listed = rows(client.get(address("review_disagreements", review)), "disagreements")
    assert [row[2:] for row in listed] == [["Yes", "No", "Not yet"]]
    page = address("case_settle", case, QUESTION)

    send(client, page, value=YES, reason="The log has them.")

    assert rows(client.get(address("review_disagreements", review)), "disagreements")[0][4] == "Yes"
    assert "The log has them." in client.get(page).content.decode()


def test_a_marker_does_not_settle_their_own_disagreement() -> None:
    _, case = disagreeing()
    marker = Assignment.objects.filter(case=case)[0].reviewer

    response = signed_in(marker).get(address("case_settle", case, QUESTION))

    assert response.status_code == 404


def test_agreement_is_told_by_question_and_by_reviewer() -> None:
    review, _ = disagreeing()

    response = signed_in(analyst()).get(address("review_progress", review))

    first = rows(response, "agreement")[0]
    assert first[:3] == ["Does the record hold reasonable grounds for the search?", "2", "50.0 percent"]
    assert [row[1:] for row in rows(response, "reviewers")] == [["4", "75.0 percent"], ["4", "75.0 percent"]]
    assert rows(response, "progress") == [["all", "60", "2", "2", "2", "2 of 2", "0"]]


def test_a_review_is_not_closed_with_anything_open() -> None:
    review, _ = disagreeing()

    response = send(signed_in(analyst()), address("review_close", review))

    assert response.status_code == 422
    assert summary(response) == [
        f"Case 1: the two markers disagree on '{QUESTION}'. A third person settles it."
    ]


def closed_review(yes: int = 35, no: int = 5) -> Review:
    review = reviewed(rows_of(200), yes + no, {QUESTION: yes_then_no(yes, no), FOUND: yes_then_no(yes, no)})
    closed(review)
    return Review.objects.get(pk=review.pk)


@pytest.mark.item("S-044")
def test_results_tell_count_and_estimate_for_all_and_for_groups() -> None:
    review, client = closed_review(), signed_in(analyst())

    listed = rows(client.get(address("review_results", review)), "results")
    shown = client.get(address("review_result", review, QUESTION))

    assert listed[0][1:3] == ["Cases that meet the standard", "35 of 40"]
    assert listed[0][3].startswith("87.5 percent (+/- ")
    groups = {row[0]: row[1:3] for row in rows(shown, "groups")}
    assert groups["All cases"][0] == "35 of 40"
    small = [words for name, words in groups.items() if "Ethnicity" in name]
    assert [words[1] for words in small] == ["The base is small: the count stands alone."] * 2


def test_an_earlier_round_is_set_beside_the_result() -> None:
    review, client = closed_review(), signed_in(analyst())
    page = address("review_earlier", review)

    response = send(
        client, page, question=QUESTION, group="", value_percent="60.0", half_width_pp="3.0",
        source="PEEL 2018/19 report", period_kind="calendar-year",
        **{"period_end-day": "31", "period_end-month": "12", "period_end-year": "2018"},
    )  # fmt: skip

    assert response.headers["Location"] == address("review_result", review, QUESTION)
    series = rows(client.get(response.headers["Location"]), "series")
    assert [row[0] for row in series] == ["2018", "2021"]
    assert "statistically significant improvement" in series[1][3]


def test_the_rounds_of_a_group_stand_on_a_page_of_their_own() -> None:
    beats = [{**row, "beat": "north" if at % 2 else "south"} for at, row in enumerate(rows_of(300))]
    review = reviewed(
        beats,
        120,
        {QUESTION: yes_then_no(90, 30), FOUND: yes_then_no(60, 60)},
        columns=FrameColumns("reference", stratum="beat"),
    )
    closed(review)
    client = signed_in(analyst())
    earlier = address("review_earlier", review) + f"?question={QUESTION}&group=stratum%3Dnorth"
    assert filled(client.get(earlier))["group"] == ["stratum=north"]

    response = send(
        client, earlier, value_percent="60.0", half_width_pp="3.0", source="PEEL 2018/19 report",
        period_kind="calendar-year",
        **{"period_end-day": "31", "period_end-month": "12", "period_end-year": "2018"},
    )  # fmt: skip

    page = address("review_result", review, QUESTION)
    shown = client.get(page)
    assert response.headers["Location"] == f"{page}?group=stratum%3Dnorth"
    groups = {row[0]: row for row in rows(shown, "groups")}
    assert rows(client.get(response.headers["Location"]), "series")[0][0] == "2018"
    assert 'id="series"' not in shown.content.decode()
    assert {"All cases", "Stratum: north", "Stratum: south"} <= set(groups)
    assert [groups[f"Stratum: {each}"][1] for each in ("north", "south")] == ["60 of 60", "30 of 60"]
    assert groups["Stratum: south"][2].startswith("50.0 percent (+/- ")
    assert client.get(f"{page}?group=stratum=west").status_code == 404


def test_your_work_tells_how_many_cases_are_to_do() -> None:
    review = in_hand(4)
    assignment, client = first_of(review)
    finished(assignment, {QUESTION: YES, FOUND: YES})

    listed = rows(client.get("/workspace/"), "own-cases")

    given = Assignment.objects.filter(reviewer=assignment.reviewer).count()
    assert [row[0] for row in listed] == [review.title]
    assert listed[0][2] == f"{given - 1} of {given}"
    assert address("review_answer", assignment) not in client.get("/workspace/").content.decode()


@pytest.mark.item("S-049")
def test_the_export_holds_every_row_and_no_case_identifier() -> None:
    review, client = closed_review(), signed_in(analyst())

    response = client.get(address("review_export", review))

    archive = zipfile.ZipFile(io.BytesIO(response.content))
    text = archive.read("case.csv").decode()
    assert archive.namelist() == ["case.csv"]
    assert len(text.splitlines()) == 41
    assert "REC-" not in text


def test_results_become_figures_of_a_finding_once() -> None:
    review, client = closed_review(), signed_in(analyst())
    finding = finding_in(review.inspection)
    page = address("review_flow", review)

    response = send(client, page, wanted=[f"estimate:{QUESTION}:"], finding=finding.pk)

    assert response.headers["Location"] == address("finding", finding)
    figure = Figure.objects.get()
    assert (figure.finding, figure.kind, figure.from_review.review) == (finding, "estimate", review)
    assert figure.printed_words.startswith("87.5 percent (confidence interval +/- ")
    assert figure.printed_words in main(client.get(address("review_results", review)))
    origin = address("review_result", review, figure.from_review.question)
    shown = client.get(address("figures", review.inspection))
    assert [link for link in links(shown) if link == origin] == [origin]
    assert client.get(origin).status_code == 200
    titles = main(client.get(page))
    assert "Estimate: Does the record hold reasonable grounds for the search? All cases" not in titles


def test_a_page_sent_twice_records_what_it_showed_once_and_nothing_else() -> None:
    review, client = closed_review(), signed_in(analyst())
    finding, page = finding_in(review.inspection), address("review_flow", review)
    stale = {"wanted": [f"estimate:{QUESTION}:", f"count:{QUESTION}:"], "finding": finding.pk}
    send(client, page, **stale)

    again = send(client, page, **stale)

    assert again.status_code == 422
    assert "A result that you chose stands as a figure already" in main(again)
    recorded = Figure.objects.order_by("key").values_list("key", "from_review__question", "from_review__kind")
    assert list(recorded) == [("R-1", QUESTION, "estimate"), ("R-2", QUESTION, "count")]


def test_where_every_case_meets_the_standard_no_page_prints_a_half_width_of_0() -> None:
    review, client = closed_review(yes=40, no=0), signed_in(analyst())
    finding, flow = finding_in(review.inspection), address("review_flow", review)

    shown = [
        client.get(address("review_results", review)),
        client.get(address("review_result", review, QUESTION)),
    ]
    made = send(client, flow, wanted=[f"estimate:{QUESTION}:"], finding=finding.pk)

    assert ["+/- 0.0" in main(each) for each in shown] == [False, False]
    assert "no +/-, as the cases show no spread; 95 percent confidence interval 9" in main(shown[0])
    assert (made.status_code, Figure.objects.count()) == (422, 0)
    send(client, flow, wanted=[f"count:{QUESTION}:"], finding=finding.pk)
    assert Figure.objects.get().printed_words == "40 of 40"


def test_nothing_flows_from_a_review_that_is_open() -> None:
    response = signed_in(analyst()).get(address("review_flow", in_hand(2)))

    assert response.status_code == 404


def test_what_the_frame_leaves_open_is_recorded_and_decides_what_is_asked() -> None:
    review = drawn(loaded(planned(VICTIMS), [{"reference": key} for key in keys(30)]), {"size": 2})
    given_out(review, inspector())
    assignment, client = first_of(review)
    page = address("review_answer", assignment)
    assert "not recorded; questions rest on it" in main(client.get(page))

    send(client, address("review_case_facts", assignment), outcome="15", investigated="yes")

    shown = main(client.get(page))
    assert "Outcome code at closure 15" in shown
    assert "Not asked of this case: Was the victim told that the crime would not be investigated" in shown


def test_crimes_of_an_incident_are_added_changed_and_taken_away() -> None:
    review = drawn(loaded(planned(CRIMES), [{"reference": key} for key in keys(30)]), {"size": 2})
    given_out(review, inspector())
    assignment, client = first_of(review)
    page = address("review_answer", assignment)
    add = next(link for link in links(client.get(page)) if link.endswith("/add/crime/"))

    send(client, add)

    item = assignment.case.items.get()
    shown = client.get(page)
    assert "Crime 1" in main(shown)
    edit = reverse("workspace:review_item_edit", args=[assignment.pk, item.pk])
    category = review.instrument.fields[0]
    send(client, edit, **{category.identifier: (category.values or ("theft",))[0]})
    item.refresh_from_db()
    assert item.version == 2
    send(client, reverse("workspace:review_item_remove", args=[assignment.pk, item.pk]))
    assert assignment.case.items.count() == 0
