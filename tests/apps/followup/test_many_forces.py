"""One item for many forces: fan-out, the grid, letters of findings, and forces that stood out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from peelian.apps.followup import services
from peelian.apps.followup.models import FindingsLetter, Item
from peelian.apps.followup.queries.national import national_grid
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.followup.world import inspector_of
from tests.apps.measures.made import make_publication
from tests.apps.world import LOADER, framework_version, make_all_forces, make_inspectorate, make_person

pytestmark = pytest.mark.django_db
ROW = {
    "kind": "recommendation",
    "addressee": "all-forces",
    "title": "Intelligence on abuse of position",
    "text": "Start to carry out a plan to seek intelligence on abuse of position for sexual gain.",
    "source": "National report on legitimacy",
    "framework": "peel-2016",
    "raised_on": "2016-12",
    "due_months_after_publication": "6",
    "closure_criteria": "A plan stands.\nThe plan is carried out.",
    "theme": "integrity-and-corruption",
}


@pytest.fixture(autouse=True)
def _frameworks(db: None) -> None:
    framework_version("peel-2016")


def told(**changes: str) -> Item:
    result = services.import_items(actor=LOADER, inspectorate=make_inspectorate(), rows=[ROW | changes])
    return result.items[0]


def given_to_all() -> tuple[Item, list[Item]]:
    make_all_forces()
    national = told()
    return national, services.issue_national(actor=LOADER, item=national)


def review(item: Item, level: str = "good") -> None:
    services.review_progress(
        actor=inspector_of(item), item=item, level=level, reasons=f"The plan of {item.force} was read."
    )


@pytest.mark.item("S-144", "S-034")
def test_six_months_from_december_2016_give_43_items_one_deadline() -> None:
    _, items = given_to_all()

    assert len(items) == 43
    assert {(item.due, item.due_precision) for item in items} == {(date(2017, 6, 1), "month")}
    assert {item.closure_criteria.count() for item in items} == {2}
    assert {(item.state, item.stage, item.theme) for item in items} == {
        ("open", "not-started", "integrity-and-corruption")
    }


def test_item_is_given_to_each_force_once() -> None:
    national, _ = given_to_all()

    with pytest.raises(RefusalError, match="already"):
        services.issue_national(actor=LOADER, item=national)
    with pytest.raises(RefusalError, match="no open item to all forces"):
        services.issue_national(actor=LOADER, item=national.force_items.earliest("force__slug"))
    with pytest.raises(NotPermittedError):
        services.issue_national(actor=inspector_of(national), item=national)


def test_grid_has_a_row_for_each_force_and_one_word_once_all_have_a_result() -> None:
    national, items = given_to_all()
    reader = make_person(national.inspectorate, Role.INSPECTOR)
    for item in items[:-1]:
        review(item)

    unfinished = national_grid(reader, national, date(2017, 7, 1))
    review(items[-1], "none")
    finished = national_grid(reader, national, date(2017, 6, 30))

    assert unfinished.picture == ""
    assert (finished.picture, finished.levels) == ("inconsistent", {"Good progress": 42, "No progress": 1})
    assert {row.due_state for row in unfinished.rows} == {"overdue"}
    assert {row.due_state for row in finished.rows} == {"due"}
    assert [str(row.item.force) for row in finished.rows] == sorted(
        str(row.item.force) for row in finished.rows
    )


@pytest.mark.item("S-061")
def test_every_force_gets_its_own_result_and_the_log_has_43_letters() -> None:
    national, items = given_to_all()
    sender = inspector_of(national)

    with pytest.raises(InvalidValueError) as error:
        services.send_findings_letters(actor=sender, item=national)
    missing: Any = error.value.details["findings"]
    for item in items:
        review(item, "reasonable")
    services.send_findings_letters(actor=sender, item=national)

    assert len(missing) == 43
    letters = FindingsLetter.objects.filter(item__national=national)
    assert letters.count() == 43
    assert {letter.sent_on is not None and str(letter.item.force) in letter.text for letter in letters} == {
        True
    }
    with pytest.raises(RefusalError, match="sent already"):
        services.send_findings_letters(actor=sender, item=national)


def test_letter_is_read_by_its_own_force_alone() -> None:
    national, items = given_to_all()
    for item in items:
        review(item)
    services.send_findings_letters(actor=inspector_of(national), item=national)
    owner = make_person(items[0].force, Role.STRATEGIC_OWNER)

    assert [letter.item for letter in FindingsLetter.objects.visible_to(owner)] == [items[0]]


@pytest.mark.item("S-143")
def test_forces_that_stood_out_in_one_run_are_asked_the_same() -> None:
    run = make_publication()
    label = "well above average"
    expected = sorted(force.slug for force in run.comparison.forces if force.label == label)
    assert expected

    asking: dict[str, Any] = {
        "actor": make_person(run.release.inspectorate, Role.PUBLICATIONS),
        "run": run,
        "label": label,
        "kind": "area-for-improvement",
        "title": "Use of an outcome",
        "text": "Find out why the force stands out.",
        "raised_on": date(2017, 3, 2),
        "due": date(2017, 5, 1),
    }
    item = services.ask_outliers(**asking)
    with pytest.raises(RefusalError, match="on 2 March 2017 already"):
        services.ask_outliers(**asking)
    with pytest.raises(InvalidValueError, match="more than 10 years ahead"):
        services.ask_outliers(**{**asking, "due": date(2062, 1, 1)})

    asked = item.force_items.order_by("force__slug")
    assert [each.force.slug for each in asked if each.force] == expected
    assert {each.outlier_run for each in asked} == {run}
    assert {(each.title, each.due) for each in asked} == {("Use of an outcome", date(2017, 5, 1))}


def test_forces_are_asked_only_by_a_label_of_the_run_and_not_for_the_past() -> None:
    run = make_publication()

    with pytest.raises(InvalidValueError) as error:
        services.ask_outliers(
            actor=make_person(run.release.inspectorate, Role.PUBLICATIONS),
            run=run,
            label="worst",
            kind="cause-of-concern",
            title=" ",
            text="",
            theme="weather",
            raised_on=date(2017, 3, 2),
            due=date(2017, 3, 1),
        )

    findings: Any = error.value.details["findings"]
    assert [each["field"] for each in findings] == ["label", "kind", "title", "text", "theme", "due"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_months_after_publication": "0"}, "due_months_after_publication"),
        ({"due_months_after_publication": "six"}, "due_months_after_publication"),
        ({"raised_on": "2016"}, "due_months_after_publication"),
        ({"due": "2017-06-01"}, "due_months_after_publication"),
        ({"due_months_after_publication": "", "due": "2016-11-30"}, "due"),
        ({"origin": "coroner"}, "origin_body"),
        ({"theme": "weather"}, "theme"),
    ],
)
def test_row_that_cannot_be_kept_names_its_column(changes: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidValueError) as error:
        told(**changes)

    findings: Any = error.value.details["findings"]
    assert [each["field"] for each in findings] == [field]
    assert not Item.objects.exists()
