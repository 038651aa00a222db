"""What an inspection draws in, how lists are narrowed, and what may be published."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.policies import (
    can_edit_evidence,
    can_read_evidence,
    can_supply_evidence,
    evidence_editable_by,
    evidence_readable_by,
    inspectorates_supplied_with_evidence_by,
)
from peelian.apps.evidence.queries import (
    EvidenceFilter,
    evidence_filtered,
    evidence_for_inspection,
    publication_export,
    survey_caveat,
)
from peelian.apps.evidence.services import withdraw_evidence
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from peelian.rules.errors import InvalidValueError
from tests.apps.evidence.records import record
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db


def analyst() -> Any:
    return make_person(make_inspectorate(), Role.ANALYST)


def titles(items: Any) -> list[str]:
    return [item.title for item in items]


def cycle(start: int, end: int, **fields: Any) -> Inspection:
    """An inspection of Cleveland whose window is whole years."""
    return make_inspection(
        make_round("peel-2021-22", starts_on=date(start, 1, 1), ends_on=date(end, 12, 31)), **fields
    )


@pytest.mark.item("S-012")
def test_evidence_dated_outside_fieldwork_is_drawn_into_the_next_inspection() -> None:
    earlier, inspection = cycle(2018, 2019), cycle(2021, 2022)
    record(inspection, title="In fieldwork")
    record(earlier, title="Of the earlier inspection", gathered_on=date(2019, 3, 1))
    for title, day in (
        ("Before the earlier window closed", date(2019, 12, 31)),
        ("Between visits", date(2020, 1, 1)),
        ("On the last day", date(2022, 12, 31)),
        ("After the window", date(2023, 1, 1)),
    ):
        record(inspection, title=title, gathered_on=day, between_inspections=True)

    assert titles(evidence_for_inspection(analyst(), inspection)) == [
        "On the last day", "In fieldwork", "Between visits",
    ]  # fmt: skip


def test_evidence_of_another_force_or_withdrawn_is_not_drawn_in() -> None:
    inspection = cycle(2021, 2022)
    other = cycle(2021, 2022, force=make_force("durham"))
    record(other, title="Of Durham", between_inspections=True)
    withdrawn = record(inspection, title="Withdrawn")
    withdraw_evidence(actor=analyst(), evidence=withdrawn, reason="Recorded twice.", expected_version=1)

    assert titles(evidence_for_inspection(analyst(), inspection)) == []


def test_evidence_of_another_inspectorate_is_never_drawn_in() -> None:
    inspection = cycle(2021, 2022)
    foreign = make_inspection(
        make_round(
            inspectorate=make_inspectorate("another"), starts_on=date(2021, 1, 1), ends_on=date(2022, 12, 31)
        )
    )
    record(foreign, title="Foreign", between_inspections=True)

    assert titles(evidence_for_inspection(analyst(), inspection)) == []
    assert titles(evidence_for_inspection(analyst(), foreign)) == []


@pytest.mark.item("S-042")
def test_observation_of_23_partners_is_found_by_forum() -> None:
    inspection = make_inspection()
    record(inspection, "observation", title="Partners' meeting")
    record(
        inspection,
        "observation",
        title="Morning meeting",
        forum="Daily management meeting",
        attendance_count=9,
    )

    found = evidence_filtered(
        analyst(), EvidenceFilter(forum="organised crime partnership"), inspection
    ).get()

    assert (found.title, found.forum, found.attendance_count, found.gathered_on) == (
        "Partners' meeting", "Serious and organised crime partnership", 23, date(2022, 3, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        (EvidenceFilter(), ["Call log", "Plan", "Sergeant"]),
        (EvidenceFilter(kind="document"), ["Plan"]),
        (EvidenceFilter(provenance="verified"), ["Call log"]),
        (EvidenceFilter(use_limit="context-only"), ["Call log"]),
        (EvidenceFilter(area="responding-to-the-public"), ["Call log", "Sergeant"]),
        (EvidenceFilter(characteristic="responding-to-the-public.1"), ["Sergeant"]),
        (EvidenceFilter(text="log calls"), ["Call log"]),
        (EvidenceFilter(gathered_from=date(2022, 2, 1)), ["Call log", "Plan"]),
        (EvidenceFilter(gathered_to=date(2022, 2, 1)), ["Plan", "Sergeant"]),
        (EvidenceFilter(kind="document", provenance="verified"), []),
        (EvidenceFilter(with_withdrawn=True), ["Withdrawn", "Call log", "Plan", "Sergeant"]),
    ],
)
def test_register_is_narrowed(narrowed: EvidenceFilter, expected: list[str]) -> None:
    inspection = make_inspection()
    area = "responding-to-the-public"
    record(inspection, title="Sergeant", gathered_on=date(2022, 1, 1), links=[(area, f"{area}.1")])
    record(inspection, "document", title="Plan", gathered_on=date(2022, 2, 1))
    record(
        inspection, "record-sample", title="Call log", gathered_on=date(2022, 3, 1), provenance="verified",
        use_limit="context-only", summary="Calls that waited.", links=[(area, "")],
    )  # fmt: skip
    gone = record(inspection, title="Withdrawn", gathered_on=date(2022, 4, 1))
    withdraw_evidence(actor=analyst(), evidence=gone, reason="Recorded twice.", expected_version=1)

    assert titles(evidence_filtered(analyst(), narrowed, inspection)) == expected
    assert titles(evidence_filtered(analyst(), narrowed)) == expected


def test_list_takes_the_same_queries_for_one_row_and_for_three(django_assert_num_queries: Any) -> None:
    inspection, user = make_inspection(), analyst()
    for rows in (1, 3):
        while EvidenceItem.objects.count() < rows:
            record(inspection, links=[("responding-to-the-public", "")])
        evidence_readable_by(user)
        with django_assert_num_queries(3):
            for item in evidence_filtered(user, EvidenceFilter()):
                assert (len(item.links.all()), len(item.files.all()), item.force.slug) == (1, 0, "cleveland")


@pytest.mark.item("S-041")
def test_export_for_publication_holds_no_name_and_no_role() -> None:
    item = record(
        make_inspection(),
        title="Interview with Jane Example",
        summary="Jane Example said that calls wait.",
        source="Jane Example",
        interviewee_role="Response sergeant",
        links=[("responding-to-the-public", "")],
    )

    exported = asdict(publication_export(item))

    assert exported == {
        "kind": "Interview",
        "provenance": "Staff told us",
        "gathered_on": date(2022, 3, 1),
        "period_start": None,
        "period_end": None,
        "attendance_count": None,
        "document_date": None,
        "survey_responses": None,
        "public_group": "",
        "targets": ("responding-to-the-public",),
    }


@pytest.mark.item("S-221")
def test_feedback_of_the_public_is_published_by_group_and_holds_no_identity() -> None:
    item = record(
        make_inspection(),
        "public-feedback",
        title="What Quillfeather's club said",
        summary="Asma Quillfeather and friends were stopped on the way home.",
        source="Asma Quillfeather",
        provenance="third-party",
    )

    exported = asdict(publication_export(item))

    assert {name for name, value in exported.items() if value not in (None, "", ())} == {
        "kind", "provenance", "gathered_on", "attendance_count", "public_group",
    }  # fmt: skip
    assert (exported["public_group"], exported["attendance_count"]) == ("Young people", 12)
    assert "Quillfeather" not in str(exported)


def test_feedback_is_given_by_a_group_of_the_catalogue_and_never_supports_a_grade() -> None:
    inspection = make_inspection()

    with pytest.raises(InvalidValueError) as refusal:
        record(inspection, "public-feedback", public_group="Asma Quillfeather")

    assert [found["field"] for found in refusal.value.details["findings"]] == ["public_group"]
    assert record(inspection, "public-feedback").use_limit == "themes-only"


def test_survey_is_shown_with_its_replies_and_the_caveat() -> None:
    inspection = make_inspection()

    assert survey_caveat(record(inspection, "workforce-survey")) == (
        "214 replies from this force to a voluntary survey that is no statistical sample: "
        "it points to themes and does not judge the force. The number of replies varies between forces."
    )
    assert survey_caveat(record(inspection)) == ""


WORKERS = {Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.HMI, Role.HMCIC}


@pytest.mark.parametrize("role", list(Role))
def test_policies_agree_with_themselves_for_every_role(role: Role) -> None:
    in_inspectorate = role in ROLES_BY_KIND[Organisation.Kind.INSPECTORATE]
    user = make_person(make_inspectorate() if in_inspectorate else make_force("cleveland"), role)
    own = record(make_inspection(shared_with_force=True), title="own")
    gone = record(make_inspection(), title="gone")
    withdraw_evidence(actor=analyst(), evidence=gone, reason="Recorded twice.", expected_version=1)
    foreign = record(make_inspection(make_round(inspectorate=make_inspectorate("another"))), title="foreign")
    everything = [own, gone, foreign]

    readable = {"own", "gone"} if role in WORKERS | {Role.PUBLICATIONS} else set()
    editable = {"own"} if role in WORKERS else set()

    assert {each.title for each in everything if can_read_evidence(user, each)} == readable
    assert set(titles(evidence_readable_by(user))) == readable
    assert {each.title for each in everything if can_edit_evidence(user, each)} == editable
    assert set(titles(evidence_editable_by(user))) == editable
    supplied = {own.inspectorate} if role in WORKERS else set()
    assert {o for o in (own.inspectorate, foreign.inspectorate) if can_supply_evidence(user, o)} == supplied
    assert set(inspectorates_supplied_with_evidence_by(user)) == supplied
