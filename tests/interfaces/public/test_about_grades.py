"""Wherever a grade stands on a public page, the page says what grades mean and which do not compare."""

from __future__ import annotations

import pytest
from django.test import Client

from peelian.apps.reports.services import make_press_statement
from tests.apps.reports.made_up import RESPONDING, published, publisher_of, written_inspection
from tests.apps.world import make_force
from tests.interfaces.public.made import make_grade, read, words

pytestmark = pytest.mark.django_db


@pytest.mark.item("S-220")
def test_every_page_with_a_grade_explains_it(client: Client) -> None:
    publication = published(written_inspection(force=make_force("kent")))
    statement = make_press_statement(
        actor=publisher_of(publication.inspection),
        publication=publication,
        speaker="A. Chief, HM Chief Inspector of Constabulary",
        quote="More is to be done.",
        findings=["risk"],
    )
    make_grade(make_force("kent"))
    report = f"/reports/{publication.reference}/"
    pages = {
        address: read(client, address)
        for address in (
            "/",
            "/forces/",
            "/forces/kent/",
            "/national/peel-2016/effectiveness/",
            report,
            f"{report}{RESPONDING}/",
            f"{report}all/",
            f"{report}v1/",
            f"/news/{statement.pk}/",
        )
    }

    graded = [address for address, page in pages.items() if page.find_class("peelian-grade")]
    assert len(graded) >= 7
    for address in graded:
        (note,) = pages[address].xpath("//*[@id='about-grades']")
        assert "do not compare" in words(note), address
        assert note.xpath(".//a/@href") == ["/how-we-grade/"], address
    assert "Which grades can be compared" in words(read(client, "/how-we-grade/"))
