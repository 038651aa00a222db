"""Releases of measures, as pages."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from peelian.apps.judgements.models import MeasureFigure
from peelian.apps.judgements.services import flow_measure_into_figure, write_finding
from peelian.apps.measures.models import ForceValue, MeasurePublication, MeasureRelease
from peelian.apps.measures.services import exclude_force, import_values, open_correction, publish_release
from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import Chart
from tests.apps.measures.made import (
    INCIDENTS,
    analyst,
    make_filled_release,
    make_publication,
    make_release,
    publisher,
    rows_of_all_forces,
)
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.workspace.reading import day, heading, links, main, rows, signed_in, summary

pytestmark = pytest.mark.django_db
RELEASES = "/workspace/measures/"


def address(release: MeasureRelease, name: str = "release", *more: str) -> str:
    return reverse(f"workspace:{name}", args=[release.pk, *more])


def table_file(listed: list[dict[str, str]], name: str = "values.csv") -> SimpleUploadedFile:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(listed[0]))
    writer.writeheader()
    writer.writerows(listed)
    return SimpleUploadedFile(name, out.getvalue().encode())


def test_release_of_a_measure_of_the_catalogue_is_begun() -> None:
    client = signed_in(analyst())
    typed = {
        "inspectorate": str(make_inspectorate().pk),
        "measure": "domestic-abuse-incidents-per-1000",
        "period_kind": "year-ending",
        **day("period_end", "2022-03-31"),
        "source": "Data collected from forces",
    }

    response = client.post(f"{RELEASES}add/", typed)

    release = MeasureRelease.objects.get()
    assert response["Location"] == address(release)
    assert (release.measured.unit, release.covered.words()) == (
        "per 1,000 population",
        "year ending 31 March 2022",
    )
    assert [row[1:3] for row in rows(client.get(RELEASES), "releases")] == [
        ["year ending 31 March 2022", "Draft"]
    ]


def test_values_are_brought_in_from_a_file() -> None:
    actor = analyst()
    release = make_release(actor)

    response = signed_in(actor).post(
        address(release, "release_values"),
        {"file": table_file(rows_of_all_forces()), "version": "1"},
        follow=True,
    )

    assert (
        "43 forces have a value, 0 have none with a reason. No force is missing." in response.content.decode()
    )
    assert len(rows(response, "values")) == 43


def test_results_of_the_records_engine_are_taken_as_they_are() -> None:
    actor = analyst()
    release = make_release(actor)
    rows_of_all_forces()
    listed = [
        {"measure": measure, "force": "kent", "breakdown": breakdown, "numerator": "31.0", "denominator": "1000",
         "value": "31.0", "status": status}
        for measure, breakdown, status in (
            (INCIDENTS.identifier, "", "value"),
            (INCIDENTS.identifier, "month: 2022-01", "value"),
            ("other", "", "value"),
        )
    ]  # fmt: skip

    signed_in(actor).post(
        address(release, "release_values"), {"file": table_file(listed), "version": "1"}, follow=True
    )

    assert list(ForceValue.objects.values_list("force__slug", "numerator")) == [("kent", 31)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no rows"),
        (b"\xff\xfe\x00force", "is not in UTF-8"),
        (b"name,value\nkent,3\n", "has no rows under a heading with a column 'force'"),
        (b"force,numerator,denominator\nnowhere,1,2\nkent,minus,2\n", "'nowhere' is no force"),
        (b'force,value\n"kent,3\n', "cannot be read as CSV"),
    ],
)
def test_file_with_faults_is_refused_with_all_of_them(content: bytes, said: str) -> None:
    actor = analyst()
    release = make_release(actor)
    make_force("kent")

    response = signed_in(actor).post(
        address(release, "release_values"),
        {"file": SimpleUploadedFile("values.csv", content), "version": "1"},
    )

    assert response.status_code == 422
    assert said in " ".join(summary(response))
    assert ForceValue.objects.count() == 0


def test_draft_warns_of_a_value_that_stands_as_a_count() -> None:
    actor = analyst()
    share = INCIDENTS.model_copy(update={"basis": "share", "unit": "percent", "small_base": 30})
    release = make_release(actor, definition=share)
    listed = rows_of_all_forces(essex=14)
    for row in listed:
        row["denominator"] = "14" if row["force"] == "essex" else "1000"
    import_values(actor=actor, release=release, expected_version=1, rows=listed)

    page = signed_in(actor).get(address(release))

    essex = next(row for row in rows(page, "values") if row[0].startswith("Essex"))
    assert essex[1:6] == ["–", "14", "14", "–", "Left out: 14 of 14: below 30 cases the count stands alone"]
    assert (
        f"Fewer than 30 cases: {essex[0]}. The count of each is published without a value, and it takes no part in "
        "mean, lines and rank."
    ) in main(page)
    assert "42 forces take part." in main(page)


def test_draft_says_mean_and_lines_and_draws_the_bars_before_anything_is_public() -> None:
    release = make_filled_release()

    page = signed_in(analyst()).get(address(release))

    assert (
        "43 forces take part. Unweighted mean of 43 forces: 31.0 per 1,000 population. The dotted lines lie at "
        in (main(page))
    )
    assert [page.content.decode().count(f'id="{name}-title"') for name in ("bars", "narrow-bars")] == [1, 1]


def test_force_is_left_out_with_its_reason_and_taken_back() -> None:
    actor = analyst()
    release = make_filled_release(actor)
    client = signed_in(actor)

    refused = client.post(address(release, "release_exclude", "kent"), {"reason": "", "version": "2"})
    client.post(address(release, "release_exclude", "kent"), {"reason": "Incomplete data", "version": "2"})
    without = main(client.get(address(release)))
    client.post(address(release, "release_restore", "kent"), {"version": "3"})

    assert refused.status_code == 422
    assert "42 forces take part." in without
    assert "Left out of mean, lines and rank: Kent Police (Incomplete data)." in without
    assert "43 forces take part." in main(client.get(address(release)))


def test_draft_is_changed_and_discarded() -> None:
    release, client = make_release(), signed_in(analyst())
    typed = {"source": release.source, "note": "Forces count in two ways.", "version": "1"}

    client.post(address(release, "release_edit"), typed)
    changed = main(client.get(address(release)))
    refused = client.post(address(release, "release_discard"), {"reason": "", "version": "2"})
    client.post(address(release, "release_discard"), {"reason": "Begun for the wrong year.", "version": "2"})

    assert "Forces count in two ways." in changed
    assert refused.status_code == 422
    assert rows(client.get(RELEASES), "releases") == [["There is no release yet."]]


def test_release_is_published_and_corrected_by_those_who_publish() -> None:
    release, signer = make_filled_release(), publisher()
    client = signed_in(signer)

    assert signed_in(analyst()).get(address(release, "release_publish")).status_code == 404
    client.post(address(release, "release_publish"), {"version": "2"})
    published = client.get(address(release))
    client.post(address(release, "release_correct"), {"reason": "Kent counted twice.", "version": "3"})

    assert MeasurePublication.objects.count() == 1
    assert "Version 1" in main(published)
    release.refresh_from_db()
    assert (release.state, release.correction_reason) == ("draft", "Kent counted twice.")


@pytest.mark.parametrize(
    "name",
    ["release", "release_values", "release_publish", "release_correct", "release_edit", "release_discard"],
)
def test_people_of_a_force_find_no_release(name: str) -> None:
    release = make_filled_release()
    client = signed_in(make_person(make_force("kent"), Role.FORCE_LIAISON))

    assert client.get(address(release, name)).status_code == 404
    assert rows(client.get(RELEASES), "measures") == [["No measure is published."]]


def test_people_of_a_force_are_led_to_what_is_published() -> None:
    published = make_publication()
    client = signed_in(make_person(make_force("kent"), Role.FORCE_LIAISON))

    page = client.get(RELEASES)

    assert [row[0] for row in rows(page, "measures")] == [published.title]
    assert reverse("public:measure", args=[published.measure]) in links(page)


def test_step_that_was_taken_already_leads_to_the_release() -> None:
    release, signer = make_filled_release(), publisher()
    client, compiler = signed_in(signer), signed_in(analyst())
    client.post(address(release, "release_publish"), {"version": "2"})

    published = [
        client.post(address(release, "release_publish"), {"version": "2"}, follow=True),
        *(compiler.get(address(release, name), follow=True) for name in ("release_values", "release_edit")),
    ]
    client.post(address(release, "release_correct"), {"reason": "Kent counted twice.", "version": "3"})
    corrected = client.post(
        address(release, "release_correct"), {"reason": "Kent.", "version": "3"}, follow=True
    )

    told = "This release is published already. Open a correction to change it."
    assert [told in main(each) for each in published] == [True] * 3
    assert "This release is open for correction already: Kent counted twice." in main(corrected)


def test_small_base_that_is_left_out_by_hand_prints_no_value() -> None:
    actor = analyst()
    share = INCIDENTS.model_copy(update={"basis": "share", "unit": "percent", "small_base": 30})
    release = make_release(actor, definition=share)
    listed = rows_of_all_forces(essex=4)
    for row in listed:
        row["denominator"] = "18" if row["force"] == "essex" else "1000"
    import_values(actor=actor, release=release, expected_version=1, rows=listed)
    client = signed_in(actor)

    client.post(address(release, "release_exclude", "essex"), {"reason": "Incomplete data", "version": "2"})

    essex = next(row for row in rows(client.get(address(release)), "values") if row[0].startswith("Essex"))
    assert essex[1:4] == ["–", "4", "18"]


def test_published_value_flows_into_a_finding() -> None:
    published = make_publication(cleveland=90)
    inspection = make_inspection(force=make_force("cleveland"))
    lead = inspection.lead_inspector
    assert lead is not None
    finding = write_finding(
        actor=lead,
        inspection=inspection,
        target="protecting-vulnerable-people",
        headline="Demand is high",
        body="The force identified many incidents.",
    )
    client = signed_in(lead)
    page = reverse("workspace:figure_from_measure", args=[inspection.pk])

    shown = client.get(page)
    response = client.post(
        page, {"publication": str(published.pk), "finding": str(finding.pk), "key": "F-1"}, follow=True
    )

    assert heading(shown) == "Take a value from a published measure"
    assert "F-1 is saved. It prints: 90.0 per 1,000 population." in response.content.decode()
    assert MeasureFigure.objects.get().figure.finding == finding
    origin = f"/measures/{published.measure}/?force=cleveland&period=2022-03-31&version=1"
    assert [link for link in links(response) if link == origin] == [origin]
    assert client.get(origin).status_code == 200


def test_figures_and_finding_tell_the_comparison_and_that_a_newer_version_replaced_it() -> None:
    published = make_publication(cleveland=90)
    inspection = make_inspection(force=make_force("cleveland"))
    lead = inspection.lead_inspector
    assert lead is not None
    finding = write_finding(
        actor=lead, inspection=inspection, target="protecting-vulnerable-people", headline="Demand is high"
    )
    flow_measure_into_figure(
        actor=lead, inspection=inspection, publication=published, key="F-1", finding=finding
    )
    release = published.release
    release.refresh_from_db()
    user = publisher()
    opened = open_correction(actor=user, release=release, expected_version=release.version, reason="Miscount")
    exclude_force(
        actor=analyst(), release=opened, expected_version=opened.version, force=make_force("cleveland"),
        reason="Other posts",
    )  # fmt: skip
    release.refresh_from_db()
    publish_release(actor=user, release=release, expected_version=release.version)
    client = signed_in(lead)
    places = {
        "figures": [inspection.pk],
        "finding": [finding.pk],
        "report_preview": [inspection.pk],
    }

    shown = {name: main(client.get(reverse(f"workspace:{name}", args=args))) for name, args in places.items()}

    said = "Version 2 leaves Cleveland Police out: Other posts."
    assert [name for name, text in shown.items() if said in text] == list(places)
    beside = "Well above average, highest of 43. Unweighted mean of 43 forces"
    assert [name for name, text in shown.items() if beside in text] == list(places)


def test_published_measure_becomes_a_chart_of_the_report() -> None:
    published = make_publication(cleveland=90)
    inspection = make_inspection(force=make_force("cleveland"))
    lead = inspection.lead_inspector
    assert lead is not None
    client = signed_in(lead)
    page = reverse("workspace:chart_from_measure", args=[inspection.pk])
    chosen = {"publication": str(published.pk), "target": "protecting-vulnerable-people", "number": "3"}

    response = client.post(page, chosen)

    value = Chart.objects.get().value
    assert response["Location"] == reverse("workspace:charts", args=[inspection.pk])
    assert [(bar["label"], bar["value"]) for bar in value["bars"] if bar["marked"]] == [("Cleveland", 90.0)]
    assert len(value["bars"]) == 43
    assert value["mean"] == round(published.comparison.lines.mean, 1)  # type: ignore[union-attr]
    assert value["note"].startswith("Typically about 32 percent of forces lie outside the dotted lines")
