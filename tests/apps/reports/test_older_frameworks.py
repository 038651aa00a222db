"""Reports of single pillars, without grades, and of no one force."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.services import advance_inspection
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.models import Publication
from peelian.apps.reports.queries import published_reports, unresolved_publication_gates
from peelian.apps.reports.services import publish_report
from peelian.rendering.pdf import report_pdf
from tests.apps.judgements.world import lead_of
from tests.apps.reports.made_up import (
    PUBLISHED,
    cited,
    finding,
    grade,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)
from tests.apps.world import make_inspection, make_round

pytestmark = pytest.mark.django_db

DATES = {"starts_on": date(2016, 3, 1), "ends_on": date(2016, 9, 30)}


def pillar_inspection(pillar: str) -> Inspection:
    """An inspection of one pillar in 2016 with a finding under each question, in drafting."""
    inspection = make_inspection(
        make_round("peel-2016", pillar=pillar, **DATES), graded=pillar != "leadership"
    )
    write_part(inspection, summary=f"Inspectors looked at {pillar}.")
    for target in (pillar, *inspection.areas):
        finding(inspection, target, f"What was found on {target}", characteristics=cited(inspection, target))
    return advance_inspection(actor=lead_of(inspection), inspection=inspection, action="start-drafting")


def printed(inspection: Inspection) -> str:
    """The words of the report as its readers get it."""
    pdf = report_pdf(assemble_report_value(inspection, published=date(2017, 3, 2)))
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


@pytest.mark.item("S-006", "S-007", "S-008")
@pytest.mark.parametrize("pillar", ["effectiveness", "legitimacy"])
def test_judgement_of_a_pillar_names_its_question_and_its_definition(pillar: str) -> None:
    inspection = pillar_inspection(pillar)
    grade(inspection, pillar, "good")
    defined = next(each for each in inspection.framework.pillars if each.identifier == pillar)

    text = printed(inspection)

    assert f"Cleveland Police is good at {defined.judgement_wording}." in text
    assert defined.central_question in text
    assert defined.definition in text


@pytest.mark.item("S-017")
def test_overall_grade_stands_beside_a_lower_question_and_is_never_computed() -> None:
    inspection = pillar_inspection("effectiveness")
    grade(inspection, "preventing-crime", "requires-improvement")
    grade(inspection, "effectiveness", "good")

    report = assemble_report_value(inspection, published=date(2017, 3, 2))

    assert [(line.target, line.grade) for line in report.summary.grades] == [
        ("effectiveness", "good"),
        ("preventing-crime", "requires-improvement"),
    ]
    assert {gate.target for gate in unresolved_publication_gates(inspection)} == {
        "investigating-crime", "protecting-vulnerable-people", "serious-organised-crime",
    }  # fmt: skip


@pytest.mark.item("S-032")
def test_leadership_is_published_without_a_grade() -> None:
    ready = signed_off(pillar_inspection("leadership"))

    publication = publish_report(actor=publisher_of(ready), inspection=ready, published_on=date(2017, 3, 2))

    assert list(published_reports()) == [publication]
    assert publication.report.summary.grades == ()
    assert {area.label for area in publication.report.areas} == {"Not graded"}
    assert set(GradeRecord.objects.values_list("status", "grade")) == {("ungraded", "")}


@pytest.mark.item("S-001")
def test_report_carries_the_inspectorates_name_of_its_day() -> None:
    inspection = pillar_inspection("leadership")

    names = [
        assemble_report_value(inspection, published=day).inspectorate.name
        for day in (date(2016, 12, 8), date(2023, 3, 17))
    ]

    assert names == ["HMIC", "HMICFRS"]


def test_national_report_is_published_without_grades_of_any_force() -> None:
    inspection = written_inspection()
    Inspection.objects.filter(pk=inspection.pk).update(force=None, scope=Inspection.Scope.NATIONAL)
    ready = signed_off(Inspection.objects.get(pk=inspection.pk))

    publish_report(actor=publisher_of(ready), inspection=ready, published_on=PUBLISHED)

    publication = Publication.objects.get()
    assert (publication.force, publication.report.force.name) == (None, "All forces")
    assert not GradeRecord.objects.exists()
