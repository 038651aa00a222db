"""The report value: the order of the regime, built from what stands in the database."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.services import raise_fieldwork_issue, recheck_issue, record_remedy
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.services import add_chart
from peelian.rendering.report_value import ReportValue, canonical_json
from tests.apps.judgements.world import evidence_of, lead_of
from tests.apps.reports.made_up import (
    ORGANISED,
    PUBLISHED,
    RECORDING,
    RESPONDING,
    VICTIMS,
    add_figure,
    count_figure,
    finding,
    write_part,
    written_inspection,
)
from tests.apps.world import make_round

pytestmark = pytest.mark.django_db


def assembled(inspection: Inspection) -> ReportValue:
    return assemble_report_value(inspection, published=PUBLISHED)


def test_report_names_force_framework_and_inspectorate_of_the_day() -> None:
    report = assembled(written_inspection())

    assert report.force.model_dump() == {"slug": "cleveland", "code": "E23000013", "name": "Cleveland Police"}
    assert (report.framework.identifier, report.framework.scale) == ("peel-2021-22", "five-tier")
    assert report.inspectorate.name == "HMICFRS"
    assert report.central_question == "How good is the force at keeping people safe and reducing crime?"


@pytest.mark.item("S-120")
def test_grade_table_equals_the_stored_grades() -> None:
    inspection = written_inspection()

    report = assembled(inspection)

    stored = dict(Judgement.objects.filter(inspection=inspection).values_list("target", "grade"))
    assert {line.target: line.grade for line in report.summary.grades} == stored
    assert report.summary.counts == {"good": 1, "requires-improvement": 1}
    assert [line.target for line in report.summary.grades] == [RESPONDING, ORGANISED]


@pytest.mark.item("S-122")
def test_sentence_and_badge_come_from_the_one_stored_grade() -> None:
    inspection = written_inspection()
    judgement = Judgement.objects.get(inspection=inspection, target=RESPONDING)

    for tier in inspection.scale.tiers:
        Judgement.objects.filter(pk=judgement.pk).update(grade=tier.identifier)
        area = next(each for each in assembled(inspection).areas if each.identifier == RESPONDING)
        line = next(each for each in assembled(inspection).summary.grades if each.target == RESPONDING)
        verb = "" if tier.label.startswith("Requires") else "is "
        sentence = f"Cleveland Police {verb}{tier.label.lower()} at responding to the public."
        assert (area.grade, area.label, area.sentence) == (tier.identifier, tier.label, sentence)
        assert (line.grade, line.label, line.sentence) == (tier.identifier, tier.label, sentence)


def test_ungraded_parts_give_their_reasons() -> None:
    report = assembled(written_inspection())

    assert {line.target: line.reason for line in report.summary.ungraded} == {
        VICTIMS: "This part of the framework is not graded. What was found here weighs in the graded areas.",
        RECORDING: "Graded only when tested, and no test was made in this assessment.",
    }


def test_areas_stand_in_the_order_of_the_framework() -> None:
    report = assembled(written_inspection())

    assert [area.identifier for area in report.areas] == [RECORDING, RESPONDING, ORGANISED]


@pytest.mark.item("S-123")
def test_sub_themes_are_sections_inside_their_area() -> None:
    report = assembled(written_inspection())

    area = next(each for each in report.areas if each.identifier == ORGANISED)
    assert [(theme.identifier, [f.id for f in theme.findings]) for theme in area.sub_themes] == [
        ("understanding-and-setting-priorities", ["profiles"]),
        ("resources-and-skills", ["analysts"]),
        ("tackling-and-safeguarding", []),
    ]
    assert area.findings == ()


@pytest.mark.item("S-080")
def test_each_stage_says_what_is_expected_and_then_what_was_found() -> None:
    inspection = written_inspection()

    service = assembled(inspection).service_to_victims

    assert service is not None
    stages = next(area for area in inspection.framework.areas if area.stages).stages
    assert [(stage.title, stage.expectation) for stage in service.stages] == [
        (stage.title, stage.expectation) for stage in stages
    ]
    assert [[f.id for f in stage.findings] for stage in service.stages] == [
        ["calls"], [], [], ["allocation"], [], [],
    ]  # fmt: skip


def test_findings_on_victims_are_named_in_the_areas_they_inform() -> None:
    report = assembled(written_inspection())

    area = next(each for each in report.areas if each.identifier == RESPONDING)
    assert [(each.target, each.text) for each in area.cross_references] == [
        (ORGANISED, "Disrupting serious organised crime"),
        ("calls", "Calls are answered sooner"),
    ]


def test_references_are_put_into_words() -> None:
    report = assembled(written_inspection())

    finding_value = next(each for each in report.findings() if each.id == "risk")
    assert finding_value.body == (
        "Call handlers ask: 75 of 77 did so.",
        "See Disrupting serious organised crime.",
    )


@pytest.mark.item("S-065")
def test_what_works_and_what_does_not_both_stand_in_the_report() -> None:
    report = assembled(written_inspection())

    points = next(each for each in report.findings() if each.id == "risk").points
    assert [(point.polarity, point.text) for point in points] == [
        ("favourable", "Calls are answered politely."),
        ("adverse", "The queue has grown."),
    ]


@pytest.mark.item("S-050")
def test_words_of_who_told_stay_with_what_was_told() -> None:
    report = assembled(written_inspection())

    told = {each.id: each for each in report.findings()}
    assert told["posts"].attribution == "force-told-us"
    assert [point.provenance for point in told["risk"].points] == ["verified", "staff-told-us"]
    assert told["risk"].attribution is None


@pytest.mark.item("S-116")
def test_every_shown_figure_stands_once_with_its_source_and_period() -> None:
    inspection = written_inspection()
    add_figure(inspection, count_figure("F-3", source="Home Office", k=5, n=9), part="summary")
    add_figure(inspection, count_figure("F-4", k=6, n=9), part="summary", shown=False)

    data = assembled(inspection).about_the_data

    assert [figure.key for figure in data.figures] == ["F-1", "F-2", "F-3"]
    assert [(source.name, source.period, source.figures) for source in data.sources] == [
        ("Case-file review for this inspection", "year ending 31 March 2022", ("F-1", "F-2")),
        ("Home Office", "year ending 31 March 2022", ("F-3",)),
    ]
    assert data.figures[0].model_dump(include={"words", "area", "finding", "k", "n"}) == {
        "words": "75 of 77", "area": RESPONDING, "finding": "risk", "k": 75, "n": 77,
    }  # fmt: skip


def test_sources_told_in_detail_take_the_place_of_the_generated_ones() -> None:
    inspection = written_inspection()
    write_part(
        inspection, data_sources=[{"name": "Case files", "release": "this inspection", "figures": ["F-1"]}]
    )

    data = assembled(inspection).about_the_data

    assert [(source.name, source.release, source.figures) for source in data.sources] == [
        ("Case files", "this inspection", ("F-1",)),
        ("Case-file review for this inspection", None, ("F-2",)),
    ]


@pytest.mark.item("S-040")
def test_changes_are_printed_in_the_first_round_only() -> None:
    first = written_inspection(make_round("peel-2021-22", number=1))
    second = written_inspection(make_round("peel-2021-22", number=2))

    assert assembled(first).changes == first.framework.changes
    assert assembled(second).changes == ()


def test_changes_in_the_reports_own_words_take_the_place_of_the_frameworks() -> None:
    inspection = written_inspection()
    write_part(inspection, changes="The scale has five tiers.\n\nNothing compares.")

    assert assembled(inspection).changes == ("The scale has five tiers.", "Nothing compares.")


@pytest.mark.item("S-020", "S-021")
def test_declared_numbers_that_the_report_does_not_bear_out_are_told() -> None:
    report = assembled(written_inspection())

    assert [(each.code, each.message) for each in report.warnings] == [
        ("areas-declared", "12 areas declared, 4 found."),
        ("grades-declared", "11 graded areas declared, 2 found."),
    ]


@pytest.mark.item("S-039")
def test_figures_older_than_the_window_are_flagged_in_one_warning() -> None:
    inspection = written_inspection()
    old = {"kind": "year-ending", "date": "2021-03-31"}
    add_figure(inspection, count_figure("F-8", period=old), part="summary")
    add_figure(inspection, count_figure("F-9", period=old), part="summary")

    warnings = {each.code: each.message for each in assembled(inspection).warnings}

    assert warnings["figure-older-than-window"] == (
        "Figures older than the assessment window, which starts on 1 October 2021: "
        "F-8 (year ending 31 March 2021), F-9 (year ending 31 March 2021)."
    )


@pytest.mark.item("S-063")
def test_a_fault_told_during_fieldwork_stands_beside_its_remedy() -> None:
    inspection = written_inspection()
    lead = lead_of(inspection)
    row = inspection.findings.get(key="posts")
    issue = raise_fieldwork_issue(
        actor=lead,
        inspection=inspection,
        finding=row,
        text="Callers were not told.",
        raised_on=date(2022, 5, 3),
    )
    issue = record_remedy(actor=lead, issue=issue, remedy="Texts are sent.", remedied_on=date(2022, 5, 20))
    recheck_issue(actor=lead, issue=issue, rechecked_on=date(2022, 6, 1), result="confirmed")

    points = next(each for each in assembled(inspection).findings() if each.id == "posts").points

    assert [(point.polarity, point.text) for point in points[1:]] == [
        ("adverse", "Told to the force on 3 May 2022: Callers were not told."),
        (
            "favourable",
            "Put right by the force on 20 May 2022: Texts are sent. Inspectors confirmed this on 1 June 2022.",
        ),
    ]


@pytest.mark.item("S-059")
def test_survey_evidence_brings_its_caveat_and_the_number_of_answers() -> None:
    inspection = written_inspection()
    survey = evidence_of(
        inspection,
        kind="workforce-survey",
        use_limit="themes-only",
        survey_responses=212,
        title="Workforce survey",
    )
    finding(inspection, RESPONDING, "Morale is said to be low", key="morale", evidence=[survey])

    report = assembled(inspection)

    points = next(each for each in report.findings() if each.id == "morale").points
    assert points[0].text.endswith(
        "they point to themes and support no grade. 212 people of this force answered."
    )
    note = next(each for each in report.about_the_data.notes if each.heading == "Workforce survey")
    assert note.text.endswith("Answers from this force: 212.")


def test_areas_without_items_say_that_nothing_is_recorded() -> None:
    report = assembled(written_inspection())

    assert [area.none_declared for area in report.areas] == ["not-recorded", "not-recorded", "not-recorded"]


@pytest.mark.item("S-124")
def test_charts_keep_number_caption_note_and_exclusions_and_a_gap_is_flagged() -> None:
    inspection = written_inspection()
    chart = {
        "number": 2,
        "title": "Incidents per 1,000 population",
        "caption": "Figure 2: incidents per 1,000 population",
        "unit": "incidents per 1,000 population",
        "bars": [{"label": "Cleveland", "value": 29.9, "marked": True}, {"label": "Kent", "value": None}],
        "source": "Home Office",
        "note": "About 32 percent of forces lie outside the lines.",
        "exclusions": [{"force": "Hampshire", "reason": "incomplete data"}],
    }
    add_chart(actor=lead_of(inspection), inspection=inspection, target=RESPONDING, value=chart)

    report = assembled(inspection)

    (shown,) = report.charts()
    assert (shown.number, shown.caption, shown.note) == (2, chart["caption"], chart["note"])
    assert [each.model_dump() for each in report.about_the_data.exclusions] == chart["exclusions"]
    assert {"code": "chart-number-missing", "message": "Figure 1 is missing."} in [
        each.model_dump() for each in report.warnings
    ]


def test_abbreviations_in_use_are_explained() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="The VSA was made.")

    notes = {note.heading: note.text for note in assembled(inspection).about_the_data.notes}

    assert notes["Abbreviations"] == "VSA: victim service assessment."


@pytest.mark.item("S-041")
def test_nothing_about_an_interviewee_reaches_the_report() -> None:
    inspection = written_inspection()
    interview = evidence_of(
        inspection, kind="interview", interviewee_role="Custody sergeant Quillfeather", source="Quillfeather's team",
        title="Talk with Quillfeather", provenance="staff-told-us",
    )  # fmt: skip
    finding(inspection, RESPONDING, "Custody is calm", key="custody", evidence=[interview])

    report = assembled(inspection)

    assert next(each for each in report.findings() if each.id == "custody").attribution == "staff-told-us"
    assert "Quillfeather" not in canonical_json(report)
