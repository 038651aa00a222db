"""The public pages of standards."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from peelian.catalogue import load_catalogue
from peelian.catalogue.standard_coverage import coverage, coverage_words
from peelian.catalogue.standard_words import KIND_WORDS
from peelian.catalogue.standards import KINDS

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
        row.find("th").text_content(): [link.get("href") for link in row.findall(".//a")]
        for row in page.findall(".//tbody/tr")
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


def test_a_standard_shows_its_check_and_its_proof(client: Client) -> None:
    page = shown(client, reverse("public:standard", args=["cancelled-by-the-registrar"]))

    rows = {words(row.find("dt")): words(row.find("dd")) for row in page.findall(".//dl/div")}
    assert rows["What is checked"] == (
        "Approved by role is one of registrar, deputy-registrar, designated-decision-maker; each has approved by."
    )
    assert rows["Covers"] == "Force crime registrar (S-095)Cancelled crimes controlled by registrar (S-333)"
    assert [words(code) for code in page.findall(".//code")] == [
        "tests/conformance/test_standards.py::test_planted_exceptions_are_found_on_duckdb"
        "[cancelled-by-the-registrar-v1-1]"
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
