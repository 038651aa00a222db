"""Findings as pages: written under an area, changed, read by a second person, removed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.audit.models import AuditEvent
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.services import record_figure
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import AREA, evidence_of, finding_in, inspection_of, lead_of
from tests.apps.reports.made_up import count_figure
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.workspace.filling import filled, row, send
from tests.interfaces.workspace.reading import heading, labels, links, main, signed_in, summary, tree, typed

pytestmark = pytest.mark.django_db
VICTIMS = "service-to-victims"


def lead(inspection: Inspection) -> Client:
    return signed_in(lead_of(inspection))


def address(name: str, thing: Inspection | Finding) -> str:
    return reverse(f"workspace:{name}", args=[thing.pk])


def add_address(inspection: Inspection, target: str = AREA) -> str:
    return f"{address('finding_add', inspection)}?target={target}"


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_the_area_is_asked_first() -> None:
    inspection = inspection_of()

    response = lead(inspection).get(address("finding_add", inspection))

    assert heading(response) == "Which area or pillar is the finding about?"
    assert "Preventing crime and anti-social behaviour" in labels(response, "target")


def test_an_unknown_area_is_not_found() -> None:
    inspection = inspection_of()

    assert lead(inspection).get(add_address(inspection, "no-such-area")).status_code == 404


@pytest.mark.item("S-064", "S-065")
def test_a_finding_is_written_with_both_sides_and_its_evidence() -> None:
    inspection = inspection_of()
    plans = evidence_of(inspection)
    cited = f"{AREA}.1"

    response = send(
        lead(inspection), add_address(inspection), headline="Prevention is planned", body="Plans exist.",
        characteristics=[cited], evidence=[str(plans.pk)], extent="some",
        **row("points", 1, text="Plans are shared.", polarity="favourable", provenance="verified"),
        **row("points", 2, text="Few are measured.", polarity="adverse", provenance="staff-told-us"),
        **row("suggestions", 1, text="Measure more of them.", strength="should"),
    )  # fmt: skip

    written = Finding.objects.get()
    assert response.headers["Location"] == address("finding", written)
    assert (written.headline, written.body, written.extent) == (
        "Prevention is planned",
        "Plans exist.",
        "some",
    )
    assert written.characteristics == [cited]
    assert list(written.evidence.all()) == [plans]
    assert list(written.suggestions.values_list("strength", "text")) == [("should", "Measure more of them.")]
    shown = main(lead(inspection).get(address("finding", written)))
    assert "Strength: Plans are shared. Verified by the inspectorate" in shown
    assert "Weakness: Few are measured. Staff told us" in shown


def test_a_missing_headline_is_told_by_its_field_and_nothing_typed_is_lost() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection), body="A long text.",
        **row("points", 1, text="Plans are shared.", polarity="favourable", provenance="verified"),
    )  # fmt: skip

    assert response.status_code == 422
    assert summary(response) == ["Headline: Give an answer. This cannot be left empty."]
    assert typed(response, "body") == "A long text."
    assert typed(response, "points-0-text") == "Plans are shared."
    assert Finding.objects.count() == 0


def test_a_point_that_does_not_say_how_it_is_known_is_told_by_its_row() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection), headline="Prevention is planned",
        **row("points", 1, text="Plans are shared.", polarity="favourable"),
    )  # fmt: skip

    assert response.status_code == 422
    assert "Point 1, How it is known: Say how this is known." in summary(response)
    assert tree(response).xpath("//a[@href='#id_points-0-provenance']") != []
    assert typed(response, "headline") == "Prevention is planned"


def test_a_place_in_the_order_beyond_all_places_is_told_by_its_field() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection), headline="Planned", position="99999999999999999999"
    )

    assert response.status_code == 422
    assert summary(response) == ["Place in the order: Give 9999 or less."]


def test_a_form_whose_count_of_rows_was_tampered_with_is_refused() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection), headline="Planned", **{"points-TOTAL_FORMS": "²"}
    )

    assert response.status_code == 422
    assert Finding.objects.count() == 0


def test_more_rows_are_added_without_a_script_and_without_judging() -> None:
    inspection = inspection_of()

    response = send(
        lead(inspection), add_address(inspection), body="Typed before.", **{"more-points": "1"},
        **row("points", 1, text="Plans are shared."),
    )  # fmt: skip

    assert response.status_code == 200
    assert summary(response) == []
    assert typed(response, "body") == "Typed before."
    assert typed(response, "points-0-text") == "Plans are shared."
    assert len(tree(response).xpath("//textarea[starts-with(@name, 'points-')]")) == 4
    assert Finding.objects.count() == 0


def test_a_point_is_removed_by_emptying_its_text() -> None:
    inspection = inspection_of()
    points: Any = [
        {"polarity": "favourable", "text": "One.", "provenance": "verified"},
        {"polarity": "adverse", "text": "Two.", "provenance": "verified"},
    ]
    finding = finding_in(inspection, points=points)

    response = send(lead(inspection), address("finding_edit", finding), **row("points", 1, text=""))

    assert response.status_code == 302
    assert list(finding.points.values_list("text", flat=True)) == ["Two."]


def test_saving_the_form_unchanged_changes_nothing_of_the_finding() -> None:
    inspection = inspection_of()
    elsewhere = "responding-to-the-public.1"
    finding = finding_in(
        inspection, body="Text.", characteristics=[elsewhere, f"{AREA}.1"], future_check="Look again.",
        suggestions=[{"strength": "needs to", "text": "Measure.", "tracked": True}], evidence=[evidence_of(inspection)],
    )  # fmt: skip
    names = (
        "headline",
        "body",
        "extent",
        "progress",
        "future_check",
        "key",
        "position",
        "also_informs",
        "stage",
    )
    before = [getattr(finding, name) for name in names]

    assert send(lead(inspection), address("finding_edit", finding)).status_code == 302

    finding.refresh_from_db()
    assert [getattr(finding, name) for name in names] == before
    assert sorted(finding.characteristics) == sorted([elsewhere, f"{AREA}.1"])
    assert list(finding.suggestions.values_list("strength", "tracked")) == [("needs to", True)]
    assert finding.evidence.count() == 1


def test_two_people_with_one_form_never_overwrite_each_other() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection)
    page = address("finding_edit", finding)
    shared = row("points", 1, text="Plans are shared.", polarity="favourable", provenance="verified")
    first = filled(lead(inspection).get(page), headline="As the first person has it", **shared)
    second = filled(lead(inspection).get(page), headline="As the second person has it")
    lead(inspection).post(page, first)

    response = lead(inspection).post(page, second)

    assert response.status_code == 422
    assert "Nothing was overwritten" in summary(response)[0]
    assert "Headline As the first person has it" in main(response)
    assert "Strengths and weaknesses Plans are shared." in main(response)
    assert typed(response, "headline") == "As the second person has it"
    finding.refresh_from_db()
    assert finding.headline == "As the first person has it"
    assert lead(inspection).post(page, filled(response)).status_code == 302
    finding.refresh_from_db()
    assert finding.headline == "As the second person has it"


def test_the_wrong_role_is_refused_with_a_sentence_and_an_entry_in_the_log() -> None:
    inspection = inspection_of()
    press = signed_in(make_person(inspection.inspectorate, Role.PUBLICATIONS))

    response = send(press, add_address(inspection), headline="Prevention is planned")

    assert response.status_code == 422
    assert summary(response)[0].startswith("You cannot write findings: that is for the role Inspector")
    assert typed(response, "headline") == "Prevention is planned"
    assert Finding.objects.count() == 0
    refused = AuditEvent.objects.filter(action="judgements.write_finding", outcome="refused")
    assert refused.count() == 1


def test_those_who_may_only_read_are_offered_no_form() -> None:
    inspection = inspection_of()
    finding_in(inspection)
    press = signed_in(make_person(inspection.inspectorate, Role.PUBLICATIONS))

    found = links(press.get(address("findings", inspection)))

    assert address("finding_add", inspection) not in found


@pytest.mark.item("S-070")
def test_findings_are_filtered_by_extent() -> None:
    inspection = inspection_of()
    finding_in(inspection, headline="Everywhere", extent="systemic")
    finding_in(inspection, headline="Here and there", extent="isolated")

    shown = main(lead(inspection).get(address("findings", inspection), {"extent": "systemic"}))

    assert "Everywhere" in shown
    assert "Here and there" not in shown


@pytest.mark.item("S-069")
def test_findings_too_early_to_assess_are_counted_apart() -> None:
    inspection = inspection_of()
    finding_in(inspection, headline="New plans", too_early=True)
    finding_in(inspection, headline="Old plans")

    shown = main(lead(inspection).get(address("findings", inspection)))

    assert "1 assessed, 1 too early to assess." in shown


def test_the_list_asks_the_same_of_the_database_for_one_finding_and_for_three() -> None:
    inspection = inspection_of()
    client, page = lead(inspection), address("findings", inspection)
    finding_in(inspection, headline="One", evidence=[evidence_of(inspection)])
    client.get(page)
    with_one = queries(client, page)
    for headline in ("Two", "Three"):
        finding_in(inspection, headline=headline, evidence=[evidence_of(inspection)])

    assert queries(client, page) == with_one


def test_a_finding_is_removed_after_asking() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection)

    response = send(lead(inspection), address("finding_remove", finding))

    assert response.headers["Location"] == address("findings", inspection)
    assert Finding.objects.count() == 0


def test_a_finding_that_holds_a_figure_stays() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection)
    record_figure(actor=lead_of(inspection), inspection=inspection, value=count_figure(), finding=finding)

    response = send(lead(inspection), address("finding_remove", finding))

    assert response.status_code == 422
    assert summary(response) == [
        "The finding cannot be removed: figures rest on it. Move or remove those first."
    ]
    assert Finding.objects.count() == 1


@pytest.mark.item("S-066")
def test_a_case_example_is_read_by_a_second_person_and_not_by_its_writer() -> None:
    inspection = inspection_of()
    finding = finding_in(inspection, is_case_example=True, anonymised=True)
    other = make_person(inspection.inspectorate, Role.INSPECTOR)
    read = {"version": str(finding.version)}

    by_writer = lead(inspection).post(address("finding_read", finding), read, follow=True)
    by_another = signed_in(other).post(address("finding_read", finding), read, follow=True)

    assert "You wrote this case example. Somebody else has to read it" in main(by_writer)
    assert f"Read by {other.name}" in main(by_another)


@pytest.mark.item("S-068")
def test_what_was_promised_last_time_is_on_the_list_of_the_next_inspection() -> None:
    earlier = inspection_of("peel-2018-19")
    finding_in(earlier, earlier.areas[0], headline="Old", future_check="Look at the control room again.")
    later = inspection_of(window_start=earlier.window_end, window_end=earlier.window_end.replace(year=2030))

    shown = main(lead(later).get(address("future_checks", later)))

    assert "Look at the control room again." in shown


def test_stages_are_offered_where_the_area_has_them() -> None:
    inspection = inspection_of()

    response = lead(inspection).get(add_address(inspection, VICTIMS))

    names = tree(response).xpath("//select[@name='stage']/option/text()")
    assert names == [
        "None",
        "Contact",
        "Response",
        "Crime recording",
        "Allocation",
        "Investigation",
        "Outcome",
    ]


@pytest.mark.parametrize("name", ["finding", "finding_edit", "finding_remove", "finding_read"])
def test_others_find_nothing(name: str) -> None:
    finding = finding_in(inspection_of())
    strangers = (
        make_person(make_inspectorate("another"), Role.HMCIC),
        make_person(make_force(), Role.CHIEF_OFFICER),
    )

    for stranger in strangers:
        assert signed_in(stranger).get(address(name, finding)).status_code == 404
        assert signed_in(stranger).post(address(name, finding)).status_code == 404


def test_nobody_writes_after_publication() -> None:
    inspection = inspection_of(state=Inspection.State.PUBLISHED)

    response = send(lead(inspection), add_address(inspection), headline="Too late")

    assert response.status_code == 422
    assert "its content stays as it is" in summary(response)[0]
