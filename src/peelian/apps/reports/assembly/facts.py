"""What the publication gates need to know about a report, and what its readers are warned of."""

from __future__ import annotations

from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.models import Judgement
from peelian.apps.judgements.queries import replaced_figures
from peelian.apps.reports.assembly.abbreviations import unexpanded_abbreviations
from peelian.apps.reports.assembly.data import shown_figures
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import Words, dangling_in
from peelian.catalogue import Area, Pillar
from peelian.rendering.presenters import date_words
from peelian.rendering.report_value import ReportWarning
from peelian.rules.gates import (
    CaseExampleFacts,
    ConcernFacts,
    ObservationFacts,
    PublicationFacts,
    ReplacedFigureFacts,
    publication_gates,
)

TOLD_TO_READERS = frozenset({"areas-declared", "grades-declared", "chart-number-missing"})
"""Warnings that stand in the published report one by one; the others are for those who publish."""

OLDER_FIGURE = "figure-older-than-window"


def publication_facts(material: Material, words: Words) -> PublicationFacts:
    """Plain facts about a report, read from its material."""
    draft = material.draft
    found = [target for target in material.targets if _is_found(material, target)]
    return PublicationFacts(
        framework=material.framework,
        round_number=material.inspection.round.number,
        parts_present=_parts(material),
        components_done=material.components_done,
        areas_found=tuple(target.identifier for target in found),
        graded_found=tuple(t.identifier for t in found if material.grade_of(t.identifier) is not None),
        provisional=_not_final(material),
        signatory_name=draft.signatory_name,
        signatory_office=draft.signatory_office,
        observations=tuple(
            ObservationFacts(heading=point.heading, findings=tuple(f.key for f in point.findings.all()))
            for point in material.points
        ),
        concerns=_concerns(material, words),
        figures=tuple(row.figure for row in shown_figures(material)),
        window_start=material.inspection.window_start,
        replaced_figures=tuple(
            ReplacedFigureFacts(key=each.key, newest_version=each.newest_version, words=each.words)
            for each in replaced_figures(material.inspection)
        ),
        chart_numbers=tuple(chart.number for rows in material.charts.values() for chart in rows),
        dangling_references=dangling_in(material, words),
        case_examples=tuple(
            CaseExampleFacts(
                reference=finding.key,
                anonymised=finding.anonymised,
                second_reader=str(finding.second_reader or ""),
            )
            for finding in material.all_findings()
            if finding.is_case_example
        ),
        unexpanded_abbreviations=unexpanded_abbreviations(material, regime().abbreviations),
    )


def reader_warnings(material: Material, words: Words) -> tuple[ReportWarning, ...]:
    """The doubts that the report itself tells its readers; figures older than the window share one sentence."""
    results = publication_gates(publication_facts(material, words))
    told = [
        ReportWarning(code=result.code, message=result.message)
        for result in results
        if result.code in TOLD_TO_READERS
    ]
    old = {result.target for result in results if result.code == OLDER_FIGURE}
    return (
        (*told, ReportWarning(code=OLDER_FIGURE, message=_older_words(material, old))) if old else tuple(told)
    )


def _older_words(material: Material, keys: set[str]) -> str:
    figures = (row.figure for row in material.figures if row.key in keys)
    named = ", ".join(f"{each.key} ({each.period.words()})" for each in figures if each.period)
    start = date_words(material.inspection.window_start)
    return f"Figures older than the assessment window, which starts on {start}: {named}."


def _is_found(material: Material, target: Pillar | Area) -> bool:
    """Areas only, as the framework counts them: those with a section, and the service to victims."""
    return isinstance(target, Area) and (target in material.sections or target == material.service_area)


def _parts(material: Material) -> frozenset[str]:
    """Parts of the report that hold something; a part that has its own name in a framework is one of its areas."""
    draft, service = material.draft, material.service_area
    first_round = material.inspection.round.number == 1
    held = {
        "summary": bool(draft.summary.strip()),
        "changes": first_round and bool(draft.changes.strip() or material.framework.changes),
        "observations": bool(material.points),
        "service-to-victims": service is not None and bool(material.findings.get(service.identifier)),
        "areas": any(material.findings.get(target.identifier) for target in material.sections),
        "about-the-data": bool(draft.data_introduction.strip() or shown_figures(material)),
    }
    areas = {part for part in material.framework.report_parts if part not in held}
    return frozenset(part for part, holds in held.items() if holds) | {
        p for p in areas if material.findings.get(p)
    }


def _not_final(material: Material) -> tuple[str, ...]:
    """Targets that need a final grade and have none."""
    if not material.inspection.graded:
        return ()
    final = {row.target for row in material.judgements.values() if row.state == Judgement.State.FINAL}
    return tuple(
        target.identifier
        for target in material.targets
        if target.identifier not in final and _needs_grade(material, target)
    )


def _needs_grade(material: Material, target: Pillar | Area) -> bool:
    if material.grade_of(target.identifier) is not None:
        return True
    if isinstance(target, Pillar):
        return target.graded and target.identifier == material.inspection.pillar
    if target.grading == "when-tested":
        tests = {part.identifier for part in material.framework.components if part.area == target.identifier}
        return bool(tests & material.components_done)
    return target.grading == "graded"


def _concerns(material: Material, words: Words) -> tuple[ConcernFacts, ...]:
    items = material.all_items()
    return tuple(
        ConcernFacts(
            reference=words.item_references[row.pk],
            recommendations=sum(1 for each in items if each.parent_id == row.pk),
        )
        for row in items
        if row.kind == Item.Kind.CAUSE_OF_CONCERN
    )
