"""A published value of a force as a figure of a finding, and the test behind "significantly"."""

from __future__ import annotations

import pytest

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Figure, Finding, MeasureFigure
from peelian.apps.judgements.queries import replaced_figures
from peelian.apps.judgements.services import (
    flow_measure_into_figure,
    override_gate,
    update_figure,
    update_finding,
    write_finding,
)
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.services import exclude_force, import_values, open_correction, publish_release
from peelian.apps.organisations.models import Role
from peelian.apps.reports.queries import unresolved_publication_gates
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import day_words
from tests.apps.measures.made import analyst, make_publication, publisher
from tests.apps.world import make_force, make_inspection, make_person

pytestmark = pytest.mark.django_db


def make_finding(inspection: Inspection, headline: str = "Demand is high") -> Finding:
    assert inspection.lead_inspector is not None
    return write_finding(
        actor=inspection.lead_inspector,
        inspection=inspection,
        target="protecting-vulnerable-people",
        headline=headline,
        body="The force identified many incidents.",
    )


def flowed(inspection: Inspection, finding: Finding, **numerators: int) -> Figure:
    assert inspection.lead_inspector is not None
    return flow_measure_into_figure(
        actor=inspection.lead_inspector,
        inspection=inspection,
        publication=make_publication(**numerators),
        key="F-1",
        finding=finding,
    )


@pytest.mark.item("S-115")
def test_value_becomes_a_figure_with_the_mean_and_the_test_beside_it() -> None:
    inspection = make_inspection(force=make_force("cleveland"))

    figure = flowed(inspection, make_finding(inspection), cleveland=90)

    value, link = figure.figure, MeasureFigure.objects.get(figure=figure)
    assert value.words() == "90.0 per 1,000 population"
    assert value.comparison is not None
    assert value.comparison.claim == "well above average, highest of 43"
    assert value.comparison.value is not None
    assert value.comparison.value.measure == "Unweighted mean of 43 forces"
    assert link.content_hash == link.publication.content_hash
    assert link.test == f"rule of one standard deviation, z {link.z:+.2f}, 43 forces"
    assert value.comparison.against == f"unweighted mean of 43 forces ({link.test})"


def test_numbers_of_the_figure_stay_those_that_were_published() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    figure = flowed(inspection, make_finding(inspection), cleveland=90)

    with pytest.raises(InvalidValueError) as refused:
        update_figure(
            actor=inspection.lead_inspector,  # type: ignore[arg-type]
            figure=figure,
            expected_version=1,
            value={**figure.value, "value": 91.0, "numerator": 91},
            finding=figure.finding,
        )

    assert [each["field"] for each in refused.value.details["findings"]] == ["numerator", "value"]  # type: ignore[attr-defined]


@pytest.mark.item("S-115")
@pytest.mark.parametrize(("numerator", "refused"), [(90, False), (31, True)])
def test_finding_says_significantly_only_where_the_score_is_above_1(numerator: int, refused: bool) -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    finding = make_finding(inspection)
    flowed(inspection, finding, cleveland=numerator)

    def say_it() -> None:
        update_finding(
            actor=inspection.lead_inspector,  # type: ignore[arg-type]
            finding=finding,
            expected_version=1,
            body="The rate is significantly higher than the average of forces.",
        )

    if refused:
        with pytest.raises(InvalidValueError):
            say_it()
    else:
        say_it()
    finding.refresh_from_db()
    assert ("significantly" in finding.body) is not refused


@pytest.mark.item("S-115")
def test_figure_that_does_not_back_the_word_is_not_put_under_a_finding_that_says_it() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    finding = make_finding(inspection, "Demand is significantly higher than elsewhere")

    with pytest.raises(InvalidValueError):
        flowed(inspection, finding, cleveland=31)

    assert Figure.objects.count() == 0


