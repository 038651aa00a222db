"""The register: narrowed, paged and exported without ever showing a draft."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from lxml import etree, html
from python_calamine import CalamineWorkbook

from peelian.apps.followup.models import Item, ItemLink
from peelian.apps.followup.queries import PAGE_SIZE
from peelian.apps.organisations.models import Organisation, Role
from peelian.interfaces.public.item_feed import ENTRIES
from tests.apps.measures.made import make_publication
from tests.apps.world import make_all_forces, make_force, make_inspectorate, make_person
from tests.interfaces.public.made import heads, make_item, read, table, words

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
        ("text=nothing", []),
        ("text=calls&unknown=name", ["Answer calls sooner"]),
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


@pytest.mark.parametrize(
    "query", ["state=zzz", "state=draft", "force=xx", "cycle=1066", "text=nothing%00", f"text={'a' * 5000}"]
)
def test_wish_that_is_not_known_is_told_by_page_file_and_feed(client: Client, query: str) -> None:
    make_item()
    name = query.partition("=")[0]

    page = client.get(f"/items/?{query}")
    told = html.fromstring(page.content).find_class("govuk-error-summary__list")

    assert page.status_code == 422
    assert [each.xpath(".//a/@href") for each in told] == [[f"#id_{name}"]]
    for ending in ("items/items.csv", "items/items.json", "feeds/items.xml"):
        answer = client.get(f"/{ending}?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (422, "text/plain; charset=utf-8")


def test_item_that_ended_tells_its_day_everywhere_and_comes_first_in_the_feed(client: Client) -> None:
    day = date(2018, 5, 4)
    ended = make_item(title="Old", state="closed", state_reason="Met.", ended_on=day, due=date(2017, 6, 1))
    told = make_item(title="Told", state="closed", state_reason="Met.", listed_on=date(2016, 1, 1))
    make_item(title="New", listed_on=date(2018, 5, 3), due=date(2019, 1, 1))

    feed = etree.fromstring(client.get("/feeds/items.xml").content)
    entries = [(each.findtext("{*}title"), each.findtext("{*}updated")) for each in feed.iter("{*}entry")]

    assert [(title.rpartition(": ")[2], updated[:10]) for title, updated in entries] == [
        ("Old", "2018-05-04"),
        ("New", "2018-05-03"),
        ("Told", "2016-01-01"),
    ]
    assert "Closed: 4 May 2018Met." in words(read(client, f"/items/{ended.pk}/"))
    assert "Closed: Day not recorded" in words(read(client, f"/items/{told.pk}/"))
    assert [row["ended_on"] for row in rows_of(client, "/items/items.csv?text=old")] == ["2018-05-04"]
    assert client.get(f"/api/v1/items/{ended.pk}").json()["item"]["ended_on"] == "2018-05-04"
    assert {row[0]: row[4:] for row in table(read(client, "/items/"), CAPTION)} == {
        "New": ["By 1 January 2019 Overdue", "Open"],
        "Old": ["By 1 June 2017", "Closed4 May 2018"],
        "Told": ["Date not recorded", "ClosedDay not recorded"],
    }


def test_search_takes_no_more_than_an_address_holds(client: Client) -> None:
    page = read(client, "/items/?addressee=all-forces")

    assert page.xpath("//main//input[@name='text']/@maxlength") == ["200"]
    assert page.xpath("//main//input[@type='hidden']/@name") == ["addressee"]


def test_addresses_without_a_wish_end_without_a_question_mark(client: Client) -> None:
    make_item()

    assert [each for each in read(client, "/items/").xpath("//@href") if each.endswith("?")] == []


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

    assert "Vet everybodyBy May 2024 (overdue) · Open" in text
    assert "Hidden" not in text
    assert "The cause of concern Vetting has gaps" in words(read(client, f"/items/{answer.pk}/"))


def test_register_is_downloaded_as_json_and_workbook_too(client: Client) -> None:
    item = make_item(title="Vetting has gaps", theme="domestic-abuse", stage="in-progress")
    make_item(title="Secret", state="draft")

    rows = json.loads(b"".join(client.get("/items/items.json").streaming_content))  # type: ignore[attr-defined]
    book = b"".join(client.get("/items/items.xlsx").streaming_content)  # type: ignore[attr-defined]

    assert [(row["id"], row["theme"]) for row in rows] == [(str(item.pk), "domestic-abuse")]
    assert {"stage", "owner", "progress", "last_update_on"} & rows[0].keys() == set()
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert [row[8] for row in sheet] == ["title", "Vetting has gaps"]
    assert client.get("/items/items.pdf").status_code == 404


def test_feed_tells_the_newest_items_of_the_list(client: Client) -> None:
    for number in range(ENTRIES + 1):
        make_item(title=f"Item {number:02}", listed_on=date(2020, 1, 1) + timedelta(days=number))
    make_item(make_force("kent"), title="Of Kent")
    make_item(title="Secret", state="draft")

    whole = etree.fromstring(client.get("/feeds/items.xml").content)
    kent = etree.fromstring(client.get("/feeds/items.xml?force=kent").content)

    titles = [entry.findtext("{*}title") for entry in whole.iter("{*}entry")]
    assert titles[0] == f"Area for improvement, Cleveland Police: Item {ENTRIES}"
    assert len(titles) == ENTRIES
    assert [entry.findtext("{*}title") for entry in kent.iter("{*}entry")] == [
        "Area for improvement, Kent Police: Of Kent"
    ]
    assert read(client, "/items/?force=kent").xpath("//link[@rel='alternate']/@href")[0] == (
        "/feeds/items.xml?force=kent"
    )


@pytest.mark.item("S-160", "S-162")
def test_numbers_stand_by_theme_age_and_force_without_any_ranking(client: Client) -> None:
    make_all_forces()
    make_item(make_force("kent"), theme="domestic-abuse", raised_on=date(2016, 1, 1))
    make_item(make_force("kent"), theme="domestic-abuse", state="draft")
    make_item(make_force("west-yorkshire"))

    page = read(client, "/items/numbers/")
    theme = read(client, "/items/themes/domestic-abuse/")

    forces = [row[0] for row in table(page, "What is asked of each force")]
    assert len(forces) == 43
    assert forces == sorted(forces)
    assert {row[0]: row[1:3] for row in table(page, "Items of forces by theme")}["Domestic abuse"] == [
        "1",
        "1",
    ]
    assert {row[0]: row[-1] for row in table(page, "Open items by age")}["4 years or more"] == "2"
    told = [row for row in table(theme, "Domestic abuse: forces by name") if row[1] != "0"]
    assert told == [["Kent Police", "1", "1 January 2016", "0", "0"]]
    assert client.get("/items/themes/none/").status_code == 200
    assert client.get("/items/themes/unknown/").status_code == 404


def test_numbers_say_what_is_not_recorded_and_why_tables_do_not_add_up(client: Client) -> None:
    make_item(make_force("kent"), theme="domestic-abuse", raised_on=None)
    national = make_item(addressee="all-forces")
    Item.objects.filter(pk=national.pk).update(force=None)

    page = read(client, "/items/numbers/")
    theme = read(client, "/items/themes/domestic-abuse/")

    lines = {row[0]: row[1:] for row in table(page, "Items of forces by theme")}
    assert lines["Domestic abuse"] == ["1", "1", "Not recorded", "Not recorded", "0", "0"]
    assert lines["No theme given"][2:4] == ["None open", "None open"]
    assert {row[0]: row[2] for row in table(theme, "Domestic abuse: forces by name")} == {
        "Cleveland Police": "None open",
        "Kent Police": "Not recorded",
    }
    assert words(page).count("1 open item is not counted here, but in the table by age") == 2
    assert [words(each) for each in page.xpath("//section/h2")] == [
        "Open items by age",
        "Items of forces by theme",
    ]


@pytest.mark.parametrize("query", ["theme=domestic-abuse", "origin=coroner"])
def test_register_is_narrowed_by_theme_and_by_who_raised_it(client: Client, query: str) -> None:
    make_item(title="Both", theme="domestic-abuse", origin="coroner", origin_body="A coroner")
    make_item(title="Neither")

    assert heads(read(client, f"/items/?{query}"), CAPTION) == ["Both"]


def test_item_says_which_comparison_it_was_asked_on_and_with_which_value(client: Client) -> None:
    run = make_publication(cleveland=90)
    force = Organisation.objects.get(slug="cleveland")
    asked = make_item(force, title="Why so many", outlier_run=run, exception_note=f"{run.title}.")

    page = read(client, f"/items/{asked.pk}/")

    facts = dict(
        zip(map(words, page.xpath("//dt")), map(words, page.xpath("//dd")), strict=True),
    )
    assert facts["Asked because"] == (
        f"{run.title}, year ending 31 March 2022: 90.0 per 1,000 population, well above average, highest of 43. "
        "The comparison"
    )
    assert not {"Concerns", "Report"} & set(facts)
    links = page.xpath("//a[normalize-space()='The comparison']/@href")
    assert links == [f"/measures/{run.measure}/?period=2022-03-31&version=1&force=cleveland"]
    assert client.get(links[0]).status_code == 200
