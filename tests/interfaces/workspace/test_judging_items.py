"""Causes of concern, recommendations, areas for improvement and issues told to the force, as pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import FieldworkIssue
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import AREA, finding_in, inspection_of, lead_of
from tests.apps.world import make_inspectorate, make_person
from tests.interfaces.workspace.filling import filled, row, send
from tests.interfaces.workspace.reading import day, labels, main, signed_in, summary, tree, typed, words

pytestmark = pytest.mark.django_db


def lead(inspection: Inspection) -> Client:
    return signed_in(lead_of(inspection))


def page_of(name: str, thing: Inspection | Item | FieldworkIssue) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk])


def add_address(inspection: Inspection, kind: str) -> str:
    return f"{page_of('item_add', inspection)}?kind={kind}&target={AREA}"


def item_typed(**changes: Any) -> dict[str, Any]:
    return {"title": "Calls go unanswered", "text": "The force should answer calls.", **changes}


def drafted(inspection: Inspection, kind: str = "area-for-improvement", **content: Any) -> Item:
    values = {"target": AREA, "title": "Profiles", "text": "Renew them.", "addressee": "force", **content}
    return draft_item(actor=lead_of(inspection), inspection=inspection, kind=kind, **values)


def under(response: Any, target: str) -> str:
    """Every word under the heading of one area."""
    return words(tree(response).xpath(f"//section[@aria-labelledby='{target}']")[0])


def test_the_kind_is_asked_first() -> None:
    inspection = inspection_of()

    response = lead(inspection).get(page_of("item_add", inspection))

    assert labels(response, "kind") == ["Cause of concern", "Recommendation", "Area for improvement"]


@pytest.mark.item("S-137")
def test_an_area_for_improvement_is_drafted_with_dated_deliverables() -> None:
    inspection = inspection_of(window_start=date(2017, 1, 1))

    response = send(
        lead(inspection), add_address(inspection, "area-for-improvement"), **item_typed(deadline="immediate"),
        **row("deliverables", 1, text="An action plan", parts="analysis\nreview\nsteps"),
        **{f"deliverables-0-{name}": value for name, value in day("due", "2017-05-01").items()},
        **row("deliverables", 2, text="A report"),
        **{f"deliverables-1-{name}": value for name, value in day("due", "2017-06-01").items()},
    )  # fmt: skip

    assert response.status_code == 302
    item = Item.objects.get()
    assert (item.immediate, item.due, item.force) == (True, None, inspection.force)
    assert list(item.deliverables.values_list("text", "due", "parts")) == [
        ("An action plan", date(2017, 5, 1), ["analysis", "review", "steps"]),
        ("A report", date(2017, 6, 1), []),
    ]
    shown = under(lead(inspection).get(page_of("items", inspection)), AREA)
    assert "An action plan, by 1 May 2017: analysis; review; steps" in shown
    assert "A report, by 1 June 2017" in shown
    assert "At once" in shown


@pytest.mark.item("S-134")
def test_a_recommendation_alone_needs_a_note() -> None:
    inspection = inspection_of()
    page = add_address(inspection, "recommendation")

    refused = send(lead(inspection), page, **item_typed())
    kept = send(lead(inspection), page, **item_typed(exception_note="It answers an older concern."))

    assert refused.status_code == 422
    assert summary(refused) == [
        "The recommendation belongs to no cause of concern. Link one, or record why it stands alone."
    ]
    assert typed(refused, "text") == "The force should answer calls."
    assert kept.status_code == 302


def test_a_recommendation_is_drafted_under_its_cause_of_concern() -> None:
    inspection = inspection_of()
    concern = drafted(inspection, "cause-of-concern")

    send(lead(inspection), add_address(inspection, "recommendation"), **item_typed(parent=str(concern.pk)))

    assert Item.objects.get(kind="recommendation").parent == concern
    shown = under(lead(inspection).get(page_of("items", inspection)), AREA)
    assert "Recommendation, answering “Profiles”" in shown


@pytest.mark.parametrize(
    ("deadline", "stored", "shown"),
    [
        ({"deadline": "day", **day("due", "2023-05-01")}, (date(2023, 5, 1), "day", None), "By 1 May 2023"),
        ({"deadline": "month", **day("due", "2023-05-09")}, (date(2023, 5, 9), "month", None), "By May 2023"),
        ({"deadline": "months", "months": "6"}, (None, "day", 6), "Within 6 months of publication"),
        ({"deadline": "none"}, (None, "day", None), "No deadline"),
    ],
)
def test_every_form_of_deadline_is_kept(
    deadline: dict[str, str], stored: tuple[Any, ...], shown: str
) -> None:
    inspection = inspection_of()

    send(lead(inspection), add_address(inspection, "area-for-improvement"), **item_typed(**deadline))

    item = Item.objects.get()
    assert (item.due, item.due_precision, item.due_months_after_publication) == stored
    assert shown in main(lead(inspection).get(page_of("items", inspection)))
    assert filled(lead(inspection).get(page_of("item_edit", item)))["deadline"] == [deadline["deadline"]]


def test_a_deadline_without_its_day_is_told_by_its_field() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection, "area-for-improvement"), **item_typed(deadline="day")
    )

    assert response.status_code == 422
    assert summary(response) == ["That day, or any day of that month: Give the day of the deadline."]


def test_two_people_with_one_item_never_overwrite_each_other() -> None:
    inspection = inspection_of()
    item = drafted(inspection)
    late = filled(lead(inspection).get(page_of("item_edit", item)), text="Late.")
    send(lead(inspection), page_of("item_edit", item), text="Early.")

    response = lead(inspection).post(page_of("item_edit", item), late)

    assert response.status_code == 422
    assert "Text Early." in main(response)
    assert typed(response, "text") == "Late."
    item.refresh_from_db()
    assert item.text == "Early."


@pytest.mark.item("S-136")
def test_none_not_applicable_and_not_recorded_are_three_answers() -> None:
    inspection = inspection_of()
    page, other = page_of("none_declare", inspection), "managing-offenders"
    chosen = {"kind": "area-for-improvement"}

    send(lead(inspection), page, target=AREA, answer="none", **chosen)
    send(lead(inspection), page, target="investigating-crime", answer="not-applicable", **chosen)

    shown = lead(inspection).get(page_of("items", inspection))
    assert "Area for improvement: none" in under(shown, AREA)
    assert "Area for improvement: not applicable" in under(shown, "investigating-crime")
    assert "Nothing is recorded: neither an item nor that there is none." in under(shown, other)


def test_the_answer_that_there_is_none_is_taken_back() -> None:
    inspection = inspection_of()
    chosen = {"kind": "area-for-improvement", "target": AREA}
    send(lead(inspection), page_of("none_declare", inspection), answer="none", **chosen)

    lead(inspection).post(page_of("none_withdraw", inspection), chosen)

    assert NoneDeclared.objects.count() == 0


def test_a_draft_item_is_taken_out_with_a_reason() -> None:
    inspection = inspection_of()
    item = drafted(inspection)

    without_reason = send(lead(inspection), page_of("item_withdraw", item))
    response = send(lead(inspection), page_of("item_withdraw", item), reason="Said twice.")

    assert without_reason.status_code == 422
    assert response.status_code == 302
    assert Item.objects.count() == 0


def test_the_list_asks_the_same_of_the_database_for_one_item_and_for_three() -> None:
    inspection = inspection_of()
    client, page = lead(inspection), page_of("items", inspection)
    drafted(inspection, deliverables=[{"text": "A plan"}])
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for title in ("Second", "Third"):
        drafted(inspection, title=title, deliverables=[{"text": "A plan"}])
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(three) == len(one)


@pytest.mark.item("S-067")
def test_everything_asked_for_is_listed_strongest_wording_first() -> None:
    inspection = inspection_of()
    drafted(inspection, title="Profiles")
    finding_in(
        inspection,
        suggestions=[
            {"strength": "might", "text": "Look at Durham."},
            {"strength": "should", "text": "Measure it.", "tracked": True},
        ],
    )

    response = lead(inspection).get(page_of("asks", inspection))

    titles = [words(title) for title in tree(response).xpath("//main//h2")]
    assert titles == ["Area for improvement", "Should", "Might"]
    assert "Measure it. (tracked)" in main(response)


@pytest.mark.item("S-063")
def test_an_issue_is_raised_remedied_and_looked_at_again() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection)
    client = lead(inspection)

    send(client, page_of("issue_add", inspection), text="Callers hear nothing.", finding=str(finding.pk),
         **day("raised_on", "2022-05-01"))  # fmt: skip
    issue = FieldworkIssue.objects.get()
    too_soon = send(
        client, page_of("issue_remedy", issue), remedy="Calls back.", **day("remedied_on", "2022-04-01")
    )
    send(client, page_of("issue_remedy", issue), remedy="Calls back.", **day("remedied_on", "2022-06-01"))
    send(client, page_of("issue_recheck", issue), result="confirmed", **day("rechecked_on", "2022-07-01"))

    assert summary(too_soon) == [
        "Day on which it was done: 1 April 2022 lies before 1 May 2022. Give a day on or after it."
    ]
    shown = main(client.get(page_of("issues", inspection)))
    assert "Raised on 1 May 2022 Callers hear nothing." in shown
    assert "Remedied on 1 June 2022, after 31 days Calls back." in shown
    assert "Looked at again on 1 July 2022 Remedy confirmed" in shown


@pytest.mark.parametrize("name", ["item_edit", "item_withdraw"])
def test_others_find_nothing(name: str) -> None:
    item = drafted(inspection_of())
    stranger = signed_in(make_person(make_inspectorate("another"), Role.HMCIC))

    assert stranger.get(page_of(name, item)).status_code == 404
    assert stranger.post(page_of(name, item)).status_code == 404


def test_a_published_item_has_no_page_to_change_it() -> None:
    inspection = inspection_of()
    item = drafted(inspection)
    Item.objects.filter(pk=item.pk).update(state="open")

    assert lead(inspection).get(page_of("item_edit", item)).status_code == 404


def test_an_item_is_drafted_with_what_closes_it_and_duties_that_recur() -> None:
    inspection = inspection_of()

    send(
        lead(inspection),
        add_address(inspection, "area-for-improvement"),
        **item_typed(closure_criteria="A plan stands.\n\nThe plan is used.", theme="contact-and-response"),
        **row("deliverables", 1, text="A report", months="6", again="12"),
    )

    item = Item.objects.get()
    assert list(item.closure_criteria.values_list("position", "text")) == [
        (1, "A plan stands."),
        (2, "The plan is used."),
    ]
    assert item.theme == "contact-and-response"
    asked = item.deliverables.get()
    assert (asked.due_months_after_publication, asked.recurs_every_months) == (6, 12)
    edited = lead(inspection).get(page_of("item_edit", item))
    assert typed(edited, "closure_criteria") == "A plan stands.\nThe plan is used."
    assert typed(edited, "deliverables-0-again") == "12"
    assert "Closed when it is shown that: A plan stands." in under(
        lead(inspection).get(page_of("items", inspection)), AREA
    )


def test_number_of_months_that_is_none_is_told_with_its_deliverable() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection, "area-for-improvement"), **item_typed(deadline="immediate"),
        **row("deliverables", 1, text="An action plan", months="6"),
        **row("deliverables", 2, text="A report", months="0"),
    )  # fmt: skip

    told = "A report: Or so many months after publication: give a number of months from 1 to 120."
    assert response.status_code == 422
    assert told in response.content.decode()
