"""The answer page of one case: its questions with their controls, as what stands or as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from peelian.apps.reviews.models import CaseItem
from peelian.apps.reviews.queries import CaseSheet, SheetPart, SheetQuestion
from peelian.catalogue import Option, Part, Question
from peelian.interfaces.workspace.reviewing.answers_in import place_of, standing, typed_in_form

KEYS = {"yes": "y", "no": "n", "not-relevant": "r"}


@dataclass
class ShownOption:
    """One answer that can be chosen, with the keys that choose it."""

    option: Option
    number: int
    chosen: bool

    @property
    def key(self) -> str:
        """The letter that chooses it beside its number; none where it is no yes or no."""
        return KEYS.get(self.option.identifier, "")


@dataclass
class ShownQuestion:
    """One question with its controls."""

    question: Question
    place: str
    item: CaseItem | None
    asked: bool
    version: int
    value: str
    reason: str
    reference: str
    problems: list[str] = field(default_factory=list)

    @property
    def options(self) -> list[ShownOption]:
        return [
            ShownOption(option, number, option.identifier == self.value)
            for number, option in enumerate(self.question.choices, start=1)
        ]

    @property
    def follows(self) -> str:
        """The place of the question on which it rests whether this one is asked; none where it rests on none."""
        earlier = self.question.relevance.question
        return f"{self.place.partition('.')[0]}.{earlier}" if earlier else ""

    @property
    def follows_answers(self) -> str:
        return " ".join(self.question.relevance.answers)

    @property
    def reason_on(self) -> str:
        return " ".join(self.question.reason_required_on)

    @property
    def reason_words(self) -> str:
        """The answers that need a reason, as they are called."""
        return " or ".join(self.question.option(each).label for each in self.question.reason_required_on)

    @property
    def is_shown(self) -> bool:
        """Whether its controls stand in the page: what rests on a case field that rules it out is left away."""
        return self.asked or self.question.relevance.rule == "answer"


@dataclass
class ShownPart:
    """A heading with what is expected, and its questions."""

    part: Part
    expectation: str
    item: CaseItem | None
    questions: list[ShownQuestion]

    @property
    def title(self) -> str:
        return f"{self.part.title}: {str(self.item).lower()}" if self.item else self.part.title

    @property
    def shown(self) -> list[ShownQuestion]:
        return [each for each in self.questions if each.is_shown]

    @property
    def left_away(self) -> list[Question]:
        return [each.question for each in self.questions if not each.is_shown]


def shown_parts(
    sheet: CaseSheet, data: Mapping[str, Any] | None = None, versions: Mapping[str, int] | None = None
) -> list[ShownPart]:
    """The parts of the sheet; with `data` as they were typed, with `versions` where a save met another."""
    return [
        ShownPart(
            part.part,
            part.expectation,
            part.item,
            [_question(part, asked, data, versions or {}) for asked in part.questions],
        )
        for part in sheet.parts
    ]


def put_problems(parts: list[ShownPart], findings: list[Any]) -> list[dict[str, str]]:
    """Put what is open beside its question; return the lines of the summary, each leading to its question."""
    lines = []
    for finding in findings:
        message, at = str(finding["message"]), finding.get("field", "")
        item = finding.get("item", "")
        shown = _find(parts, f"{item or 'case'}.{at}")
        if shown is not None:
            shown.problems.append(message)
        lines.append(
            {"text": f"{shown.question.text} {message}" if shown else message, "href": _place(shown, at)}
        )
    return lines


def _find(parts: list[ShownPart], place: str) -> ShownQuestion | None:
    return next((each for part in parts for each in part.questions if each.place == place), None)


def _place(shown: ShownQuestion | None, at: str) -> str:
    if shown is not None and shown.is_shown:
        return f"#{shown.place}"
    return "#rules" if at == "rules" else "#facts"


def _question(
    part: SheetPart, asked: SheetQuestion, data: Mapping[str, Any] | None, versions: Mapping[str, int]
) -> ShownQuestion:
    place = place_of(part, asked)
    sent = data is not None and f"{place}.version" in data
    value, reason, reference = typed_in_form(data or {}, place) if sent else standing(asked)
    version = versions.get(place, asked.version)
    return ShownQuestion(asked.question, place, part.item, asked.asked, version, value, reason, reference)
