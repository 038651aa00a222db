"""Every change of state of rounds and inspections."""

from peelian.apps.inspections.services.people import name_accountable_inspector, set_team
from peelian.apps.inspections.services.planning import (
    plan_inspection,
    plan_round_inspections,
    revise_inspection_plan,
)
from peelian.apps.inspections.services.progress import (
    advance_inspection,
    move_inspection,
    record_component,
    record_outlook,
)
from peelian.apps.inspections.services.rounds import plan_round

__all__ = [
    "advance_inspection",
    "move_inspection",
    "name_accountable_inspector",
    "plan_inspection",
    "plan_round",
    "plan_round_inspections",
    "record_component",
    "record_outlook",
    "revise_inspection_plan",
    "set_team",
]
