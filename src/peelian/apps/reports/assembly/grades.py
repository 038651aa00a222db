"""Grades as a report prints them. Sentence, badge and table all read the one stored grade."""

from __future__ import annotations

from collections import Counter

from peelian.apps.reports.assembly.material import Material
from peelian.apps.reports.assembly.words import Words
from peelian.catalogue import Area, Pillar, Tier
from peelian.catalogue.frameworks import is_graded
from peelian.rendering.report_parts import GradeLine, Signatory, UngradedLine
from peelian.rendering.report_value import Declared, Summary

NOT_GRADED = "Not graded"


def grade_sentence(force: str, tier: Tier, target: Pillar | Area) -> str:
    """The judgement in one sentence.

    A label that is itself a verb, such as "Requires improvement", takes no "is".
    """
    label = tier.label.lower()
    says = label if label.startswith("requires ") else f"is {label}"
    return f"{force} {says} at {target.judgement_wording}."


def tier_of(material: Material, target: str) -> Tier | None:
    """The tier of the stored grade, or None where no grade is given."""
    grade = material.grade_of(target)
    return material.scale.tier(grade) if grade else None


def grade_lines(material: Material, force: str) -> tuple[GradeLine, ...]:
    """The grade table: every graded area in the order of the framework."""
    lines = []
    for target in material.targets:
        tier = tier_of(material, target.identifier)
        if tier is not None:
            lines.append(
                GradeLine(
                    target=target.identifier,
                    title=target.title,
                    grade=tier.identifier,
                    label=tier.label,
                    sentence=grade_sentence(force, tier, target),
                )
            )
    return tuple(lines)


def ungraded_lines(material: Material, words: Words) -> tuple[UngradedLine, ...]:
    """The parts without a grade, each with its reason."""
    return tuple(
        UngradedLine(
            target=target.identifier, title=target.title, reason=ungraded_reason(material, words, target)
        )
        for target in material.targets
        if material.grade_of(target.identifier) is None and _is_listed(material, target)
    )


def _is_listed(material: Material, target: Pillar | Area) -> bool:
    return isinstance(target, Area) or target in material.sections


def ungraded_reason(material: Material, words: Words, target: Pillar | Area) -> str:
    """Why an area carries no grade here: the writer's own words, or the framework's rule."""
    text = material.area_texts.get(target.identifier)
    if text and text.grading_note:
        return words.text(text.grading_note)
    if not material.inspection.graded:
        return "This inspection gives no grades."
    if not is_graded(target):
        return "This part of the framework is not graded. What was found here weighs in the graded areas."
    if isinstance(target, Area) and target.grading == "when-tested":
        return "Graded only when tested, and no test was made in this assessment."
    if isinstance(target, Area) and target.grading == "separate":
        return "Inspected and reported separately."
    return "No grade is given in this report."


def summary(material: Material, words: Words, force: str) -> Summary:
    """The opening account with the table generated from the grades."""
    lines = grade_lines(material, force)
    declared = material.framework.declared
    return Summary(
        text=words.paragraphs(material.draft.summary),
        grades=lines,
        ungraded=ungraded_lines(material, words),
        declared=Declared(areas=declared.areas, graded=declared.graded) if declared else None,
        counts=dict(Counter(line.grade for line in lines)),
    )


def accountable_for(material: Material, target: str) -> Signatory | None:
    """The inspector who answers for a grade: who made it final, or else the inspection's own."""
    judgement = material.judgements.get(target)
    person = (judgement.final_by if judgement else None) or material.inspection.accountable_inspector
    if person is None or material.grade_of(target) is None:
        return None
    return Signatory(name=person.name, office=person.office or "HM Inspector")
