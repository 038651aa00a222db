"""The content of an item of evidence as a person gives it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.catalogue import EvidenceKind
from peelian.rules.periods import day_words

REQUIRED_BY_KIND: Mapping[str, Mapping[str, str]] = {
    "interview": {
        "interviewee_role": "An interview names the role of the person, such as 'response sergeant'."
    },
    "focus-group": {"interviewee_role": "A focus group names the role of the people in it."},
    "observation": {
        "forum": "An observation names the meeting or place that was watched.",
        "attendance_count": "An observation counts those who were there; give 0 where nobody was.",
    },
    "document": {
        "document_owner": "A document names its owner, such as 'force performance team'.",
        "document_date": "A document has its own date. Give the date printed on it.",
        "document_version": "A document has its version. Give it, or write 'not stated'.",
    },
    "workforce-survey": {
        "survey_responses": "A survey counts the replies from the force, since their number varies by force."
    },
    "public-feedback": {
        "public_group": "Feedback names the group of the public that gave it, and no person.",
        "attendance_count": "Feedback counts those who gave it; give 0 where nobody did.",
    },
}
"""What each kind of evidence cannot do without, with the sentence that asks for it."""

YEARS_BEFORE_THE_PROGRAMME = 10
"""How long before a programme of inspections began its evidence may have been gathered."""

LARGEST_COUNT = 1_000_000
"""More than the people of any force, or at any meeting."""

HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady"})


@dataclass(frozen=True, kw_only=True)
class EvidenceValues:
    """Everything a person says about an item of evidence.

    `use_limit` may be left out: the kind decides it. The other fields are those of the register.
    """

    kind: str
    title: str
    summary: str
    provenance: str
    marking: str
    gathered_on: date
    use_limit: str = ""
    source: str = ""
    period_start: date | None = None
    period_end: date | None = None
    interviewee_role: str = ""
    forum: str = ""
    attendance_count: int | None = None
    document_owner: str = ""
    document_date: date | None = None
    document_version: str = ""
    survey_responses: int | None = None
    public_group: str = ""

    def for_storage(self) -> dict[str, Any]:
        """Return the fields as the model holds them, with the limit of use that applies."""
        return {**asdict(self), "use_limit": self.use_limit or default_use_limit(self.kind)}


def default_use_limit(kind: str) -> str:
    """Return how far a kind of evidence may carry a judgement."""
    found = _kind(kind)
    return found.use_limit if found else EvidenceItem.UseLimit.NONE


def earliest_day(inspection: Inspection | None) -> date:
    """The first day on which evidence may have been gathered: of an inspection, or of a force between inspections."""
    programmes = [inspection.framework_version.programme] if inspection else regime().programmes.values()
    return date(min(each.start_year for each in programmes) - YEARS_BEFORE_THE_PROGRAMME, 1, 1)


def check_evidence(
    values: EvidenceValues, *, earliest: date, today: date, known_names: Collection[str]
) -> None:
    """Refuse values that the register cannot hold, all of them in one answer.

    Parameters
    ----------
    values
        What the person gave.
    earliest
        Nothing gathered before it bears on an inspection.
    today
        Nothing can have been gathered after it.
    known_names
        Names of people of the force and the inspectorate, which never stand for a role.
    """
    problems = Problems()
    problems.need("title", values.title, "The evidence has no title. Say in a few words what it is.")
    problems.need("summary", values.summary, "The evidence has no summary. Say what was seen, heard or read.")
    _check_words_of_the_regime(values, problems)
    _check_dates(values, earliest, today, problems)
    for name, message in REQUIRED_BY_KIND.get(values.kind, {}).items():
        problems.need(name, getattr(values, name), message)
    for name in ("attendance_count", "survey_responses"):
        count = getattr(values, name)
        if count is not None and count < 0:
            problems.add(name, count, f"{count} is less than nothing. Give 0 or more.")
        if count is not None and count > LARGEST_COUNT:
            problems.add(name, count, f"The count is too large to be one. Give {LARGEST_COUNT:,} or less.")
    _check_role(values.interviewee_role, known_names, problems)
    if values.public_group:
        groups = [each.identifier for each in regime().public_groups]
        problems.need_one_of("public_group", values.public_group, groups, "group of the public")
    problems.raise_if_any()


def _kind(identifier: str) -> EvidenceKind | None:
    return next((each for each in regime().evidence_kinds if each.identifier == identifier), None)


def _check_words_of_the_regime(values: EvidenceValues, problems: Problems) -> None:
    kinds = [each.identifier for each in regime().evidence_kinds]
    problems.need_one_of("kind", values.kind, kinds, "kind of evidence")
    markings = [each.identifier for each in regime().markings]
    problems.need_one_of("marking", values.marking, markings, "protective marking")
    problems.need_one_of("provenance", values.provenance, EvidenceItem.Provenance.values, "provenance")
    if values.use_limit:
        problems.need_one_of("use_limit", values.use_limit, EvidenceItem.UseLimit.values, "limit of use")
    kind = _kind(values.kind)
    if kind is not None and kind.use_limit != "none" and values.use_limit not in ("", kind.use_limit):
        label = EvidenceItem.UseLimit(kind.use_limit).label
        problems.add(
            "use_limit", values.use_limit, f"{kind.title}: '{label}' is fixed for this kind of evidence."
        )


def _check_dates(values: EvidenceValues, earliest: date, today: date, problems: Problems) -> None:
    if values.gathered_on < earliest:
        problems.add(
            "gathered_on",
            values.gathered_on,
            f"{day_words(values.gathered_on)} is too long ago to bear on an inspection. "
            f"Give a day from {day_words(earliest)} on.",
        )
    for name in ("gathered_on", "document_date"):
        day = getattr(values, name)
        if day is not None and day > today:
            problems.add(name, day, f"{day_words(day)} has not come yet. Give a day up to today.")
    start, end = values.period_start, values.period_end
    if start is not None and end is not None and end < start:
        problems.add(
            "period_end",
            end,
            f"The period ends on {day_words(end)}, before it starts on {day_words(start)}. Give a later last day.",
        )


def _check_role(role: str, known_names: Collection[str], problems: Problems) -> None:
    words = {word.strip(".,").casefold() for word in role.split()}
    named = [name for name in known_names if name.strip() and name.casefold() in role.casefold()]
    if named or words & HONORIFICS or "@" in role:
        problems.add(
            "interviewee_role",
            role,
            "This looks like a person's name. Give the role alone, such as 'response sergeant'.",
        )
