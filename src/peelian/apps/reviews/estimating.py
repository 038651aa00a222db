"""From tables of counted answers to results: k of n, the estimate with its interval, for all and for each group.

The design is that of the draw: strata with their populations, and the case as the unit where it holds several
items. A group or a base of relevant cases is a domain of the whole sample, never a sample of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from peelian.apps.reviews.models import Review
from peelian.apps.reviews.sample_tables import SampleTable
from peelian.catalogue import Question
from peelian.stats import (
    Choices,
    Design,
    Estimate,
    SmallBase,
    StatsError,
    estimate_proportion,
    estimate_proportion_by,
)
from peelian.stats.wording import rounded

PUBLISHED_METHOD = "wald"
STRATUM = "stratum"


@dataclass(frozen=True)
class Measured:
    """One question answered for all cases or for one group of them.

    Parameters
    ----------
    group : empty for all cases, else ``stratum=NAME``, ``set.NAME`` or ``by.FIELD=VALUE``.
    k, n : the cases counted and the relevant cases, as they were reviewed.
    estimate : the share in the population, with the interval that is recommended.
    published : the same with the symmetric half-width in which reports print it.
    problem : why there is no estimate, where there is none.
    """

    group: str
    k: int
    n: int
    estimate: Estimate | None
    published: Estimate | None
    problem: str = ""

    @property
    def has_small_base(self) -> bool:
        """Whether the count stands alone, without percentage and interval."""
        return self.estimate is None or self.estimate.small_base

    @property
    def has_half_width(self) -> bool:
        """Whether the estimate can be printed with +/-: not where cases show no spread, which would print as 0.0."""
        half = None if self.published is None else self.published.half_width_pp
        return half is not None and float(rounded(half)) > 0

    def to_json(self) -> dict[str, Any]:
        return {
            "group": self.group,
            "k": self.k,
            "n": self.n,
            "estimate": None if self.estimate is None else asdict(self.estimate),
            "published": None if self.published is None else asdict(self.published),
            "problem": self.problem,
        }


@dataclass(frozen=True)
class QuestionResult:
    """What a review says on one question."""

    question: Question
    repeat: str
    whole: Measured
    groups: tuple[Measured, ...]

    @property
    def all(self) -> tuple[Measured, ...]:
        return (self.whole, *self.groups)

    def measured(self, group: str = "") -> Measured:
        """Return the result of a group, or say which there are."""
        for found in self.all:
            if found.group == group:
                return found
        raise KeyError(f"No group {group!r}; there are {', '.join(repr(each.group) for each in self.all)}.")

    def sentence(self, group: str = "") -> str:
        """The count in the words of the instrument; on a base that allows it also the estimate."""
        found = self.measured(group)
        if found.n == 0:
            return "No relevant case was answered."
        counted = self.question.measure.format(k=f"{found.k:,}", n=f"{found.n:,}")
        if found.has_small_base or found.estimate is None:
            return counted
        return f"{counted} In the population: {found.estimate.sentence()}."

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question.identifier,
            "repeat": self.repeat,
            "polarity": self.question.polarity,
            "measured": [found.to_json() for found in self.all],
        }


def results_of(review: Review, tables: Sequence[SampleTable]) -> tuple[QuestionResult, ...]:
    """Return the results of every counted question, in the order of the instrument."""
    by_question = {name: table for table in tables for name in table.questions}
    samples = {table.repeat: Sample(table) for table in tables}
    return tuple(
        samples[by_question[question.identifier].repeat].result(question, review.small_base)
        for question in review.instrument.scored_questions
    )


def results_from_json(review: Review, data: Sequence[Mapping[str, Any]]) -> tuple[QuestionResult, ...]:
    """Build frozen results from plain values; nothing is computed."""
    found = []
    for each in data:
        measured = [_measured_from_json(one) for one in each["measured"]]
        question = review.instrument.question(each["question"])
        found.append(QuestionResult(question, each["repeat"], measured[0], tuple(measured[1:])))
    return tuple(found)


class Sample:
    """A table with the design it was drawn by, made once for all its questions."""

    def __init__(self, table: SampleTable) -> None:
        self._table = table
        self._design: Design | None = None
        self._problem = ""
        try:
            self._design = design_of(table)
        except StatsError as error:
            self._problem = _problem(error)

    def result(self, question: Question, small_base: int) -> QuestionResult:
        """The result of one question for all cases, each stratum, each set and each group it is told apart by."""
        counted = self._table.counted[question.identifier]
        base = SmallBase(cases=question.small_base or small_base)
        whole = self._measured(counted, base)
        wanted = [STRATUM] if len(set(self._table.strata)) > 1 else []
        wanted += [name for name in self._table.groups if name.startswith("set.")]
        wanted += [f"by.{name}" for name in question.domains]
        groups = [each for name in wanted for each in self._groups(name, counted, base)]
        return QuestionResult(question, self._table.repeat, whole, tuple(groups))

    def _measured(self, counted: Sequence[int | None], base: SmallBase) -> Measured:
        k, n = _count(counted)
        if self._design is None or n == 0:
            return Measured("", k, n, None, None, self._problem)
        estimate, published = (
            estimate_proportion(self._design, _outcome(counted), choices) for choices in _choices(base)
        )
        return Measured("", k, n, estimate, published)

    def _groups(self, name: str, counted: Sequence[int | None], base: SmallBase) -> Iterator[Measured]:
        """Every group of a column that has a relevant case."""
        labels = self._table.strata if name == STRATUM else self._table.labels[name]
        names = sorted(
            {label for label, each in zip(labels, counted, strict=True) if label and each is not None}
        )
        told: list[dict[str, Estimate]] = [{}, {}]
        if self._design is not None and names:
            domain = [label or None for label in labels]
            for found, choices in zip(told, _choices(base), strict=True):
                for each in estimate_proportion_by(self._design, _outcome(counted), domain, choices):
                    found[str(each.domain)] = each
        for label in names:
            k, n = _count([each for here, each in zip(labels, counted, strict=True) if here == label])
            group = name if name.startswith("set.") else f"{name}={label}"
            yield Measured(group, k, n, told[0].get(label), told[1].get(label), self._problem)


def design_of(table: SampleTable) -> Design:
    """The design of the draw; the case is the unit where it holds several items."""
    return Design.from_columns(
        stratum=list(table.strata),
        cluster=list(table.cases) if table.repeat else None,
        population=[float(size) for size in table.populations],
    )


def _problem(error: StatsError) -> str:
    """Why there is no estimate, with what can be done about it here."""
    if error.code != "single-unit-stratum":
        return error.message
    return (
        "A stratum holds a single reviewed case, so it is unknown how far its cases differ. Enlarge the sample so that "
        "each stratum has two cases, or all it holds."
    )


def _choices(base: SmallBase) -> tuple[Choices, Choices]:
    return (
        Choices(missing="drop", small_base=base),
        Choices(method=PUBLISHED_METHOD, missing="drop", small_base=base),
    )


def _outcome(counted: Sequence[int | None]) -> list[float]:
    return [math.nan if each is None else float(each) for each in counted]


def _count(counted: Sequence[int | None]) -> tuple[int, int]:
    known = [each for each in counted if each is not None]
    return sum(known), len(known)


def _measured_from_json(data: Mapping[str, Any]) -> Measured:
    return Measured(
        data["group"],
        data["k"],
        data["n"],
        _estimate_from_json(data["estimate"]),
        _estimate_from_json(data["published"]),
        data["problem"],
    )


def _estimate_from_json(data: Mapping[str, Any] | None) -> Estimate | None:
    return None if data is None else Estimate(**{**data, "flags": tuple(data["flags"])})
