"""Planning one inspection: what it covers follows from its round and framework."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.queries import components_of
from peelian.apps.inspections.services import plan_inspection, revise_inspection_plan
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round

pytestmark = pytest.mark.django_db


def plan(round: Round | None = None, **changes: Any) -> Inspection:
    round = round or make_round("peel-2021-22")
    values: dict[str, Any] = {
        "actor": make_person(round.inspectorate, Role.LEAD_INSPECTOR),
        "round": round,
        "force": make_force(),
        **changes,
    }
    return plan_inspection(**values)


def messages(error: InvalidValueError) -> list[str]:
    findings = error.details["findings"]
    assert isinstance(findings, list)
    return [finding["message"] for finding in findings]


def test_plan_takes_what_is_not_given_from_round_and_framework() -> None:
    round = make_round("peel-2021-22")

    inspection = plan(round)

    assert (inspection.reference, inspection.state, inspection.kinds) == (
        "cleveland-2021-22", "planned", ["force-specific"],
    )  # fmt: skip
    assert (inspection.window_start, inspection.window_end) == (round.starts_on, round.ends_on)
    assert inspection.title == f"{inspection.framework.title}: Cleveland Police"
    assert len(inspection.areas) == 11
    assert "vetting-and-counter-corruption" not in inspection.areas


def test_second_round_of_a_framework_has_references_of_its_own() -> None:
    inspection = plan(make_round("peel-2025-27", number=2))

    assert inspection.reference == "cleveland-2025-27-round-2"


def test_two_pillars_of_one_year_are_separate_inspections() -> None:
    effectiveness = plan(make_round("peel-2016", pillar="effectiveness"))
    legitimacy = plan(make_round("peel-2016", pillar="legitimacy", ends_on=date(2022, 12, 8)))

    assert (effectiveness.reference, legitimacy.reference) == (
        "cleveland-2016-effectiveness", "cleveland-2016-legitimacy",
    )  # fmt: skip
    assert (len(effectiveness.areas), effectiveness.areas[0]) == (5, "preventing-crime")
    assert legitimacy.areas == [
        "fairness-to-public", "ethical-workforce", "fairness-to-workforce", "abuse-of-authority-for-sexual-gain",
    ]  # fmt: skip
    assert effectiveness.window_end != legitimacy.window_end


def test_first_time_topics_come_from_the_framework() -> None:
    inspection = plan(make_round("peel-2016", pillar="legitimacy"))

    assert inspection.first_time_topics == ["abuse-of-authority-for-sexual-gain"]


@pytest.mark.item("S-033")
def test_inspection_takes_any_of_exactly_five_kinds() -> None:
    offered = [kind.identifier for kind in regime().inspection_kinds]

    inspection = plan(kinds=offered)

    assert offered == ["force-specific", "follow-up", "partner", "national", "thematic"]
    assert inspection.kinds == offered


def test_unknown_kind_is_refused_with_the_five() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan(kinds=["surprise"])

    assert messages(refusal.value) == [
        "'surprise' is no kind of inspection. Choose one of: force-specific, follow-up, partner, national, thematic."
    ]


def test_national_inspection_has_no_force() -> None:
    inspection = plan(force=None, scope="national", kinds=["national", "thematic"])

    assert (inspection.reference, inspection.force) == ("national-2021-22", None)


def test_leadership_inspection_is_planned_without_grade() -> None:
    inspection = plan(make_round("peel-2016", pillar="leadership"), graded=False)

    assert (inspection.graded, inspection.areas) == (
        False, ["understanding-leadership", "developing-leadership", "showing-leadership"],
    )  # fmt: skip


def test_everything_wrong_with_a_plan_is_said_at_once() -> None:
    round = make_round("peel-2016", pillar="effectiveness")
    analyst = make_person(round.inspectorate, Role.ANALYST, name="An analyst")

    with pytest.raises(InvalidValueError) as refusal:
        plan(
            round,
            force=make_force("btp", in_scope=False),
            pillar="legitimacy",
            areas=["preventing-crime"],
            kinds=[],
            window_start=date(2017, 1, 2),
            window_end=date(2017, 1, 1),
            accountable_inspector=analyst,
        )

    assert messages(refusal.value) == [
        "British Transport Police is outside the scope of the programme. Name another force.",
        "The inspection has no kind. Choose one or more.",
        "The round looks at effectiveness alone, so its inspections name that pillar.",
        (
            "'preventing-crime' is no area of PEEL 2016 under legitimacy. Choose one of: fairness-to-public, "
            "ethical-workforce, fairness-to-workforce, abuse-of-authority-for-sexual-gain."
        ),
        "The assessment window ends on 1 January 2017, before it starts on 2 January 2017. Give a later last day.",
        (
            "An analyst cannot answer for the judgement: name an HM Inspector or HM Chief Inspector of "
            f"{round.inspectorate.name}."
        ),
    ]
    assert Inspection.objects.count() == 0


@pytest.mark.parametrize(
    ("force", "scope", "message"),
    [
        (False, "force", "The inspection names no force. Name the force that is inspected."),
        (True, "national", "A national inspection names no force, but Cleveland Police is given."),
        (True, "regional", "'regional' is no scope of an inspection. Choose one of: force, national."),
    ],
)
def test_scope_and_force_belong_together(force: bool, scope: str, message: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan(force=make_force() if force else None, scope=scope)

    assert messages(refusal.value) == [message]


def test_same_reference_twice_is_refused() -> None:
    round = make_round("peel-2021-22")
    plan(round)

    with pytest.raises(InvalidValueError) as refusal:
        plan(round)

    assert messages(refusal.value) == [
        "There is already an inspection 'cleveland-2021-22'. Choose another reference."
    ]


def test_planner_of_another_inspectorate_is_refused() -> None:
    with pytest.raises(NotPermittedError):
        plan(actor=make_person(make_inspectorate("another"), Role.HMCIC))


@pytest.mark.item("S-036")
def test_crime_recording_test_is_a_component_of_the_assessment() -> None:
    inspection = plan()

    assert [(row.title, row.required, row.state) for row in components_of(inspection)] == [
        ("Victim service assessment", True, "planned"),
        ("Crime-recording test", False, "not-included"),
    ]


def revise(inspection: Inspection, actor: Any, **changes: Any) -> Inspection:
    values: dict[str, Any] = {
        "actor": actor,
        "inspection": inspection,
        "expected_version": inspection.version,
        "title": "A better title",
        "kinds": ["force-specific", "follow-up"],
        "areas": ["treating-the-public"],
        "window_start": inspection.window_start,
        "window_end": inspection.window_end,
        **changes,
    }
    return revise_inspection_plan(**values)


def test_plan_is_revised_and_framework_stays() -> None:
    inspection = plan()
    actor = make_person(inspection.inspectorate, Role.HMI)

    revised = revise(inspection, actor)

    assert (revised.title, revised.areas, revised.version) == ("A better title", ["treating-the-public"], 2)
    assert revised.framework_version_id == "peel-2021-22"


def test_area_added_later_brings_its_component() -> None:
    inspection = plan(areas=["treating-the-public"])
    actor = make_person(inspection.inspectorate, Role.HMI)
    assert [row.identifier for row in components_of(inspection)] == ["victim-service-assessment"]

    revise(inspection, actor, areas=["treating-the-public", "recording-data-about-crime"])

    assert [row.identifier for row in components_of(inspection)] == [
        "victim-service-assessment", "crime-data-integrity",
    ]  # fmt: skip


def test_second_person_who_saves_an_older_version_overwrites_nothing() -> None:
    inspection = plan()
    actor = make_person(inspection.inspectorate, Role.HMI)
    revise(inspection, actor, title="First to save")

    with pytest.raises(StaleEditError) as refusal:
        revise(inspection, actor, title="Second to save", expected_version=1)

    inspection.refresh_from_db()
    current = refusal.value.details["current"]
    assert isinstance(current, dict)
    assert (inspection.title, current["title"], refusal.value.details["version"]) == (
        "First to save", "First to save", 2,
    )  # fmt: skip


def test_published_inspection_is_not_revised() -> None:
    inspection = make_inspection(state=Inspection.State.PUBLISHED)
    actor = make_person(inspection.inspectorate, Role.HMI)

    with pytest.raises(RefusalError) as refusal:
        revise(inspection, actor)

    assert refusal.value.message == (
        f"{inspection.title} is published and stays as it is. To change it, start a correction with its reason."
    )


def test_inspection_at_sign_off_is_not_revised() -> None:
    inspection = make_inspection(state=Inspection.State.SIGN_OFF)
    actor = make_person(inspection.inspectorate, Role.HMI)

    with pytest.raises(RefusalError) as refusal:
        revise(inspection, actor)

    assert refusal.value.message == (
        f"{inspection.title} is being signed off and stays as it is. Return it to drafting to change it."
    )


def test_area_under_which_something_stands_stays_in_the_plan() -> None:
    inspection = plan()
    actor = make_person(inspection.inspectorate, Role.HMI)
    inspection.findings.create(target="preventing-crime", key="plans", headline="Plans are shared")

    with pytest.raises(InvalidValueError) as refusal:
        revise(inspection, actor, areas=["treating-the-public"])

    assert messages(refusal.value) == [
        "Findings, a grade or items stand under 'preventing-crime', so it stays in the inspection. "
        "Take them out first."
    ]


@pytest.mark.parametrize("reference", ["two words", "up/down", "späte-prüfung", "x" * 121])
def test_reference_that_makes_no_address_is_refused(reference: str) -> None:
    with pytest.raises(InvalidValueError) as refusal:
        plan(reference=reference)

    assert messages(refusal.value) == [
        f"'{reference[:80]}' cannot stand in an address. Use letters a to z, digits, hyphens and underscores, "
        "at most 120 of them."
    ]
