"""What holds for every public page: form, work and accessibility of its markup."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from peelian.apps.reports.services import make_press_statement
from tests.apps.reports.made_up import RESPONDING, published, publisher_of, written_inspection
from tests.apps.world import make_force
from tests.interfaces.public.made import make_grade, make_item, make_stage, read, words

pytestmark = pytest.mark.django_db


def everything() -> list[str]:
    """A little of everything that is public, and the address of each page."""
    publication = published()
    make_grade(framework="peel-2015", grade="requires-improvement")
    make_grade()
    make_stage(make_force())
    item = make_item()
    statement = make_press_statement(
        actor=publisher_of(publication.inspection),
        publication=publication,
        speaker="A. Chief, HM Chief Inspector of Constabulary",
        quote="The force has come a long way.",
        findings=["risk"],
    )
    report = f"/reports/{publication.reference}/"
    return [
        "/", "/forces/", "/forces/cleveland/", "/reports/", report, f"{report}all/", f"{report}{RESPONDING}/",
        f"{report}changes/", f"{report}observations/", f"{report}service-to-victims/", f"{report}about-the-data/",
        f"{report}v1/", "/items/", f"/items/{item.pk}/", "/how-we-grade/", "/frameworks/peel-2016/",
        "/frameworks/peel-2021-22/", "/national/peel-2016/effectiveness/", "/search/", "/search/?q=risk", "/news/",
        f"/news/{statement.pk}/", "/accessibility/",
    ]  # fmt: skip


def faults_of(page: html.HtmlElement) -> list[str]:
    """What a page lacks or should not hold."""
    headings = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    identifiers = page.xpath("//@id")
    found = {
        "one main heading": headings.count(1) == 1,
        "headings in order": all(later <= earlier + 1 for earlier, later in pairwise(headings)),
        "captions": all(table.find("caption") is not None for table in page.iter("table")),
        "scoped headings": page.xpath("//th[not(@scope)]") == [],
        "no inline style": page.xpath("//style|//@style") == [],
        "no inline script": page.xpath("//script[not(@src)]|//@onclick") == [],
        "each identifier once": len(identifiers) == len(set(identifiers)),
        "labels": all(
            page.xpath("//label[@for=$name]", name=each)
            for each in page.xpath("//main//input/@id|//select/@id")
        ),
        "a title": bool(words(page.find("head/title"))),
        "anchors lead somewhere": all(
            link[1:] in identifiers for link in page.xpath("//a/@href") if link.startswith("#")
        ),
    }
    return [name for name, holds in found.items() if not holds]


def test_every_page_is_well_made(client: Client) -> None:
    pages = {address: read(client, address) for address in everything()}

    assert {address: faults_of(page) for address, page in pages.items() if faults_of(page)} == {}


def test_every_link_inside_the_site_leads_to_a_page(client: Client) -> None:
    pages = [read(client, address) for address in everything()]

    links = {
        link.partition("#")[0]
        for page in pages
        for link in page.xpath("//main//a/@href")
        if link.startswith("/") and not link.startswith(("/workspace", "/api"))
    }
    assert {link for link in links if link and client.get(link).status_code != 200} == set()


@pytest.mark.parametrize("address", ["/no/such/page/", "/accounts/login/"])
def test_page_of_no_door_has_the_main_menu_and_says_that_this_is_a_demonstration(
    client: Client, address: str
) -> None:
    before = client.get(address).content.decode()
    inspection = written_inspection()
    inspection.is_demonstration = True
    inspection.save(update_fields=["is_demonstration"])
    published(inspection)

    page = html.fromstring(client.get(address).content)

    assert "peelian-demonstration" not in before
    assert len(page.find_class("peelian-demonstration")) == 1
    assert page.xpath("//nav[@aria-label='Main']//a/@href") == [
        "/", "/forces/", "/reports/", "/items/", "/responses/", "/measures/", "/news/", "/how-we-grade/",
    ]  # fmt: skip


def test_pages_only_read(client: Client) -> None:
    assert {client.post(address).status_code for address in everything()} == {405}


@pytest.mark.parametrize(
    ("address", "add"),
    [
        ("/reports/", lambda force: published(written_inspection(force=force))),
        ("/items/", make_item),
        ("/forces/", make_grade),
        ("/search/?q=improve", make_item),
        ("/national/peel-2016/effectiveness/", make_grade),
    ],
)
def test_work_does_not_grow_with_the_rows(address: str, add: Callable[..., object]) -> None:
    add(make_force("cleveland"))
    one = _queries(address)
    add(make_force("kent"))
    add(make_force("durham"))

    assert _queries(address) == one


def _queries(address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    return len(queries)


def test_search_that_is_too_long_is_cut_and_says_so(client: Client) -> None:
    said = "A search has at most 200 characters: only the first of them were looked for."

    assert said in words(read(client, f"/search/?q={'a' * 1000}"))
    assert said not in words(read(client, f"/search/?q={'a' * 200}"))
