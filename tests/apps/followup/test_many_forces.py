"""One item for many forces: fan-out, the grid, letters of findings, and forces that stood out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from peelian.apps.followup import services
from peelian.apps.followup.models import FindingsLetter, Item
from peelian.apps.followup.policies import askings_decidable_by
from peelian.apps.followup.queries.national import national_grid
from peelian.apps.measures.services import exclude_force, open_correction, publish_release
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.followup.world import inspector_of
from tests.apps.measures.made import make_publication, publisher
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


def proposing(**changes: Any) -> dict[str, Any]:
    """What an analyst proposes to ask those well above average."""
    run = changes.pop("run", None) or make_publication()
    return {
        "actor": make_person(run.release.inspectorate, Role.ANALYST),
        "run": run,
        "label": "well above average",
        "kind": "area-for-improvement",
        "title": "Use of an outcome",
        "text": "Find out why the force stands out.",
        "due": timezone.localdate() + timedelta(days=60),
        "closure_criteria": ["It is known why."],
        **changes,
    }


@pytest.mark.item("S-143")
def test_forces_that_stood_out_in_one_run_are_asked_the_same_once_another_person_decides() -> None:
    asking = proposing()
    run = asking["run"]
    expected = sorted(force.slug for force in run.comparison.forces if force.label == asking["label"])
    assert expected

    proposal = services.propose_asking(**asking)
    with pytest.raises(RefusalError, match=r"proposed 'Use of an outcome' .* already"):
        services.propose_asking(**asking)
    before = Item.objects.filter(outlier_run=run).count()
    item = services.confirm_asking(
        actor=make_person(run.release.inspectorate, Role.PUBLICATIONS), proposal=proposal
    )
    with pytest.raises(RefusalError, match=r"were asked 'Use of an outcome' on .* already"):
        services.propose_asking(**asking)
    with pytest.raises(InvalidValueError, match="more than 10 years ahead"):
        services.propose_asking(**{**asking, "title": "Later", "due": date(2062, 1, 1)})

    asked = item.force_items.order_by("force__slug")
    assert before == 0
    assert [each.force.slug for each in asked if each.force] == expected
    assert {each.outlier_run for each in asked} == {run}
    assert {(each.title, each.due, each.raised_on) for each in asked} == {
        ("Use of an outcome", asking["due"], timezone.localdate())
    }
    assert {each.closure_criteria.count() for each in asked} == {1}


def test_nobody_decides_on_their_own_proposal_and_nobody_twice() -> None:
    asking = proposing()
    inspectorate = asking["run"].release.inspectorate
    officer = make_person(inspectorate, Role.PUBLICATIONS)
    hmi = make_person(inspectorate, Role.HMI)
    proposal = services.propose_asking(**{**asking, "actor": officer})

    for actor in (officer, asking["actor"]):
        with pytest.raises(NotPermittedError):
            services.confirm_asking(actor=actor, proposal=proposal)
    with pytest.raises(RefusalError, match="needs a reason"):
        services.refuse_asking(actor=hmi, proposal=proposal, reason=" ")
    services.refuse_asking(actor=hmi, proposal=proposal, reason="The forces are asked in their reports.")
    with pytest.raises(RefusalError, match="it was sent back"):
        services.confirm_asking(actor=hmi, proposal=proposal)

    assert not Item.objects.filter(outlier_run=asking["run"]).exists()
    assert {each.pk for each in askings_decidable_by(hmi)} == set()


def test_force_is_not_asked_on_a_comparison_that_a_correction_replaced() -> None:
    asking = proposing()
    run = asking["run"]
    officer = publisher()
    proposal = services.propose_asking(**asking)
    release = open_correction(
        actor=officer, release=run.release, expected_version=run.release.version, reason="One force left out."
    )
    force = Organisation.objects.get(slug="cleveland")
    exclude_force(
        actor=asking["actor"], release=release, expected_version=release.version, force=force, reason="Wrong."
    )
    release.refresh_from_db()
    publish_release(actor=officer, release=release, expected_version=release.version)

    with pytest.raises(RefusalError, match="Version 2 has replaced this comparison: One force left out"):
        services.confirm_asking(actor=officer, proposal=proposal)


def test_forces_are_asked_only_by_a_label_of_the_run_and_not_for_the_past() -> None:
    asking = proposing(
        label="worst", kind="cause-of-concern", title=" ", text="", theme="weather", due=date(2020, 1, 1)
    )

    with pytest.raises(InvalidValueError) as error:
        services.propose_asking(**asking)

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
