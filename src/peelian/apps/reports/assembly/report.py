"""The whole report value, assembled in the order of the regime."""

from __future__ import annotations

from datetime import date

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.reports.assembly.abbreviations import used_abbreviations
from peelian.apps.reports.assembly.areas import area_sections, service_to_victims
from peelian.apps.reports.assembly.data import about_the_data
from peelian.apps.reports.assembly.facts import reader_warnings
from peelian.apps.reports.assembly.grades import summary
from peelian.apps.reports.assembly.material import Material, gather_material
from peelian.apps.reports.assembly.words import Words
from peelian.rendering.report_parts import Observation, Observations, Signatory
from peelian.rendering.report_value import (
    Inspectorate,
    ReportForce,
    ReportFramework,
    ReportTier,
    ReportValue,
    Window,
)


def assemble_report_value(
    inspection: Inspection,
    *,
    published: date,
    version: int = 1,
    correction_reason: str = "",
) -> ReportValue:
    """Put a report together from findings, grades, items, figures and the words written for it.

    Names of the force and the inspectorate are those of the day of publication.

    Raises
    ------
    RefusalError
        A cause of concern has no recommendation, so that its box cannot be written.
    """
    material = gather_material(inspection)
    words = Words(material)
    force = _force(inspection, published)
    return ReportValue(
        reference=inspection.reference,
        version=version,
        title=inspection.title,
        demonstration=inspection.is_demonstration,
        inspectorate=_inspectorate(inspection, published),
        force=force,
        framework=_framework(material),
        central_question=_central_question(material),
        published=published,
        correction_reason=correction_reason or None,
        supersedes=version - 1 or None,
        window=Window(start=inspection.window_start, end=inspection.window_end),
        warnings=reader_warnings(material, words),
        summary=summary(material, words, force.name),
        changes=_changes(material, words),
        observations=_observations(material, words),
        service_to_victims=service_to_victims(material, words),
        areas=area_sections(material, words, force.name),
        about_the_data=about_the_data(material, words, used_abbreviations(material, regime().abbreviations)),
    )


def _force(inspection: Inspection, on: date) -> ReportForce:
    force = inspection.force
    if force is None:
        return ReportForce(slug="all-forces", code="", name="All forces")
    known = regime().forces.get(force.slug)
    return ReportForce(slug=force.slug, code=force.code, name=known.name_on(on) if known else force.name)


def _inspectorate(inspection: Inspection, on: date) -> Inspectorate:
    organisation = inspection.inspectorate
    body = regime().bodies.get(organisation.slug)
    name = body.name_on(on) if body else None
    full_name = body.full_name_on(on) if body else None
    return Inspectorate(name=name or organisation.name, full_name=full_name or organisation.name)


def _framework(material: Material) -> ReportFramework:
    framework, scale = material.framework, material.scale
    return ReportFramework(
        identifier=framework.identifier,
        title=framework.title,
        cycle=framework.cycle,
        scale=scale.identifier,
        tiers=tuple(
            ReportTier(identifier=tier.identifier, label=tier.label, meaning=tier.meaning)
            for tier in scale.tiers
        ),
    )


def _central_question(material: Material) -> str:
    """The question of the pillar inspected, or of the whole framework."""
    pillar = next((p for p in material.framework.pillars if p.identifier == material.inspection.pillar), None)
    return pillar.central_question if pillar else material.framework.central_question


def _changes(material: Material, words: Words) -> tuple[str, ...]:
    """What changed in method, printed in the first round of a framework only."""
    if material.inspection.round.number != 1:
        return ()
    return words.paragraphs(material.draft.changes) or material.framework.changes


def _observations(material: Material, words: Words) -> Observations | None:
    draft = material.draft
    if not (material.points or draft.observations_introduction or draft.observations_closing):
        return None
    name, office = words.text(draft.signatory_name), words.text(draft.signatory_office)
    return Observations(
        introduction=words.paragraphs(draft.observations_introduction),
        points=tuple(
            Observation(
                heading=words.text(point.heading),
                text=words.text(point.text),
                findings=tuple(finding.key for finding in point.findings.all()),
            )
            for point in material.points
        ),
        closing=words.paragraphs(draft.observations_closing),
        signatory=Signatory(name=name, office=office) if name and office else None,
    )
