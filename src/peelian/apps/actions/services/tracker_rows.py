"""Rows of a force's tracker as actions: each checked by itself, with every fault of every cell told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeVar

from django.db.models import Q

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action
from peelian.apps.followup.models import Item, Ownership
from peelian.apps.followup.policies import FORCE_WORKERS
from peelian.apps.organisations.models import Membership, Organisation
from peelian.documents.tracker_table import TrackerFault, TrackerRow
from peelian.documents.tracker_values import UnreadableValueError, day_of, state_of, text_of
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words

LONGEST = {"reference": 60, "title": 200}
LONGEST_TEXT = 20_000
Value = TypeVar("Value")


@dataclass(frozen=True)
class ReadAction:
    """A row that can be taken."""

    row: int
    reference: str
    item: Item
    title: str
    text: str
    owner: User
    starts_on: date | None
    due: date
    state: str
    done_on: date | None
    evidence: str
    update: str
    updated_on: date | None
    due_reason: str = ""


@dataclass
class Reading:
    """What the rows are read against: items and people of one force, on a day."""

    force: Organisation
    today: date
    items: dict[str, list[Item]] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, force: Organisation, today: date) -> Reading:
        """Gather items and people once, so that ten thousand rows ask nothing more."""
        reading = cls(force, today)
        for item in Item.objects.filter(force=force).exclude(state=Item.State.DRAFT).select_for_update():
            for name in (_folded(item.title), str(item.pk)):
                reading.items.setdefault(name, []).append(item)
        roles = [role.value for role in FORCE_WORKERS]
        members = Membership.objects.filter(organisation=force, role__in=roles).select_related("user")
        for user in {each.user_id: each.user for each in members.order_by("user_id")}.values():
            if not user.is_active:
                reading.left |= {_folded(user.name), _folded(user.email)}
                continue
            for name in {_folded(user.name), _folded(user.email)}:
                reading.people.setdefault(name, []).append(user)
        owners = Action.objects.filter(force=force).values("owner")
        leaders = Ownership.objects.filter(item__force=force).values("owner")
        here = {each.pk for people in reading.people.values() for each in people}
        gone = User.objects.filter(Q(pk__in=owners) | Q(pk__in=leaders)).exclude(pk__in=here)
        reading.left |= {_folded(text) for user in gone for text in (user.name, user.email)}
        return reading


def read_row(row: TrackerRow, reading: Reading) -> tuple[ReadAction | None, list[TrackerFault]]:
    """Return the action that a row describes, or everything that is wrong with it."""
    return _RowReader(row, reading).read()


class _RowReader:
    """Reads one row and gathers its faults."""

    def __init__(self, row: TrackerRow, reading: Reading) -> None:
        self.row, self.reading = row, reading
        self.faults: list[TrackerFault] = []

    def read(self) -> tuple[ReadAction | None, list[TrackerFault]]:
        item, title, owner = self._item(), self._text("title", needed="what is done"), self._owner()
        due, starts_on, done_on = self._day("due", needed=True), self._day("starts_on"), self._day("done_on")
        updated_on, state = self._day("updated_on"), self._state()
        reference, evidence = self._reference(title), self._text("evidence")
        update, text, due_reason = self._text("update"), self._text("text"), self._text("due_reason")
        self._check_days(item, starts_on, due, done_on, updated_on)
        self._check_state(state, evidence, done_on)
        if updated_on is not None and not update:
            self._fault(
                "update", "", "There is a day of an update, but no update. Write it, or clear the day."
            )
        if self.faults or item is None or owner is None or due is None or state is None:
            return None, self.faults
        return (
            ReadAction(
                self.row.number, reference, item, title, text, owner, starts_on, due, state, done_on, evidence, update,
                updated_on, due_reason,
            ),
            [],
        )  # fmt: skip

    def _item(self) -> Item | None:
        named = self._text("item", needed="the item that the action serves, by its title")
        if not named:
            return None
        found = self.reading.items.get(_folded(named), [])
        running = [each for each in found if each.state == Item.State.OPEN]
        if len(running) == 1:
            return running[0]
        if len(running) > 1:
            self._fault(
                "item",
                named,
                f"{len(running)} open items have this title. Give the identifier that its page shows.",
            )
        elif found:
            ended = found[0].get_state_display().lower()
            self._fault("item", named, f"This item is {ended}; only open items take actions. Choose another.")
        else:
            near = get_close_matches(_folded(named), self.reading.items, 1)
            meant = f" Is '{self.reading.items[near[0]][0].title}' meant?" if near else ""
            self._fault(
                "item",
                named,
                f"{self.reading.force.name} has no item of this title.{meant} Write it as its page does.",
            )
        return None

    def _owner(self) -> User | None:
        named = self._text("owner", needed="who owns the action, by name or email address")
        if not named:
            return None
        found = self.reading.people.get(_folded(named), [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            self._fault("owner", named, f"{len(found)} people have this name. Give the email address.")
        elif _folded(named) in self.reading.left:
            self._fault("owner", named, f"{named} has left {self.reading.force.name}. Name another owner.")
        else:
            self._fault(
                "owner", named,
                f"Nobody of this name works on items for {self.reading.force.name}. Give a name or email address "
                "of somebody who does.",
            )  # fmt: skip
        return None

    def _reference(self, title: str) -> str:
        reference = self._text("reference")
        same = f"{_folded(self._shown('item'))}|{_folded(title)}"
        first = self.reading.seen.setdefault(reference, self.row.number) if reference else self.row.number
        alike = self.reading.seen.setdefault(same, self.row.number) if title else self.row.number
        if first != self.row.number:
            self._fault(
                "reference",
                reference,
                f"The reference '{reference}' stands in row {first} already. Each action stands once.",
            )
        elif alike != self.row.number:
            said = f"The same action on the same item stands in row {alike} already. Each action stands once."
            self._fault("title", title, said)
        return reference

    def _state(self) -> str | None:
        if "state" not in self.row.cells:
            return Action.State.NOT_STARTED
        return self._taken("state", state_of)

    def _day(self, column: str, *, needed: bool = False) -> date | None:
        if column not in self.row.cells:
            if needed:
                self._fault(column, "", "The day by which the action is done is missing. Give it.")
            return None
        return self._taken(column, day_of)

    def _text(self, column: str, *, needed: str = "") -> str:
        text = text_of(self.row.cells[column]) if column in self.row.cells else ""
        if needed and not text:
            self._fault(column, "", f"The cell is empty. Say {needed}.")
        longest = LONGEST.get(column, LONGEST_TEXT)
        if len(text) > longest:
            self._fault(
                column,
                text[:80],
                f"The text has {len(text):,} characters; {longest:,} are allowed. Shorten it.",
            )
        if any(ord(sign) < 32 and sign not in "\n\r\t" for sign in text):
            self._fault(column, repr(text[:80]), "The text holds characters that are no text. Type it anew.")
        return text

    def _taken(self, column: str, read: Callable[[Any], Value]) -> Value | None:
        try:
            return read(self.row.cells[column])
        except UnreadableValueError as error:
            self._fault(column, self._shown(column), str(error))
            return None

    def _check_days(
        self,
        item: Item | None,
        starts_on: date | None,
        due: date | None,
        done_on: date | None,
        updated_on: date | None,
    ) -> None:
        raised = item.raised_on if item else None
        days = (("starts_on", starts_on), ("due", due), ("done_on", done_on), ("updated_on", updated_on))
        for column, day in days:
            self._likely(column, day, raised)
        for column, day in (("due", due), ("done_on", done_on)):
            if day and starts_on and day < starts_on:
                said = f"This lies before the start on {day_words(starts_on)}. Correct one of the two days."
                self._fault(column, day_words(day), said)
        for column, day in (("done_on", done_on), ("updated_on", updated_on)):
            if day and day > self.reading.today:
                self._fault(column, day_words(day), "This day has not come yet. Give a day up to today.")

    def _likely(self, column: str, day: date | None, raised: date | None) -> None:
        said = unlikely_words(day, self.reading.today, not_before=raised, what="the item was raised")
        if said and day and (day <= self.reading.today or column in ("due", "starts_on")):
            self._fault(column, day_words(day), said)

    def _check_state(self, state: str | None, evidence: str, done_on: date | None) -> None:
        if state == Action.State.DONE and not evidence:
            self._fault(
                "evidence", "", "The action is done, but nothing shows it. Say what does, and where it is."
            )
        if state is not None and state != Action.State.DONE and done_on is not None:
            self._fault(
                "done_on",
                day_words(done_on),
                "There is a day of completion, but the action is not done. Change one.",
            )

    def _shown(self, column: str) -> str:
        return text_of(self.row.cells.get(column, ""))

    def _fault(self, column: str, value: str, message: str) -> None:
        self.faults.append(TrackerFault(self.row.number, column, value, message))


def in_order(faults: Iterable[TrackerFault], headings: Mapping[str, str]) -> list[dict[str, Any]]:
    """Faults as plain values, by row; the column is named as the tracker does, where it has it."""
    return [
        {
            "row": each.row,
            "field": each.column,
            "column": headings.get(each.column, each.column.replace("_", " ").capitalize()),
            "value": each.value,
            "message": each.message,
        }
        for each in sorted(faults, key=lambda fault: fault.row)
    ]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
