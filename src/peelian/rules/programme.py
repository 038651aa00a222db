"""Planning a programme: which years may have rounds, which tests are due, how far a round is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from peelian.catalogue.scales import Programme
from peelian.rules.clocks import months_after
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import day_words

LONGEST_GAP_YEARS = 3


@dataclass(frozen=True)
class PastAssessment:
    """One assessment of a force, and whether its crime recording was tested in it."""

    on: date
    crime_recording_tested: bool


@dataclass(frozen=True)
class DueTest:
    """A force whose crime recording has to be tested in the next assessment, and why."""

    force: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class RoundProgress:
    """How many assessments of a round stand in each state."""

    total: int
    published: int
    by_state: Mapping[str, int]

    def words(self) -> str:
        """Return "12 of 43 published"."""
        return f"{self.published} of {self.total} published"


def crime_recording_tests_due(
    history: Mapping[str, Sequence[PastAssessment]], next_assessment: date
) -> tuple[DueTest, ...]:
    """Return the forces whose crime recording must be tested in the next assessment.

    The sources word the frequency in three ways. Two rules together satisfy all of them:
    tested in at least every second assessment, and never more than three years apart.

    Parameters
    ----------
    history
        For each force its assessments, in any order.
    next_assessment
        The day of the next assessment.
    """
    due = [DueTest(force, _reasons(past, next_assessment)) for force, past in sorted(history.items())]
    return tuple(test for test in due if test.reasons)


def round_year_allowed(programme: Programme, year: int) -> bool:
    """Say whether a round may be dated in a year: never before the programme began."""
    return year >= programme.start_year


def require_round_year(programme: Programme, year: int) -> None:
    """Refuse a round dated before its programme began.

    Raises
    ------
    InvalidValueError
        With code ``before-programme``.
    """
    if not round_year_allowed(programme, year):
        raise InvalidValueError(
            "before-programme",
            f"A round of {programme.title} cannot be dated {year}: the programme began in "
            f"{programme.start_year}. Give {programme.start_year} or a later year.",
            {"year": year, "start_year": programme.start_year},
        )


def round_progress(states: Mapping[str, str]) -> RoundProgress:
    """Count the assessments of a round by state.

    A corrected report is published too.

    Parameters
    ----------
    states
        For each force the state of its inspection.
    """
    by_state = Counter(states.values())
    published = by_state["published"] + by_state["corrected"]
    return RoundProgress(len(states), published, dict(by_state))


def _reasons(past: Sequence[PastAssessment], next_assessment: date) -> tuple[str, ...]:
    ordered = sorted(past, key=lambda assessment: assessment.on)
    tests = [assessment.on for assessment in ordered if assessment.crime_recording_tested]
    if not tests:
        return ("No test is recorded.",)
    reasons = []
    if not ordered[-1].crime_recording_tested:
        reasons.append(f"The last assessment, on {day_words(ordered[-1].on)}, had no test.")
    if months_after(tests[-1], 12 * LONGEST_GAP_YEARS) < next_assessment:
        reasons.append(
            f"The last test, on {day_words(tests[-1])}, will be more than {LONGEST_GAP_YEARS} years old."
        )
    return tuple(reasons)
