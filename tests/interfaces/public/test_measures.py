"""The public pages of measures: forces side by side, marked, over time, and as data."""

from __future__ import annotations

import csv
import io
import json
import math
from datetime import date
from pathlib import Path
from statistics import NormalDist

import pytest
from django.test import Client
from lxml import html

from peelian.apps.measures.models import MeasurePublication
from peelian.apps.measures.services import (
    exclude_force,
    import_values,
    open_correction,
    publish_release,
)
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.force_comparison import lines_words
from peelian.records.comparison import hash_of
from peelian.rules.periods import Period
from peelian.stats.outlier_lines import outlier_lines
from tests.apps.measures.made import (
    INCIDENTS,
    analyst,
    make_filled_release,
    make_publication,
    make_release,
    publisher,
    rows_of_all_forces,
)
from tests.apps.world import make_force
from tests.interfaces.public.made import read, table, words

pytestmark = pytest.mark.django_db
ADDRESS = f"/measures/{INCIDENTS.identifier}/"


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def publish_without_two() -> MeasurePublication:
    actor = analyst()
    release = make_filled_release(actor, hampshire=900)
    for slug, reason in (("hampshire", "Incomplete data"), ("city-of-london", "Not comparable")):
        force = Organisation.objects.get(slug=slug)
        exclude_force(
            actor=actor, release=release, expected_version=release.version, force=force, reason=reason
        )
        release.refresh_from_db()
    return publish_release(actor=publisher(), release=release, expected_version=release.version)


def texts(page: html.HtmlElement, start: str) -> list[str]:
    return [found for each in page.iter("p") if (found := words(each)).startswith(start)]


@pytest.mark.item("S-110", "S-111")
def test_two_forces_excluded_leave_41_and_the_notes_stand_by_the_chart(client: Client) -> None:
    publish_without_two()

    page = read(client, ADDRESS)

    rows = table(page, INCIDENTS.title)
    assert len([row for row in rows if not row[-1].startswith("Left out")]) == 41
    assert [(row[0], row[-1]) for row in rows[41:]] == [
        ("City of London Police", "Left out: Not comparable"),
        ("Hampshire and Isle of Wight Constabulary", "Left out: Incomplete data"),
    ]
    assert len(texts(page, "Unweighted mean of 41 forces")) == 1
    assert len(texts(page, "Typically about 32 percent of forces lie outside the dotted lines")) == 1
    assert texts(page, "Left out of mean") == [
        "Left out of mean, lines and rank: City of London Police (Not comparable); Hampshire and Isle of Wight "
        "Constabulary (Incomplete data)."
    ]


def test_page_says_why_few_cases_stand_as_a_count(client: Client) -> None:
    share = INCIDENTS.model_copy(update={"basis": "share", "unit": "percent", "small_base": 30})
    rows = [
        {**row, "denominator": "14" if row["force"] == "essex" else "1000"}
        for row in rows_of_all_forces(essex=14)
    ]
    actor = analyst()
    release = make_release(actor, definition=share)
    import_values(actor=actor, release=release, expected_version=1, rows=rows)
    publish_release(actor=publisher(), release=release, expected_version=2)

    page = read(client, ADDRESS)

    essex = next(row for row in table(page, INCIDENTS.title) if row[0] == "Essex Police")
    assert [words(each) for each in page.xpath("//*[@id='small-bases']")] == [
        "Where a force has fewer than 30 cases, its value stands as a count, such as 14 of 18: a percentage of so few "
        "would move by whole points with a single case. Such a force takes no part in mean, lines, rank and total."
    ]
    assert essex[1:] == ["–", "–", "–", "–", "–", "Left out: 14 of 14: below 30 cases the count stands alone"]


def test_force_in_question_is_marked_and_told(client: Client) -> None:
    make_publication(cleveland=90)

    page = read(client, f"{ADDRESS}?force=cleveland")

    story = texts(page, "Cleveland Police:")[0]
    assert story.startswith(
        "Cleveland Police: 90.0 per 1,000 population, highest of 43. It is well above average: above the "
        "upper dotted line. That is a reason to look closer, not a finding by itself."
    )
    assert table(page, INCIDENTS.title)[0][0] == "Cleveland Police (the force in question)"
    assert table(page, "Forces in the same region: North East")[0][0] == "Cleveland Police"


def test_excluded_force_in_question_is_told_with_its_reason(client: Client) -> None:
    publish_without_two()

    page = read(client, f"{ADDRESS}?force=hampshire")

    assert texts(page, "Hampshire") == [
        "Hampshire and Isle of Wight Constabulary is left out: Incomplete data."
    ]


