"""Every change of stages of monitoring, and of what happens while a force is watched."""

from peelian.apps.monitoring.services.content import ProposalContent
from peelian.apps.monitoring.services.decisions import decide_stage
from peelian.apps.monitoring.services.engagement import (
    assess_exit_criterion,
    hold_meeting,
    open_plan_file,
    plan_meeting,
    record_meeting,
    send_improvement_plan,
    view_improvement_plan,
)
from peelian.apps.monitoring.services.log import (
    declare_incident,
    end_incident,
    note_monitoring,
    record_context_factor,
)
from peelian.apps.monitoring.services.proposals import (
    change_proposal,
    decide_move,
    give_notice,
    make_representations,
    propose_move,
    withdraw_proposal,
)

__all__ = [
    "ProposalContent",
    "assess_exit_criterion",
    "change_proposal",
    "decide_move",
    "decide_stage",
    "declare_incident",
    "end_incident",
    "give_notice",
    "hold_meeting",
    "make_representations",
    "note_monitoring",
    "open_plan_file",
    "plan_meeting",
    "propose_move",
    "record_context_factor",
    "record_meeting",
    "send_improvement_plan",
    "view_improvement_plan",
    "withdraw_proposal",
]
