"""What the services of monitoring check alike: days, criteria, and lists of sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.inspections.problems import Problems
from peelian.catalogue import StageSet
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words


def check_likely(name: str, day: date | None, problems: Problems) -> None:
    """Note a problem when a day lies so far off that its year was mistyped."""
    if wrong := unlikely_words(day, timezone.localdate()):
        problems.add(name, day, wrong)


def check_not_ahead(name: str, day: date, what: str, problems: Problems) -> None:
    """Note a problem when a day has not come yet."""
    if day > timezone.localdate():
        problems.add(
            name, day, f"{what} is dated {day_words(day)}, which has not come yet. Give a day up to today."
        )


def check_criteria(
    stages: StageSet, day: date, version: str, triggers: Sequence[str], problems: Problems
) -> None:
    """Note a problem unless the version is the one in force on the day and knows every trigger."""
    criteria = stages.criteria_on(day)
    if criteria is None:
        problems.add(
            "criteria_version",
            version,
            f"No criteria of {stages.title} are recorded for {day_words(day)}. Leave them out.",
        )
        return
    problems.need_one_of("criteria_version", version, [criteria.version], "version in force on that day")
    known = [trigger.identifier for trigger in criteria.triggers]
    for trigger in triggers:
        problems.need_one_of("triggers", trigger, known, f"trigger of version {criteria.version}")


def sentences(lines: Iterable[str]) -> list[str]:
    """The lines that say something, without blanks around them."""
    return [line.strip() for line in lines if line.strip()]
