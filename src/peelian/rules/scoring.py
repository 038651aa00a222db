"""Count the answers of a case-file review: k of n relevant cases, in the direction of the question.

A case to which a question does not apply leaves its base. A case to which it applies and that
has no answer yet is counted apart, so that nobody takes a review half done for a result.

>>> from peelian.catalogue import load_catalogue
>>> question = load_catalogue().instruments["stop-and-search-grounds-2021"].question(
...     "reasonable-grounds-recorded")
>>> score(question, [ReviewedCase("R1", {question.identifier: Answer("yes")}),
...                  ReviewedCase("R2", {question.identifier: Answer("no")})]).words()
'1 of 2 records had reasonable grounds recorded.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from peelian.catalogue import NOT_RELEVANT, Question
from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import DEFAULT_SMALL_BASE, Count, Period

State = Literal["met", "short", "unanswered", "not-relevant"]

NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class Answer:
    """What a reviewer answered, why, and where the evidence is."""

    value: str
    reason: str = ""
    reference: str = ""


@dataclass(frozen=True)
class ReviewedCase:
    """One case with its answers by question, and what was known of it before.

    Where a part of an instrument repeats, for each crime of an incident for instance, each
    repeat is a case of its own, and ``repeat`` says what it is ("crime"). ``rules`` names the
    set of rules and the version by which the case was audited.
    """

    key: str
    answers: Mapping[str, Answer]
    facts: Mapping[str, str] = field(default_factory=dict)
    rules: str = ""
    repeat: str = ""


@dataclass(frozen=True)
class QuestionScore:
    """How the cases of a sample answer one question; the four lists of keys make up the sample."""

    question: Question
    met: tuple[str, ...]
    short: tuple[str, ...]
    unanswered: tuple[str, ...]
    not_relevant: tuple[str, ...]

    @property
    def k(self) -> int:
        """The cases that are printed: those that meet the standard, or those that fall short."""
        return len(self.met if self.question.polarity == "success" else self.short)

    @property
    def n(self) -> int:
        """The relevant cases that are answered."""
        return len(self.met) + len(self.short)

    @property
    def direction(self) -> Literal["success", "failure"]:
        """Whether k counts successes or failures."""
        return self.question.polarity

    @property
    def small_base(self) -> int:
        """The base below which neither percentage nor interval is printed."""
        return self.question.small_base or DEFAULT_SMALL_BASE

    def words(self) -> str:
        """Return the printed sentence, or say that no case was relevant."""
        if self.n == 0:
            return "No relevant case was answered."
        return self.question.measure.format(k=f"{self.k:,}", n=f"{self.n:,}")

    def count(self, key: str, source: str, period: Period | None = None) -> Count | None:
        """Return the figure, verified since inspectors read the cases; None without a relevant case."""
        if self.n == 0:
            return None
        return Count(
            key=key,
            measure=self.question.measure.replace("{k} of {n} ", "").rstrip("."),
            source=source,
            period=period,
            provenance="verified",
            polarity=self.question.polarity,
            k=self.k,
            n=self.n,
        )


def relevant(question: Question, answers: Mapping[str, Answer], facts: Mapping[str, str]) -> bool:
    """Say whether a question applies to a case.

    Parameters
    ----------
    question
        With its rule of relevance.
    answers
        The answers given for the case so far, by question.
    facts
        What is known of the case before the review, by case field.

    Examples
    --------
    >>> from peelian.catalogue import load_catalogue
    >>> question = load_catalogue().instruments["victim-service-assessment-2021-22"].question("delay-told")
    >>> relevant(question, {"attended-in-time": Answer("no")}, {})
    True
    >>> relevant(question, {"attended-in-time": Answer("yes")}, {})
    False
    """
    rule = question.relevance
    if rule.question is not None:
        followed = answers.get(rule.question)
        return followed is not None and followed.value in rule.answers
    if rule.field is not None:
        return facts.get(rule.field) in rule.values
    own = answers.get(question.identifier)
    return own is None or own.value != NOT_RELEVANT or rule.rule != "judged"


def state_of(question: Question, case: ReviewedCase) -> State:
    """Say how one case stands to one question.

    Raises
    ------
    InvalidValueError
        When the question is not counted, or the answer is none of its answers.
    """
    if not question.is_scored:
        problem = f"'{question.identifier}' is answered in free text and cannot be counted."
        raise InvalidValueError("invalid-value", problem, {"question": question.identifier})
    if not relevant(question, case.answers, case.facts):
        return "not-relevant"
    answer = case.answers.get(question.identifier)
    if answer is None or not answer.value:
        return "unanswered"
    allowed = [option.identifier for option in question.choices]
    if answer.value not in allowed:
        problem = (
            f"Case {case.key} answers '{answer.value}' to '{question.identifier}'. "
            f"Choose one of: {', '.join(allowed)}."
        )
        raise InvalidValueError("invalid-value", problem, {"case": case.key, "question": question.identifier})
    return "met" if answer.value in question.answers_that_meet else "short"


def score(question: Question, cases: Iterable[ReviewedCase]) -> QuestionScore:
    """Count the answers of a sample to one question.

    Raises
    ------
    InvalidValueError
        When a case stands twice in the sample, and as `state_of`.
    """
    keys: dict[State, list[str]] = {"met": [], "short": [], "unanswered": [], "not-relevant": []}
    seen: set[str] = set()
    for case in cases:
        if case.key in seen:
            problem = f"Case {case.key} stands twice in the sample; take one of them away."
            raise InvalidValueError("invalid-value", problem, {"case": case.key})
        seen.add(case.key)
        keys[state_of(question, case)].append(case.key)
    return QuestionScore(
        question=question,
        met=tuple(keys["met"]),
        short=tuple(keys["short"]),
        unanswered=tuple(keys["unanswered"]),
        not_relevant=tuple(keys["not-relevant"]),
    )


def scores_by(question: Question, cases: Iterable[ReviewedCase], domain: str) -> dict[str, QuestionScore]:
    """Count the answers apart for each value of a case field, or of another question.

    Cases without the value are gathered under "not recorded", never left out.
    """
    groups: dict[str, list[ReviewedCase]] = {}
    for case in cases:
        groups.setdefault(domain_value(case, domain), []).append(case)
    return {value: score(question, group) for value, group in sorted(groups.items())}


def domain_value(case: ReviewedCase, domain: str) -> str:
    """Return what a case has in a case field, or has answered to a question of that name."""
    answer = case.answers.get(domain)
    return case.facts.get(domain) or (answer.value if answer else "") or NOT_RECORDED
