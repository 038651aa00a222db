from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from peelian.rendering.pdf import report_pdf
from peelian.rendering.report_value import content_hash, short_hash
from tests.rendering.pdf_reading import alternative_texts, opened, structure_names, whole_text
from tests.rendering.sample import CHART, sample_document, sample_report


@cache
def sample_pdf() -> bytes:
    return report_pdf(sample_report())


@pytest.fixture
def reader() -> PdfReader:
    return opened(sample_pdf())


def test_pdf_is_tagged_and_claims_pdf_ua(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode("utf-8")


def test_pdf_states_language_and_title(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]

    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "PEEL 2021/22: an inspection of Cleveland Police"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_pdf_has_headings_and_table_headers_in_its_structure(reader: PdfReader) -> None:
    names = structure_names(reader)

    present = {name for name in ("/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Caption") if names[name]}

    assert present == {"/H1", "/H2", "/H3", "/Table", "/TH", "/Figure", "/Caption"}


def test_pdf_prints_the_number_of_a_chart_with_its_caption(reader: PdfReader) -> None:
    assert f"Figure 2: {CHART['caption']}" in whole_text(reader)


def test_pdf_describes_its_chart_for_those_who_do_not_see_it(reader: PdfReader) -> None:
    texts = {text for text in alternative_texts(reader) if text.startswith("Bar chart")}

    description = (
        "Bar chart of four forces with a recorded value. Cleveland: 29.9 incidents per 1,000 population. "
        "Mean of forces: 19.8. Dotted outlier lines at 13.2 and 26.4. Not recorded: Kent. "
        "Left out: Hampshire (incomplete data)."
    )
    assert texts == {description}


def test_pdf_prints_every_figure_with_its_words(reader: PdfReader) -> None:
    text = whole_text(reader)

    missing = [each.words for each in sample_report().about_the_data.figures if each.words not in text]

    assert missing == []


def test_pdf_prints_the_content_hash_once_and_its_beginning_on_every_page(reader: PdfReader) -> None:
    value = sample_report()
    pages = [whole_text_of(page) for page in reader.pages]

    assert sum(content_hash(value) in page for page in pages) == 1
    assert all(f"version 1 · content {short_hash(value)}" in page for page in pages)


def whole_text_of(page: object) -> str:
    return " ".join(page.extract_text().split())  # type: ignore[attr-defined]


def test_pdf_gives_the_grades_before_its_reading_notes_and_the_hash_at_the_end(reader: PdfReader) -> None:
    text = whole_text(reader)

    places = [text.rindex(each) for each in ("The scale", "Read with care", "Changes to the", "This version")]
    assert places == sorted(places)


def test_pdf_leaves_no_heading_with_its_tag_line_at_the_foot_of_a_page() -> None:
    document = deepcopy(sample_document())
    finding = document["areas"][0]["findings"][0]
    document["areas"][0]["findings"] = [
        {
            **finding,
            "id": f"f-{number}",
            "headline": f"Headline {number}",
            "body": ["Words. " * (20 + number)],
        }
        for number in range(60)
    ]
    pages = opened(report_pdf(sample_report(areas=document["areas"]))).pages

    lines = [page.extract_text().splitlines() for page in pages]

    tag = "Improved since the last inspection · Notable practice"
    assert sum(tag in each for each in lines) > 5
    assert [each for each in lines if tag in each[-3:]] == []


def test_pdf_shows_text_as_it_is_and_never_as_markup(reader: PdfReader) -> None:
    assert "Costs are under £5 & rising; see #12 [sic] *here*." in whole_text(reader)


def test_pdf_marks_a_demonstration_and_no_other_report(reader: PdfReader) -> None:
    official = opened(report_pdf(sample_report(demonstration=False)))

    assert whole_text(reader).count("Demonstration") == len(reader.pages)
    assert whole_text(official).count("Demonstration") == 0


def test_pdf_shows_strengths_and_weaknesses_of_a_finding(reader: PdfReader) -> None:
    text = whole_text(reader)

    assert "Strength: Staff know the vulnerable people in their wards." in text
    assert "Weakness: Community officers attend incidents as first responders. (staff told us)" in text


def test_pdf_signs_the_observations_with_name_and_office(reader: PdfReader) -> None:
    assert "A. Inspector HM Chief Inspector of Constabulary" in whole_text(reader)


def test_pdf_of_one_value_is_the_same_file_every_time() -> None:
    assert report_pdf(sample_report()) == sample_pdf()


def test_pdf_of_a_bare_report_still_opens() -> None:
    bare = sample_report(
        changes=[], observations=None, service_to_victims=None, areas=[], about_the_data={}, warnings=[]
    )

    text = whole_text(opened(report_pdf(bare)))

    assert "Cleveland Police is good at recording crime." in text


def test_pdf_of_a_correction_says_why_and_what_it_replaces() -> None:
    corrected = sample_report(version=2, supersedes=1, correction_reason="A force sent a wrong count.")

    text = whole_text(opened(report_pdf(corrected)))

    assert (
        "This version corrects an earlier one. Reason: A force sent a wrong count. "
        "It replaces version 1, which stays readable." in text
    )


def test_pdf_of_a_four_tier_scale_needs_no_other_template() -> None:
    document = sample_document()
    tiers = [tier for tier in document["framework"]["tiers"] if tier["identifier"] != "adequate"]
    four = sample_report(framework={**document["framework"], "scale": "four-tier", "tiers": tiers})

    assert len(opened(report_pdf(four)).pages) > 1
