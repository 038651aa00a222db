"""The sections of a report: the areas in the order of the framework, and the service to victims."""

from __future__ import annotations

from peelian.apps.reports.assembly.findings import findings_for
from peelian.apps.reports.assembly.grades import (
    NOT_GRADED,
    accountable_for,
    grade_sentence,
    tier_of,
    ungraded_reason,
)
from peelian.apps.reports.assembly.items import causes_of_concern, none_declared, other_items
from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import Words, area_texts
from peelian.catalogue import Area, Pillar
from peelian.rendering.report_parts import (
    Chart,
    CrossReference,
    ReportArea,
    ServiceToVictims,
    Stage,
    SubTheme,
)


def area_sections(material: Material, words: Words, force: str) -> tuple[ReportArea, ...]:
    """Every section in the order of the framework."""
    return tuple(_section(material, words, force, target) for target in material.sections)


def _section(material: Material, words: Words, force: str, target: Pillar | Area) -> ReportArea:
    identifier = target.identifier
    tier = tier_of(material, identifier)
    text = material.area_texts.get(identifier)
    judgement = material.judgements.get(identifier)
    themes = target.sub_themes if isinstance(target, Area) else ()
    rows = material.findings.get(identifier, [])
    themed = {theme.identifier for theme in themes}
    return ReportArea(
        identifier=identifier,
        title=target.title,
        sentence=grade_sentence(force, tier, target) if tier else None,
        grade=tier.identifier if tier else None,
        label=tier.label if tier else NOT_GRADED,
        grading_note=_grading_note(material, words, target),
        introduction=words.paragraphs(text.introduction) if text else (),
        definition=target.definition or None,
        findings=findings_for(material, words, [row for row in rows if row.sub_theme not in themed]),
        sub_themes=tuple(
            SubTheme(
                identifier=theme.identifier,
                title=theme.title,
                findings=findings_for(
                    material, words, [row for row in rows if row.sub_theme == theme.identifier]
                ),
            )
            for theme in themes
        ),
        causes_of_concern=causes_of_concern(material, words, identifier),
        areas_for_improvement=other_items(material, words, identifier),
        none_declared=none_declared(material, target),
        charts=tuple(Chart.model_validate(chart.value) for chart in material.charts.get(identifier, [])),
        reasons=words.paragraphs(judgement.reasons) if judgement and tier else (),
        accountable=accountable_for(material, identifier),
        cross_references=_cross_references(material, words, identifier),
    )


def _grading_note(material: Material, words: Words, target: Pillar | Area) -> str | None:
    if material.grade_of(target.identifier) is None:
        return ungraded_reason(material, words, target)
    text = material.area_texts.get(target.identifier)
    return words.text(text.grading_note) or None if text else None


def _cross_references(material: Material, words: Words, target: str) -> tuple[CrossReference, ...]:
    """What the section points to, then findings made elsewhere that inform it."""
    pointed = words.cross_references(area_texts(material, target))
    informing = (
        CrossReference(target=finding.key, text=finding.headline)
        for finding in material.all_findings()
        if target in finding.also_informs and finding.target != target
    )
    return tuple(dict.fromkeys((*pointed, *informing)))


def service_to_victims(material: Material, words: Words) -> ServiceToVictims | None:
    """Each stage with what is expected there, then what was found; None where the framework has no such part."""
    area = material.service_area
    if area is None or area not in material.targets:
        return None
    rows = material.findings.get(area.identifier, [])
    stages = {stage.identifier for stage in area.stages}
    return ServiceToVictims(
        introduction=words.paragraphs(material.draft.service_introduction),
        stages=tuple(
            Stage(
                identifier=stage.identifier,
                title=stage.title,
                expectation=stage.expectation,
                findings=findings_for(
                    material, words, [row for row in rows if row.stage == stage.identifier]
                ),
            )
            for stage in area.stages
        ),
        findings=findings_for(material, words, [row for row in rows if row.stage not in stages]),
    )
