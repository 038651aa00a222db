"""The counted answers of a review as tables: what is frozen, exported and estimated from.

A table has one row for each case, or for each item of a kind. A case without such an item keeps one row without
answers, since it was drawn and its stratum counts it. No row holds a case identifier, a reason, an evidence
reference or the name of a reviewer; cases go by numbers that say nothing.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peelian.apps.reviews.final_answers import ReviewedUnit, asked_of, reviewed_units
from peelian.apps.reviews.models import Review
from peelian.catalogue import Instrument, Question
from peelian.rules.scoring import domain_value, state_of

BY = "by."
SET = "set."


@dataclass(frozen=True)
class SampleTable:
    """The answers to the questions that are asked of one kind of unit.

    Parameters
    ----------
    repeat : the kind of item, empty for the cases themselves.
    questions, groups : the columns; groups begin with ``by.`` (a case field or another question) or ``set.``.
    cases, items, strata, populations : one entry a row.
    counted : by question, 1 where the case is one of those the figure counts, 0 where it is not, None where the
        question does not apply or has no answer.
    labels : by group column, the group of each row, empty for none.
    """

    repeat: str
    questions: tuple[str, ...]
    groups: tuple[str, ...]
    cases: tuple[int, ...]
    items: tuple[int | None, ...]
    strata: tuple[str, ...]
    populations: tuple[int, ...]
    counted: Mapping[str, tuple[int | None, ...]]
    labels: Mapping[str, tuple[str, ...]]

    @property
    def name(self) -> str:
        """A name for files: what a row is."""
        return self.repeat.replace(" ", "-") or "case"

    def weights(self) -> list[float]:
        """Population over cases reviewed, stratum by stratum."""
        reviewed = Counter(dict(zip(self.cases, self.strata, strict=True)).values())
        return [
            population / reviewed[stratum]
            for stratum, population in zip(self.strata, self.populations, strict=True)
        ]

    def to_csv(self) -> str:
        """The table as `peelian estimate` reads it."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(["case", "item", "stratum", "population", "weight", *self.questions, *self.groups])
        for at, weight in enumerate(self.weights()):
            answers = [_cell(self.counted[question][at]) for question in self.questions]
            labels = [_harmless(self.labels[group][at]) for group in self.groups]
            rows.writerow(
                [
                    self.cases[at], _cell(self.items[at]), _harmless(self.strata[at]), self.populations[at],
                    repr(weight), *answers, *labels,
                ]
            )  # fmt: skip
        return text.getvalue()

    def to_json(self) -> dict[str, Any]:
        return {
            "repeat": self.repeat,
            "questions": list(self.questions),
            "groups": list(self.groups),
            "cases": list(self.cases),
            "items": list(self.items),
            "strata": list(self.strata),
            "populations": list(self.populations),
            "counted": {question: list(self.counted[question]) for question in self.questions},
            "labels": {group: list(self.labels[group]) for group in self.groups},
        }


def table_from_json(data: Mapping[str, Any]) -> SampleTable:
    """Build a table from plain values."""
    return SampleTable(
        repeat=data["repeat"],
        questions=tuple(data["questions"]),
        groups=tuple(data["groups"]),
        cases=tuple(data["cases"]),
        items=tuple(data["items"]),
        strata=tuple(data["strata"]),
        populations=tuple(data["populations"]),
        counted={name: tuple(values) for name, values in data["counted"].items()},
        labels={name: tuple(values) for name, values in data["labels"].items()},
    )


def sample_tables(review: Review) -> tuple[SampleTable, ...]:
    """The tables of a review as it stands: one of the cases, and one of each kind of item."""
    instrument = review.instrument
    units = reviewed_units(review)
    populations = dict(review.strata.values_list("stratum", "population"))
    repeats = dict.fromkeys(part.repeats_for for part in instrument.parts)
    return tuple(_table(instrument, repeat, units, populations) for repeat in sorted(repeats))


def _table(
    instrument: Instrument, repeat: str, units: Sequence[ReviewedUnit], populations: Mapping[str, int]
) -> SampleTable:
    questions = [question for question in asked_of(instrument, repeat) if question.is_scored]
    groups = _groups(instrument, questions)
    rows = _rows(repeat, units)
    return SampleTable(
        repeat=repeat,
        questions=tuple(question.identifier for question in questions),
        groups=tuple(groups),
        cases=tuple(unit.case.number for unit, _ in rows),
        items=tuple(unit.item.number if unit.item else None for unit, _ in rows),
        strata=tuple(unit.case.stratum for unit, _ in rows),
        populations=tuple(populations[unit.case.stratum] for unit, _ in rows),
        counted={
            question.identifier: tuple(_counted(question, unit) if real else None for unit, real in rows)
            for question in questions
        },
        labels={
            group: tuple(_label(instrument, group, unit) if real else "" for unit, real in rows)
            for group in groups
        },
    )


def _rows(repeat: str, units: Sequence[ReviewedUnit]) -> list[tuple[ReviewedUnit, bool]]:
    """Units of the kind; a case that has none stands with a row that says nothing."""
    with_items = {unit.case.pk for unit in units if unit.reviewed.repeat == repeat}
    return [
        (unit, unit.reviewed.repeat == repeat)
        for unit in units
        if unit.reviewed.repeat == repeat or (unit.item is None and unit.case.pk not in with_items)
    ]


def _groups(instrument: Instrument, questions: Sequence[Question]) -> list[str]:
    domains = dict.fromkeys(name for question in questions for name in question.domains)
    return [f"{SET}{each.identifier}" for each in instrument.sets] + [f"{BY}{name}" for name in domains]


def _counted(question: Question, unit: ReviewedUnit) -> int | None:
    state = state_of(question, unit.reviewed)
    if state not in ("met", "short"):
        return None
    return int((state == "met") == (question.polarity == "success"))


def _label(instrument: Instrument, group: str, unit: ReviewedUnit) -> str:
    if group.startswith(BY):
        return domain_value(unit.reviewed, group.removeprefix(BY))
    name = group.removeprefix(SET)
    found = next(each for each in instrument.sets if each.identifier == name)
    return name if found.holds(unit.reviewed.facts) else ""


def _cell(value: int | None) -> str:
    return "" if value is None else str(value)


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
