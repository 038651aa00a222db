"""Reviews as pages up to the draw: planned, framed, sized, drawn, proved, enlarged, and given out."""

from __future__ import annotations

import io
import json
from typing import Any

import duckdb
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Assignment, Review
from tests.apps.reviews.world import (
    SEED,
    analyst,
    answered,
    csv_of,
    drawn,
    finished,
    inspector,
    keys,
    planned,
)
from tests.apps.world import make_inspection, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import heading, links, main, rows, signed_in, summary, tree, words
from tests.interfaces.workspace.reviewing_world import FOUND, QUESTION, framed, in_hand, rows_of

pytestmark = pytest.mark.django_db


def address(name: str, review: Review) -> str:
    return reverse(f"workspace:{name}", args=[review.pk])


def manager() -> Client:
    return signed_in(analyst())


def upload(client: Client, review: Review, name: str, content: bytes, **typed: Any) -> Any:
    page = address("review_frame", review)
    values = filled(client.get(page), **{"key": "reference", **typed})
    return client.post(page, {**values, "file": SimpleUploadedFile(name, content)})


def test_a_review_is_planned_with_a_question_set_of_the_framework() -> None:
    inspection, client = make_inspection(), manager()
    page = reverse("workspace:review_plan", args=[inspection.pk])

    response = send(
        client, page, instrument="stop-and-search-grounds-2021", title="Searches", period_kind="calendar-year",
        **{"period_end-day": "31", "period_end-month": "12", "period_end-year": "2021"},
    )  # fmt: skip

    review = Review.objects.get()
    assert response.headers["Location"] == address("review", review)
    assert review.population_period.words() == "2021"
    assert heading(client.get(response.headers["Location"])) == "Searches"
    listed = rows(client.get(reverse("workspace:reviews", args=[inspection.pk])), "reviews")
    assert listed == [["Searches", "Grounds recorded for stop and search, 2021", "2021", "0", "Planned"]]


def test_a_plan_without_title_or_period_is_refused_with_both() -> None:
    inspection = make_inspection()

    response = send(manager(), reverse("workspace:review_plan", args=[inspection.pk]))

    assert response.status_code == 422
    assert len(summary(response)) == 3


def test_the_plan_is_changed_before_the_draw() -> None:
    review, client = planned(), manager()

    send(client, address("review_edit", review), title="Other title", small_base="10")

    review.refresh_from_db()
    assert (review.title, review.small_base, review.version) == ("Other title", 10, 2)


def test_every_fault_of_a_frame_is_told_at_once_with_the_count_and_nothing_is_loaded() -> None:
    review = planned()
    bad = [dict(each) for each in rows_of(4)]
    bad[1]["reference"], bad[2]["reference"], bad[3]["day"] = bad[0]["reference"], "", "2019-01-01"

    response = upload(manager(), review, "frame.csv", csv_of(bad), day="day")

    assert response.status_code == 422
    assert summary(response) == [
        "Row 3 (line 4 of the file, column 'reference'): The case has no key.",
        "The key 'REC-00001' stands 2 times, in rows 1, 2; every case has a key of its own.",
        "Column with the day of each case: Row 4 (line 5 of the file, column 'day'): The day '2019-01-01' lies outside "
        "the period from 2021-01-01 to 2021-12-31.",
    ]
    review.refresh_from_db()
    assert review.frame_rows == 0


def test_more_faults_than_are_listed_are_counted() -> None:
    bad = [{"reference": "", "day": "2021-03-01"} for _ in range(80)]

    response = upload(manager(), planned(), "frame.csv", csv_of(bad))

    assert summary(response)[-1] == "80 faults were found in all. The first 20 are listed."


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_frame_is_loaded_from_each_kind_of_file(ending: str, tmp_path: Any) -> None:
    review, client = planned(), manager()

    response = upload(
        client, review, f"frame.{ending}", _file(ending, tmp_path), stratum="ethnicity", day="day"
    )

    assert response.status_code == 302
    shown = main(client.get(address("review", review)))
    assert f"frame.{ending} is loaded: 10 cases in 2 strata." in shown
    assert rows(client.get(address("review", review)), "strata") == [
        ["ethnic-minority", "5", "not drawn yet"],
        ["white", "5", "not drawn yet"],
    ]


