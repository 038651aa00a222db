"""The register: narrowed, paged and exported without ever showing a draft."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from peelian.apps.followup.models import ItemLink
from peelian.apps.followup.queries import PAGE_SIZE
from peelian.apps.organisations.models import Role
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.public.made import heads, make_item, read, words

pytestmark = pytest.mark.django_db
CAPTION = "The register"


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=cause-of-concern", ["Vetting has gaps"]),
        ("force=kent", ["Answer calls sooner"]),
        ("state=closed", ["Answer calls sooner"]),
        ("source_rank=press", ["Vetting has gaps"]),
        ("text=vetting", ["Vetting has gaps"]),
        ("cycle=2016", ["Answer calls sooner"]),
        ("state=draft", []),
        ("text=nothing%00", []),
    ],
)
def test_register_is_narrowed(client: Client, query: str, found: list[str]) -> None:
    make_item(
        make_force("kent"),
        title="Answer calls sooner",
        state="closed",
        state_reason="Met.",
        origin_cycle="2016",
    )
    make_item(title="Vetting has gaps", kind="cause-of-concern", source_rank="press", matched=False)

    assert heads(read(client, f"/items/?{query}"), CAPTION) == found
    assert [row["title"] for row in rows_of(client, f"/items/items.csv?{query}")] == found


def test_drafts_are_shown_to_nobody_here_not_even_to_staff(client: Client) -> None:
    draft = make_item(state="draft", title="Secret")
    client.force_login(make_person(make_inspectorate(), Role.HMCIC))

    assert heads(read(client, "/items/"), CAPTION) == []
    assert rows_of(client, "/items/items.csv") == []
    assert client.get(reverse("public:item", args=[draft.pk])).status_code == 404


def test_pages_follow_one_another_without_gap_or_repeat(client: Client) -> None:
    for number in range(PAGE_SIZE + 5):
        make_item(title=f"Item {number:03}", listed_on=date(2020, 1, 1) + timedelta(days=number // 3))
    make_item(title="At once", immediate=True, listed_on=date(2000, 1, 1))

    first = read(client, "/items/")
    second = read(client, "/items/" + first.xpath("//a[@rel='next']/@href")[0])

    seen = heads(first, CAPTION) + heads(second, CAPTION)
    assert len(seen) == len(set(seen)) == PAGE_SIZE + 6
    assert seen[0] == "At once"
    assert second.xpath("//a[@rel='next']") == []


def test_place_in_the_list_that_cannot_be_read_is_not_found(client: Client) -> None:
    assert client.get("/items/?after=anything").status_code == 404


def test_cells_cannot_run_in_a_spreadsheet(client: Client) -> None:
    make_item(title="=HYPERLINK(1)", text="+1")

    row = rows_of(client, "/items/items.csv")[0]

    assert (row["title"], row["text"]) == ("'=HYPERLINK(1)", "'+1")


def test_item_tells_its_story_and_its_source(client: Client) -> None:
    old = make_item(
        title="First asked", raised_on=date(2015, 1, 1), state="closed", state_reason="Met in part."
    )
    new = make_item(title="Asked again", source="The commissioner's answer", source_rank="secondary")
    ItemLink.objects.create(later=new, earlier=old, kind=ItemLink.Kind.REPEATS)

    page = read(client, f"/items/{new.pk}/")

    story = [words(step) for step in page.find_class("peelian-chain__step")]
    assert len(story) == 2
    assert "First asked" in story[0]
    assert "Repeats First asked" in story[1]
    assert "Another body's account" in words(page)
    assert "The commissioner's answer" in words(page)
    assert "Date not recorded" in words(page)


def test_recommendation_leads_to_its_cause_of_concern_and_back(client: Client) -> None:
    cause = make_item(title="Vetting has gaps", kind="cause-of-concern")
    answer = make_item(
        title="Vet everybody",
        kind="recommendation",
        parent=cause,
        due=date(2024, 5, 1),
        due_precision="month",
    )
    make_item(title="Hidden", kind="recommendation", parent=cause, state="draft")

    text = words(read(client, f"/items/{cause.pk}/"))

    assert "Vet everybodyBy May 2024 · Open" in text
    assert "Hidden" not in text
    assert "The cause of concern Vetting has gaps" in words(read(client, f"/items/{answer.pk}/"))
