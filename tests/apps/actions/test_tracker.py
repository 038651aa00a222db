"""A force's own tracker: thirty planted faults are all named, and the rest is in."""

from __future__ import annotations

import csv
import io
import time
from datetime import date
from typing import Any

import pytest

from peelian.apps.accounts.models import User
from peelian.apps.actions import services
from peelian.apps.actions.models import Action, ActionState, TrackerImport, Update
from peelian.apps.actions.services import TrackerResult
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError, NotPermittedError
from tests.apps.actions.trackers import (
    GOOD,
    HEADING,
    OTHER,
    OWNER,
    PLANTED,
    good,
    open_document,
    planted,
    workbook,
)
from tests.apps.actions.world import asked, begun, force_of, worker_of
from tests.apps.evidence.samples import open_sheet
from tests.apps.followup.world import close, fresh
from tests.apps.world import make_force, make_person
from tests.workbooks import hostile

pytestmark = pytest.mark.django_db


@pytest.fixture
def force() -> Organisation:
    """Cleveland with the items and people that the trackers name."""
    found = force_of(asked("Prevention"))
    for title in ("Victims", "Twice", "Twice"):
        asked(title)
    close(asked("Response"))
    for name in (OWNER, OTHER, "Same Example", "Same Example"):
        worker_of(found, name=name)
    gone = worker_of(found, name="Gone Example")
    gone.is_active = False
    gone.save()
    return found


def brought_in(force: Organisation, data: bytes, name: str = "tracker.xlsx") -> TrackerResult:
    return services.import_tracker(actor=liaison_of(force), force=force, name=name, data=data)


def liaison_of(force: Organisation) -> User:
    found = User.objects.filter(name="Liaison Example").first()
    return found or make_person(force, Role.FORCE_LIAISON, name="Liaison Example")


