"""What a force does about items: its board, plans, actions, updates, programmes and practice."""

from peelian.apps.actions.models.actions import (
    Action,
    ActionDependency,
    ActionEvidence,
    ActionPartner,
    ActionState,
    Constraint,
    MovedDueDay,
    Update,
    UpdateInterval,
)
from peelian.apps.actions.models.boards import BoardDecision, BoardMeeting, Forum, ForumMeasure
from peelian.apps.actions.models.plans import (
    ActionPlan,
    PlanDocument,
    PlanItem,
    PlanReceipt,
    PlanVersion,
)
from peelian.apps.actions.models.programmes import (
    Initiative,
    Milestone,
    PracticeNote,
    PracticeShare,
    Programme,
    ProgrammeComment,
)
from peelian.apps.actions.models.records import (
    AllegationReferral,
    CheckRun,
    ChiefStatement,
    CollaborationExit,
    OutsideReview,
    RecurringCheck,
    TrackerImport,
)

__all__ = [
    "Action",
    "ActionDependency",
    "ActionEvidence",
    "ActionPartner",
    "ActionPlan",
    "ActionState",
    "AllegationReferral",
    "BoardDecision",
    "BoardMeeting",
    "CheckRun",
    "ChiefStatement",
    "CollaborationExit",
    "Constraint",
    "Forum",
    "ForumMeasure",
    "Initiative",
    "Milestone",
    "MovedDueDay",
    "OutsideReview",
    "PlanDocument",
    "PlanItem",
    "PlanReceipt",
    "PlanVersion",
    "PracticeNote",
    "PracticeShare",
    "Programme",
    "ProgrammeComment",
    "RecurringCheck",
    "TrackerImport",
    "Update",
    "UpdateInterval",
]
