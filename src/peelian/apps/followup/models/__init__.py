"""Causes of concern, recommendations and areas for improvement, and the work on them."""

from peelian.apps.followup.models.asking import AskingProposal
from peelian.apps.followup.models.items import (
    ComparedPair,
    Deliverable,
    Item,
    ItemLink,
    ItemQuerySet,
    NoneDeclared,
)
from peelian.apps.followup.models.told import LaterFinding, NoneTold
from peelian.apps.followup.models.work import (
    ClosingRequest,
    ClosureCriterion,
    CriterionEvidence,
    Declaration,
    DeliverableReceipt,
    FindingsLetter,
    Ownership,
    ProgressReview,
    ReceiptDocument,
    Revisit,
    Verification,
)

__all__ = [
    "AskingProposal",
    "ClosingRequest",
    "ClosureCriterion",
    "ComparedPair",
    "CriterionEvidence",
    "Declaration",
    "Deliverable",
    "DeliverableReceipt",
    "FindingsLetter",
    "Item",
    "ItemLink",
    "ItemQuerySet",
    "LaterFinding",
    "NoneDeclared",
    "NoneTold",
    "Ownership",
    "ProgressReview",
    "ReceiptDocument",
    "Revisit",
    "Verification",
]
