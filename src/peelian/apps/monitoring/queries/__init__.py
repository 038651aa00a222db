"""What can be read of stages of monitoring, and of what happens while a force is watched."""

from peelian.apps.monitoring.queries.clocks import clocks_due
from peelian.apps.monitoring.queries.lines import StageLine, decision_words, stage_lines
from peelian.apps.monitoring.queries.stages import (
    FoundStage,
    StageOnDay,
    closer_stage_of,
    dated_words,
    exit_criteria_of,
    find_stage_by_label,
    forces_in_stage,
    stage_on,
    stage_set_on,
    stage_timeline,
    stages_on,
    standing_decisions,
)
from peelian.apps.monitoring.queries.watching import (
    ForceWatch,
    StageRow,
    answer_words,
    context_of,
    feedback_of,
    force_watch,
    incidents_on_area,
    notes_for,
    stage_board,
)

__all__ = [
    "ForceWatch",
    "FoundStage",
    "StageLine",
    "StageOnDay",
    "StageRow",
    "answer_words",
    "clocks_due",
    "closer_stage_of",
    "context_of",
    "dated_words",
    "decision_words",
    "exit_criteria_of",
    "feedback_of",
    "find_stage_by_label",
    "force_watch",
    "forces_in_stage",
    "incidents_on_area",
    "notes_for",
    "stage_board",
    "stage_lines",
    "stage_on",
    "stage_set_on",
    "stage_timeline",
    "stages_on",
    "standing_decisions",
]
