"""What the demonstration shows of items until they are done."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, clocks_of, items_filtered
from peelian.apps.followup.queries.asked import asked_by_question
from peelian.apps.followup.queries.story import work_on
from peelian.apps.followup.queries.waiting import closings_to_decide, items_declared, looks_due
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.people import person
from tests.interfaces.workspace.reading import main, rows, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
FOUR_PS = "Effect of work across the 4Ps"


def item(title: str) -> Item:
    return Item.objects.get(title=title, force__slug="cleveland")


@pytest.mark.item("S-135", "S-136")
def test_effectiveness_2016_asks_none_two_five_two_and_not_applicable():
    version = FrameworkVersion.objects.get(pk="peel-2016")

    pillars = asked_by_question(Organisation.objects.get(slug="cleveland"), version)

    told = {pillar.title: [(each.count, each.answer) for each in pillar.questions] for pillar in pillars}
    assert told["Effectiveness"] == [
        (0, "none"),
        (2, "items"),
        (5, "items"),
        (2, "items"),
        (None, "not-applicable"),
    ]


@pytest.mark.item("S-138", "S-139")
def test_plan_is_overdue_on_2_may_2017_and_the_report_is_not():
    asked = item("Domestic abuse crimes closed without the victim's support")

    states = [clock.state for clock in clocks_of(asked, date(2017, 5, 2))]

    assert states == ["overdue", "not-yet-due"]
    page = main(Client().get("/forces/cleveland/asked/peel-2016/?on=2017-05-02"))
    assert "Action plan sent to the inspectorate, by 1 May 2017: Overdue" in page
    assert "for scrutiny by the inspectorate, by 1 June 2017: Not yet due" in page
    assert "1. Preventing crime, tackling anti-social behaviour and keeping people safe (0)" in page
    assert "Not applicable: the question is not graded, or was not asked." in page


@pytest.mark.item("S-144", "S-034")
def test_national_recommendation_of_2016_has_43_items_one_deadline_and_43_states():
    national = Item.objects.get(addressee="all-forces")

    own = national.force_items.all()

    assert own.count() == 43
    assert {(each.due, each.due_precision) for each in own} == {(date(2017, 6, 1), "month")}
    grid = rows(Client().get(f"/items/{national.pk}/forces/"), "forces")
    assert len(grid) == 43
    assert {tuple(row[1:3]) for row in grid} == {("Open", "By June 2017 Overdue")}


@pytest.mark.item("S-157")
def test_4ps_line_runs_over_three_rounds_on_one_page():
    page = main(Client().get(f"/items/{item(FOUR_PS).pk}/"))

    line = ["2016 · 2 March 2017", "2018/19 · 27 September 2019", "2021/22 · Looked at again"]
    assert [words in page for words in line] == [True] * 3
    assert [page.index(words) for words in line] == sorted(page.index(words) for words in line)


@pytest.mark.item("S-071")
def test_point_of_2018_was_looked_at_with_evidence_by_an_inspector():
    inspector = person("lead.inspector@inspectorate.example")

    (step,) = work_on(inspector, item(FOUR_PS))

    assert (step.title, step.person) == ("Review of progress: good progress", inspector.name)
    assert [each.title for each in step.evidence] == ["Management plans for crime groups"]


@pytest.mark.item("S-185")
def test_review_by_another_body_is_found_by_its_origin_alone():
    found = items_filtered(AnonymousUser(), ItemFilter(origin="invited-review"))

    assert [(each.title, each.origin_body) for each in found] == [
        ("Wellbeing of officers and staff", "College of Policing")
    ]
    page = main(signed_in(person("owner@cleveland.example")).get(f"/workspace/items/{found[0].pk}/"))
    assert "An invited review: College of Policing" in page


def test_each_list_of_the_queue_has_something_to_do():
    inspector = person("lead.inspector@inspectorate.example")

    assert [each.title for each in items_declared(inspector)] == ["Wellbeing of officers and staff"]
    assert [each.item.title for each in closings_to_decide(inspector)] == [
        "Strategic understanding of repeat victims"
    ]
    waiting = [
        (each.title, each.force and each.force.slug) for each in looks_due(inspector, date(2018, 1, 1))
    ]
    assert waiting == [("Plans to seek intelligence on abuse of position", "cleveland")]


def test_what_is_invented_says_so_and_stands_in_the_workspace_alone():
    invented = [
        step.text
        for each in Item.objects.filter(force__slug="cleveland")
        for step in work_on(person("lead.inspector@inspectorate.example"), each)
        if step.title in ("Declared complete", "Closing requested")
    ]

    assert len(invented) == 4
    assert all(text.startswith("Invented for the tour") for text in invented)
    for each in Item.objects.filter(force__slug="cleveland"):
        assert "Invented for the tour" not in main(Client().get(f"/items/{each.pk}/"))
