"""Question sets by which cases, incidents, records and plans are reviewed.

An instrument is answered once for each case of a sample. A question says by its relevance to
which of them it applies, and by its polarity whether its figure counts the cases that meet
the standard or those that fall short of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from peelian.catalogue.values import CatalogueValue, Identifier, Text, UnknownIdentifierError

YES, NO, NOT_RELEVANT = "yes", "no", "not-relevant"


class Option(CatalogueValue):
    """An answer that can be chosen; `meets` says whether it meets the standard asked about."""

    identifier: Identifier
    label: Text
    meets: bool = False
    score: int | None = None


YES_OR_NO = (Option(identifier=YES, label="Yes", meets=True), Option(identifier=NO, label="No"))
NOT_RELEVANT_OPTION = Option(identifier=NOT_RELEVANT, label="Not relevant")


class CaseField(CatalogueValue):
    """Something known of each case before it is reviewed; without `values` any text is allowed."""

    identifier: Identifier
    title: Text
    values: tuple[Text, ...] = ()


class Relevance(CatalogueValue):
    """When a question applies to a case, as a rule and in words.

    `always`: to every case. `judged`: the reviewer decides, and may answer "not relevant".
    `answer`: where the earlier `question` has one of `answers`. `case`: where the case field
    `field` has one of `values`.
    """

    rule: Literal["always", "judged", "answer", "case"]
    question: Identifier | None = None
    answers: tuple[Identifier, ...] = ()
    field: Identifier | None = None
    values: tuple[Text, ...] = ()
    words: Text


EVERY_CASE = Relevance(rule="always", words="Every case.")


class Part(CatalogueValue):
    """A heading of an instrument, with what is expected there.

    Where `stage` names a stage of the framework, the expectation is the framework's own.
    `repeats_for` names what the part is answered for more than once, such as each crime of
    an incident.
    """

    identifier: Identifier
    title: Text
    stage: Identifier | None = None
    expectation: str = ""
    repeats_for: str = ""


class Question(CatalogueValue):
    """One question to each relevant case.

    Every question is put so that "yes" meets the standard. `polarity` says which side is
    printed: "success" counts the cases that meet it, "failure" those that fall short.
    `measure` is the printed sentence with {k} and {n}. An answer that meets the standard
    stands only where the questions in `upheld_by` are met too. `evidence_from` names the
    instrument whose record the evidence reference must name.
    """

    identifier: Identifier
    part: Identifier
    text: Text
    kind: Literal["yes-no", "score", "choice", "text"] = "yes-no"
    options: tuple[Option, ...] = ()
    polarity: Literal["success", "failure"] = "success"
    relevance: Relevance = EVERY_CASE
    reason_required_on: tuple[Identifier, ...] = ()
    evidence_reference: bool = False
    evidence_from: Identifier | None = None
    upheld_by: tuple[Identifier, ...] = ()
    standard: Identifier | None = None
    measure: str = ""
    small_base: int | None = Field(default=None, gt=0)
    domains: tuple[Identifier, ...] = ()
    guidance: str = ""

    @property
    def is_scored(self) -> bool:
        """Whether the answers are counted; free text is not."""
        return self.kind != "text"

    @property
    def choices(self) -> tuple[Option, ...]:
        """Every answer a reviewer may choose, in the order of the page."""
        chosen_from = YES_OR_NO if self.kind == "yes-no" else self.options
        judged = self.is_scored and self.relevance.rule == "judged"
        return (*chosen_from, NOT_RELEVANT_OPTION) if judged else chosen_from

    @property
    def answers_that_meet(self) -> tuple[str, ...]:
        """The answers that meet the standard the question asks about."""
        return tuple(option.identifier for option in self.choices if option.meets)

    def option(self, identifier: str) -> Option:
        """Return one answer, or say which answers the question takes."""
        for option in self.choices:
            if option.identifier == identifier:
                return option
        raise UnknownIdentifierError(
            f"answer to '{self.identifier}'", identifier, (option.identifier for option in self.choices)
        )


class CaseSet(CatalogueValue):
    """Cases of a frame that are sampled or reported together.

    A case belongs where its `field` has one of `values`, or any value when none is listed,
    and none of `without`. `size` is how many are drawn, where the regime fixes it.
    """

    identifier: Identifier
    title: Text
    field: Identifier
    values: tuple[Text, ...] = ()
    without: tuple[Text, ...] = ()
    size: int | None = Field(default=None, gt=0)

    @property
    def outcome(self) -> str | None:
        """The outcome code of a set that is made by one."""
        return self.values[0] if self.field == "outcome" and len(self.values) == 1 else None

    def holds(self, facts: Mapping[str, str]) -> bool:
        """Say whether a case with these fields belongs to the set."""
        seen = facts.get(self.field)
        return seen is not None and seen not in self.without and (not self.values or seen in self.values)


class OverallWord(CatalogueValue):
    """A word for the whole of one scored plan; the list runs from the best, the first that fits is taken.

    It fits where every criterion has at least `least_score`, and the sum is at least
    `least_percent` of what could be had.
    """

    identifier: Identifier
    label: Text
    least_score: int = 0
    least_percent: int = Field(default=0, ge=0, le=100)
    words: Text


class Picture(CatalogueValue):
    """The word for all forces together: one where their words are the same, another where not."""

    same: Text
    mixed: Text
    words: Text


class Instrument(CatalogueValue):
    """A dated version of a question set; a review is bound to one for ever."""

    identifier: Identifier
    title: Text
    version: Text
    valid_from: date
    valid_to: date | None = None
    unit: Literal["case", "incident", "record", "plan"]
    framework: Identifier | None = None
    framework_component: Identifier | None = None
    record_standard: str = ""
    fields: tuple[CaseField, ...] = ()
    parts: tuple[Part, ...] = Field(min_length=1)
    questions: tuple[Question, ...] = Field(min_length=1)
    sets: tuple[CaseSet, ...] = ()
    overall: tuple[OverallWord, ...] = ()
    picture: Picture | None = None
    source: Text
    note: str = ""

    def question(self, identifier: str) -> Question:
        """Return one question, or say which there are."""
        for question in self.questions:
            if question.identifier == identifier:
                return question
        raise UnknownIdentifierError(
            f"question of {self.title}", identifier, (found.identifier for found in self.questions)
        )

    def part(self, identifier: str) -> Part:
        """Return one part, or say which there are."""
        for part in self.parts:
            if part.identifier == identifier:
                return part
        raise UnknownIdentifierError(
            f"part of {self.title}", identifier, (found.identifier for found in self.parts)
        )

    def questions_of(self, part: str) -> tuple[Question, ...]:
        """Return the questions of one part in their order."""
        return tuple(question for question in self.questions if question.part == part)

    @property
    def scored_questions(self) -> tuple[Question, ...]:
        """The questions whose answers are counted."""
        return tuple(question for question in self.questions if question.is_scored)
