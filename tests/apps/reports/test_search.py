"""Search in what is published: by old and new terms, and never in drafts."""

from __future__ import annotations

import pytest

from peelian.apps.reports.queries import public_search
from peelian.apps.reports.queries.search import excerpt_around
from peelian.apps.reports.services import correct_report, start_correction
from tests.apps.reports.made_up import (
    ORGANISED,
    RESPONDING,
    chief_inspector_of,
    finding,
    published,
    signed_off,
    write_part,
    written_inspection,
)

pytestmark = pytest.mark.django_db


def places(text: str) -> list[tuple[str, str]]:
    return [(hit.reference, hit.part) for hit in public_search(text)]


def test_search_finds_the_area_that_holds_every_word() -> None:
    publication = published()

    assert places("PROFILES date") == [(publication.reference, ORGANISED)]
    assert places("profiles unicorns") == []


@pytest.mark.item("S-035")
@pytest.mark.parametrize(
    "text", ["abuse of authority for sexual gain", "abuse of position for a sexual purpose"]
)
def test_old_and_new_term_find_the_same_place(text: str) -> None:
    inspection = written_inspection()
    finding(inspection, RESPONDING, "Abuse of position for a sexual purpose is looked for")

    publication = published(inspection)

    assert places(text) == [(publication.reference, RESPONDING)]


def test_drafts_are_not_found() -> None:
    inspection = written_inspection()
    finding(inspection, RESPONDING, "A secret heliotrope")
    signed_off(inspection)

    assert places("heliotrope") == []


def test_search_finds_the_newest_version_only() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="The heliotrope is praised.")
    first = published(inspection)
    chief = chief_inspector_of(inspection)
    reopened = start_correction(actor=chief, publication=first, reason="The wrong flower.")
    write_part(reopened, summary="The marigold is praised.")

    correct_report(actor=chief, publication=first, reason="The wrong flower.")

    assert places("heliotrope") == []
    assert places("marigold") == [(first.reference, "")]


@pytest.mark.parametrize(
    "text", ["", "   ", '"', "unicorn AND", "NEAR(", "*", "a OR b --", "col:x", "') OR 1=1"]
)
def test_signs_and_operators_are_only_words(text: str) -> None:
    published()

    assert places(text) == []


def test_excerpt_shows_the_words_found() -> None:
    text = " ".join(f"word{number}" for number in range(200))

    excerpt = excerpt_around(text, ["word150"])

    assert "word150" in excerpt
    assert excerpt.startswith("… word")
    assert excerpt.endswith(" …")
    assert excerpt_around("A short text.", ["short"]) == "A short text."
