"""The gates a report passes before it is published.

The checks look at plain facts about the report; nothing is repaired. What a report
declares and what it holds are both kept, and the difference is told.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from peelian.catalogue.frameworks import Declared, Framework
from peelian.rules.figures import Figure, day_words
from peelian.rules.gates.components import missing_components
from peelian.rules.gates.results import GateResult, tripped

CHANGES_PART = "changes"
OBSERVATIONS_PART = "observations"


@dataclass(frozen=True, kw_only=True)
class ObservationFacts:
    """A headed point of the observations and the findings it is linked to."""

    heading: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ConcernFacts:
    """A cause of concern and how many recommendations follow from it."""

    reference: str
    recommendations: int


@dataclass(frozen=True, kw_only=True)
class CaseExampleFacts:
    """A single case told to illustrate a point."""

    reference: str
    anonymised: bool
    second_reader: str = ""


@dataclass(frozen=True, kw_only=True)
class ReplacedFigureFacts:
    """A figure of which the published measure has a newer version, and what that says, in sentences."""

    key: str
    newest_version: int
    words: str


@dataclass(frozen=True, kw_only=True)
class PublicationFacts:
    """All that the gates need to know about one report.

    Parameters
    ----------
    framework
        The version the inspection is bound to; it names the parts of the report.
    round_number
        1 for the first round under the framework.
    parts_present
        Identifiers of the parts that hold something.
    areas_found, graded_found
        Identifiers of the areas in the report, and of those that carry a grade.
    declared
        What the report declares; None takes what the framework declares.
    provisional
        Identifiers of areas whose grade is not final.
    signatory_name, signatory_office
        Who signs the observations.
    window_start
        First day of the assessment window, where there is one.
    replaced_figures
        Figures that were taken from a version of a published measure that a newer one has replaced.
    dangling_references
        Cross-references that lead nowhere, as printed.
    """

    framework: Framework
    round_number: int = 1
    parts_present: frozenset[str] = frozenset()
    components_done: frozenset[str] = frozenset()
    areas_found: tuple[str, ...] = ()
    graded_found: tuple[str, ...] = ()
    declared: Declared | None = None
    provisional: tuple[str, ...] = ()
    signatory_name: str = ""
    signatory_office: str = ""
    observations: tuple[ObservationFacts, ...] = ()
    concerns: tuple[ConcernFacts, ...] = ()
    figures: tuple[Figure, ...] = ()
    window_start: date | None = None
    replaced_figures: tuple[ReplacedFigureFacts, ...] = ()
    chart_numbers: tuple[int, ...] = ()
    dangling_references: tuple[str, ...] = ()
    case_examples: tuple[CaseExampleFacts, ...] = ()
    unexpanded_abbreviations: tuple[str, ...] = ()


def publication_gates(facts: PublicationFacts) -> tuple[GateResult, ...]:
    """Return every gate that the report trips, all at once."""
    return (
        *_parts(facts),
        *missing_components(facts.framework, facts.components_done),
        *_grades_final(facts),
        *declared_gates(facts),
        *_observations(facts),
        *_concerns(facts),
        *_old_figures(facts),
        *_replaced_figures(facts),
        *_chart_numbers(facts),
        *reference_gates(facts),
        *_case_examples(facts),
        *_abbreviations(facts),
    )


def declared_gates(facts: PublicationFacts) -> Iterator[GateResult]:
    """Yield the warnings where a report's areas or grades differ from the declared numbers."""
    declared = facts.declared or facts.framework.declared
    if declared is None:
        return
    areas, graded = len(facts.areas_found), len(facts.graded_found)
    if declared.areas != areas:
        yield tripped("areas-declared", f"{declared.areas} areas declared, {areas} found.")
    if declared.graded != graded:
        yield tripped("grades-declared", f"{declared.graded} graded areas declared, {graded} found.")