def _file(ending: str, folder: Any) -> bytes:
    content = rows_of(10)
    if ending == "csv":
        return csv_of(content)
    if ending == "parquet":
        source, target = folder / "source.csv", folder / "target.parquet"
        source.write_bytes(csv_of(content))
        duckdb.sql(f"COPY (SELECT * FROM '{source}') TO '{target}' (FORMAT parquet)")
        return bytes(target.read_bytes())
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([list(content[0]), *(list(each.values()) for each in content)]):
            sheet.write_row(at, 0, row)
    return kept.getvalue()


def test_the_calculator_shows_what_a_plan_buys_and_keeps_nothing() -> None:
    review, client = framed(1000), manager()

    response = send(client, address("review_sample", review), way="size", size="100", calculate="yes")

    assert rows(response, "bought") == [["all", "1,000", "100", "+/- 9.3 percentage points"]]
    assert Review.objects.get(pk=review.pk).plan == {}


def test_a_plan_larger_than_the_frame_is_refused_in_words() -> None:
    review = framed(20)

    response = send(manager(), address("review_sample", review), way="size", size="100")

    assert response.status_code == 422
    assert summary(response) != []


@pytest.mark.item("S-043")
def test_a_sample_is_drawn_from_the_seed_proved_and_its_manifest_names_no_case() -> None:
    review, client = framed(60), manager()
    send(client, address("review_sample", review), way="size", size="20")
    send(client, address("review_draw", review), seed=SEED)

    proof = send(client, address("review_prove", review))
    manifest = client.get(address("review_manifest", review))

    assert "The redraw gives the same 20 cases from the same frame." in main(proof)
    told = json.loads(manifest.content)
    assert (told["seed"], told["drawn"], told["sizes"], told["frame"]["rows"]) == (SEED, 20, {"all": 20}, 60)
    assert "REC-" not in manifest.content.decode()


def test_an_enlarged_sample_keeps_every_case() -> None:
    review, client = drawn(framed(60), {"size": 20}), manager()
    before = set(review.cases.values_list("pk", flat=True))

    response = send(client, address("review_enlarge", review), way="size", size="30")

    after = set(review.cases.values_list("pk", flat=True))
    assert response.status_code == 302
    assert (before <= after, len(after)) == (True, 30)


def test_a_case_that_cannot_be_reviewed_is_replaced_with_a_reason() -> None:
    review, client = in_hand(4), manager()
    case = review.cases.get(number=2)
    page = reverse("workspace:case_withdraw", args=[case.pk])
    assert summary(send(client, page)) != []

    send(client, page, reason="The file is lost.")

    listed = rows(client.get(address("review_cases", review)), "cases")
    assert len(listed) == 5
    assert listed[1][3].endswith("The file is lost; case 5 took its place.")
    assert client.get(page).status_code == 404


def test_cases_are_given_out_evenly_and_a_second_reviewer_is_asked_for() -> None:
    review, client = drawn(framed(60, double_marking_percent=50), {"size": 6}), manager()
    one, other = inspector("One"), inspector("Other")
    page = address("review_assign", review)
    refused = send(client, page, reviewers=[one.pk])
    assert "Name a second reviewer" in summary(refused)[0]

    send(client, page, reviewers=[one.pk, other.pk])

    loads = [Assignment.objects.filter(reviewer=each).count() for each in (one, other)]
    assert sum(loads) == 9
    assert max(loads) - min(loads) <= 1


def test_a_case_is_given_to_another_reviewer_while_nothing_is_answered() -> None:
    review, client = in_hand(4, twice=25), manager()
    another = inspector("Another Reviewer")
    case = review.cases.get(double_marked=True)
    first = case.assignments.get(marker=1)
    page = reverse("workspace:case_reassign", args=[first.pk])
    assert {
        row[1] for row in rows(client.get(reverse("workspace:review_case", args=[case.pk])), "markings")
    } == {
        "First Reviewer",
        "Second Reviewer",
    }
    assert summary(send(client, page)) != []

    response = send(client, page, reviewer=another.pk)

    assert response.headers["Location"] == reverse("workspace:review_case", args=[case.pk])
    listed = rows(client.get(response.headers["Location"]), "markings")
    assert listed[0] == ["First marker", "Another Reviewer", "0 so far", "Give to another reviewer"]


