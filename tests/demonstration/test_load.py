"""The demonstration as it stands once it is loaded."""

from __future__ import annotations

import stat
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import override_settings

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.queries import verify_audit_log
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GradeRecord, Judgement
from peelian.apps.judgements.queries import judgement_page
from peelian.apps.judgements.queries.grade_history import compare_grades_of
from peelian.apps.monitoring.queries import find_stage_by_label, stage_on, stage_timeline
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.models import PressStatement, Publication
from peelian.apps.reports.queries import public_search, publication_by_reference
from peelian.demonstration.load import STEPS, is_loaded, load_demonstration
from peelian.demonstration.people import accounts_file, known_accounts
from peelian.demonstration.steps import loaded_steps
from peelian.rendering.report_value import ReportValue
from tests.demonstration.content import evidence_items, figure_entries
from tests.demonstration.loading import nothing_to_show

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def report() -> ReportValue:
    publication = publication_by_reference("cleveland-2021-22")
    assert publication is not None
    return publication.report


def cleveland() -> Organisation:
    return Organisation.objects.get(slug="cleveland")


def test_every_step_is_on_record_once():
    named = [event.details["step"] for event in AuditEvent.objects.filter(action="demonstration.load_step")]

    assert named == [step.name for step in STEPS]
    assert is_loaded()


def test_loading_again_changes_nothing():
    before = (AuditEvent.objects.count(), Item.objects.count(), EvidenceItem.objects.count())

    loaded = load_demonstration(nothing_to_show)

    assert loaded == 0
    assert (AuditEvent.objects.count(), Item.objects.count(), EvidenceItem.objects.count()) == before


def test_the_log_holds_and_every_act_has_an_actor():
    assert verify_audit_log().holds
    assert AuditEvent.objects.filter(outcome=AuditEvent.Outcome.REFUSED).count() == 0


def test_every_account_can_sign_in_with_the_password_written_down(demonstration: Path):
    with override_settings(VAR=demonstration):
        path, accounts = accounts_file(), known_accounts()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {account.email for account in accounts} == set(User.objects.values_list("email", flat=True))
    assert [a.email for a in accounts if not User.objects.get(email=a.email).check_password(a.password)] == []
    assert all(User.objects.values_list("is_demonstration", flat=True))


@pytest.mark.item("S-022")
def test_the_report_holds_exactly_the_ten_published_grades():
    grades = {line.target: line.grade for line in report().summary.grades}

    assert grades == {
        "recording-data-about-crime": "good",
        "treating-the-public": "adequate",
        "preventing-crime": "inadequate",
        "responding-to-the-public": "adequate",
        "investigating-crime": "requires-improvement",
        "protecting-vulnerable-people": "requires-improvement",
        "managing-offenders": "adequate",
        "disrupting-serious-organised-crime": "adequate",
        "building-the-workforce": "requires-improvement",
        "planning-and-value-for-money": "inadequate",
    }
    assert [line.target for line in report().summary.ungraded] == ["service-to-victims"]


@pytest.mark.item("S-020", "S-021", "S-124", "S-039")
def test_the_report_tells_its_readers_what_does_not_agree():
    told = {warning.code: warning.message for warning in report().warnings}

    assert told["areas-declared"] == "12 areas declared, 11 found."
    assert told["grades-declared"] == "11 graded areas declared, 10 found."
    assert told["chart-number-missing"] == "Figure 1 is missing."
    assert "G-093 (year ending 31 March 2021)" in told["figure-older-than-window"]


def test_every_figure_of_the_report_stands_in_it_once_with_its_source():
    records = {record.key: record for record in report().about_the_data.figures}
    shown = [key for key, entry in figure_entries().items() if entry["shown"]]

    assert list(records) == shown
    assert [key for key, record in records.items() if not record.source] == []
    printed = {key: records[key].words for key in ("G-062", "G-098", "G-110", "G-126", "G-134")}
    assert printed == {
        "G-062": "96.4 percent (confidence interval +/- 2.0 percentage points)",
        "G-098": "75 of 77",
        "G-110": "18 of 87",
        "G-126": "1.8 per 1,000 population",
        "G-134": "29.9 per 1,000 population",
    }


@pytest.mark.item("S-123")
def test_serious_and_organised_crime_has_three_sub_themes():
    area = next(a for a in report().areas if a.identifier == "disrupting-serious-organised-crime")

    assert len([theme for theme in area.sub_themes if theme.findings]) == 3


@pytest.mark.item("S-129")
def test_no_reference_of_the_report_leads_nowhere_and_nothing_was_let_pass():
    inspection = Inspection.objects.get(reference="cleveland-2021-22")

    assert not inspection.gate_overrides.exists()
    assert "reference missing" not in report().model_dump_json()


def test_retold_words_are_signed_by_nobody_and_never_quoted():
    observations = report().observations
    statement = PressStatement.objects.get()

    assert observations is not None
    assert observations.signatory is not None
    assert observations.signatory.name == "HM Chief Inspector of Constabulary"
    assert observations.signatory.office.endswith("Nothing here is a quotation.")
    assert (statement.retold, statement.speaker) == (True, "HM Chief Inspector of Constabulary")


