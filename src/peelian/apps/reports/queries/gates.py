"""What stands between a report and its publication."""

from __future__ import annotations

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.queries.gates import overrides_of
from peelian.apps.reports.assembly import Words, gather_material, publication_facts
from peelian.rules import gates
from peelian.rules.gates import GateResult


def publication_gates(inspection: Inspection) -> tuple[GateResult, ...]:
    """Every gate that the report trips as it stands now, warnings included."""
    material = gather_material(inspection)
    return gates.publication_gates(publication_facts(material, Words(material)))


def unresolved_publication_gates(inspection: Inspection) -> tuple[GateResult, ...]:
    """The gates that block and that nobody has let pass."""
    return gates.unresolved(publication_gates(inspection), overrides_of(inspection, "publish"))
