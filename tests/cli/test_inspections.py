"""`peelian inspections` and `peelian publish`."""

from __future__ import annotations

import json

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from tests.apps.reports.made_up import publisher_of, signed_off, written_inspection
from tests.apps.world import make_force, make_inspectorate, make_person, make_round
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_an_inspection_is_planned_by_somebody_who_may(give: Give):
    make_round("peel-2025-27", slug="round")
    make_force("durham")
    lead = make_person(make_inspectorate(), Role.LEAD_INSPECTOR)

    answer = give(
        "inspections", "plan", "round", "durham", "--by", lead.email, "--start", "2022-01-10", "--json"
    )

    planned = Inspection.objects.get()
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["reference"] == planned.reference == "durham-2025-27"
    assert AuditEvent.objects.get(action="inspections.plan_inspection").actor_reference == f"user:{lead.pk}"


def test_somebody_without_the_role_is_refused_and_the_log_says_so(give: Give):
    make_round("peel-2025-27", slug="round")
    make_force("durham")
    analyst = make_person(make_inspectorate(), Role.ANALYST)

    answer = give("inspections", "plan", "round", "durham", "--by", analyst.email)

    assert answer.exit_code == 1
    assert "Lead inspector" in answer.stderr
    assert Inspection.objects.count() == 0
    assert AuditEvent.objects.filter(outcome="refused").count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("plan", "nowhere", "durham"), "There is no round 'nowhere'. Rounds: round."),
        (("plan", "round", "nowhere"), "There is no force 'nowhere'."),
        (("gates", "nowhere"), "There is no inspection 'nowhere'."),
    ],
)
def test_what_is_not_there_is_named(give: Give, words: tuple[str, ...], sentence: str):
    make_round("peel-2025-27", slug="round")
    make_force("durham")
    lead = make_person(make_inspectorate(), Role.LEAD_INSPECTOR)
    by = ("--by", lead.email) if words[0] == "plan" else ()

    answer = give("inspections", *words, *by)

    assert answer.exit_code == 1
    assert sentence in answer.stderr


def test_inspections_are_listed_by_state(give: Give):
    written_inspection()

    in_drafting = json.loads(give("inspections", "list", "--state", "drafting", "--json").stdout)
    published = json.loads(give("inspections", "list", "--state", "published", "--json").stdout)

    assert [row["force"] for row in in_drafting] == ["cleveland"]
    assert published == []
    assert give("inspections", "list", "--state", "sleeping").exit_code == 2


def test_gates_are_shown_by_step(give: Give):
    inspection = written_inspection()

    told = json.loads(give("inspections", "gates", inspection.reference, "--json").stdout)

    assert {each["severity"] for each in told["publish"]} == {"warn"}
    assert "areas-declared" in [each["gate"] for each in told["publish"]]


def test_a_signed_off_report_is_published(give: Give):
    inspection = signed_off(written_inspection())
    publisher = publisher_of(inspection)

    answer = give("publish", inspection.reference, "--by", publisher.email, "--on", "2023-03-17", "--json")

    told = json.loads(answer.stdout)
    assert (told["version"], told["published_on"]) == (1, "2023-03-17")
    assert Inspection.objects.get().state == Inspection.State.PUBLISHED


def test_a_draft_is_not_published(give: Give):
    inspection = written_inspection()
    publisher = publisher_of(inspection)

    answer = give("publish", inspection.reference, "--by", publisher.email)

    assert answer.exit_code == 1
    assert Inspection.objects.get().state == Inspection.State.DRAFTING


def test_an_unknown_account_cannot_act(give: Give):
    inspection = signed_off(written_inspection())

    answer = give("publish", inspection.reference, "--by", "nobody@nowhere.example")

    assert answer.exit_code == 1
    assert "There is no active account" in answer.stderr
