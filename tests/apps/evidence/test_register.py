"""Recording, changing and withdrawing evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.services import (
    link_evidence,
    record_evidence,
    unlink_evidence,
    update_evidence,
    withdraw_evidence,
)
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.evidence.records import record, values
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person

pytestmark = pytest.mark.django_db


def findings(error: InvalidValueError) -> dict[str, str]:
    found = error.details["findings"]
    assert isinstance(found, list)
    return {finding["field"]: finding["message"] for finding in found}


def test_evidence_is_recorded_with_its_links_and_one_event() -> None:
    inspection = make_inspection()

    item = record(inspection, links=[("responding-to-the-public", "responding-to-the-public.1")])

    assert (item.force, item.inspection, item.use_limit, item.version) == (
        inspection.force,
        inspection,
        "none",
        1,
    )
    assert list(item.links.values_list("target", "characteristic")) == [
        ("responding-to-the-public", "responding-to-the-public.1")
    ]
    event = AuditEvent.objects.get(action="evidence.record_evidence")
    assert (event.outcome, event.summary) == ("done", "Evidence was recorded: A interview.")


@pytest.mark.parametrize(
    ("kind", "missing"),
    [
        ("interview", ["interviewee_role"]),
        ("focus-group", ["interviewee_role"]),
        ("observation", ["forum", "attendance_count"]),
        ("document", ["document_owner", "document_date", "document_version"]),
        ("workforce-survey", ["survey_responses"]),
        ("public-feedback", ["public_group", "attendance_count"]),
    ],
)
def test_each_kind_asks_for_what_it_cannot_do_without(kind: str, missing: list[str]) -> None:
    emptied: dict[str, Any] = {
        name: None if name.endswith(("date", "count", "responses")) else "" for name in missing
    }

    with pytest.raises(InvalidValueError) as refusal:
        record(make_inspection(), kind, **emptied)

    assert list(findings(refusal.value)) == missing
    assert EvidenceItem.objects.count() == 0


def test_everything_wrong_with_evidence_is_said_at_once() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        record(
            make_inspection(),
            "rumour",
            title="",
            marking="top-secret",
            provenance="hearsay",
            gathered_on=date(2999, 1, 1),
            period_start=date(2022, 2, 1),
            period_end=date(2022, 1, 1),
        )

    found = findings(refusal.value)
    assert list(found) == ["title", "kind", "marking", "provenance", "gathered_on", "period_end"]
    assert found["provenance"] == (
        "'hearsay' is no provenance. Choose one of: verified, force-told-us, staff-told-us, third-party."
    )
    assert found["gathered_on"] == "1 January 2999 has not come yet. Give a day up to today."
    assert AuditEvent.objects.get(action="evidence.record_evidence").outcome == "refused"


@pytest.mark.parametrize("is_between", [False, True])
def test_evidence_of_a_time_long_before_the_programme_is_refused(is_between: bool) -> None:
    inspection = make_inspection()

    with pytest.raises(InvalidValueError) as refusal:
        record(inspection, gathered_on=date(2003, 12, 31), between_inspections=is_between)
    kept = record(inspection, gathered_on=date(2004, 1, 1), between_inspections=is_between)

    assert findings(refusal.value) == {
        "gathered_on": "31 December 2003 is too long ago to bear on an inspection. "
        "Give a day from 1 January 2004 on."
    }
    assert kept.gathered_on == date(2004, 1, 1)


def test_count_beyond_reason_is_refused() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        record(make_inspection(), "workforce-survey", survey_responses=10**30)

    assert findings(refusal.value) == {
        "survey_responses": "The count is too large to be one. Give 1,000,000 or less."
    }


@pytest.mark.parametrize(
    "role", ["Jane Example", "Sergeant Jane Example", "Mr Smith", "someone@force.example"]
)
def test_name_in_place_of_a_role_is_refused(role: str) -> None:
    inspection = make_inspection()
    make_person(inspection.force, Role.FORCE_LIAISON, name="Jane Example")

    with pytest.raises(InvalidValueError) as refusal:
        record(inspection, interviewee_role=role)

    assert findings(refusal.value) == {
        "interviewee_role": "This looks like a person's name. Give the role alone, such as 'response sergeant'."
    }


def test_survey_is_for_themes_only_and_says_so_when_asked_for_more() -> None:
    inspection = make_inspection()

    item = record(inspection, "workforce-survey")
    with pytest.raises(InvalidValueError) as refusal:
        record(inspection, "workforce-survey", use_limit="none")

    assert item.use_limit == "themes-only"
    assert findings(refusal.value) == {
        "use_limit": (
            "Survey of the workforce: 'Themes only: never supports a grade' is fixed for this kind of evidence."
        )
    }


def test_any_kind_may_be_limited_further() -> None:
    assert record(make_inspection(), use_limit="context-only").use_limit == "context-only"


@pytest.mark.item("S-046")
def test_profile_of_2019_shows_its_age() -> None:
    profile = record(make_inspection(), "document", title="Problem profile")

    assert profile.document_age_years(date(2022, 4, 30)) == 2
    assert profile.document_age_years(date(2022, 5, 1)) == 3
    assert (profile.document_owner, profile.document_version) == ("Force intelligence unit", "2.1")


def test_evidence_of_another_force_is_refused() -> None:
    inspection = make_inspection()
    actor = make_person(inspection.inspectorate, Role.INSPECTOR)

    with pytest.raises(InvalidValueError) as refusal:
        record_evidence(
            actor=actor, inspectorate=inspection.inspectorate, inspection=inspection, force=make_force("durham"),
            values=values(),
        )  # fmt: skip

    assert findings(refusal.value) == {
        "force": (
            f"{inspection.title} looks at Cleveland Police, not at Durham Constabulary. Choose one of them."
        )
    }


def test_evidence_for_the_inspection_of_another_inspectorate_is_refused_without_naming_it() -> None:
    inspection = make_inspection(title="A secret inspection")
    another = make_inspectorate("another")

    with pytest.raises(InvalidValueError) as refusal:
        record_evidence(
            actor=make_person(another, Role.INSPECTOR),
            inspectorate=another,
            inspection=inspection,
            values=values(),
        )

    assert "secret" not in refusal.value.message
    assert "secret" not in str(refusal.value.details)


@pytest.mark.parametrize("role", [Role.PUBLICATIONS, Role.ADMINISTRATOR])
def test_other_roles_record_nothing(role: Role) -> None:
    inspection = make_inspection()

    with pytest.raises(NotPermittedError):
        record_evidence(
            actor=make_person(inspection.inspectorate, role), inspectorate=inspection.inspectorate,
            inspection=inspection, values=values(),
        )  # fmt: skip

    assert EvidenceItem.objects.count() == 0


def test_change_is_kept_beside_what_stood_before() -> None:
    item = record(make_inspection())
    actor = make_person(item.inspectorate, Role.ANALYST)

    changed = update_evidence(
        actor=actor, evidence=item, values=replace(values(), summary="Clearer words."), expected_version=1
    )

    assert (changed.summary, changed.version) == ("Clearer words.", 2)
    assert [row.summary for row in item.history.order_by("history_id")] == [
        "What was said about calls that wait.", "Clearer words.",
    ]  # fmt: skip
    assert AuditEvent.objects.get(action="evidence.update_evidence").details == {
        "before": {"summary": "What was said about calls that wait."}, "after": {"summary": "Clearer words."},
    }  # fmt: skip


def test_two_people_never_overwrite_each_others_evidence() -> None:
    item = record(make_inspection())
    actor = make_person(item.inspectorate, Role.ANALYST)
    update_evidence(actor=actor, evidence=item, values=replace(values(), title="First"), expected_version=1)

    with pytest.raises(StaleEditError) as refusal:
        update_evidence(
            actor=actor, evidence=item, values=replace(values(), title="Second"), expected_version=1
        )

    item.refresh_from_db()
    current = refusal.value.details["current"]
    assert isinstance(current, dict)
    assert (item.title, current["title"], current["gathered_on"]) == ("First", "First", "2022-03-01")


def test_withdrawn_evidence_stays_and_takes_no_change() -> None:
    item = record(make_inspection())
    actor = make_person(item.inspectorate, Role.INSPECTOR)

    withdrawn = withdraw_evidence(actor=actor, evidence=item, reason="Recorded twice.", expected_version=1)

    assert (withdrawn.withdrawn_reason, EvidenceItem.objects.count()) == ("Recorded twice.", 1)
    with pytest.raises(RefusalError) as refusal:
        update_evidence(actor=actor, evidence=item, values=values(), expected_version=2)
    assert refusal.value.message == (
        "'A interview' was withdrawn and stays as it is. Record a new item instead."
    )


def test_withdrawing_takes_a_reason() -> None:
    item = record(make_inspection())

    with pytest.raises(InvalidValueError):
        withdraw_evidence(
            actor=make_person(item.inspectorate, Role.INSPECTOR),
            evidence=item,
            reason=" ",
            expected_version=1,
        )

    item.refresh_from_db()
    assert not item.is_withdrawn


def test_evidence_of_a_published_inspection_stays_as_it_was() -> None:
    inspection = make_inspection()
    item = record(inspection)
    inspection.state = Inspection.State.PUBLISHED
    inspection.save()
    actor = make_person(item.inspectorate, Role.INSPECTOR)

    with pytest.raises(RefusalError):
        update_evidence(actor=actor, evidence=item, values=values(title="Other"), expected_version=1)
    with pytest.raises(InvalidValueError):
        record(inspection, title="Later")

    assert list(EvidenceItem.objects.values_list("title", flat=True)) == ["A interview"]


def test_evidence_is_linked_and_unlinked() -> None:
    item = record(make_inspection())
    actor = make_person(item.inspectorate, Role.INSPECTOR)
    link = link_evidence(actor=actor, evidence=item, target="responding-to-the-public")

    with pytest.raises(RefusalError):
        link_evidence(actor=actor, evidence=item, target="responding-to-the-public")
    unlink_evidence(actor=actor, link=link)

    assert item.links.count() == 0
    assert list(AuditEvent.objects.filter(action__contains="link").values_list("outcome", flat=True)) == [
        "done", "refused", "done",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "characteristic", "message"),
    [
        ("tea-breaks", "", "'tea-breaks' is no area or pillar of PEEL 2021/22. Choose another."),
        ("service-to-victims", "nowhere.1",
         "'nowhere.1' is no characteristic of service-to-victims in PEEL 2021/22. Choose one of: none."),
    ],
)  # fmt: skip
def test_link_to_what_the_framework_lacks_is_refused(target: str, characteristic: str, message: str) -> None:
    item = record(make_inspection())

    with pytest.raises(InvalidValueError) as refusal:
        link_evidence(
            actor=make_person(item.inspectorate, Role.INSPECTOR), evidence=item, target=target,
            characteristic=characteristic,
        )  # fmt: skip

    assert findings(refusal.value) == {"links": message}
    assert item.links.count() == 0


def test_evidence_between_inspections_may_link_to_any_framework() -> None:
    item = record(make_inspection(), between_inspections=True, links=[("legitimacy", "")])

    assert item.links.get().target == "legitimacy"