def _parts(facts: PublicationFacts) -> Iterator[GateResult]:
    first_round = facts.round_number == 1
    for part in facts.framework.report_parts:
        if part == CHANGES_PART or part in facts.parts_present:
            continue
        words = part.replace("-", " ")
        yield tripped("report-part-missing", f"The part '{words}' is missing. Write it first.", part)
    if not facts.framework.changes:
        return
    if first_round and CHANGES_PART not in facts.parts_present:
        yield tripped(
            "changes-missing",
            f"This is a report of the first round of {facts.framework.title}. "
            "Print what changed in method since the round before.",
        )
    if not first_round and CHANGES_PART in facts.parts_present:
        yield tripped(
            "changes-repeated",
            f"The changes of {facts.framework.title} are printed in round {facts.round_number}, "
            "though they belong to the reports of its first round.",
        )


def _grades_final(facts: PublicationFacts) -> Iterator[GateResult]:
    for identifier in facts.provisional:
        title = facts.framework.target(identifier).title
        yield tripped(
            "grade-not-final",
            f"The grade for {title} is not final. Have the accountable inspector make it final.",
            identifier,
        )


def _observations(facts: PublicationFacts) -> Iterator[GateResult]:
    if not facts.observations and OBSERVATIONS_PART not in facts.parts_present:
        return
    if not (facts.signatory_name.strip() and facts.signatory_office.strip()):
        yield tripped(
            "observations-without-signatory",
            "The observations are not signed. Give the name and the office of the signatory.",
        )
    for point in facts.observations:
        if not point.findings:
            yield tripped(
                "observation-without-finding",
                f"The point '{point.heading}' is linked to no finding. Link the finding that it rests on.",
                point.heading,
            )


def _concerns(facts: PublicationFacts) -> Iterator[GateResult]:
    for concern in facts.concerns:
        if concern.recommendations < 1:
            yield tripped(
                "concern-without-recommendation",
                f"Cause of concern {concern.reference} has no recommendation. Write at least one.",
                concern.reference,
            )


def _old_figures(facts: PublicationFacts) -> Iterator[GateResult]:
    if facts.window_start is None:
        return
    for figure in facts.figures:
        if figure.period is not None and figure.is_older_than(facts.window_start):
            yield tripped(
                "figure-older-than-window",
                f"Figure {figure.key} ({figure.period.words()}) is older than the assessment window, "
                f"which starts on {day_words(facts.window_start)}.",
                figure.key,
            )


def _replaced_figures(facts: PublicationFacts) -> Iterator[GateResult]:
    """A later version trips the gate anew: what was let pass was another change."""
    for figure in facts.replaced_figures:
        yield tripped(
            "figure-replaced",
            f"Figure {figure.key} rests on a version that was replaced. {figure.words} Remove the figure, and take "
            "the value again where the newest version has one.",
            f"{figure.key}, version {figure.newest_version}",
        )


def _chart_numbers(facts: PublicationFacts) -> Iterator[GateResult]:
    counted = Counter(facts.chart_numbers)
    for number in range(1, max(counted, default=0) + 1):
        if counted[number] == 0:
            yield tripped("chart-number-missing", f"Figure {number} is missing.", str(number))
        if counted[number] > 1:
            yield tripped(
                "chart-number-repeated",
                f"{counted[number]} charts are numbered Figure {number}. Give each its own number.",
                str(number),
            )


def reference_gates(facts: PublicationFacts) -> Iterator[GateResult]:
    """Yield a gate for each reference that leads nowhere, which no reader must ever see."""
    for reference in facts.dangling_references:
        yield tripped(
            "dangling-reference",
            f"The reference '{reference}' leads nowhere. Point it to something in the report, or remove it.",
            reference,
        )


def _case_examples(facts: PublicationFacts) -> Iterator[GateResult]:
    for example in facts.case_examples:
        missing = []
        if not example.anonymised:
            missing.append("is not marked anonymised")
        if not example.second_reader.strip():
            missing.append("has no second reader")
        if missing:
            yield tripped(
                "case-example-unchecked",
                f"Case example {example.reference} {' and '.join(missing)}. Have it checked first.",
                example.reference,
            )


def _abbreviations(facts: PublicationFacts) -> Iterator[GateResult]:
    for short in facts.unexpanded_abbreviations:
        yield tripped("abbreviation-unexpanded", f"'{short}' is used without being written out.", short)