def test_force_over_time_has_its_chart_and_its_table(client: Client) -> None:
    actor, signer, rows = analyst(), publisher(), rows_of_all_forces()
    for number in (2020, 2021, 2022):
        release = make_release(actor, period=Period.year_ending(date(number, 3, 31)))
        import_values(actor=actor, release=release, expected_version=1, rows=rows)
        publish_release(actor=signer, release=release, expected_version=2)

    page = read(client, f"{ADDRESS}?force=kent")

    assert [row[0] for row in table(page, "Kent Police by period")] == [
        f"year ending 31 March {number}" for number in (2022, 2021, 2020)
    ]
    assert len(page.xpath("//*[@id='trend-title']")) == 1
    assert words(read(client, f"{ADDRESS}?period=2020-03-31").find(".//h1")).startswith(
        "Year ending 31 March 2020"
    )


def test_trend_of_a_monthly_measure_names_its_months(client: Client) -> None:
    actor, signer, rows = analyst(), publisher(), rows_of_all_forces()
    for number in (1, 2, 3):
        release = make_release(actor, period=Period.month(2022, number))
        import_values(actor=actor, release=release, expected_version=1, rows=rows)
        publish_release(actor=signer, release=release, expected_version=2)

    page = read(client, f"{ADDRESS}?force=kent")

    assert words(page.xpath("//*[@id='trend-title']")[0]) == (
        "Kent Police: Domestic abuse-related incidents by month"
    )
    axis = {words(each) for each in page.iter("{*}text", "text")} & {"Jan 2022", "Feb 2022", "Mar 2022"}
    assert axis == {"Jan 2022", "Feb 2022", "Mar 2022"}


def test_force_that_is_not_inspected_is_not_called_left_out(client: Client) -> None:
    release = make_filled_release()
    force = make_force("btp", in_scope=False)
    rows = [{"force": force.slug, "numerator": "10", "denominator": "1000"}]
    import_values(actor=analyst(), release=release, expected_version=release.version, rows=rows)
    release.refresh_from_db()
    publish_release(actor=publisher(), release=release, expected_version=release.version)

    listed = table(read(client, ADDRESS), "Domestic abuse-related incidents: forces")

    assert [row[-1] for row in listed if row[0] == force.name] == [
        "Not inspected, and so left out of every comparison and total"
    ]


def test_correction_shows_its_reason_and_the_older_version_stays(client: Client) -> None:
    first = make_publication(kent=50)
    signer, actor = publisher(), analyst()
    open_correction(actor=signer, release=first.release, expected_version=3, reason="Kent counted twice.")
    import_values(
        actor=actor,
        release=first.release,
        expected_version=4,
        rows=[{"force": "kent", "numerator": "25", "denominator": "1000"}],
    )
    publish_release(actor=signer, release=first.release, expected_version=5)

    new, old = read(client, ADDRESS), read(client, f"{ADDRESS}?version=1")

    assert "Version 2. Corrected: Kent counted twice." in words(new)
    assert [row[1] for row in table(new, INCIDENTS.title) if row[0] == "Kent Police"] == ["25.0"]
    assert [row[1] for row in table(old, INCIDENTS.title) if row[0] == "Kent Police"] == ["50.0"]
    assert "This is version 1. Version 2 has replaced it: Kent counted twice." in words(old)
    assert "has replaced it" not in words(new)
    by_program = client.get(f"/api/v1/measures/{INCIDENTS.identifier}?version=1").json()
    assert (by_program["version"], by_program["versions"]) == (1, [1, 2])
    assert client.get(f"/api/v1/measures/{INCIDENTS.identifier}?version=3").status_code == 404


def test_lines_that_rest_on_logs_say_about_which_value_they_lie(client: Client) -> None:
    compared = make_publication().comparison
    values = [math.exp(NormalDist().inv_cdf((place + 0.5) / 43)) * 7 for place in range(43)]
    lines = outlier_lines([str(place) for place in range(43)], values)
    shown = compared.lines.model_copy(
        update={"mean": lines.mean, "lower": lines.lower, "upper": lines.upper, "route": lines.route}
    )

    told = lines_words(compared.model_copy(update={"lines": shown}))

    assert lines.route == "log"
    assert told.startswith(f"Unweighted mean of 43 forces: {lines.mean:.1f} per 1,000 population.")
    assert told.endswith(
        "one standard deviation each side of 7.0, the mean on a scale of logarithms, on which the z-scores rest as "
        f"well; so a value between 7.0 and {lines.mean:.1f} has a z-score above 0."
    )


@pytest.mark.parametrize(
    "address",
    [
        "/measures/nothing/",
        f"{ADDRESS}?force=nowhere",
        f"{ADDRESS}?period=2001-01-01",
        f"{ADDRESS}?period=soon",
        f"{ADDRESS}?version=9",
    ],
)
def test_what_is_not_published_is_not_found(client: Client, address: str) -> None:
    make_publication()

    assert client.get(address).status_code == 404


def test_draft_is_not_shown(client: Client) -> None:
    make_filled_release()

    assert client.get(ADDRESS).status_code == 404
    assert "No measure is published here yet." in words(read(client, "/measures/"))


