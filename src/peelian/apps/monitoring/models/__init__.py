"""Stages of monitoring of forces: how they are decided, and what happens while a force is in a closer one."""

from peelian.apps.monitoring.models.decisions import ExitAssessment, ExitCriterion, StageDecision
from peelian.apps.monitoring.models.engagement import ImprovementPlan, OversightMeeting
from peelian.apps.monitoring.models.log import ContextFactor, CriticalIncident, MonitoringNote
from peelian.apps.monitoring.models.proposals import Representation, StageProposal

__all__ = [
    "ContextFactor",
    "CriticalIncident",
    "ExitAssessment",
    "ExitCriterion",
    "ImprovementPlan",
    "MonitoringNote",
    "OversightMeeting",
    "Representation",
    "StageDecision",
    "StageProposal",
]
