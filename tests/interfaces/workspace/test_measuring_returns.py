"""Releases that rest on returns of forces, as pages; what is shown before publishing; a correction cancelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from peelian.apps.judgements.services import flow_measure_into_figure, write_finding
from peelian.apps.measures.models import MeasurePublication, MeasureRelease
from peelian.apps.measures.services import open_correction, publish_release, take_returns
from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Collection, Return
from tests.apps.measures.made import analyst, make_filled_release, publisher
from tests.apps.measures.test_returns import release_of
from tests.apps.returns.made import GOOD, closed, opened
from tests.apps.world import make_force, make_inspection, make_inspectorate, make_person
from tests.interfaces.workspace.reading import links, main, rows, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def address(release: MeasureRelease, name: str = "release") -> str:
    return reverse(f"workspace:{name}", args=[release.pk])


def taken(collection: Collection) -> MeasureRelease:
    release = release_of(collection)
    take_returns(
        actor=analyst(), release=release, expected_version=1, numerator="women", denominator="everybody"
    )
    release.refresh_from_db()
    return release


def published(release: MeasureRelease) -> MeasurePublication:
    return publish_release(actor=publisher(), release=release, expected_version=release.version)


def test_release_leads_to_its_collection_and_to_each_signed_return() -> None:
    collection = closed("cleveland", "durham", text=GOOD)
    client = signed_in(analyst())

    shown = client.get(address(taken(collection)))

    places = [
        reverse("workspace:return_version", args=[collection.pk, slug, 1]) for slug in ("cleveland", "durham")
    ]
    assert reverse("workspace:collection", args=[collection.pk]) in links(shown)
    assert [link for link in links(shown) if link in places] == places
    assert [client.get(place).status_code for place in places] == [200, 200]
    assert "The workforce (year ending 31 March 2022)." in main(shown)
    assert collection.content_sha256 in main(shown)
    hashes = [each.sha256[:12] for each in Return.objects.order_by("reply__force__slug")]
    assert [row[2] for row in rows(shown, "returns-taken")] == hashes


def test_figure_leads_from_the_measure_on_to_the_return_and_is_told_by_the_force() -> None:
    collection = closed("cleveland", text=GOOD)
    publication = published(taken(collection))
    inspection = make_inspection(force=make_force("cleveland"))
    lead = inspection.lead_inspector
    assert lead is not None
    finding = write_finding(
        actor=lead, inspection=inspection, target="protecting-vulnerable-people", headline="Few women"
    )
    figure = flow_measure_into_figure(
        actor=lead, inspection=inspection, publication=publication, key="F-1", finding=finding
    )
    client = signed_in(lead)

    pages = [
        client.get(reverse("workspace:figures", args=[inspection.pk])),
        client.get(reverse("workspace:finding", args=[finding.pk])),
    ]

    measure = f"/measures/{publication.measure}/?force=cleveland&period=2022-03-31&version=1"
    version = reverse("workspace:return_version", args=[collection.pk, "cleveland", 1])
    assert [[link for link in links(each) if link in (measure, version)] for each in pages] == [
        [measure, version],
        [measure, version],
    ]
    assert figure.figure.provenance == "force-told-us"


def test_release_takes_its_period_from_its_collection() -> None:
    collection = closed("cleveland", text=GOOD)
    Collection.objects.filter(pk=collection.pk).update(period_start="2022-01-01")
    client = signed_in(analyst())
    typed = {
        "inspectorate": str(make_inspectorate().pk),
        "measure": "domestic-abuse-incidents-per-1000",
        "period_kind": "collection",
        "source": "Returns of forces",
    }

    without = client.post(reverse("workspace:release_add"), typed)
    client.post(reverse("workspace:release_add"), {**typed, "collection": str(collection.pk)})

    assert "Choose the collection whose period the release is of." in main(without)
    assert MeasureRelease.objects.get().covered.words() == "1 January 2022 to 31 March 2022"


def test_returns_of_an_open_collection_are_refused_before_any_column_is_chosen() -> None:
    release = release_of(opened("cleveland"))
    client = signed_in(analyst())

    page = client.get(address(release))
    led = client.get(address(release, "release_returns"), follow=True)

    assert address(release, "release_returns") not in links(page)
    assert "It is not closed; its returns are taken once it is." in main(page)
    assert "is not closed, so its values may still change." in led.content.decode()


def test_total_of_few_forces_is_not_called_that_of_the_country() -> None:
    release = taken(closed("cleveland", "durham", text=GOOD))
    make_force("kent")
    client = signed_in(analyst())

    told = main(client.get(address(release)))

    assert (
        "2 of the 3 forces of England and Wales together: 47.8 percent. The others have no value here or are left "
        "out, so this is no total of the country." in told
    )


def test_publications_officer_finds_what_waits_and_sees_it_before_publishing() -> None:
    release = make_filled_release(cleveland=900)
    client = signed_in(publisher())

    waits = rows(client.get(reverse("workspace:home")), "measures-to-publish")
    asked = client.get(address(release, "release_publish"))

    assert waits == [["Domestic abuse-related incidents", "year ending 31 March 2022", "New release"]]
    assert len(rows(asked, "values")) == 43
    assert "Data collected from forces, April 2022" in main(asked)
    assert "Take part: 43. Left out or without a value: 0." in main(asked)
    assert "England and Wales together:" in main(asked)


def test_correction_opened_by_mistake_is_cancelled_on_a_page() -> None:
    release = published(make_filled_release()).release
    opened_release = open_correction(
        actor=publisher(), release=release, expected_version=release.version, reason="Oops"
    )
    client = signed_in(make_person(make_inspectorate(), Role.PUBLICATIONS))
    page = address(release, "release_cancel_correction")

    asked = client.get(address(release, "release_publish"))
    shown = client.get(address(release))
    done = client.post(page, {"version": str(opened_release.version), "reason": "The wrong one"}, follow=True)

    release.refresh_from_db()
    assert "Nothing differs from version 1." in main(asked)
    assert page in links(shown)
    assert "The correction is cancelled." in done.content.decode()
    assert (release.state, release.correction_reason) == ("published", "")
