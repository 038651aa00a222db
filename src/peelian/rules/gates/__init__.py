"""Gates: what must hold before a grade, an item or a report may go on.

Each check is a pure function from plain facts to the gates they trip. How hard a gate
is stands in one table.
"""

from peelian.rules.gates.grades import (
    EvidenceSupport,
    GradeFacts,
    UseLimit,
    finalise_gates,
    grade_gates,
    is_low_grade,
    require_linkable_support,
)
from peelian.rules.gates.items import ITEM_KIND_WORDS, ItemFacts, item_gates
from peelian.rules.gates.publication import (
    CHANGES_PART,
    OBSERVATIONS_PART,
    CaseExampleFacts,
    ConcernFacts,
    ObservationFacts,
    PublicationFacts,
    ReplacedFigureFacts,
    declared_gates,
    publication_gates,
    reference_gates,
)
from peelian.rules.gates.results import (
    OVERRIDE_ROLES,
    GateResult,
    Override,
    require_open,
    require_valid_override,
    tripped,
    unresolved,
    warnings_in,
)
from peelian.rules.gates.table import GATE_TABLE, GATES, Gate, Step, gates_of, render_gate_table
from peelian.rules.gates.texts import text_gates

__all__ = [
    "CHANGES_PART",
    "GATES",
    "GATE_TABLE",
    "ITEM_KIND_WORDS",
    "OBSERVATIONS_PART",
    "OVERRIDE_ROLES",
    "CaseExampleFacts",
    "ConcernFacts",
    "EvidenceSupport",
    "Gate",
    "GateResult",
    "GradeFacts",
    "ItemFacts",
    "ObservationFacts",
    "Override",
    "PublicationFacts",
    "ReplacedFigureFacts",
    "Step",
    "UseLimit",
    "declared_gates",
    "finalise_gates",
    "gates_of",
    "grade_gates",
    "is_low_grade",
    "item_gates",
    "publication_gates",
    "reference_gates",
    "render_gate_table",
    "require_linkable_support",
    "require_open",
    "require_valid_override",
    "text_gates",
    "tripped",
    "unresolved",
    "warnings_in",
]
