"""The national total of a measure: forces in scope only, with the note that says so."""

from __future__ import annotations

from collections.abc import Sequence

from peelian.records.comparison.definition import MeasureDefinition
from peelian.records.comparison.supplied import SuppliedValue
from peelian.records.comparison.values import NationalTotal
from peelian.rules.national_totals import national_sum, scope_note


def national_total(definition: MeasureDefinition, supplied: Sequence[SuppliedValue]) -> NationalTotal | None:
    """Add the numerators, and the denominators where the measure has them, of the forces that take part.

    A plain value such as a median has no total. Forces that were excluded stand in no total, so that total and
    mean speak of the same forces.
    """
    forces = {each.slug: each for each in supplied}
    counted = [each for each in supplied if each.in_scope and not each.left_out]
    known = {each.slug: each.numerator for each in counted if each.numerator is not None}
    if definition.basis == "value" or not counted or len(known) < len(counted):
        return None
    events = int(national_sum(known, forces).total)
    bases = {each.slug: each.denominator for each in counted if each.denominator}
    base = int(national_sum(bases, forces).total) if len(bases) == len(counted) else None
    value = definition.formed(events, base) if base else None
    return NationalTotal(
        numerator=events,
        denominator=base,
        value=None if value is None else float(value),
        printed="" if value is None else definition.words(value),
        forces=len(known),
        scope_note=scope_note(forces, forces),
    )
