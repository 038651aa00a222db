"""Give each scored plan its one word, and all of them together theirs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from peelian.catalogue import Instrument, OverallWord, Question
from peelian.rules.errors import InvalidValueError
from peelian.rules.scoring import ReviewedCase


@dataclass(frozen=True)
class PlanScore:
    """The scores of one plan by criterion, with the word for the whole."""

    key: str
    scores: dict[str, int]
    most: int
    overall: OverallWord

    @property
    def total(self) -> int:
        """The sum of the scores."""
        return sum(self.scores.values())


def plan_score(instrument: Instrument, case: ReviewedCase) -> PlanScore:
    """Return the scores of a plan and the first overall word that fits them.

    Raises
    ------
    InvalidValueError
        When a criterion has no score, naming each, or when no word of the instrument fits.
    """
    criteria = [question for question in instrument.questions if question.kind == "score"]
    missing = [found.identifier for found in criteria if found.identifier not in case.answers]
    if missing or not criteria:
        problem = (
            f"{case.key} has no score for {', '.join(missing) or 'any criterion'}; score each criterion."
        )
        raise InvalidValueError("invalid-value", problem, {"case": case.key, "criteria": missing})
    scores = {found.identifier: _score_of(found, case) for found in criteria}
    most = sum(max(option.score or 0 for option in found.options) for found in criteria)
    for word in instrument.overall:
        enough = 100 * sum(scores.values()) >= word.least_percent * most
        if enough and min(scores.values()) >= word.least_score:
            return PlanScore(case.key, scores, most, word)
    problem = (
        f"No overall word of {instrument.title} fits {case.key}; add one without a condition at the end."
    )
    raise InvalidValueError("invalid-value", problem, {"case": case.key})


def picture_word(instrument: Instrument, plans: Collection[PlanScore]) -> str:
    """Return the one word for all plans: whether they were given the same word or not.

    Raises
    ------
    InvalidValueError
        When there is no plan, or the instrument has no word for all.
    """
    if instrument.picture is None or not plans:
        problem = (
            f"{instrument.title} cannot be told in one word; it needs a 'picture' and at least one plan."
        )
        raise InvalidValueError("invalid-value", problem)
    words = {plan.overall.identifier for plan in plans}
    return instrument.picture.same if len(words) == 1 else instrument.picture.mixed


def _score_of(question: Question, case: ReviewedCase) -> int:
    value = case.answers[question.identifier].value
    scores = {option.identifier: option.score or 0 for option in question.options}
    if value not in scores:
        problem = f"{case.key} has '{value}' for '{question.identifier}'. Choose one of: {', '.join(scores)}."
        raise InvalidValueError("invalid-value", problem, {"case": case.key, "question": question.identifier})
    return scores[value]