def test_list_and_page_of_a_force_lead_to_the_measure(client: Client) -> None:
    make_publication()

    listed, force = read(client, "/measures/"), read(client, "/forces/kent/")

    assert listed.xpath("//table//a/@href") == [ADDRESS]
    assert force.xpath("//a[contains(@href, 'measures/d')]/@href") == [f"{ADDRESS}?force=kent"]


def test_values_are_given_as_csv_and_json_with_their_hash(client: Client) -> None:
    published = publish_without_two()

    rows = list(csv.DictReader(io.StringIO(client.get(f"{ADDRESS}values.csv").content.decode())))
    document = json.loads(client.get(f"{ADDRESS}comparison.json").content)

    assert len(rows) == 43
    assert [row["reason"] for row in rows if row["status"] == "excluded"] == [
        "Not comparable",
        "Incomplete data",
    ]
    assert {row["content_hash"] for row in rows} == {published.content_hash}
    assert hash_of(document["comparison"]) == document["content_hash"]


def test_charts_are_drawn_once_and_kept(client: Client, tmp_path: Path) -> None:
    make_publication()
    first = read(client, f"{ADDRESS}?force=kent")
    kept = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "renderings").iterdir()}

    client.get(f"{ADDRESS}?force=kent", headers={"accept": "text/html"})

    assert len(kept) == 5
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "renderings").iterdir()} == kept
    assert len(first.xpath("//figure")) == 4


def test_api_answers_with_what_was_published(client: Client) -> None:
    published = publish_without_two()

    listed = client.get("/api/v1/measures").json()["data"]
    found = client.get(f"/api/v1/measures/{INCIDENTS.identifier}").json()
    rows = client.get(
        f"/api/v1/measures/{INCIDENTS.identifier}?format=csv&period=2022-03-31"
    ).content.decode()

    assert [(each["measure"], each["forces"]) for each in listed] == [(INCIDENTS.identifier, 41)]
    assert found["comparison"] == published.value
    assert found["periods"] == ["2022-03-31"]
    assert len(rows.splitlines()) == 44
    assert client.get(f"/api/v1/measures/{INCIDENTS.identifier}?period=2001-01-01").status_code == 404


def test_search_finds_measures_and_standards_by_every_word_of_their_titles(client: Client) -> None:
    make_publication()

    measure = read(client, "/search/?q=incidents+domestic")
    standard = read(client, "/search/?q=calls+Abandoned")
    neither = read(client, "/search/?q=incidents+unheard")

    assert measure.xpath("//main//a[starts-with(@href, '/measures/')]/@href") == [
        f"/measures/{INCIDENTS.identifier}/"
    ]
    assert standard.xpath("//main//a[starts-with(@href, '/standards/')]/text()") == ["Abandoned calls"]
    assert "Nothing published here holds all of these words." in words(neither)


@pytest.mark.parametrize(
    ("direction", "above", "said"),
    [
        ("neither", "map-above", "not whether that is good."),
        (
            "lower-is-better",
            "map-worse",
            "A lower value is better. So the forces well above average stand in orange.",
        ),
        (
            "higher-is-better",
            "map-above",
            "A higher value is better. So the forces well below average stand in orange.",
        ),
    ],
)
def test_map_warns_of_the_worse_side_alone_and_marks_the_force(
    client: Client, direction: str, above: str, said: str
) -> None:
    actor = analyst()
    definition = INCIDENTS.model_copy(update={"direction": direction})
    release = make_release(actor, definition=definition)
    import_values(
        actor=actor, release=release, expected_version=1, rows=rows_of_all_forces(cleveland=90, kent=1)
    )
    publish_release(actor=publisher(), release=release, expected_version=2)

    shown = read(client, f"{ADDRESS}?force=cleveland").xpath("//figure[contains(@class, 'peelian-map')]")[0]

    fills = {each.get("aria-label").split(",")[0]: each[-1].get("fill") for each in shown.xpath(".//svg/a")}
    assert fills["Cleveland Police"] == f"url(#{above})"
    assert shown.xpath("count(.//*[@class='peelian-map__mark'])") == 1
    caption = words(shown.xpath("./figcaption")[0])
    assert said in caption
    assert "The thick outline is Cleveland Police." in caption
    assert "Source of the values: " in caption
    assert "Boundaries: Office for National Statistics" in caption
    assert "Well above average (" in words(shown.xpath("./ul")[0])


def test_page_speaks_plainly_before_it_names_its_methods(client: Client) -> None:
    make_publication(cleveland=90)

    page = read(client, f"{ADDRESS}?force=cleveland")

    for unfolded in page.xpath("//details"):
        unfolded.getparent().remove(unfolded)
    said = words(page)
    terms = (
        "overdispersion",
        "false-discovery",
        "Laney",
        "limit of the funnel",
        "mean of the logs",
        "Shapiro",
    )
    assert [term for term in terms if term in said] == []
