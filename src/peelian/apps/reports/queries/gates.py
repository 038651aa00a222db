"""What stands between a report and its publication."""

from __future__ import annotations

from django.utils import timezone

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.queries.gates import overrides_of
from peelian.apps.reports.assembly import (
    Words,
    assemble_report_value,
    gather_material,
    publication_facts,
)
from peelian.rendering.printable import unprintable_texts
from peelian.rendering.report_value import ReportValue
from peelian.rules import gates
from peelian.rules.errors import RefusalError
from peelian.rules.gates import GateResult


def publication_gates(inspection: Inspection) -> tuple[GateResult, ...]:
    """Every gate that the report trips as it stands now, warnings included."""
    material = gather_material(inspection)
    found = gates.publication_gates(publication_facts(material, Words(material)))
    return (*found, *_text_gates_of(inspection))


def unprintable_text_gates(value: ReportValue) -> tuple[GateResult, ...]:
    """The texts of a report that its PDF cannot print, each as a gate that blocks."""
    return tuple(gates.text_gates((each.place, each.characters) for each in unprintable_texts(value)))


def draft_gates(inspection: Inspection, value: ReportValue) -> tuple[GateResult, ...]:
    """What no reader may meet, not even the force that checks the draft: lost references and lost signs."""
    material = gather_material(inspection)
    lost = gates.reference_gates(publication_facts(material, Words(material)))
    return (*lost, *unprintable_text_gates(value))


def _text_gates_of(inspection: Inspection) -> tuple[GateResult, ...]:
    """The gates of the texts; a report that cannot be put together yet is held by another gate already."""
    try:
        value = assemble_report_value(inspection, published=timezone.localdate())
    except RefusalError:
        return ()
    return unprintable_text_gates(value)


def unresolved_publication_gates(inspection: Inspection) -> tuple[GateResult, ...]:
    """The gates that block and that nobody has let pass."""
    return gates.unresolved(publication_gates(inspection), overrides_of(inspection, "publish"))
