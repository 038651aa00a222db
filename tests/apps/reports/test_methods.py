"""A report links to the exact version of the methods behind its figures, and a broken link is told."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from peelian.apps.judgements.models import ReviewFigure
from peelian.apps.reports.queries import published_method, verify_method_links
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import Review
from tests.apps.reports.altering import alter
from tests.apps.reports.with_method import DEFINITION, HASH, published_with_method
from tests.apps.reviews.world import SEARCHES, planned
from tests.interfaces.public.made import read, words
from tests.rendering.pdf_reading import opened, whole_text

pytestmark = pytest.mark.django_db

PAGE = f"/methods/{SEARCHES}/{HASH}/"


@pytest.mark.item("S-097")
def test_report_names_the_exact_version_of_its_method_in_every_form(client: Client) -> None:
    publication = published_with_method()
    (used,) = publication.report.about_the_data.methods
    address = f"/reports/{publication.reference}/"

    page = read(client, f"{address}about-the-data/")
    document = json.loads(client.get(f"{address}report.json").content)
    pdf = whole_text(opened(client.get(f"{address}report.pdf").content))

    assert (used.identifier, used.version, used.sha256, used.figures) == (SEARCHES, "1", HASH, ("F-3",))
    assert used.record == ReviewFigure.objects.get().record_sha256
    assert page.xpath(f"//a[@href='{PAGE}']/text()") == [used.title]
    assert document["report"]["about_the_data"]["methods"] == [used.model_dump(mode="json")]
    assert HASH in pdf.replace(" ", "")


@pytest.mark.item("S-097")
def test_link_leads_to_the_question_set_as_it_was_used(client: Client) -> None:
    published_with_method()

    text = words(read(client, PAGE))
    given = json.loads(client.get(f"{PAGE}definition.json").content)

    asked = [question["text"] for question in DEFINITION["questions"]]
    assert [question for question in asked if question not in text] == []
    assert (given, hash_of(given["definition"])) == ({"sha256": HASH, "definition": DEFINITION}, HASH)


def test_question_set_of_a_review_that_no_report_rests_on_has_no_page(client: Client) -> None:
    planned()

    assert client.get(PAGE).status_code == 404
    assert client.get(f"{PAGE}definition.json").status_code == 404


@pytest.mark.item("S-097")
def test_links_that_hold_are_counted() -> None:
    published_with_method()

    proof = verify_method_links()

    assert (proof.holds, proof.links, proof.faults) == (True, 2, ())


@pytest.mark.item("S-097")
def test_broken_target_of_a_link_is_told(client: Client) -> None:
    publication = published_with_method()
    Review.objects.update(definition={**DEFINITION, "title": "Another question set"})

    proof = verify_method_links()

    assert (proof.holds, proof.links, proof.faults) == (
        False,
        2,
        (
            f"The figure F-3 of {publication.inspection} links to a question set of the review 'Grounds for searches' "
            "that differs from its hash.",
            f"{publication} links to version 1 of {SEARCHES} with the hash {HASH[:12]}, and no such question set is "
            "kept.",
        ),
    )
    assert published_method(SEARCHES, HASH) is None
    assert client.get(PAGE).status_code == 404


def test_altered_record_behind_a_figure_is_told() -> None:
    published_with_method()
    alter("reviews_reviewrecord", "UPDATE reviews_reviewrecord SET results = %s", "[]")

    (fault,) = verify_method_links().faults

    assert fault.endswith(
        "links to the record of the review 'Grounds for searches', which differs from its hash."
    )
