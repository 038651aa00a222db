"""Proposing the grades and making them final, each by the person whose task it is."""

from __future__ import annotations

from collections.abc import Iterator

from peelian.apps.judgements.services import finalise_grade, submit_provisional_grade
from peelian.demonstration.cleveland.evidence import evidence_by_name, evidence_of_area
from peelian.demonstration.cleveland.script import accountable, inspection, lead, script


def load_provisional_grades() -> Iterator[object]:
    """The lead inspector proposes each grade with its reasons and the evidence linked to the area."""
    current, items = inspection(), evidence_by_name()
    for area in script()["areas"]:
        yield submit_provisional_grade(
            actor=lead(),
            inspection=current,
            target=area["identifier"],
            grade=area["grade"],
            reasons=area["reasons"].strip(),
            evidence=evidence_of_area(items, area["identifier"]),
            expected_version=1,
        )


def load_final_grades() -> Iterator[object]:
    """The accountable inspector makes each grade final."""
    current = inspection()
    for judgement in current.judgements.all():
        yield finalise_grade(
            actor=accountable(),
            inspection=current,
            target=judgement.target,
            expected_version=judgement.version,
        )
