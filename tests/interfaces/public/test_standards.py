"""The public pages of standards."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from peelian.catalogue import load_catalogue
from peelian.catalogue.cited_documents import source_words
from peelian.catalogue.standard_coverage import coverage, coverage_words
from peelian.catalogue.standard_words import KIND_WORDS
from peelian.catalogue.standards import KINDS
from peelian.records.dictionary import TYPE_WORDS
from peelian.records.standards.reference_page import PROOF

pytestmark = pytest.mark.django_db
CATALOGUE = load_catalogue()


def shown(client: Client, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_item_stands_on_the_list_with_its_standards_and_their_proof(client: Client) -> None:
    page = shown(client, reverse("public:standards"))

    rows = {
        row.get("data-item"): [link.get("href") for link in row.findall(".//a")]
        for row in page.findall(".//div[@data-item]")
    }
    tests = {
        row.get("data-item"): [words(code) for code in row.findall(".//code")]
        for row in page.findall(".//div[@data-item]")
    }
    assert tests == {
        each.item.identifier: [f"{PROOF}[{found.reference}-1]" for found in each.standards]
        for each in coverage(CATALOGUE)
    }
    assert rows == {
        each.item.identifier: [
            *(f"/standards/{found.identifier}/" for found in each.standards),
            *(f"/standards/{found.identifier}/#proof" for found in each.standards),
        ]
        for each in coverage(CATALOGUE)
    }


def test_the_list_says_how_many_items_are_covered(client: Client) -> None:
    page = shown(client, reverse("public:standards"))

    assert coverage_words(coverage(CATALOGUE)) in words(page)


def test_the_list_is_narrowed_by_words_and_kind(client: Client) -> None:
    address = reverse("public:standards")

    page = shown(client, address + "?q=Waiting+callers&kind=cadence")

    assert [item.get("data-item") for item in page.findall(".//div[@data-item]")] == ["S-251", "S-252"]
    assert "2 found." in words(page)
    assert "Nothing holds all of these words." in words(shown(client, address + "?q=nowhere+to+be+found"))
    assert client.get(address + "?kind=unknown").status_code == 404


def test_example_records_are_written_as_a_reader_knows_them(client: Client) -> None:
    page = shown(client, reverse("public:standard", args=["attended-within-published-time"]))

    (first, *_) = page.findall(".//tbody/tr")
    assert "1 March 2022, 10:00" in [words(cell) for cell in first]
    assert "1 row left out, since it cannot be judged: target minutes is blank." in words(page)


def test_a_standard_shows_its_check_and_its_proof(client: Client) -> None:
    page = shown(client, reverse("public:standard", args=["cancelled-by-the-registrar"]))

    rows = {words(row.find("dt")): words(row.find("dd")) for row in page.findall(".//dl/div")}
    assert rows["What is checked"] == (
        "Approved by role is one of registrar, deputy registrar, designated decision maker; each has approved by."
    )
    assert rows["Covers"] == "Force crime registrarCancelled crimes controlled by registrar"
    assert [words(code) for code in page.findall(".//code")] == [
        f"{PROOF}[cancelled-by-the-registrar-v1-1]",
        "cancelled-by-the-registrar",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_standard_of_every_kind_has_its_page(client: Client, kind: str) -> None:
    standard = next(each for each in CATALOGUE.standards if each.kind == kind)

    page = shown(client, reverse("public:standard", args=[standard.identifier]))

    rows = {words(row.find("dt")): words(row.find("dd")) for row in page.findall(".//dl/div")}
    assert (words(page.find(".//h1")), rows["Kind of check"]) == (standard.title, KIND_WORDS[kind])


def test_a_standard_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("public:standard", args=["nothing"])).status_code == 404


def test_a_standard_of_a_rate_applies_to_forces(client: Client) -> None:
    page = shown(client, reverse("public:standard", args=["call-answer-time-90th"]))

    assert "the standard applies to 1 force, and finds" in words(page)


def test_data_dictionary_tells_every_table_and_column_with_type_unit_codes_and_source(client: Client) -> None:
    listed = shown(client, reverse("public:dictionary"))
    addresses = listed.xpath("//table[@id='tables']//tbody//a/@href")

    assert sorted(addresses) == sorted(
        reverse("public:dictionary_table", args=[each]) for each in CATALOGUE.record_tables
    )
    for name, table in CATALOGUE.record_tables.items():
        page = shown(client, reverse("public:dictionary_table", args=[name]))
        columns = [words(each) for each in page.xpath("//table[@id='columns']//tbody/tr/*[1]")]
        codes = page.xpath("//table[@id='columns']//li/code/text()")
        assert columns == list(table.column_names)
        assert codes == [code for each in table.columns for code in each.allowed]


def test_column_of_the_dictionary_says_unit_bounds_reference_and_source(client: Client) -> None:
    table, column = next(
        (table, column)
        for table in CATALOGUE.record_tables.values()
        for column in table.columns
        if column.unit and column.minimum is not None and column.maximum is not None
    )
    page = shown(client, reverse("public:dictionary_table", args=[table.identifier]))

    cells = [words(each) for each in page.xpath(f"//tr[.//code[@id='{column.name}']]/*")]

    assert cells[1:5] == [
        column.meaning[0].upper() + column.meaning[1:],
        f"{column.type}: {TYPE_WORDS[column.type]}",
        f"{column.unit}, {column.minimum} to {column.maximum}",
        "Yes" if column.required else "No",
    ]
    assert cells[5] == (source_words(CATALOGUE, column.source) if column.source else "As the table")


def test_data_dictionary_is_narrowed_by_words_of_columns(client: Client) -> None:
    page = shown(client, reverse("public:dictionary") + "?q=risk+level")
    nothing = shown(client, reverse("public:dictionary") + "?q=nowhere+to+be+found")

    titles = {words(each) for each in page.xpath("//table[@id='tables']//tbody//a")}
    assert CATALOGUE.record_tables["domestic_abuse_risk_assessments"].title in titles
    assert CATALOGUE.record_tables["meetings"].title not in titles
    assert "No table and no column holds all of these words." in words(nothing)
    assert client.get(reverse("public:dictionary_table", args=["nothing"])).status_code == 404


def test_standard_and_search_lead_to_the_data_dictionary(client: Client) -> None:
    standard = shown(client, reverse("public:standard", args=["attended-within-published-time"]))
    listed = shown(client, reverse("public:standards"))
    searched = shown(client, reverse("public:search") + "?q=data+dictionary")
    table = shown(client, reverse("public:search") + "?q=custody+records")

    assert standard.xpath("//a[.='What these records hold']/@href") == [
        reverse(
            "public:dictionary_table",
            args=[
                next(
                    each.table
                    for each in CATALOGUE.standards
                    if each.identifier == "attended-within-published-time"
                )
            ],
        )
    ]
    main = "//main//a/@href"
    assert reverse("public:dictionary") in listed.xpath(main)
    assert reverse("public:dictionary") in searched.xpath(main)
    assert reverse("public:dictionary_table", args=["custody_records"]) in table.xpath(main)
