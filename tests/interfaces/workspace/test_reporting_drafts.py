"""The report as it is written: its parts, observations, charts, preview and gates."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.followup.services import draft_item
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import GateOverride
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import AreaText, Chart, ObservationPoint, ReportDraft
from peelian.apps.reports.services import add_chart
from tests.apps.judgements.world import accountable_for, lead_of
from tests.apps.reports.made_up import RESPONDING, point, write_part, written_inspection
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person, make_round
from tests.interfaces.workspace.filling import filled, row, send
from tests.interfaces.workspace.reading import links, main, signed_in, summary, tree, typed

pytestmark = pytest.mark.django_db
PAGES = ["report", "observations", "charts", "report_preview", "report_gates"]


def lead(inspection: Inspection) -> Client:
    return signed_in(lead_of(inspection))


def page_of(name: str, inspection: Inspection, *more: str) -> str:
    return reverse(f"workspace:{name}", args=[inspection.pk, *more])


def chart_value(**fields: Any) -> dict[str, Any]:
    return {
        "number": 2, "title": "Calls", "caption": "Calls per 1,000 population", "unit": "per 1,000 population",
        "bars": [{"label": "Cleveland", "value": 29.9, "marked": True}], "source": "Forces", **fields,
    }  # fmt: skip


def grade_table(response: Any) -> list[list[str]]:
    found = tree(response).xpath("//table[@id='grade-table']/tbody/tr")
    return [[" ".join(" ".join(cell.itertext()).split()) for cell in line] for line in found]


def test_the_list_of_parts_says_what_is_written() -> None:
    inspection = make_inspection()
    write_part(inspection, summary="Inspectors looked at every area.")

    shown = main(lead(inspection).get(page_of("report", inspection)))

    assert "Summary The table of grades is added by itself. Written" in shown
    assert "Providing a service to the victims of crime: opening Not written" in shown


def test_only_the_parts_of_the_framework_are_offered() -> None:
    old = make_inspection(make_round("peel-2016"))

    found = links(lead(old).get(page_of("report", old)))

    assert page_of("report_edit", old, "summary") in found
    assert page_of("report_edit", old, "observations") not in found
    assert lead(old).get(page_of("report_edit", old, "observations")).status_code == 404


def test_a_part_is_written_and_the_others_stay() -> None:
    inspection = make_inspection()
    write_part(inspection, summary="Inspectors looked at every area.")
    page = page_of("report_edit", inspection, "observations")

    response = send(lead(inspection), page, signatory_name="A. Chief", signatory_office="HM Chief Inspector")

    assert response.headers["Location"] == page_of("report", inspection)
    draft = ReportDraft.objects.get()
    assert (draft.signatory_name, draft.summary) == ("A. Chief", "Inspectors looked at every area.")


def test_notes_and_sources_about_the_data_are_rows() -> None:
    inspection = make_inspection()
    page = page_of("report_edit", inspection, "about-the-data")

    send(
        lead(inspection), page, data_introduction="Every figure is listed.",
        **row("data_notes", 1, heading="Population", text="Mid-2020."),
        **row("data_sources", 1, name="Data collected from forces", figures="F-1, F-2"),
    )  # fmt: skip

    draft = ReportDraft.objects.get()
    assert draft.data_notes == [{"heading": "Population", "text": "Mid-2020."}]
    assert draft.data_sources == [
        {"name": "Data collected from forces", "release": None, "period": None, "figures": ["F-1", "F-2"]}
    ]
    assert send(lead(inspection), page).status_code == 302
    assert ReportDraft.objects.get().data_sources == draft.data_sources


def test_two_people_with_one_part_never_overwrite_each_other() -> None:
    inspection = make_inspection()
    page = page_of("report_edit", inspection, "summary")
    late = filled(lead(inspection).get(page), summary="Late.")
    send(lead(inspection), page, summary="Early.")

    response = lead(inspection).post(page, late)

    assert response.status_code == 422
    assert "Summary Early." in main(response)
    assert typed(response, "summary") == "Late."
    assert ReportDraft.objects.get().summary == "Early."


def test_the_opening_words_of_an_area_are_written() -> None:
    inspection = make_inspection()

    send(
        lead(inspection), page_of("report_area", inspection, RESPONDING), introduction="From call to answer."
    )

    assert AreaText.objects.get().introduction == "From call to answer."
    assert lead(inspection).get(page_of("report_area", inspection, "no-such-area")).status_code == 404


@pytest.mark.item("S-121")
def test_a_point_of_the_observations_is_tied_to_the_findings_it_rests_on() -> None:
    inspection = written_inspection()
    finding = inspection.findings.get(key="posts")

    send(
        lead(inspection), page_of("observation_add", inspection), heading="Posts are filled", text="We saw it.",
        findings=[str(finding.pk)],
    )  # fmt: skip

    added = ObservationPoint.objects.get(heading="Posts are filled")
    assert list(added.findings.all()) == [finding]
    assert "Rests on: Posts have been filled" in main(
        lead(inspection).get(page_of("observations", inspection))
    )
    edit = reverse("workspace:observation_edit", args=[added.pk])
    send(lead(inspection), edit, heading="Posts are full")
    added.refresh_from_db()
    assert (added.heading, list(added.findings.all())) == ("Posts are full", [finding])
    send(lead(inspection), reverse("workspace:observation_remove", args=[added.pk]))
    assert not ObservationPoint.objects.filter(pk=added.pk).exists()


@pytest.mark.item("S-121")
def test_a_point_without_a_finding_stands_against_publication() -> None:
    inspection = written_inspection()
    point(inspection, "Nothing behind it")

    shown = main(lead(inspection).get(page_of("report_gates", inspection)))

    assert "1 gate blocks." in shown
    assert "Blocks: The point 'Nothing behind it' is linked to no finding." in shown


@pytest.mark.item("S-124")
def test_a_chart_is_added_with_its_bars_note_and_exclusions_and_a_gap_is_told() -> None:
    inspection = written_inspection()

    response = send(
        lead(inspection), page_of("chart_add", inspection), target=RESPONDING, number="2", title="Calls",
        caption="Calls per 1,000 population", unit="per 1,000 population", source="Forces", mean="19.8",
        **row("bars", 1, label="Cleveland", value="29.9", marked="on"), **row("bars", 2, label="Durham", value=""),
        **row("exclusions", 1, force="Hampshire", reason="Incomplete data"),
    )  # fmt: skip

    assert response.status_code == 302
    value = Chart.objects.get().value
    assert [(bar["label"], bar["value"], bar["marked"]) for bar in value["bars"]] == [
        ("Cleveland", 29.9, True),
        ("Durham", None, False),
    ]
    assert value["exclusions"] == [{"force": "Hampshire", "reason": "Incomplete data"}]
    assert "Warning: Figure 1 is missing." in main(lead(inspection).get(page_of("report_gates", inspection)))
    preview = main(lead(inspection).get(page_of("report_preview", inspection)))
    assert "Left out: Hampshire (Incomplete data)" in preview


def test_a_chart_number_that_is_taken_is_told_by_its_field_and_the_rows_stay() -> None:
    inspection = written_inspection()
    add_chart(actor=lead_of(inspection), inspection=inspection, target=RESPONDING, value=chart_value())

    response = send(
        lead(inspection), page_of("chart_add", inspection), target=RESPONDING, number="2", title="Calls",
        caption="Calls", unit="calls", source="Forces", **row("bars", 1, label="Cleveland", value="29.9"),
    )  # fmt: skip

    assert response.status_code == 422
    assert summary(response)[0].startswith("Number: Figure 2 stands in this report already.")
    assert typed(response, "bars-0-label") == "Cleveland"


def test_a_chart_without_a_bar_is_refused() -> None:
    inspection = written_inspection()

    response = send(
        lead(inspection), page_of("chart_add", inspection), target=RESPONDING, title="Calls", caption="Calls",
        unit="calls", source="Forces",
    )  # fmt: skip

    assert summary(response) == ["The chart has no bar. Name at least one force."]


def test_a_chart_is_removed_after_asking() -> None:
    inspection = written_inspection()
    chart = add_chart(
        actor=lead_of(inspection), inspection=inspection, target=RESPONDING, value=chart_value()
    )

    send(lead(inspection), reverse("workspace:chart_remove", args=[chart.pk]))

    assert Chart.objects.count() == 0


def test_the_preview_says_what_the_pdf_cannot_print() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="Good work 😀")

    preview = main(lead(inspection).get(page_of("report_preview", inspection)))

    assert "The PDF has no sign for these characters: 😀 (U+1F600). They stand in: summary, text." in preview
    assert "Status Draft for checking, not published" in preview


@pytest.mark.item("S-120", "S-122")
def test_the_preview_shows_the_grades_from_the_one_place_where_they_stand() -> None:
    inspection = written_inspection()

    response = lead(inspection).get(page_of("report_preview", inspection))

    assert grade_table(response)[:2] == [
        ["Responding to the public", "Good", "Cleveland Police is good at responding to the public."],
        [
            "Disrupting serious organised crime",
            "Requires improvement",
            "Cleveland Police requires improvement at tackling serious and organised crime.",
        ],
    ]


@pytest.mark.item("S-129")
def test_a_reference_that_leads_nowhere_is_told_and_nobody_can_let_it_pass() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="See {{area:nowhere}}.")
    gates = page_of("report_gates", inspection)
    chief = signed_in(make_person(inspection.inspectorate, Role.HMCIC))

    offered = [link for link in links(chief.get(gates)) if "gate=" in link]

    assert "The reference '{{area:nowhere}}' leads nowhere." in main(lead(inspection).get(gates))
    assert [link for link in offered if "dangling-reference" in link] == []


def test_a_warning_is_acknowledged_by_a_signatory_with_a_reason() -> None:
    inspection = written_inspection()
    gates = page_of("report_gates", inspection)
    chief = signed_in(make_person(inspection.inspectorate, Role.HMCIC))
    override = next(link for link in links(chief.get(gates)) if "areas-declared" in link)

    response = send(chief, override, reason="The area is named in the next report.")

    assert response.headers["Location"] == gates
    assert GateOverride.objects.get().step == "publish"
    after = main(lead(inspection).get(gates))
    assert "No gate blocks the publication." in after
    assert "The area is named in the next report." in after


def test_the_preview_says_why_a_report_cannot_be_put_together() -> None:
    inspection = written_inspection()
    draft_item(
        actor=lead_of(inspection), inspection=inspection, kind="cause-of-concern", target=RESPONDING,
        title="Calls go unanswered", text="Too many.", addressee="force",
    )  # fmt: skip

    response = lead(inspection).get(page_of("report_preview", inspection))

    assert response.status_code == 200
    assert "The cause of concern 'Calls go unanswered' has no recommendation." in main(response)


@pytest.mark.item("S-127")
@pytest.mark.parametrize("name", PAGES)
def test_nobody_outside_reads_the_draft(name: str) -> None:
    inspection = written_inspection()
    page = page_of(name, inspection)
    strangers = (
        make_person(make_inspectorate("another"), Role.HMCIC),
        make_person(make_force(), Role.CHIEF_OFFICER),
        make_person(inspection.inspectorate, Role.ADMINISTRATOR),
    )

    assert Client().get(page).headers["Location"].startswith("/accounts/login/")
    for stranger in strangers:
        assert signed_in(stranger).get(page).status_code == 404
    assert signed_in(accountable_for(inspection)).get(page).status_code == 200


def test_references_stand_in_words_on_the_pages_of_a_draft() -> None:
    inspection = written_inspection()
    ObservationPoint.objects.update(text="In {{figure:F-1}} cases, and in {{figure:F-9}}.")

    shown = main(lead(inspection).get(page_of("observations", inspection)))

    assert "In 75 of 77 cases, and in {{figure:F-9}}." in shown


def test_gates_tell_a_heading_in_words() -> None:
    inspection = written_inspection()
    point(inspection, "Risk in {{figure:F-1}} calls")

    shown = main(lead(inspection).get(page_of("report_gates", inspection)))

    assert "The point 'Risk in 75 of 77 calls' is linked to no finding." in shown
