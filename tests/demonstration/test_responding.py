"""Responses of the demonstration: two told by their forms, two published by the people of the tour, one under way."""

from __future__ import annotations

import pytest
from django.utils import timezone

from peelian.apps.responses.models import Letter, Response, ScrutinyItem
from peelian.apps.responses.queries import answers_of, form_of, published_responses, standing_of
from peelian.demonstration.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def named(title: str) -> Response:
    return Response.objects.get(title=title)


def test_clocks_of_the_published_ones_are_told_and_all_are_marked() -> None:
    today = timezone.localdate()

    told = {each.title: standing_of(each, today).words for each in published_responses()}

    assert told == {
        "Visits to custody suites, 2025 (demonstration)": "1 day late",
        "PEEL 2021/22: Cleveland Police": "Entered here afterwards, so not measured",
        "Abuse of position for a sexual purpose: review of the plans of forces": "Day of publication not recorded",
        "PEEL: Effectiveness 2016": "Day of publication not recorded",
    }
    assert not Response.objects.filter(demonstration=False).exists()


def test_form_of_2016_answers_none_two_five_two_and_not_graded() -> None:
    form = form_of(named("PEEL: Effectiveness 2016"))

    assert [each.count for each in form.questions] == [0, 2, 5, 2, None]
    assert (form.inspection_types, form.quoted) == ((), "unknown")


@pytest.mark.item("S-202")
def test_form_of_2017_is_tied_to_the_national_recommendation() -> None:
    (answered,) = answers_of(named("Abuse of position for a sexual purpose: review of the plans of forces"))

    assert answered.item.national is not None
    assert (answered.due, answered.answer is not None) == ("June 2017", True)


def test_every_item_of_both_reports_is_in_the_programme() -> None:
    officer = person("officer@cleveland-pcc.example")

    states = [each.state for each in ScrutinyItem.objects.visible_to(officer)]

    assert (len(states), states.count("ended")) == (15, 1)
    assert Letter.objects.filter(public=True).count() == 1


def test_draft_waits_for_the_chief_officer() -> None:
    draft = Response.objects.get(state="draft")

    assert (draft.title, draft.force_response) == ("Visits to custody suites, 2026 (demonstration)", "")
    assert standing_of(draft, timezone.localdate()).days_left == 35
    assert [(each.item.title, each.answer) for each in answers_of(draft)] == [
        ("Bail and release under investigation", None)
    ]
