"""Whether two grades may be set beside one another, and what may then be said.

The catalogue says which frameworks form a family and why others do not. Where it says
no, the answer is "not comparable" with the reason: never a direction, never a number.
A lower grade is not by itself a decline; only the report's own statement makes it one.
"""

from dataclasses import dataclass
from typing import Literal

from peelian.catalogue.catalogue import Catalogue
from peelian.rules.errors import InvalidValueError, RefusalError
from peelian.rules.number_words import counted

Outcome = Literal["improved", "unchanged", "lower", "declined", "not-comparable", "no-baseline", "not-graded"]


@dataclass(frozen=True)
class FrameworkComparability:
    """Whether grades of two frameworks may be compared, and why or why not."""

    comparable: bool
    reason: str


@dataclass(frozen=True)
class GradePoint:
    """One grade at one time: its framework, its area or pillar, and the tier if any.

    ``first_time`` marks a topic that was examined for the first time.
    """

    framework: str
    target: str
    grade: str | None
    first_time: bool = False


@dataclass(frozen=True)
class DeclaredChange:
    """A report's own statement that performance fell, and where the report says it."""

    statement: str
    location: str

    def __post_init__(self) -> None:
        if not (self.statement.strip() and self.location.strip()):
            raise InvalidValueError(
                "declared-statement-missing",
                "A declared change needs the report's statement and its location. Give both.",
            )


@dataclass(frozen=True)
class GradeComparison:
    """What may be said about two grades.

    ``tiers`` is the later rank less the earlier one, or None where nothing may be counted.
    ``cites`` holds the location of the statement behind the word "declined".
    """

    outcome: Outcome
    tiers: int | None
    words: str
    reason: str = ""
    cites: str = ""

    @property
    def shows_direction(self) -> bool:
        """Whether a page may show a direction or a trend at all."""
        return self.tiers is not None


def compare_frameworks(catalogue: Catalogue, earlier: str, later: str) -> FrameworkComparability:
    """Say whether grades of two frameworks may be compared. The order makes no difference.

    Raises
    ------
    InvalidValueError
        With code ``unknown-identifier`` where the catalogue lacks one of them.
    """
    for identifier in (earlier, later):
        _require_framework(catalogue, identifier)
    if catalogue.frameworks[earlier].scale != catalogue.frameworks[later].scale:
        return FrameworkComparability(False, _break_reason(catalogue, earlier, later))
    if earlier == later:
        return FrameworkComparability(True, "Both grades belong to the same framework.")
    for family in catalogue.comparability.families:
        if {earlier, later} <= set(family.frameworks):
            reason = family.note or "Both frameworks belong to one family."
            return FrameworkComparability(True, reason)
    return FrameworkComparability(False, _break_reason(catalogue, earlier, later))


def compare_grades(
    catalogue: Catalogue,
    earlier: GradePoint | None,
    later: GradePoint,
    declared_change: DeclaredChange | None = None,
) -> GradeComparison:
    """Compare two grades of one area or pillar.

    Parameters
    ----------
    earlier
        The grade before, or None where there is none.
    later
        The grade now.
    declared_change
        The report's own statement that performance fell, where it makes one.

    Returns
    -------
    GradeComparison
        "improved by one tier", "unchanged", "one tier lower", "declined by one tier",
        "not comparable", "no baseline" or "not graded".
    """
    if later.grade is None:
        return GradeComparison("not-graded", None, "not graded", "The later assessment carries no grade.")
    if later.first_time:
        return _no_baseline("The topic was examined for the first time.")
    if earlier is None or earlier.grade is None:
        return _no_baseline("There is no earlier grade.")
    frameworks = compare_frameworks(catalogue, earlier.framework, later.framework)
    if not frameworks.comparable:
        return GradeComparison("not-comparable", None, "not comparable", frameworks.reason)
    if earlier.target != later.target:
        return GradeComparison(
            "not-comparable", None, "not comparable", "The two grades answer different questions."
        )
    return _compare_tiers(catalogue, earlier.grade, later, declared_change)


def require_declared_statement(label: str, declared_change: DeclaredChange | None) -> None:
    """Refuse the label "declined" where the report makes no such statement.

    Raises
    ------
    RefusalError
        With code ``declared-statement-missing``.
    """
    if label.strip().casefold().startswith("declined") and declared_change is None:
        raise RefusalError(
            "declared-statement-missing",
            "A lower grade is not by itself a decline. Give the report's statement that performance fell "
            "and its location, or use the words 'lower'.",
        )


def _compare_tiers(
    catalogue: Catalogue, earlier_grade: str, later: GradePoint, declared_change: DeclaredChange | None
) -> GradeComparison:
    scale = catalogue.scales[catalogue.frameworks[later.framework].scale]
    tiers = scale.rank(str(later.grade)) - scale.rank(earlier_grade)
    if tiers > 0:
        return GradeComparison("improved", tiers, f"improved by {counted(tiers, 'tier')}")
    if tiers == 0:
        return GradeComparison("unchanged", 0, "unchanged")
    if declared_change is not None:
        words = f"declined by {counted(-tiers, 'tier')}"
        return GradeComparison("declined", tiers, words, declared_change.statement, declared_change.location)
    return GradeComparison("lower", tiers, f"{counted(-tiers, 'tier')} lower")


def _no_baseline(reason: str) -> GradeComparison:
    return GradeComparison("no-baseline", None, "no baseline", reason)


def _require_framework(catalogue: Catalogue, identifier: str) -> None:
    if identifier not in catalogue.frameworks:
        raise InvalidValueError(
            "unknown-identifier",
            f"There is no framework '{identifier}'. Choose one of: {', '.join(catalogue.frameworks)}.",
            {"framework": identifier},
        )


def _break_reason(catalogue: Catalogue, earlier: str, later: str) -> str:
    """Join the reasons of every break that lies between two frameworks, oldest first."""
    order = list(catalogue.frameworks)
    first, last = sorted((order.index(earlier), order.index(later)))
    reasons = [
        step.reason
        for step in catalogue.comparability.breaks
        if first <= order.index(step.earlier) and order.index(step.later) <= last
    ]
    return " ".join(dict.fromkeys(reasons)) or _plain_reason(catalogue, order[first], order[last])


def _plain_reason(catalogue: Catalogue, first: str, last: str) -> str:
    scales = [catalogue.scales[catalogue.frameworks[name].scale].title for name in (first, last)]
    titles = [catalogue.frameworks[name].title for name in (first, last)]
    if scales[0] != scales[1]:
        return f"{titles[0]} uses the {scales[0]} and {titles[1]} the {scales[1]}."
    return f"The catalogue does not place {titles[0]} and {titles[1]} in one family."
