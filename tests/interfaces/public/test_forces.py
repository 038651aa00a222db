"""The forces: grades beside one another only where they may be, and never in an order of merit."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.test import Client

from peelian.apps.frameworks.queries import regime
from tests.apps.world import make_all_forces, make_force
from tests.interfaces.public.made import heads, make_grade, make_item, make_stage, read, table, words

pytestmark = pytest.mark.django_db
ARROWS = "↑↓→←▲▼⬆⬇⇧⇩"


def history_of_cleveland() -> None:
    """Requires improvement in 2015, good in 2016, and five tiers in 2021/22."""
    force = make_force("cleveland")
    make_grade(force, "peel-2015", "requires-improvement", as_of=date(2015, 1, 1), as_of_precision="year")
    make_grade(force, "peel-2016", "good")
    make_grade(force, "peel-2021-22", "adequate", target="preventing-crime", as_of=date(2023, 3, 17))


@pytest.mark.item("S-018")
def test_grades_of_one_family_show_their_direction(client: Client) -> None:
    history_of_cleveland()

    rows = table(read(client, "/forces/cleveland/"), "Cleveland Police under PEEL 2016")

    assert rows[0][0] == "Effectiveness"
    assert rows[0][1].startswith("Good")
    assert rows[0][2] == "improved by one tier"


@pytest.mark.item("S-028")
def test_grades_across_scales_are_not_comparable_and_have_no_arrow(client: Client) -> None:
    history_of_cleveland()
    make_grade(make_force("cleveland"), "peel-2016", "good", target="preventing-crime")

    page = read(client, "/forces/cleveland/")

    rows = table(page, "Cleveland Police under PEEL 2021/22")
    assert [row[2] for row in rows] == ["not comparable"]
    gap = words(page.find_class("peelian-break")[0])
    assert gap.startswith("Not comparable with PEEL 2016.")
    assert "from four tiers to five" in gap
    assert [sign for sign in ARROWS if sign in words(page)] == []


@pytest.mark.item("S-018", "S-028")
def test_history_as_csv_says_the_same_as_the_page(client: Client) -> None:
    history_of_cleveland()
    make_grade(make_force("cleveland"), "peel-2016", "good", target="preventing-crime")

    answer = client.get("/forces/cleveland/history.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    said = {(row["framework"], row["target"]): (row["comparison"], row["comparison_words"]) for row in rows}
    assert said["peel-2016", "effectiveness"] == ("improved", "improved by one tier")
    assert said["peel-2021-22", "preventing-crime"] == ("not-comparable", "not comparable")
    assert [row["scale"] for row in rows] == ["four-tier", "four-tier", "four-tier", "five-tier"]
    reasons = [row["comparison_reason"] for row in rows if row["comparison"] == "not-comparable"]
    assert ["from four tiers to five" in reason for reason in reasons] == [True]
    assert [sign for sign in ARROWS if sign in answer.content.decode()] == []


@pytest.mark.item("S-007", "S-008", "S-006")
@pytest.mark.parametrize("pillar", ["legitimacy", "effectiveness"])
def test_each_judgement_of_a_pillar_shows_its_definition_and_the_question(
    client: Client, pillar: str
) -> None:
    make_grade(target=pillar)
    framework = regime().frameworks["peel-2016"]

    pages = [
        read(client, "/forces/cleveland/"),
        read(client, f"/national/peel-2016/{pillar}/"),
        read(client, f"/forces/?framework=peel-2016&target={pillar}"),
    ]

    for page in pages:
        assert framework.target(pillar).definition in words(page)
        assert framework.central_question in words(page)


@pytest.mark.item("S-005")
def test_transport_police_stay_out_of_totals_with_a_note(client: Client) -> None:
    for force in make_all_forces():
        make_grade(force)
    before = table(read(client, "/national/peel-2016/effectiveness/"), "Forces by grade")

    make_grade(make_force("btp", in_scope=False), grade="inadequate")
    page = read(Client(), "/national/peel-2016/effectiveness/")

    assert table(page, "Forces by grade") == before
    assert [row[1] for row in before] == ["0", "43", "0", "0"]
    assert "British Transport Police" in words(page.find_class("govuk-inset-text")[0])


@pytest.mark.item("S-160", "S-162")
@pytest.mark.parametrize(
    "address", ["/forces/", "/forces/?sort=grade", "/forces/?order=-grade&grade=peel-2016:effectiveness"]
)
def test_forces_stand_in_the_order_of_their_names_whatever_their_grades(client: Client, address: str) -> None:
    tiers = ("inadequate", "outstanding", "good")
    for place, slug in enumerate(("kent", "cleveland", "durham", "surrey")):
        make_grade(make_force(slug), grade=tiers[place % 3])

    named = heads(read(client, address), "Forces in the order of their names")

    assert named == ["Cleveland Police", "Durham Constabulary", "Kent Police", "Surrey Police"]


@pytest.mark.item("S-160", "S-162")
def test_national_picture_counts_forces_and_ranks_none(client: Client) -> None:
    for slug, grade in (
        ("kent", "good"),
        ("durham", "good"),
        ("cleveland", "inadequate"),
        ("avon-and-somerset", "good"),
    ):
        make_grade(make_force(slug), grade=grade)

    page = read(client, "/national/peel-2016/effectiveness/")

    assert [row[:2] for row in table(page, "Forces by grade")] == [
        ["Outstanding", "0"], ["Good", "3"], ["Requires improvement", "0"], ["Inadequate", "1"],
    ]  # fmt: skip
    assert (
        table(page, "Forces by grade")[1][2] == "Avon and Somerset Police, Durham Constabulary, Kent Police"
    )
    assert page.xpath("//ol[not(ancestor::nav) and not(contains(@class, 'breadcrumbs'))]") == []


def test_not_graded_differs_from_not_recorded(client: Client) -> None:
    make_grade(make_force("kent"))
    make_grade(make_force("greater-manchester"), grade="")
    make_force("surrey")

    rows = table(read(client, "/forces/"), "Forces in the order of their names")
    national = table(read(client, "/national/peel-2016/effectiveness/"), "Forces by grade")

    assert [row[1] for row in rows] == ["Not graded", "Good", "Not recorded"]
    assert [row[:2] for row in national[4:]] == [["Not graded", "1"], ["Not recorded", "1"]]


def test_map_says_what_the_table_says(client: Client) -> None:
    make_grade(make_force("kent"), grade="outstanding")
    make_force("surrey")

    page = read(client, "/forces/")

    links = {
        link.get("href"): link.get("aria-label")
        for link in page.xpath("//*[local-name()='svg']//*[local-name()='a']")
    }
    assert links == {
        "/forces/kent/": "Kent Police: Outstanding",
        "/forces/surrey/": "Surrey Police: Not recorded",
    }


def test_what_the_sources_lack_is_said(client: Client) -> None:
    make_grade(framework="peel-2016")

    text = words(read(client, "/forces/cleveland/"))

    assert "Not recorded in our sources: Efficiency; Legitimacy;" in text
    assert "No decision on monitoring is recorded for this force." in text


def test_interim_and_press_grades_are_labelled(client: Client) -> None:
    make_grade(standing="interim", source_rank="press", note="Told by a newspaper.")

    row = table(read(client, "/forces/cleveland/"), "Cleveland Police under PEEL 2016")[0]

    assert row[1] == "Good InterimPress accountTold by a newspaper."


def test_open_items_stages_and_sources_stand_on_the_page_of_the_force(client: Client) -> None:
    force = make_force("cleveland")
    make_item(force, title="Stop the leaks", kind="cause-of-concern", source_rank="press", matched=False)
    make_item(force, title="Done long ago", state="closed", state_reason="Met.")
    make_item(force, title="A draft", state="draft")
    make_stage(force)

    text = words(read(client, "/forces/cleveland/"))

    assert "Causes of concern: 1 open Stop the leaks" in text
    assert "Press account" in text
    assert "its own text has not been found" in text
    assert "Done long ago" not in text
    assert "A draft" not in text
    assert "27 September 2019 Enters Engage" in text


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("north east", ["Cleveland Police", "Durham Constabulary"]),
        ("nowhere", []),
        ("constab", ["Durham Constabulary"]),
    ],
)
def test_forces_are_found_by_name_and_region(client: Client, wanted: str, found: list[str]) -> None:
    for slug in ("cleveland", "durham", "kent"):
        make_force(slug)

    answer = client.get("/forces/", {"q": wanted})

    if len(found) == 1:
        assert answer["Location"] == "/forces/durham/"
    else:
        page = read(client, f"/forces/?q={wanted}")
        assert (heads(page, "Forces in the order") if found else []) == found


@pytest.mark.parametrize(
    "address",
    [
        "/forces/nowhere/", "/forces/nowhere/history.csv", "/forces/?framework=peel-1066", "/forces/?grade=x:y",
        "/national/peel-1066/effectiveness/", "/national/peel-2016/no-such-thing/", "/frameworks/peel-1066/",
    ],
)  # fmt: skip
def test_unknown_addresses_are_not_found(client: Client, address: str) -> None:
    make_grade()

    assert client.get(address).status_code == 404


def test_home_shows_the_national_picture_only_where_it_is_whole(client: Client) -> None:
    forces = make_all_forces()
    for force in forces:
        make_grade(force)
    for force in forces[:20]:
        make_grade(force, target="legitimacy")

    page = read(client, "/")

    captions = [words(caption) for caption in page.iter("caption")]
    assert captions == ["Effectiveness, PEEL 2016: 43 forces graded"]


def test_home_counts_the_forces_that_hold_no_grade_apart(client: Client) -> None:
    first, *others = make_all_forces()
    make_grade(first, grade="")
    for force in others:
        make_grade(force)

    rows = table(read(client, "/"), "Effectiveness, PEEL 2016: 42 forces graded, 1 not graded")

    assert rows[4] == ["Not graded", "1"]
    assert sum(int(count) for _, count in rows) == 43
