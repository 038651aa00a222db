"""Drafting items: who and what they need, where they may stand, and the answer that there is none."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup import services
from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.queries import clocks_of, items_by_question
from peelian.apps.judgements.queries import (
    improvement_needs_and_notable_practice,
    judgement_page,
)
from peelian.apps.organisations.models import Role
from peelian.rules.errors import (
    GateBlockedError,
    InvalidValueError,
    NotPermittedError,
    PeelianError,
    RefusalError,
    StaleEditError,
)
from tests.apps.followup.world import AREA, draft, draft_concern, open_item
from tests.apps.judgements.world import finding_in, inspection_of, lead_of
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db


def effectiveness_2016() -> list[object]:
    inspection = inspection_of("peel-2016", pillar="effectiveness")
    actor = lead_of(inspection)
    numbers = {"investigating-crime": 2, "protecting-vulnerable-people": 5, "serious-organised-crime": 2}
    for target, number in numbers.items():
        for each in range(number):
            draft(inspection, target=target, title=f"Matter {each}")
    for target, answer in {"preventing-crime": "none", "specialist-capabilities": "not-applicable"}.items():
        services.declare_none(
            actor=actor, inspection=inspection, target=target, kind="area-for-improvement", answer=answer
        )
    questions = set(numbers) | {"preventing-crime", "specialist-capabilities"}
    return [(row.answer, row.count) for row in items_by_question(inspection) if row.target in questions]


@pytest.mark.item("S-135", "S-136")
def test_items_by_question_are_none_two_five_two_and_not_applicable() -> None:
    assert effectiveness_2016() == [
        ("none", 0),
        ("items", 2),
        ("items", 5),
        ("items", 2),
        ("not-applicable", None),
    ]


@pytest.mark.item("S-136")
def test_nothing_said_is_not_the_same_as_none() -> None:
    rows = {row.target: row for row in items_by_question(inspection_of())}

    assert (rows[AREA].answer, rows[AREA].count) == ("not-recorded", None)


def test_none_cannot_be_declared_beside_an_item_nor_an_item_beside_none() -> None:
    inspection = inspection_of()
    actor = lead_of(inspection)
    draft(inspection)
    with pytest.raises(InvalidValueError, match="drafted here already"):
        services.declare_none(
            actor=actor, inspection=inspection, target=AREA, kind="area-for-improvement", answer="none"
        )

    other = "responding-to-the-public"
    declared = services.declare_none(
        actor=actor, inspection=inspection, target=other, kind="area-for-improvement", answer="none"
    )
    with pytest.raises(RefusalError, match="Take that answer back first"):
        draft(inspection, target=other)
    services.withdraw_none(actor=actor, declared=declared)

    assert (draft(inspection, target=other).target, NoneDeclared.objects.count()) == (other, 0)


@pytest.mark.item("S-133")
@pytest.mark.parametrize("kind", ["recommendation", "area-for-improvement"])
def test_missing_addressee_is_refused(kind: str) -> None:
    with pytest.raises(PeelianError, match="addressee"):
        draft(inspection_of(), kind, addressee="", exception_note="Stands alone.")

    assert Item.objects.count() == 0


def test_national_body_is_named() -> None:
    with pytest.raises(InvalidValueError, match="Name the body"):
        draft(inspection_of(), addressee="national-body")


@pytest.mark.item("S-134")
def test_recommendation_without_a_cause_of_concern_needs_a_note() -> None:
    inspection = inspection_of()

    with pytest.raises(GateBlockedError, match="belongs to no cause of concern"):
        draft(inspection, "recommendation")
    item = draft(inspection, "recommendation", exception_note="Worded so inside an area for improvement.")

    assert item.exception_note == "Worded so inside an area for improvement."


def test_recommendation_hangs_on_a_cause_of_concern_of_its_own_inspection() -> None:
    elsewhere = draft_concern(inspection_of())

    with pytest.raises(InvalidValueError, match="another inspection"):
        draft(inspection_of(), "recommendation", parent=elsewhere)
    with pytest.raises(InvalidValueError, match="Only a recommendation"):
        draft(elsewhere.inspection, parent=elsewhere)


@pytest.mark.item("S-016")
def test_ungraded_question_takes_no_area_for_improvement() -> None:
    with pytest.raises(GateBlockedError, match="carries no area for improvement"):
        draft(inspection_of("peel-2016"), target="specialist-capabilities")


def test_area_of_another_framework_takes_no_item() -> None:
    with pytest.raises(InvalidValueError) as error:
        draft(inspection_of(), target="effectiveness")

    assert error.value.code == "unknown-identifier"


@pytest.mark.item("S-137", "S-138", "S-139")
def test_area_for_improvement_holds_two_dated_deliverables_each_with_its_own_state() -> None:
    item = open_item(
        inspection_of("peel-2016", window_start=date(2016, 3, 1)),
        target="protecting-vulnerable-people",
        immediate=True,
        deliverables=[
            {
                "text": "Action plan",
                "due": date(2017, 5, 1),
                "parts": ["Analyse use", "Review use", "Rely on it less"],
            },
            {"text": "Report on the analysis", "due": date(2017, 6, 1)},
        ],
    )

    parts = [len(each.parts) for each in item.deliverables.all()]
    first_of_may = [(clock.text, clock.state) for clock in clocks_of(item, date(2017, 5, 1))]
    second_of_may = [(clock.text, clock.state) for clock in clocks_of(item, date(2017, 5, 2))]
    assert parts == [3, 0]
    assert first_of_may == [("Action plan", "due"), ("Report on the analysis", "not-yet-due")]
    assert second_of_may == [("Action plan", "overdue"), ("Report on the analysis", "not-yet-due")]


def test_item_has_one_deadline_only() -> None:
    with pytest.raises(InvalidValueError, match="one deadline only"):
        draft(inspection_of(), immediate=True, due=date(2023, 5, 1))


def test_item_in_an_inspection_is_addressed_to_no_other_force() -> None:
    inspection = inspection_of()

    with pytest.raises(InvalidValueError) as error:
        draft(inspection, force=make_force("kent"))

    (found,) = error.value.details["findings"]
    assert (found["field"], found["message"]) == (
        "force",
        "PEEL 2021/22: Cleveland Police looks at Cleveland Police, not at Kent Police. "
        "Address the item to Cleveland Police.",
    )


def test_deadline_before_the_inspection_is_refused() -> None:
    inspection = inspection_of()

    with pytest.raises(InvalidValueError) as error:
        draft(
            inspection, due=date(2021, 9, 30), deliverables=[{"text": "Action plan", "due": date(2021, 9, 1)}]
        )
    kept = draft(inspection, due=date(2021, 10, 1), due_precision="month")

    assert [(found["field"], found["message"]) for found in error.value.details["findings"]] == [
        (
            "due",
            "The deadline 30 September 2021 lies before the inspection, which starts on 1 October 2021. "
            "Give a later one.",
        ),
        (
            "deliverables",
            "The deadline 1 September 2021 lies before the inspection, which starts on 1 October 2021. "
            "Give a later one.",
        ),
    ]
    assert kept.due == date(2021, 10, 1)


def test_change_leaves_what_is_not_given() -> None:
    item = draft(inspection_of(), deliverables=[{"text": "Plan"}])

    changed = services.update_item(
        actor=lead_of(item.inspection), item=item, expected_version=1, text="Another text."
    )

    assert (changed.title, changed.text, changed.version) == ("Prevention", "Another text.", 2)
    assert [each.text for each in changed.deliverables.all()] == ["Plan"]


def test_second_of_two_edits_is_refused() -> None:
    item = draft(inspection_of())
    actor = lead_of(item.inspection)
    services.update_item(actor=actor, item=item, expected_version=1, text="First.")

    with pytest.raises(StaleEditError):
        services.update_item(actor=actor, item=item, expected_version=1, text="Second.")

    assert Item.objects.get().text == "First."


def test_issued_item_is_not_rewritten() -> None:
    item = open_item(inspection_of())

    with pytest.raises(RefusalError, match="frozen"):
        services.update_item(actor=lead_of(item.inspection), item=item, expected_version=2, text="Late.")


def test_draft_is_taken_out_with_a_reason_that_stays_in_the_log() -> None:
    item = draft(inspection_of())

    services.withdraw_draft_item(
        actor=lead_of(item.inspection), item=item, expected_version=1, reason="Said twice."
    )

    event = AuditEvent.objects.get(action="followup.withdraw_draft_item")
    assert (Item.objects.count(), event.details["reason"]) == (0, "Said twice.")
    assert event.details["item"]["text"] == "The force should plan prevention."


def test_cause_of_concern_with_a_recommendation_is_not_taken_out() -> None:
    concern = draft_concern(inspection_of())

    with pytest.raises(RefusalError, match="Recommendations or links"):
        services.withdraw_draft_item(
            actor=lead_of(concern.inspection), item=concern, expected_version=1, reason="Said twice."
        )


def test_force_drafts_nothing_and_sees_no_draft() -> None:
    inspection = inspection_of(shared_with_force=True)
    draft(inspection)
    assert inspection.force is not None
    liaison = make_person(inspection.force, Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError):
        services.draft_item(actor=liaison, inspection=inspection, kind="area-for-improvement", target=AREA)

    assert list(Item.objects.visible_to(liaison)) == []


@pytest.mark.item("S-031")
def test_area_lists_its_improvement_needs_and_its_notable_practice() -> None:
    inspection = inspection_of()
    draft(inspection)
    practice = finding_in(inspection, AREA, notable_practice=True)

    lists = improvement_needs_and_notable_practice(inspection, AREA)
    page = judgement_page(lead_of(inspection), inspection, AREA)

    assert (lists.improvement_needs, lists.notable_practice) == (("Prevention",), (practice,))
    assert page is not None
    assert page.linked_items == 1


def test_log_keeps_the_deliverables_of_an_item_that_is_changed() -> None:
    item = draft(inspection_of(), deliverables=[{"text": "Plan", "due": date(2023, 6, 1)}])

    services.update_item(
        actor=lead_of(item.inspection),
        item=item,
        expected_version=1,
        deliverables=[{"text": "Plan and report"}],
    )

    event = AuditEvent.objects.get(action="followup.update_item")
    unsaid = {"due_months_after_publication": None, "recurs_every_months": None, "parts": []}
    assert event.details["before"]["deliverables"] == [
        {"text": "Plan", "due": "2023-06-01", "due_precision": "day", **unsaid}
    ]
    assert event.details["after"]["deliverables"] == [
        {"text": "Plan and report", "due": None, "due_precision": "day", **unsaid}
    ]


def test_deliverable_is_dated_to_a_day_or_a_month() -> None:
    with pytest.raises(InvalidValueError, match="'week' is no precision of a date"):
        draft(inspection_of(), deliverables=[{"text": "Plan", "due_precision": "week"}])
