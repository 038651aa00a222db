"""From open to closed: owner, declaration, verification, a request, and a second person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup import services
from peelian.apps.followup.models import ClosingRequest, DeliverableReceipt, Item
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.followup.world import (
    ask_to_close,
    chief_of,
    close,
    declare,
    draft_concern,
    fresh,
    inspector_of,
    issue,
    open_item,
    start,
    strategic_owner_of,
    verify,
)
from tests.apps.judgements.world import evidence_of, inspection_of
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db
CRITERIA = ("A plan is adopted.", "The plan is used.")


def asked(**content: Any) -> Item:
    return open_item(inspection_of(), closure_criteria=CRITERIA, **content)


@pytest.mark.item("S-166")
def test_work_starts_only_with_an_owner_who_is_still_there() -> None:
    item = asked()
    owner = strategic_owner_of(item)

    with pytest.raises(RefusalError, match="no owner"):
        services.start_work(actor=owner, item=item, expected_version=item.version)
    services.name_owner(actor=owner, item=item, owner=owner, expected_version=item.version)
    owner.is_active = False
    owner.save()
    with pytest.raises(RefusalError, match="has left"):
        services.start_work(actor=strategic_owner_of(item), item=item, expected_version=item.version)
    started = start(item)

    assert started.stage == "in-progress"
    assert AuditEvent.objects.filter(action="followup.start_work", outcome="refused").count() == 2
    assert [each.until is None for each in item.ownerships.all()] == [False, True]


def test_owner_comes_from_the_force_and_is_named_by_it() -> None:
    item = asked()
    inspector = inspector_of(item)

    with pytest.raises(NotPermittedError):
        services.name_owner(actor=inspector, item=item, owner=inspector, expected_version=item.version)
    with pytest.raises(RefusalError, match="holds no role"):
        services.name_owner(
            actor=strategic_owner_of(item), item=item, owner=inspector, expected_version=item.version
        )


def test_declaration_needs_evidence_for_each_criterion() -> None:
    item = start(asked())
    first, second = item.closure_criteria.all()

    with pytest.raises(InvalidValueError) as error:
        services.declare_complete(
            actor=strategic_owner_of(item),
            item=item,
            statement="Done.",
            evidence={first.pk: "Minutes.", 0: "Of nothing."},
            expected_version=item.version,
        )
    findings: Any = error.value.details["findings"]

    assert [finding["field"] for finding in findings] == [f"evidence-{second.pk}", "evidence"]
    assert fresh(item).stage == "in-progress"


def test_item_goes_from_open_to_closed_with_two_people() -> None:
    item = asked()

    closed = close(item)

    assert (closed.state, closed.stage, closed.state_reason) == ("closed", "", "Plans were seen on site.")
    request = ClosingRequest.objects.get(item=item)
    assert request.confirmed is True
    assert request.requested_by != request.decided_by
    assert [row.text for row in item.declarations.get().evidence.all()] == ["Board minutes show it."] * 2


def test_same_person_cannot_ask_and_confirm() -> None:
    item = verify(asked())
    inspector = make_person(item.inspectorate, Role.HMI)
    services.request_closing(actor=inspector, item=item, reason="Met.", expected_version=fresh(item).version)

    with pytest.raises(NotPermittedError, match="another person"):
        services.confirm_closing(
            actor=inspector, item=item, reason="Met.", expected_version=fresh(item).version
        )

    assert fresh(item).state == "open"
    with pytest.raises(IntegrityError), transaction.atomic():
        ClosingRequest.objects.update(decided_by=inspector, decided_on=timezone.localdate(), confirmed=True)


@pytest.mark.parametrize("stage", ["open", "started", "declared", "more-asked"])
def test_nothing_is_closed_without_being_verified_and_asked_for(stage: str) -> None:
    item = asked()
    steps: dict[str, Any] = {
        "started": start,
        "declared": declare,
        "more-asked": lambda i: verify(i, "more-asked"),
    }
    steps.get(stage, lambda _: None)(item)

    with pytest.raises(RefusalError):
        services.request_closing(
            actor=inspector_of(item), item=item, reason="Met.", expected_version=fresh(item).version
        )
    with pytest.raises(RefusalError, match="Nobody has asked"):
        services.confirm_closing(
            actor=chief_of(item.inspection), item=item, reason="Met.", expected_version=fresh(item).version
        )


@pytest.mark.parametrize(
    ("result", "stage"),
    [
        ("met", "under-test"),
        ("more-asked", "more-asked"),
        ("returned", "in-progress"),
        ("too-early", "in-progress"),
    ],
)
def test_result_of_a_verification_leaves_the_item_where_it_belongs(result: str, stage: str) -> None:
    later = timezone.localdate() + timedelta(days=90) if result == "too-early" else None

    item = verify(asked(), result, look_again_on=later)

    assert item.stage == stage
    assert [(v.result, v.look_again_on) for v in item.verifications.all()] == [(result, later)]


def test_too_early_says_when_to_look_again() -> None:
    with pytest.raises(InvalidValueError, match="later day"):
        verify(asked(), "too-early", look_again_on=date(2020, 1, 1))


def test_item_returned_once_is_declared_and_closed_later() -> None:
    item = verify(asked(), "returned")

    closed = close(item)

    assert closed.state == "closed"
    assert [v.result for v in item.verifications.all()] == ["returned", "met"]


def test_refused_closing_goes_back_to_be_verified() -> None:
    item = ask_to_close(asked())

    services.refuse_closing(
        actor=chief_of(item.inspection), item=item, reason="Visit first.", expected_version=item.version
    )

    assert fresh(item).stage == "under-test"
    assert ClosingRequest.objects.get(item=item).confirmed is False


def test_cause_of_concern_waits_for_its_recommendations() -> None:
    inspection = inspection_of()
    concern = draft_concern(inspection)
    issue(inspection)
    verified = verify(fresh(concern))

    with pytest.raises(RefusalError, match="still open"):
        services.request_closing(
            actor=inspector_of(concern), item=concern, reason="Met.", expected_version=verified.version
        )
    close(fresh(concern.recommendations.get()))
    services.request_closing(
        actor=inspector_of(concern), item=concern, reason="Met.", expected_version=fresh(concern).version
    )

    assert fresh(concern).stage == "closing-requested"


@pytest.mark.item("S-141")
def test_deliverable_needs_its_result_before_the_item_is_closed() -> None:
    item = verify(
        asked(deliverables=[{"text": "An action plan", "due": date(2022, 5, 1), "parts": ["Analysis"]}])
    )
    request = {"actor": inspector_of(item), "item": item, "reason": "Met."}

    with pytest.raises(RefusalError, match="no result: An action plan"):
        services.request_closing(**request, expected_version=item.version)  # type: ignore[arg-type]
    receipt = services.receive_deliverable(
        actor=strategic_owner_of(item), deliverable=item.deliverables.get(), text="The plan."
    )
    services.review_deliverable(
        actor=inspector_of(item), receipt=receipt, result="accepted", reasons="It holds what was asked for."
    )
    services.request_closing(**request, expected_version=fresh(item).version)  # type: ignore[arg-type]

    receipt.refresh_from_db()
    assert (receipt.result, receipt.reviewer is not None) == ("accepted", True)


@pytest.mark.item("S-145")
def test_review_of_a_deliverable_names_the_contents_that_are_missing() -> None:
    item = asked(
        deliverables=[{"text": "A plan", "due": date(2022, 5, 1), "parts": ["Technology", "Resources"]}]
    )
    receipt = services.receive_deliverable(
        actor=strategic_owner_of(item), deliverable=item.deliverables.get(), text="Resources only."
    )

    with pytest.raises(InvalidValueError):
        services.review_deliverable(
            actor=inspector_of(item),
            receipt=receipt,
            result="accepted",
            reasons="Fine.",
            missing_parts=["Technology"],
        )
    with pytest.raises(InvalidValueError):
        services.review_deliverable(
            actor=inspector_of(item),
            receipt=receipt,
            result="contents-missing",
            reasons="?",
            missing_parts=["Money"],
        )
    reviewed = services.review_deliverable(
        actor=inspector_of(item), receipt=receipt, result="contents-missing",
        reasons="Nothing on systems.", missing_parts=["Technology"],
    )  # fmt: skip

    assert reviewed.missing_parts == ["Technology"]


@pytest.mark.item("S-177")
def test_second_version_of_a_deliverable_leaves_the_first_unchanged() -> None:
    item = asked(deliverables=[{"text": "A plan", "due": date(2022, 5, 1)}])
    owner = strategic_owner_of(item)

    for text in ("First plan.", "Second plan."):
        services.receive_deliverable(actor=owner, deliverable=item.deliverables.get(), text=text)

    receipts = DeliverableReceipt.objects.filter(deliverable__item=item)
    assert [(each.version, each.text) for each in receipts] == [(1, "First plan."), (2, "Second plan.")]
    assert len({each.sha256 for each in receipts}) == 2
    assert all(each.received_at is not None for each in receipts)


@pytest.mark.item("S-149")
def test_progress_has_reasons_even_when_it_is_good() -> None:
    item = asked()

    with pytest.raises(InvalidValueError, match="no reasons"):
        services.review_progress(actor=inspector_of(item), item=item, level="good", reasons=" ")
    services.review_progress(
        actor=inspector_of(item), item=item, level="good", reasons="The plan is used in every district."
    )

    assert fresh(item).progress == "good"


def test_progress_is_reviewed_once_and_on_a_day_after_the_item_was_raised() -> None:
    item = asked()
    review: dict[str, Any] = {"actor": inspector_of(item), "item": item, "level": "good", "reasons": "Seen."}

    with pytest.raises(InvalidValueError, match="when the item was raised"):
        services.review_progress(**review, reviewed_on=date(1999, 1, 1))
    services.review_progress(**review)
    with pytest.raises(RefusalError, match="is on record already"):
        services.review_progress(**review)

    assert item.progress_reviews.count() == 1


def test_progress_is_that_of_the_latest_review_whatever_the_order_of_writing() -> None:
    item = asked()
    for day, level in ((date(2023, 3, 1), "good"), (date(2022, 3, 1), "none")):
        services.review_progress(
            actor=inspector_of(item), item=item, level=level, reasons="Seen.", reviewed_on=day
        )

    assert fresh(item).progress == "good"


@pytest.mark.item("S-142")
@time_machine.travel(date(2017, 5, 1), tick=False)
def test_revisit_in_a_window_links_back_to_the_item() -> None:
    item = asked()
    revisit = services.schedule_revisit(
        actor=inspector_of(item), item=item, opens_on=date(2017, 6, 1), closes_on=date(2017, 12, 31),
        reason="To look at the plan and the report.",
    )  # fmt: skip

    with pytest.raises(RefusalError, match="ends before"):
        services.schedule_revisit(
            actor=inspector_of(item),
            item=item,
            opens_on=date(2017, 6, 2),
            closes_on=date(2017, 6, 1),
            reason="No.",
        )

    assert (revisit.item, revisit.opens_on.year, revisit.closes_on.year) == (item, 2017, 2017)
    assert list(item.revisits.all()) == [revisit]


def test_stale_step_is_refused() -> None:
    item = start(asked())

    with pytest.raises(StaleEditError):
        services.declare_complete(
            actor=strategic_owner_of(item), item=item, statement="Done.",
            evidence={each.pk: "Minutes." for each in item.closure_criteria.all()}, expected_version=1,
        )  # fmt: skip


def test_another_force_sees_and_does_nothing() -> None:
    item = declare(asked())
    other = make_person(make_force("durham"), Role.CHIEF_OFFICER)

    assert not item.declarations.model.objects.visible_to(other).exists()
    assert item.declarations.model.objects.visible_to(strategic_owner_of(item)).count() == 1
    with pytest.raises(NotPermittedError):
        services.start_work(actor=other, item=item, expected_version=item.version)


def test_duty_that_recurs_falls_due_again_and_does_not_hold_the_item_open() -> None:
    item = asked(
        deliverables=[{"text": "A yearly check", "due": date(2024, 2, 29), "recurs_every_months": 12}]
    )
    first = item.deliverables.get()

    for text in ("The check.", "The check again."):
        receipt = services.receive_deliverable(actor=strategic_owner_of(item), deliverable=first, text=text)
        services.review_deliverable(
            actor=inspector_of(item), receipt=receipt, result="accepted", reasons="It was made."
        )
    closed = close(item)

    due = list(item.deliverables.order_by("due").values_list("due", "recurs_every_months", "follows"))
    assert due == [(date(2024, 2, 29), 12, None), (date(2025, 2, 28), 12, first.pk)]
    assert closed.state == "closed"


def test_second_tab_does_not_replace_the_owner_whom_the_first_one_named() -> None:
    item = asked()
    first, second = strategic_owner_of(item), make_person(item.force, Role.STRATEGIC_OWNER, name="Second")
    opened = fresh(item).version
    services.name_owner(actor=first, item=item, owner=first, expected_version=opened)

    with pytest.raises(StaleEditError) as error:
        services.name_owner(actor=first, item=item, owner=second, expected_version=opened)

    assert error.value.details["current"] == {"owner": {"id": str(first.pk), "words": "Owner Example"}}
    assert [each.owner for each in item.ownerships.all()] == [first]


def test_the_same_revisit_or_deliverable_is_recorded_once() -> None:
    item = asked(deliverables=[{"text": "Report", "due": date(2022, 6, 1)}])
    today = timezone.localdate()
    window = {"opens_on": today, "closes_on": today, "reason": "See it."}
    deliverable = item.deliverables.get()
    owner, inspector = strategic_owner_of(item), inspector_of(item)
    repeats = (
        lambda: services.schedule_revisit(actor=inspector, item=item, **window),
        lambda: services.receive_deliverable(actor=owner, deliverable=deliverable, text="The report."),
    )
    for give in repeats:
        give()

    for again in repeats:
        with pytest.raises(RefusalError) as error:
            again()
        assert error.value.code == "on-record-already"

    assert (item.revisits.count(), deliverable.receipts.count()) == (1, 1)


def test_evidence_older_than_the_item_and_a_day_far_off_are_refused() -> None:
    item = declare(asked())
    inspector = inspector_of(item)
    taken = services.take_up_declaration(actor=inspector, item=item, expected_version=item.version)
    old = evidence_of(inspection_of(), gathered_on=date(2016, 10, 1), title="Old minutes")

    with pytest.raises(InvalidValueError) as error:
        services.verify_declaration(
            actor=inspector, item=item, method="revisit", result="too-early", reasons="Seen.",
            look_again_on=date(2957, 2, 1), evidence=[old], expected_version=taken.version,
        )  # fmt: skip

    assert "lies more than 20 years ahead" in error.value.message
    assert "'Old minutes' was gathered on 1 October 2016, before the item was raised" in error.value.message