def test_the_press_statement_shows_both_sides_in_the_measure_of_the_grades():
    sides = Counter(each["leaning"] for each in PressStatement.objects.get().findings)

    assert sides == {"favourable": 2, "adverse": 2}


@pytest.mark.item("S-056")
def test_forces_left_out_of_a_chart_are_named_under_it():
    chart = next(chart for chart in report().charts() if chart.number == 3)

    assert [(each.force, each.reason.split(",")[0].rstrip(".")) for each in chart.exclusions] == [
        ("Hampshire and Isle of Wight Constabulary", "Incomplete data"),
        ("City of London Police", "Not comparable"),
    ]


@pytest.mark.item("S-041")
def test_no_role_of_an_interviewed_person_reaches_the_public():
    text = report().model_dump_json().casefold()
    asked = [entry["interviewee_role"] for entry in evidence_items() if entry["kind"] == "interview"]

    assert [role for role in asked if role.casefold() in text] == []
    assert [entry["id"] for entry in evidence_items() if entry["summary"].casefold() in text] == []


@pytest.mark.item("S-018")
def test_effectiveness_improved_by_one_tier_between_2015_and_2016():
    compared = compare_grades_of(cleveland(), "effectiveness", "peel-2015", "peel-2016")

    assert compared.words == "improved by one tier"


@pytest.mark.item("S-028")
def test_grades_of_2016_and_2021_22_do_not_compare():
    compared = compare_grades_of(cleveland(), "effectiveness", "peel-2016", "peel-2021-22")

    assert (compared.outcome, compared.tiers) == ("not-comparable", None)
    assert compared.reason != ""


@pytest.mark.parametrize(
    ("framework", "target"), [("peel-2016", "effectiveness"), ("peel-2017", "legitimacy")]
)
def test_the_national_picture_holds_every_force(framework: str, target: str):
    told = GradeRecord.objects.filter(framework_version=framework, target=target, standing="current")

    assert told.values("force").distinct().count() == 43


@pytest.mark.item("S-137")
def test_the_area_for_improvement_of_2016_keeps_two_deadlines_and_three_sub_actions():
    item = Item.objects.get(title="Domestic abuse crimes closed without the victim's support")

    asked = [(each.due, len(each.parts)) for each in item.deliverables.all()]

    assert asked == [(date(2017, 5, 1), 3), (date(2017, 6, 1), 0)]
    assert item.immediate


def test_items_told_by_the_press_stay_unmatched_and_tied_to_what_they_continue():
    press = Item.objects.filter(source_rank="press", kind="recommendation")
    links = set(ItemLink.objects.values_list("later__title", "kind", "earlier__title"))

    assert Counter(press.values_list("matched", flat=True)) == {False: 5}
    assert links == {
        ("Concerns on prevention from 2019", "continues", "Prevention of crime and anti-social behaviour"),
        ("Effect of work across the 4Ps", "reframes", "Plans across the 4Ps and their effect"),
    }


@pytest.mark.item("S-151", "S-153")
def test_cleveland_is_in_engage_since_2019_by_press_account():
    entered, stayed = stage_timeline(cleveland())
    found = stage_on(cleveland(), date(2020, 6, 1))

    assert found is not None
    assert found.stage.identifier == "engage"
    assert (entered.effective_on.year, entered.effective_precision, entered.source_rank) == (
        2019,
        "year",
        "press",
    )
    assert stayed.factors == ["Instability in the chief officer team.", "Pressure of demand."]


@pytest.mark.item("S-152")
def test_special_measures_finds_engage():
    found = find_stage_by_label("special measures")

    assert found is not None
    assert found.stage.identifier == "engage"


def test_the_round_under_way_covers_every_force_and_shows_nothing_of_itself():
    under_way = Inspection.objects.filter(framework_version="peel-2025-27")

    assert Counter(under_way.values_list("state", flat=True)) == {"planned": 42, "fieldwork": 1}
    assert Counter(under_way.values_list("is_demonstration", flat=True)) == {True: 43}
    assert list(Publication.objects.values_list("reference", flat=True)) == ["cleveland-2021-22"]
    assert Inspection.objects.visible_to(AnonymousUser()).count() == 0
    assert public_search("Neighbourhood officers are rarely called away") == []


def test_every_invented_thing_is_marked_as_demonstration():
    assert not EvidenceItem.objects.filter(is_demonstration=False).exists()
    assert report().demonstration is True


def test_the_names_of_the_steps_are_those_on_record():
    assert loaded_steps() == {step.name for step in STEPS}


def test_a_grade_waits_at_durham_for_the_inspector_who_answers_for_it():
    waiting = Judgement.objects.get(inspection__reference="durham-2025-27")

    results = judgement_page(
        User.objects.get(email="hmi@inspectorate.example"), waiting.inspection, waiting.target
    )

    assert (waiting.state, waiting.grade) == ("provisional", "adequate")
    assert results is not None
    assert [gate.code for gate in results.gates if gate.severity == "block"] == [
        "characteristic-unassessed",
        "required-component-missing",
    ]
    assert not GradeRecord.objects.filter(force__slug="durham", framework_version="peel-2025-27").exists()
