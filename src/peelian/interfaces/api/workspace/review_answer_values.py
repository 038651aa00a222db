"""A case as its reviewer sees it, and what requests that answer for it hold."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.interfaces.api.workspace.bodies import Body, Edit, Line, Name, Whole
from peelian.interfaces.api.workspace.review_values import OwnCaseRow

MOST_AT_ONCE = 2000


class OptionOut(Schema):
    """An answer that can be chosen."""

    identifier: str
    label: str


class SheetQuestionOut(Schema):
    """A question with the answer that stands; `asked` says whether it applies by the other answers."""

    question: str
    item: UUID | None
    text: str
    applies: str
    asked: bool
    options: list[OptionOut]
    reason_needed_on: list[str]
    value: str
    reason: str
    reference: str
    version: int


class SheetPartOut(Schema):
    """A part of the question set with what is expected there."""

    identifier: str
    title: str
    expectation: str
    questions: list[SheetQuestionOut]


class CaseItemOut(Schema):
    """Something that the case is answered for more than once, such as a crime of an incident."""

    id: UUID
    kind: str
    number: int
    facts: dict[str, str]
    version: int


class SheetOut(Schema):
    """A case as its reviewer sees it. The reference is for you alone: repeat it nowhere."""

    marking: OwnCaseRow
    reference: str
    facts: dict[str, str]
    missing_facts: list[str]
    items: list[CaseItemOut]
    parts: list[SheetPartOut]
    answered: int
    to_answer: int
    case_version: int
    rules: str


class GivenAnswerBody(Body):
    """An answer. `client_id` is your own name for this save: sent again under it, it counts once."""

    client_id: Name
    question: Line
    value: str
    expected_version: Whole
    reason: str = ""
    reference: str = ""
    item: UUID | None = None
    client_saved_at: datetime | None = None


class Answers(Body):
    """Answers in the order in which they were given."""

    answers: Annotated[list[GivenAnswerBody], Field(max_length=MOST_AT_ONCE)]


class SavedOut(Schema):
    """What became of a save: saved, already-saved or conflict, and what stands now."""

    client_id: str
    question: str
    item: UUID | None
    outcome: str
    version: int
    value: str
    reason: str
    reference: str


class Finish(Edit):
    """The set of rules and its version by which the case was audited, where the question set asks it."""

    rules: Line = ""


class Facts(Edit):
    """What is known of a case or an item, by case field; the version is that of the case or the item."""

    facts: dict[str, Line]


class NewItem(Body):
    """Something that the case is answered for more than once."""

    kind: Name
    facts: dict[str, Line] = {}
