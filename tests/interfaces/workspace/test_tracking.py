"""The register of the workspace: lists, downloads, many items at once, and numbers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.organisations.models import Organisation, Role
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person
from tests.interfaces.public.made import make_item, read, table, words

pytestmark = pytest.mark.django_db
REGISTER = "/workspace/register/"


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(date(2017, 5, 2), tick=False):
        yield


def signed_in(client: Client, user: User) -> User:
    client.force_login(user)
    return user


def liaison(client: Client, force: str = "cleveland") -> User:
    return signed_in(client, make_person(make_force(force), Role.FORCE_LIAISON, name="Ann Liaison"))


def titles(client: Client, query: str = "") -> list[str]:
    return [row[0] for row in table(read(client, REGISTER + query), "Register") if len(row) > 1]


def file_of(client: Client, form: str, query: str = "") -> bytes:
    answer = client.get(f"{REGISTER}register.{form}{query}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Answer calls", "Vetting has gaps"]),
        ("?text=vett", ["Vetting has gaps"]),
        ("?due=overdue", ["Vetting has gaps"]),
        ("?kind=recommendation", []),
        ("?owner=mine", ["Answer calls"]),
        ("?owner=nobody", ["Vetting has gaps"]),
        ("?stage=in-progress", ["Answer calls"]),
        ("?theme=domestic-abuse", ["Answer calls"]),
        ("?news=stale", ["Vetting has gaps"]),
        ("?order=date", ["Vetting has gaps", "Answer calls"]),
    ],
)
def test_register_is_narrowed_to_what_the_person_asks(client: Client, query: str, found: list[str]) -> None:
    user = liaison(client)
    mine = make_item(
        title="Answer calls",
        theme="domestic-abuse",
        stage="in-progress",
        listed_on=date(2017, 4, 1),
        raised_on=date(2017, 4, 1),
    )
    Ownership.objects.create(item=mine, owner=user, named_by=user, since=date(2017, 4, 2))
    make_item(title="Vetting has gaps", due=date(2017, 5, 1), raised_on=date(2016, 3, 1))
    make_item(make_force("kent"), title="Of Kent")

    assert titles(client, query) == found
    named = [row["title"] for row in csv.DictReader(io.StringIO(file_of(client, "csv", query).decode()))]
    assert named == found


def test_filters_that_are_not_known_say_so_and_a_place_that_is_none_is_not_found(client: Client) -> None:
    liaison(client)

    assert client.get(f"{REGISTER}?kind=unknown").status_code == 422
    assert client.get(f"{REGISTER}?after=nowhere").status_code == 404
    assert client.get(f"{REGISTER}register.pdf").status_code == 404
    assert Client().get(REGISTER).status_code == 302


@pytest.mark.parametrize("query", ["force=nope", "state=nope", "due=never", "theme=nope"])
def test_wrong_filter_widens_neither_list_nor_file_nor_change(client: Client, query: str) -> None:
    signed_in(client, make_person(make_inspectorate(), Role.LEAD_INSPECTOR))
    make_item(title="Answer calls")

    listed, numbers = client.get(f"{REGISTER}?{query}"), client.get(f"{REGISTER}numbers/?{query}")
    as_file = client.get(f"{REGISTER}register.csv?{query}")
    changed = client.post(f"{REGISTER}change/?all=yes&act=theme&{query}", {"theme": "domestic-abuse"})

    for answer in (listed, numbers, as_file, changed):
        assert answer.status_code == 422
        assert "This choice is not offered here" in answer.content.decode()
        assert "Answer calls" not in answer.content.decode()
    assert Item.objects.get().theme == ""


def test_filter_that_is_not_offered_is_refused_and_not_passed_over(client: Client) -> None:
    liaison(client)
    make_force("kent")
    make_item(title="Answer calls")

    assert client.get(f"{REGISTER}register.csv?force=kent").status_code == 422
    assert client.get(f"{REGISTER}register.csv?force=cleveland").status_code == 200


def test_row_tells_owner_deadline_and_news_to_the_force_and_less_to_its_commissioner(client: Client) -> None:
    user = liaison(client)
    item = make_item(title="Vetting", due=date(2017, 5, 1), immediate=True, stage="in-progress")
    Ownership.objects.create(item=item, owner=user, named_by=user, since=date(2017, 4, 2))

    of_force = table(read(client, REGISTER), "Register")[0]
    signed_in(client, make_person(make_local_policing_body(make_force()), Role.COMMISSIONER))
    page = read(client, REGISTER)
    of_commissioner = table(page, "Register")[0]

    due = "By 1 May 2017 Overdue"
    kind, news = "Area for improvementRaised 2 March 2017", "Nothing told yetNext by 31 May 2017"
    assert of_force[:5] == ["VettingAt once", kind, due, "In progress Ann Liaison", news]
    assert of_commissioner == ["VettingAt once", kind, due, "Open", news]
    assert page.xpath("//input[@name='item']") == []
    assert page.xpath("//select[@name='stage']") == []


@pytest.mark.parametrize("form", ["csv", "json", "xlsx"])
def test_files_hold_every_column_and_the_work_only_for_its_readers(client: Client, form: str) -> None:
    user = liaison(client)
    item = make_item(title="=1+1", due=date(2017, 5, 1), stage="in-progress", progress="good")
    Ownership.objects.create(item=item, owner=user, named_by=user, since=date(2017, 4, 2))

    def row() -> dict[str, Any]:
        content = file_of(client, form)
        if form == "json":
            (found,) = json.loads(content)
            return dict(found)
        if form == "csv":
            return next(csv.DictReader(io.StringIO(content.decode())))
        head, cells = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return {name: str(cell) for name, cell in zip(map(str, head), cells, strict=True)}

    mine = row()
    signed_in(client, make_person(make_local_policing_body(make_force()), Role.COMMISSIONER))
    theirs = row()

    assert mine["title"] == ("'=1+1" if form == "csv" else "=1+1")
    assert (mine["due"], mine["force"], mine["addressee"]) == ("2017-05-01", "cleveland", "Cleveland Police")
    assert (mine["owner"], mine["stage"], mine["progress"]) == ("Ann Liaison", "in-progress", "good")
    assert (theirs["title"], theirs["id"]) == (mine["title"], str(item.pk))
    assert [theirs[name] or "" for name in ("owner", "stage", "progress")] == ["", "", ""]


def test_owner_is_named_for_the_items_chosen(client: Client) -> None:
    user = liaison(client)
    first, second, third = (make_item(title=f"Item {number}") for number in range(3))
    address = f"{REGISTER}change/?act=owner&item={first.pk}&item={second.pk}&item=none"

    chosen = table(read(client, address), "Items chosen")
    answer = client.post(address, {"owner": str(user.pk)}, follow=True)

    assert {row[0] for row in chosen} == {"Item 0", "Item 1"}
    assert "Done for 2 items." in answer.content.decode()
    assert set(Ownership.objects.values_list("item", flat=True)) == {first.pk, second.pk}
    assert third.ownerships.count() == 0


def test_all_that_fit_are_taken_and_the_rest_is_told(client: Client) -> None:
    user = liaison(client)
    for number in range(3):
        item = make_item(title=f"Vetting {number}")
        Ownership.objects.create(item=item, owner=user, named_by=user, since=date(2017, 4, 2))
    make_item(title="Vetting ended", state="closed", state_reason="Met.")
    make_item(title="Other")
    address = f"{REGISTER}change/?act=start&all=yes&text=vetting"

    page = words(read(client, address))
    client.post(address)

    assert "on 3 items: on all of them, or on none. Left out, since the step does not fit: 1." in page
    started = Item.objects.filter(stage="in-progress").order_by("title").values_list("title", flat=True)
    assert list(started) == ["Vetting 0", "Vetting 1", "Vetting 2"]


def test_one_refusal_is_told_by_name_and_nothing_changes(client: Client) -> None:
    user = liaison(client)
    owned, unowned = make_item(title="Owned"), make_item(title="Unowned")
    Ownership.objects.create(item=owned, owner=user, named_by=user, since=date(2017, 4, 2))

    answer = client.post(f"{REGISTER}change/?act=start&item={owned.pk}&item={unowned.pk}")

    assert answer.status_code == 422
    assert "Unowned: The item has no owner." in answer.content.decode()
    assert not Item.objects.filter(stage="in-progress").exists()


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("act=owner", "No item that fits is chosen."),
        ("act=owner&all=yes", "The items belong to 2 organisations."),
        ("act=owner&all=yes&force=kent", "The step is taken on 1 item:"),
    ],
)
def test_step_needs_items_of_one_organisation(client: Client, query: str, sentence: str) -> None:
    user = liaison(client)
    user.memberships.create(organisation=make_force("kent"), role=Role.FORCE_LIAISON)
    make_item()
    make_item(make_force("kent"))

    assert sentence in words(read(client, f"{REGISTER}change/?{query}"))


def test_steps_belong_to_roles(client: Client) -> None:
    make_item()
    signed_in(client, make_person(make_inspectorate(), Role.LEAD_INSPECTOR))

    offered = read(client, REGISTER).xpath("//button[@name='act']/@value")

    assert offered == ["theme"]
    assert client.get(f"{REGISTER}change/?act=owner&all=yes").status_code == 404
    client.post(f"{REGISTER}change/?act=theme&all=yes", {"theme": "domestic-abuse"})
    assert set(Item.objects.values_list("theme", flat=True)) == {"domestic-abuse"}


def test_forces_are_told_where_there_are_several_and_stale_news_are_marked(client: Client) -> None:
    signed_in(client, make_person(make_inspectorate(), Role.ANALYST))
    make_item(title="Vetting", raised_on=date(2016, 1, 1), last_update_on=date(2016, 6, 1))

    row = table(read(client, REGISTER), "Register")[0]

    assert row[1] == "Cleveland Police"
    assert row[-2] == "Stale Told 1 June 2016. Was due 30 August 2016"


def test_home_office_reads_all_that_is_published_and_nothing_of_the_news(client: Client) -> None:
    department = Organisation.objects.create(kind="government", slug="home-office", name="Home Office")
    signed_in(client, make_person(department, Role.HOME_OFFICE_READER))
    make_item(title="Vetting", stage="in-progress", last_update_on=date(2016, 6, 1))

    page = read(client, REGISTER)

    (row,) = table(page, "Register")
    assert (row[0], row[-1]) == ("Vetting", "Open")
    assert page.xpath("//table[@id='register']//th[@scope='col']/text()")[-1] == "How it stands"
    assert "Everything that was asked of forces," in page.text_content()
    assert page.xpath("//a[@href='/workspace/boards/']") == []
    assert page.xpath("//select[@name='news' or @name='stage' or @name='owner']") == []
    assert client.get(f"{REGISTER}?news=stale").status_code == 422


def test_numbers_count_what_the_filters_leave(client: Client) -> None:
    signed_in(client, make_person(make_inspectorate(), Role.INSPECTOR))
    make_item(make_force("kent"), theme="domestic-abuse", raised_on=date(2015, 1, 1))
    make_item(make_force("durham"), immediate=True)
    make_item(make_force("durham"), state="closed", state_reason="Met.")

    page = read(client, f"{REGISTER}numbers/")
    narrowed = read(client, f"{REGISTER}numbers/?theme=domestic-abuse")

    assert [row[0] for row in table(page, "What is asked of each force")] == [
        "Durham Constabulary",
        "Kent Police",
    ]
    ages = {row[0]: row[-1] for row in table(page, "Open items by age")}
    assert (ages["Less than 6 months"], ages["2 to 4 years"]) == ("1", "1")
    assert [row[0] for row in table(narrowed, "What is asked of each force")] == ["Kent Police"]
    assert len(page.xpath("//figure//*[local-name()='svg']")) == 2


@pytest.mark.parametrize("address", [REGISTER, f"{REGISTER}numbers/", "/workspace/"])
def test_queries_do_not_grow_with_the_items(client: Client, address: str) -> None:
    liaison(client)
    make_item()
    counts = []

    for number in (1, 3):
        while Item.objects.count() < number:
            make_item(theme="domestic-abuse")
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_register_tells_how_many_items_fit_or_leads_to_their_number(client: Client) -> None:
    liaison(client)
    for number in range(50):
        make_item(title=f"Item {number}")

    whole = words(read(client, REGISTER))
    make_item(title="One more")
    part = words(read(client, REGISTER))

    assert "50 items. As a file" in whole
    assert "50 items on this page, and there are more: count them all. As a file" in part