def test_a_case_that_is_begun_stays_with_who_began_it() -> None:
    review, client = in_hand(4), manager()
    marking = Assignment.objects.filter(case__review=review).select_related("reviewer")[0]
    another = inspector("Another Reviewer")
    page = reverse("workspace:case_reassign", args=[marking.pk])
    answered(marking, {QUESTION: "yes"})

    response = send(client, page, reviewer=another.pk)

    assert "has answers by" in summary(response)[0]
    listed = rows(client.get(reverse("workspace:review_case", args=[marking.case_id])), "markings")
    assert [row[2:] for row in listed] == [["1 so far", "None"]]


def test_only_those_who_run_a_review_see_who_marks_a_case() -> None:
    marking = Assignment.objects.filter(case__review=in_hand(2))[0]
    reader = signed_in(inspector("Reader"))

    found = [
        reader.get(reverse(f"workspace:{name}", args=[key])).status_code
        for name, key in (("review_case", marking.case_id), ("case_reassign", marking.pk))
    ]

    assert found == [404, 404]


def test_pages_of_a_review_name_no_case() -> None:
    review, client = in_hand(6, twice=50), manager()
    case = review.cases.get(number=1)
    beside = [
        reverse("workspace:review_case", args=[case.pk]),
        reverse("workspace:case_withdraw", args=[case.pk]),
        reverse("workspace:case_reassign", args=[case.assignments.all()[0].pk]),
        reverse("workspace:review_manifest", args=[review.pk]),
    ]
    assert [place for place in beside if "REC-" in client.get(place).content.decode()] == []
    names = (
        "review",
        "review_cases",
        "review_progress",
        "review_disagreements",
        "review_results",
        "review_close",
    )

    shown = [client.get(address(name, review)).content.decode() for name in names]

    assert [name for name, text in zip(names, shown, strict=True) if "REC-" in text] == []


def test_those_who_do_not_run_reviews_are_not_told_which_cases_are_marked_twice() -> None:
    review = in_hand(6, twice=50)

    response = signed_in(inspector()).get(address("review_cases", review))

    assert rows(response, "cases")[0] == ["Case 1", "all"]
    assert not any("replace" in link for link in links(response))


def test_forces_and_strangers_find_nothing() -> None:
    review = in_hand(2)
    force = review.inspection.force
    assert force is not None
    people = [make_person(force, Role.FORCE_LIAISON), make_person()]

    found = [signed_in(each).get(address("review", review)).status_code for each in people]

    assert found == [404, 404]


def test_lists_take_the_same_number_of_queries_for_two_rows_and_for_four() -> None:
    counts = []
    for cases in (2, 4):
        review, client = drawn(framed(len(keys(60))), {"size": cases}), manager()
        client.get(address("review_cases", review))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("review_cases", review))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_step_that_is_done_is_told_and_not_offered_again() -> None:
    review, client = in_hand(2), signed_in(analyst())
    steps = ["review_edit", "review_frame", "review_sample", "review_draw", "review_double_marking"]

    told = {step: client.get(address(step, review), follow=True) for step in steps}

    assert {step: response.redirect_chain[-1][0] for step, response in told.items()} == dict.fromkeys(
        steps, address("review", review)
    )
    assert f"The review '{review.title}' is being reviewed. To draw its sample, it has to be planned." in (
        words(tree(told["review_draw"]))
    )


def test_closing_a_closed_review_from_an_old_page_says_that_it_is_closed() -> None:
    review = in_hand(2)
    for marking in Assignment.objects.filter(case__review=review):
        finished(marking, {QUESTION: "yes", FOUND: "yes"})
    client = signed_in(analyst())
    page = address("review_close", review)
    old = filled(client.get(page))
    client.post(page, old)

    again = client.post(page, old, follow=True)

    assert again.status_code == 200
    assert f"The review '{review.title}' is closed." in words(tree(again))
