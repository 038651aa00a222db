"""Responses of the past, taken over from the text of their form, and what stands beside a response."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from peelian.apps.audit.actors import SystemActor
from peelian.apps.judgements.models import Figure
from peelian.apps.measures.models import ForceValue
from peelian.apps.responses import services
from peelian.apps.responses.items import items_to_answer, national_recommendations
from peelian.apps.responses.models import Response, ScrutinyItem
from peelian.apps.responses.queries import form_of, late_responses, published_responses, standing_of
from peelian.documents.response_form import write_form
from peelian.documents.response_reading import read_form
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.responses.world import (
    body_of_cleveland,
    commissioner,
    fresh,
    make_item,
    officer,
    open_response,
    published,
    signed,
    written,
)
from tests.apps.world import LOADER, make_force, make_inspectorate
from tests.documents.test_response_form import SEEDS, seed

pytestmark = pytest.mark.django_db
SOURCE = "Website of the commissioner"


def taken_over(text: str, actor: Any = LOADER, **fields: Any) -> Response:
    values: dict[str, Any] = {"source": SOURCE, **fields}
    return services.import_response(
        actor=actor, body=body_of_cleveland(), inspectorate=make_inspectorate(), text=text, **values
    )


@pytest.mark.item("S-194")
@pytest.mark.parametrize("name", SEEDS)
def test_seed_form_is_exported_as_it_was_taken_over(name: str) -> None:
    text = seed(name)

    response = taken_over(text)

    assert read_form(write_form(form_of(response))) == read_form(text)


@pytest.mark.item("S-197", "S-198")
@pytest.mark.parametrize("name", SEEDS)
def test_lost_marks_are_stored_as_unknown(name: str) -> None:
    response = taken_over(seed(name))

    assert (response.inspection_types, response.force_quoted) == ([], "unknown")


@pytest.mark.item("S-196")
def test_month_of_the_second_form_is_stored_as_a_month() -> None:
    report = taken_over(seed(SEEDS[1])).reports.get()

    assert (report.published_on, report.published_precision) == (date(2017, 10, 1), "month")


@pytest.mark.item("S-201")
def test_findings_by_question_are_none_two_five_two_and_not_graded() -> None:
    questions = form_of(taken_over(seed(SEEDS[0]))).questions

    assert [(each.answer, each.count) for each in questions] == [
        ("none", 0), ("items", 2), ("items", 5), ("items", 2), ("not-graded", None)
    ]  # fmt: skip


def test_findings_of_a_drafted_response_are_listed_from_the_record() -> None:
    make_item(target="investigating-crime")
    make_item(target="investigating-crime", title="Second")

    response = signed()

    assert [(each["answer"], len(each["items"])) for each in response.findings] == [
        ("not-recorded", 0), ("items", 2), ("not-recorded", 0), ("not-recorded", 0), ("not-graded", 0)
    ]  # fmt: skip
    assert [each.answer for each in form_of(response).questions][1] == "items"


@pytest.mark.item("S-214")
def test_no_measure_comes_from_the_words_of_a_comment() -> None:
    response = taken_over(seed(SEEDS[0]))

    assert "hundreds of community groups" in response.body_comment
    assert (Figure.objects.count(), ForceValue.objects.count()) == (0, 0)


def test_day_of_publication_that_the_form_does_not_tell_stays_unknown() -> None:
    response = taken_over(seed(SEEDS[0]))

    standing = standing_of(response, timezone.localdate())
    assert (response.published_on, response.due) == (None, date(2017, 4, 26))
    assert (standing.days_late, standing.words) == (0, "Day of publication not recorded")
    assert (list(published_responses()), list(late_responses())) == ([response], [])


def test_day_that_the_form_tells_is_measured() -> None:
    text = seed(SEEDS[0]).replace("website\n", "website\n27 April 2017\n")

    response = taken_over(text)

    assert standing_of(response, timezone.localdate()).words == "1 day late"


def test_taking_over_begins_the_scrutiny_of_open_items() -> None:
    item = make_item()

    taken_over(seed(SEEDS[0]))

    scrutiny = ScrutinyItem.objects.get()
    assert (scrutiny.item, scrutiny.update_due) == (item, timezone.localdate() + timedelta(days=90))


def test_operator_alone_takes_over_a_form_because_it_holds_the_words_of_the_force() -> None:
    for person in (officer(), commissioner()):
        with pytest.raises(NotPermittedError, match="operator"):
            taken_over(seed(SEEDS[0]), actor=person)


def test_same_form_is_taken_over_once() -> None:
    taken_over(seed(SEEDS[0]))

    with pytest.raises(RefusalError, match="has a response"):
        taken_over(seed(SEEDS[0]))


def test_faults_of_a_form_are_told_all_at_once() -> None:
    with pytest.raises(InvalidValueError) as error:
        taken_over("Date inspection published\nSpring 2017", source="")

    findings: Any = error.value.details["findings"]
    assert [each["field"] for each in findings] == [
        "title", "executive_summary", "body_comment", "source", "published"
    ]  # fmt: skip
    assert not Response.objects.exists()


def test_answer_to_an_unknown_item_is_named_and_nothing_is_kept() -> None:
    text = seed(SEEDS[0]).replace(
        "FORCE RESPONSE TO",
        "RECOMMENDATIONS AND WHAT IS DONE\n\nAsked: Unknown\nAction taken: Done.\n\nFORCE RESPONSE TO",
    )

    with pytest.raises(InvalidValueError, match="no known item"):
        taken_over(text, actor=SystemActor("loader"))
    assert not Response.objects.exists()


@pytest.mark.item("S-202")
def test_response_is_tied_to_the_national_recommendation_and_its_deadline() -> None:
    national = make_item(
        "recommendation", "Seek intelligence", addressee="all-forces", force=None, raised_on=date(2016, 12, 8),
        exception_note="Alone.",
    )  # fmt: skip
    own = make_item(
        "recommendation", "Seek intelligence", raised_on=date(2016, 12, 8), national=national,
        due=date(2017, 6, 8), exception_note="Alone.",
    )  # fmt: skip
    response = open_response(
        title="Review of plans", published_on=date(2017, 10, 1), national=True, framework="", target=""
    )

    services.quote_item(actor=officer(), response=response, item=own, expected_version=1)
    services.answer_item(
        actor=officer(), response=response, item=own, kind="action-taken", text="Begun.", expected_version=2
    )

    (linked,) = national_recommendations(items_to_answer(fresh(response)))
    (answer,) = form_of(fresh(response)).answers
    assert (linked.national, linked.due) == (national, date(2017, 6, 8))
    assert (answer.title, answer.due, answer.kind) == ("Seek intelligence", "8 June 2017", "Action taken")


def test_item_of_another_force_is_not_quoted() -> None:
    other = make_item(force=make_force("durham"))

    with pytest.raises(RefusalError, match="not asked of"):
        services.quote_item(actor=officer(), response=open_response(), item=other, expected_version=1)


def test_export_of_a_published_response_names_those_who_spoke_and_the_days() -> None:
    response = published(written(), on=date(2017, 4, 26))
    services.send_copy(actor=officer(), response=response, recipient="secretary-of-state")

    form = form_of(response)

    assert (form.force_signature, form.body_signature) == (
        "A. Chief, Chief Constable", "A. Commissioner, Police and Crime Commissioner"
    )  # fmt: skip
    assert form.published_on_website == "26 April 2017"
    assert read_form(write_form(form)).forwarded == form.forwarded != ""