@pytest.mark.item("S-115")
def test_claim_of_a_figure_says_significantly_only_where_its_score_is_above_1() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    figure = flowed(inspection, make_finding(inspection), cleveland=31)
    claimed = {**figure.value["comparison"], "claim": "significantly above the average"}

    with pytest.raises(InvalidValueError) as refused:
        update_figure(
            actor=inspection.lead_inspector,  # type: ignore[arg-type]
            figure=figure,
            expected_version=1,
            value={**figure.value, "comparison": claimed},
            finding=figure.finding,
        )

    assert [each["field"] for each in refused.value.details["findings"]] == ["claim"]  # type: ignore[attr-defined]


def test_value_becomes_a_figure_once() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    finding = make_finding(inspection)
    figure = flowed(inspection, finding, cleveland=90)
    link = MeasureFigure.objects.get(figure=figure)

    with pytest.raises(InvalidValueError):
        flow_measure_into_figure(
            actor=inspection.lead_inspector,  # type: ignore[arg-type]
            inspection=inspection,
            publication=link.publication,
            key="F-2",
            finding=finding,
        )

    assert Figure.objects.count() == 1


def corrected(figure: Figure, **changes: str) -> MeasurePublication:
    """A newer version of the publication behind a figure: a force left out, or with another value."""
    release = MeasureFigure.objects.get(figure=figure).publication.release
    release.refresh_from_db()
    reason = "Posts of the control room were counted"
    opened = open_correction(
        actor=publisher(), release=release, expected_version=release.version, reason=reason
    )
    if "left_out" in changes:
        force, why = make_force("cleveland"), changes["left_out"]
        exclude_force(
            actor=analyst(), release=opened, expected_version=opened.version, force=force, reason=why
        )
    else:
        rows = [{"force": "cleveland", "denominator": "1000", "numerator": changes["numerator"]}]
        import_values(actor=analyst(), release=opened, expected_version=opened.version, rows=rows)
    release.refresh_from_db()
    return publish_release(actor=publisher(), release=release, expected_version=release.version)


def replaced_gates(inspection: Inspection) -> list[str]:
    return [
        each.message for each in unresolved_publication_gates(inspection) if each.code == "figure-replaced"
    ]


def test_figure_on_a_version_that_was_replaced_holds_publication_and_says_why() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    figure = flowed(inspection, make_finding(inspection), cleveland=90)
    before = replaced_gates(inspection)

    day = day_words(corrected(figure, left_out="Posts of the control room.").published_on)

    assert before == []
    assert replaced_gates(inspection) == [
        "Figure F-1 rests on a version that was replaced. Version 2 replaced version 1 of 'Domestic abuse-related "
        f"incidents', year ending 31 March 2022, on {day}: Posts of the control room were counted. Version 2 leaves "
        "Cleveland Police out: Posts of the control room. Remove the figure, and take the value again where the "
        "newest version has one."
    ]


def test_figure_on_a_replaced_version_is_told_the_newest_value() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    figure = flowed(inspection, make_finding(inspection), cleveland=90)
    corrected(figure, numerator="80")
    corrected(figure, numerator="70")

    told = replaced_figures(inspection)

    assert [(each.key, each.newest_version) for each in told] == [("F-1", 3)]
    assert told[0].words.endswith(
        "Version 3 says 70.0 per 1,000 population, well above average, highest of 43."
    )


def test_chief_inspector_lets_a_replaced_figure_pass_until_a_further_version() -> None:
    inspection = make_inspection(force=make_force("cleveland"))
    figure = flowed(inspection, make_finding(inspection), cleveland=90)
    corrected(figure, numerator="80")
    override_gate(
        actor=make_person(inspection.inspectorate, Role.HMCIC),
        inspection=inspection,
        step="publish",
        gate="figure-replaced",
        target="F-1, version 2",
        reason="The report speaks of what was known in the fieldwork.",
    )
    passed = replaced_gates(inspection)

    corrected(figure, numerator="70")

    assert passed == []
    assert len(replaced_gates(inspection)) == 1
