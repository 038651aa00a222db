"""Reports as the public reads them: nothing before publication, then each part, each version, each form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from django.test import Client

from peelian.apps.reports.models import Publication
from peelian.apps.reports.services import make_press_statement
from peelian.rendering.presenters import date_words
from peelian.rendering.report_value import ReportValue, content_hash
from tests.apps.reports.made_up import (
    ORGANISED,
    PUBLISHED,
    RESPONDING,
    corrected,
    published,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)
from tests.apps.world import make_force
from tests.interfaces.public.made import read, table, words
from tests.rendering.pdf_reading import opened, whole_text

pytestmark = pytest.mark.django_db

FORMS = (
    "", "all/", "observations/", "service-to-victims/", "about-the-data/", f"{RESPONDING}/", "v1/",
    "report.pdf", "report.json", "report.csv", "figures.csv", "v1/report.pdf", "v1/report.json", "v1/report.csv",
    "v1/figures.csv",
)  # fmt: skip


def address(publication: Publication, form: str = "") -> str:
    return f"/reports/{publication.reference}/{form}"


@pytest.mark.item("S-126", "S-127")
def test_anybody_reads_what_is_published_and_nothing_before(client: Client) -> None:
    draft = signed_off(written_inspection())
    before = {client.get(f"/reports/{draft.reference}/{form}").status_code for form in FORMS}

    publication = published(written_inspection(force=make_force("kent")))

    assert before == {404}
    assert {client.get(address(publication, form)).status_code for form in FORMS} == {200}
    assert {client.get(f"/reports/{draft.reference}/{form}").status_code for form in FORMS} == {404}
    listed = table(read(client, "/reports/"), "Published reports")
    assert [row[1:] for row in listed] == [["Kent Police", date_words(PUBLISHED), "1"]]


@pytest.mark.item("S-127")
def test_draft_answers_like_a_report_that_never_was(client: Client) -> None:
    draft = signed_off(written_inspection())

    answers = [client.get(f"/reports/{name}/") for name in (draft.reference, "no-such-report")]

    assert answers[0].content == answers[1].content


@pytest.mark.item("S-120")
def test_grade_table_equals_the_grades(client: Client) -> None:
    publication = published()

    rows = table(read(client, address(publication)), "Grades of")

    framework = publication.inspection.framework
    stored = {
        framework.target(judgement.target).title: publication.inspection.scale.tier(judgement.grade).label
        for judgement in publication.inspection.judgements.exclude(grade="")
    }
    assert {row[0]: row[1] for row in rows if row[1] != "Not graded"} == stored


@pytest.mark.item("S-122", "S-006")
@pytest.mark.parametrize("target", [RESPONDING, ORGANISED])
def test_area_page_says_one_grade_in_sentence_and_badge_and_names_the_question(
    client: Client, target: str
) -> None:
    publication = published()

    page = read(client, address(publication, f"{target}/"))

    judgement = publication.inspection.judgements.get(target=target)
    framework = publication.inspection.framework
    label = publication.inspection.scale.tier(judgement.grade).label
    badge = page.find_class("peelian-judgement")[0].find_class("peelian-grade")[0]
    sentence = words(page.find_class("peelian-judgement__sentence")[0])
    assert words(badge) == label
    assert f"peelian-grade--{judgement.grade}" in badge.classes
    assert label.lower() in sentence
    assert sentence.endswith(f"at {framework.target(target).judgement_wording}.")
    assert f"The overall question: {framework.central_question}" in words(page)


@pytest.mark.item("S-121")
def test_each_observation_leads_to_a_finding_on_its_page(client: Client) -> None:
    publication = published()
    page = read(client, address(publication, "observations/"))

    links = page.xpath("//p[starts-with(., 'Rests on')]/a")

    assert len(links) == len(publication.report.observations.points)  # type: ignore[union-attr]
    for link in links:
        place, _, anchor = link.get("href").partition("#")
        assert words(read(client, place).get_element_by_id(anchor)) == words(link)


@pytest.mark.item("S-123")
def test_sub_themes_stand_as_headings_of_their_area(client: Client) -> None:
    publication = published()

    page = read(client, address(publication, f"{ORGANISED}/"))

    themes = [theme.title for theme in publication.inspection.framework.target(ORGANISED).sub_themes]  # type: ignore[union-attr]
    headings = [words(heading) for heading in page.iter("h2")]
    assert len(themes) == 3
    assert [heading for heading in headings if heading in themes] == themes


def test_warnings_about_the_count_of_areas_are_shown(client: Client) -> None:
    publication = published()

    care = words(read(client, address(publication)).find_class("peelian-care")[0])

    assert [warning.message in care for warning in publication.report.warnings] == [True] * len(
        publication.report.warnings
    )
    assert any(warning.code == "areas-declared" for warning in publication.report.warnings)


@pytest.mark.item("S-130")
def test_old_version_stays_readable_and_says_what_corrected_it(client: Client) -> None:
    first = published()
    before = client.get(address(first, "v1/report.json")).content

    second = corrected(first, reason="The force had sent wrong data.")

    old = read(client, address(first, "v1/"))
    banner = words(old.find_class("govuk-notification-banner")[0])
    assert "Version 2" in banner
    assert "The force had sent wrong data." in banner
    assert first.content_hash in words(old)
    assert client.get(address(first, "v1/report.json")).content == before
    newest = words(read(client, address(first)))
    assert second.content_hash in newest
    assert "The force had sent wrong data." in newest
    assert read(client, address(first, "v2/")).find_class("govuk-notification-banner") == []


def test_page_pdf_json_and_csv_carry_the_same_content_hash(client: Client, own_renderings: Path) -> None:
    publication = published()
    digest = publication.content_hash

    pdf = client.get(address(publication, "report.pdf"))

    assert digest in words(read(client, address(publication)))
    assert digest in whole_text(opened(pdf.content)).replace("\n", "").replace(" ", "")
    document = json.loads(client.get(address(publication, "report.json")).content)
    assert (document["content_hash"], document["report"]) == (digest, publication.value)
    rows = list(csv.DictReader(io.StringIO(client.get(address(publication, "report.csv")).content.decode())))
    assert {row["content_hash"] for row in rows} == {digest}
    assert [path.name for path in own_renderings.iterdir()] == [f"{digest}.pdf"]


def test_version_that_cannot_be_laid_out_has_no_pdf_and_no_fault(client: Client) -> None:
    publication = published()
    value = {**publication.value, "title": "Cleveland 😀"}
    spoilt = Publication(
        inspection=publication.inspection, inspectorate=publication.inspectorate, force=publication.force,
        reference="spoilt", version_number=1, title="Spoilt", framework=publication.framework, value=value,
        content_hash=content_hash(ReportValue.model_validate(value)), published_on=publication.published_on,
        published_at=publication.published_at, published_by=publication.published_by,
    )  # fmt: skip
    spoilt.save()

    assert client.get(address(spoilt, "report.pdf")).status_code == 404


def test_pdf_is_laid_out_once(client: Client, own_renderings: Path) -> None:
    publication = published()
    first = client.get(address(publication, "report.pdf"))
    kept = own_renderings / f"{publication.content_hash}.pdf"
    kept.write_bytes(b"%PDF as kept")

    second = Client().get(address(publication, "report.pdf"))

    assert first["Content-Type"] == "application/pdf"
    assert second.content == b"%PDF as kept"


@pytest.mark.item("S-125")
def test_news_gives_the_grades_of_the_report(client: Client) -> None:
    publication = published()
    statement = make_press_statement(
        actor=publisher_of(publication.inspection),
        publication=publication,
        speaker="A. Chief, HM Chief Inspector of Constabulary",
        quote="The force has come a long way.",
        findings=["risk", "profiles"],
    )

    page = read(client, f"/news/{statement.pk}/")

    text = words(page)
    assert [words(each) for each in page.find_class("govuk-caption-l")] == ["17 March 2023"]
    assert "17 March 2023" in words(read(client, "/news/"))

    assert [line.sentence in text for line in publication.report.summary.grades] == [True, True]
    assert "“The force has come a long way.”" in text
    assert "Risk is understood at first contact" in text
    assert statement.title in words(read(client, "/news/"))
    assert statement.title in words(read(client, address(publication)))


def test_news_of_a_demonstration_is_marked_as_retold_and_quotes_nobody(client: Client) -> None:
    inspection = written_inspection()
    inspection.is_demonstration = True
    inspection.save(update_fields=["is_demonstration"])
    publication = published(inspection)
    statement = make_press_statement(
        actor=publisher_of(publication.inspection), publication=publication, speaker="A. Chief",
        quote="The force has come a long way.", findings=["risk", "profiles"],
    )  # fmt: skip

    page = read(client, f"/news/{statement.pk}/")

    text = words(page.find(".//main"))
    assert "Retold for this demonstration; not a quotation." in text
    assert "The force has come a long way." in text
    assert [sign in text for sign in ("“", "”", "A. Chief")] == [False, False, False]
    assert page.xpath("//blockquote") == []


def test_news_groups_its_findings_by_side_and_leads_to_the_report(client: Client) -> None:
    publication = published()
    statement = make_press_statement(
        actor=publisher_of(publication.inspection), publication=publication, speaker="A. Chief",
        quote="The force has come a long way.", findings=["profiles", "risk"],
    )  # fmt: skip

    main = read(client, f"/news/{statement.pk}/").find(".//main")

    assert [words(each) for each in main.iter("h2")] == ["What works", "What has to get better"]
    assert main.xpath(f".//p/a[@href='{address(publication)}']/text()") == [publication.title]


def test_grades_come_before_reading_notes_and_the_hash_comes_last(client: Client) -> None:
    publication = published()

    for page in (address(publication), address(publication, "all/")):
        main = read(client, page).find(".//main")
        places = [
            words(main).index(each) for each in ("Grades of", "Read with care", publication.content_hash)
        ]
        assert places == sorted(places)
        assert words(main.find_class("peelian-fingerprint")[0]).startswith("Reference and content hash")


def test_feed_lists_each_report_under_its_address(client: Client) -> None:
    publication = published()

    answer = client.get("/feeds/reports.xml")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert f"http://testserver{address(publication)}" in answer.content.decode()
    assert f"urn:uuid:{publication.pk}" in answer.content.decode()
    assert "<published>2023-03-17T00:00:00+00:00</published>" in answer.content.decode()


@pytest.mark.parametrize("part", ["no-such-part", "summary", "changes-2", "preventing-crime"])
def test_part_that_the_report_lacks_is_not_found(client: Client, part: str) -> None:
    publication = published()

    assert client.get(address(publication, f"{part}/")).status_code == 404
    assert client.get(address(publication, "v2/")).status_code == 404


def test_reports_are_narrowed_by_force_and_framework(client: Client) -> None:
    published(written_inspection(force=make_force("kent")))
    published(written_inspection(force=make_force("durham")))

    kent = table(read(client, "/reports/?force=kent&framework=peel-2021-22"), "Published reports")
    none = table(read(client, "/reports/?framework=peel-2016"), "Published reports")

    assert [row[1] for row in kent] == ["Kent Police"]
    assert none == [["No report is published for this choice."]]


def test_old_terms_find_reports_that_use_the_new_ones(client: Client) -> None:
    inspection = written_inspection()
    write_part(inspection, summary="Modern slavery was looked at.\n\nTwo areas are graded.")
    publication = published(inspection)

    page = read(client, "/search/?q=slavery")

    assert publication.title in words(page)
    empty = read(client, "/search/?q=xylophone")
    assert "Nothing published here holds all of these words." in words(empty)
    assert empty.xpath("//main//li/a/@href") == [
        "/items/", "/reports/", "/responses/", "/measures/", "/standards/", "/data-dictionary/",
    ]  # fmt: skip