def as_csv(rows: list[list[Any]], mark: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([HEADING, *rows])
    return out.getvalue().encode()


def plain_csv(rows: list[list[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def test_messy_tracker_comes_in_with_every_fault_named(force: Organisation) -> None:
    above = ("Improvement tracker", "Owner: corporate development")
    first_row = len(above) + 1
    rows = [*GOOD, *planted()]
    merged_down = (len(above) + 1 + len(rows), 1, len(above) + 2 + len(rows), 1, "Prevention")
    across = (len(above) + 3 + len(rows), 2, len(above) + 3 + len(rows), 3, "Train everybody")
    rows += [good(201, item=None), good(202, item=None), good(203, action=None, owner=None)]

    result = brought_in(force, workbook(rows, (merged_down, across), above, ["Read me"]))

    found = [(each["row"], each["field"]) for each in result.kept.findings]
    expected = [(first_row + 1 + len(GOOD) + number, field) for number, (field, _, _) in enumerate(PLANTED)]
    assert found == [*expected, (across[0] + 1, "title")]
    for finding, (_, words, _) in zip(result.kept.findings, PLANTED, strict=False):
        assert words in finding["message"]
    assert len(PLANTED) == 30
    assert (result.kept.rows, result.kept.taken, result.kept.unchanged) == (len(rows), len(GOOD) + 2, 0)
    taken = Action.objects.filter(force=force).order_by("position")
    assert [each.tracker_reference for each in taken] == ["A1", "A2", "A3", "A4", "A5", "A201", "A202"]
    assert result.notes == (
        f"Rows {merged_down[0] + 1} to {merged_down[2] + 1} share one merged cell under AFI: "
        "its value was read for each of them.",
        "Columns that were not read: RAG.",
        "Read from the sheet 'Tracker'. Not read: Read me.",
    )
    assert f"{len(rows)} rows. 7 came in; as they stand already: 0; with faults: 31." in result.words


def test_good_rows_say_what_the_tracker_says(force: Organisation) -> None:
    brought_in(force, workbook(GOOD))

    taken = {each.tracker_reference: each for each in Action.objects.select_related("owner", "item")}
    assert {each.due for each in taken.values()} == {date(2017, 6, 30), date(2017, 7, 1)}
    assert [each.state for each in taken.values()] == [
        "in-progress", "not-started", "not-started", "done", "stopped",
    ]  # fmt: skip
    assert (taken["A2"].owner.name, taken["A3"].item.title) == (OTHER, "Victims")
    assert [(each.state, each.on) for each in ActionState.objects.filter(action=taken["A4"])] == [
        ("in-progress", date(2017, 5, 12)),
        ("done", date(2017, 5, 12)),
    ]
    assert taken["A4"].evidence.get().text == "Minutes of 12 May."
    update = Update.objects.get()
    assert (update.text, update.on) == ("Begun.", date(2017, 5, 2))
    assert fresh(update.item).last_update_on == date(2017, 5, 2)


def test_same_tracker_again_changes_nothing_and_a_changed_row_changes_its_action(force: Organisation) -> None:
    brought_in(force, workbook(GOOD))
    again = brought_in(force, workbook(GOOD))
    changed = brought_in(
        force, workbook([good(1, action="Action one", state="In progress"), good(2, state="Started")])
    )

    assert (again.kept.taken, again.kept.unchanged) == (0, 5)
    assert (changed.kept.taken, changed.kept.unchanged) == (2, 0)
    assert Action.objects.count() == 5
    assert Update.objects.count() == 1
    assert Action.objects.get(tracker_reference="A1").title == "Action one"
    assert [each.state for each in ActionState.objects.filter(action__tracker_reference="A2")] == [
        "not-started",
        "in-progress",
    ]


def test_tracker_does_not_undo_what_is_done_here_or_finish_what_waits(force: Organisation) -> None:
    rows = [good(4, state="Complete", evidence="Minutes."), good(1), good(2)]
    brought_in(force, workbook(rows))
    actor = liaison_of(force)
    one, two = (Action.objects.get(tracker_reference=name) for name in ("A1", "A2"))
    services.add_dependency(actor=actor, action=one, needed=two)

    result = brought_in(force, workbook([good(4), good(1, state="Done", evidence="Minutes.")]))

    assert [(each["row"], each["field"]) for each in result.kept.findings] == [(2, "state"), (3, "state")]
    assert result.kept.taken == 0
    assert {each.state for each in Action.objects.exclude(tracker_reference="A4")} == {"not-started"}


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_comma_separated_tracker_is_read_with_its_mark(force: Organisation, mark: str) -> None:
    result = brought_in(force, as_csv([good(1), good(2, due="soon")], mark), "tracker.csv")

    assert (result.kept.taken, [each["row"] for each in result.kept.findings]) == (1, [3])


def faults_of(result: TrackerResult) -> list[tuple[str, str]]:
    return [(each["column"], each["message"]) for each in result.kept.findings]


def test_row_of_a_new_reference_that_repeats_an_action_is_refused_and_names_it(force: Organisation) -> None:
    brought_in(
        force, workbook([good(1, action="Train supervisors"), good(2, ref=None, action="Brief staff")])
    )

    result = brought_in(
        force,
        workbook(
            [
                good(8, action="train supervisors"),
                good(9, action="Brief staff"),
                good(10),
                good(11, action="Action 10"),
            ]
        ),
    )

    assert faults_of(result) == [
        (
            "Action",
            "This item has an action of this title already, 'Train supervisors' with the reference 'A1'. Give that "
            "reference to change it, or another title to begin another.",
        ),
        (
            "Action",
            "This item has an action of this title already, 'Brief staff', without a reference. Leave the reference "
            "of the row empty to change it, or give another title to begin another.",
        ),
        ("Action", "The same action on the same item stands in row 4 already. Each action stands once."),
    ]
    assert Action.objects.filter(force=force).count() == 3


def test_day_before_the_item_was_raised_is_refused_for_completion_too(force: Organisation) -> None:
    result = brought_in(
        force,
        workbook(
            [good(1, state="Done", done="1 January 1999", evidence="Minutes."), good(2, due="1 May 2090")]
        ),
    )

    assert faults_of(result) == [
        (
            "Date completed",
            "1 January 1999 lies before 2 March 2017, when the item was raised. Give 2 March 2017 or a later day.",
        ),
        ("Target date", "1 May 2090 lies more than 20 years ahead. Correct the year."),
    ]


def test_later_due_day_of_a_tracker_needs_its_reason(force: Organisation) -> None:
    brought_in(force, workbook([good(1)]))
    later = [["Ref", "Item", "Action", "Owner", "Due", "Reason for new date"]]
    silent = ["A1", "Prevention", "Action 1", OWNER, "30 June 2018", ""]

    refused = brought_in(force, plain_csv([*later, silent]), "tracker.csv")
    taken = brought_in(force, plain_csv([*later, [*silent[:-1], "The trainer left."]]), "tracker.csv")

    assert faults_of(refused) == [
        (
            "Due",
            "The action was due on 30 June 2017, and the new day is later. Say why it is moved. Write it in a column "
            "'Reason for new date'.",
        )
    ]
    action = Action.objects.get(force=force)
    assert (taken.kept.taken, action.due) == (1, date(2018, 6, 30))
    assert [(each.due, each.moved_to, each.reason) for each in action.moved_days.all()] == [
        (date(2017, 6, 30), date(2018, 6, 30), "The trainer left.")
    ]


def test_item_whose_closing_is_asked_for_takes_no_new_action_from_a_tracker(force: Organisation) -> None:
    brought_in(force, workbook([good(1)]))
    Item.objects.filter(title="Prevention").update(stage=Item.Stage.CLOSING_REQUESTED)

    result = brought_in(force, workbook([good(1), good(2)]))

    assert [(column, words[:49]) for column, words in faults_of(result)] == [
        ("AFI", "'Prevention' was put forward for closing. No acti")
    ]
    assert result.kept.unchanged == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("tracker.doc", b"x", "no XLSX, ODS or CSV file|its kind is not allowed"),
        ("tracker.csv", "Ref;é".encode("latin-1"), "not in UTF-8"),
        (
            "tracker.csv",
            b"Ref,Something\n1,2\n",
            "No row of 'tracker.csv' is a heading with the columns that are needed",
        ),
        (
            "tracker.csv",
            b"Ref,AFI,Action,Due date\n1,Prevention,Train,1 May 2017\n",
            r"row 1 \(Ref, AFI, Action, Due date\) has no column for who owns it \(Owner, Action owner, Lead,",
        ),
        ("tracker.pdf", b"%PDF-1.7", "'tracker.pdf' is no XLSX, ODS or CSV file"),
        ("tracker.xlsx", b"PK no workbook", "not attached"),
        (
            "tracker.xlsx",
            hostile.CELL_FAR_OUT,
            "'tracker.xlsx' cannot be read. The cell XFD1048576 stands so far out",
        ),
        (
            "tracker.xlsx",
            hostile.WIDE_ROWS,
            "stands so far out that its sheet reaches over more than 4,000,000 cells",
        ),
        (
            "tracker.xlsx",
            hostile.DAMAGED["row before the first"],
            "The workbook is damaged and cannot be opened.",
        ),
        (
            "tracker.xlsx",
            hostile.DAMAGED["text that is not there"],
            "The workbook is damaged and cannot be opened.",
        ),
        (
            "tracker.xlsx",
            hostile.TYPES_DECLARED["file of the reader"],
            "not attached: .* declaration of document types",
        ),
        ("tracker.xlsx", hostile.MERGED_BEYOND, "is a heading with the columns that are needed"),
        ("tracker.ods", open_sheet(), "is a heading with the columns that are needed"),
    ],
)
def test_file_that_is_no_tracker_is_refused_whole(
    force: Organisation, name: str, data: bytes, sentence: str
) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        brought_in(force, data, name)

    assert TrackerImport.objects.count() == 0


def test_open_document_tracker_is_read(force: Organisation) -> None:
    result = brought_in(force, open_document([good(1), good(2, due="soon")]), "tracker.ods")

    assert (result.kept.taken, [each["row"] for each in result.kept.findings]) == (1, [3])


@pytest.mark.parametrize("make", [workbook, as_csv])
def test_signs_of_a_tracker_that_cannot_be_seen_are_not_kept(force: Organisation, make: Any) -> None:
    row = good(1)
    row[HEADING.index("Action")] = "Train\u202e staff"

    brought_in(force, make([row]), "tracker.xlsx" if make is workbook else "tracker.csv")

    assert Action.objects.get().title == "Train staff"


def test_tracker_is_for_the_force_alone(force: Organisation) -> None:
    item = Item.objects.filter(force=force).first()
    assert item is not None

    for other in (make_person(item.inspectorate, Role.HMI), worker_of(make_force("durham"))):
        with pytest.raises(NotPermittedError):
            services.import_tracker(actor=other, force=force, name="t.csv", data=as_csv([good(1)]))

    assert Action.objects.count() == 0


def test_ten_thousand_rows_with_forty_bad_ones_come_in_at_once(force: Organisation) -> None:
    rows = [good(number) for number in range(10_000)]
    for number in range(0, 10_000, 250):
        rows[number][5] = "soon"
    begun(Item.objects.get(title="Victims"), liaison_of(force))
    started = time.monotonic()

    result = brought_in(force, as_csv(rows), "tracker.csv")

    assert (result.kept.taken, len(result.kept.findings)) == (9_960, 40)
    assert Action.objects.filter(force=force).count() == 9_961
    assert time.monotonic() - started < 60
