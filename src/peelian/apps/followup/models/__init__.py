"""Causes of concern, recommendations and areas for improvement, and the work on them."""

from peelian.apps.followup.models.items import (
    Deliverable,
    Item,
    ItemLink,
    ItemQuerySet,
    NoneDeclared,
)
from peelian.apps.followup.models.work import (
    ClosingRequest,
    ClosureCriterion,
    CriterionEvidence,
    Declaration,
    DeliverableReceipt,
    Ownership,
    ProgressReview,
    Revisit,
    Verification,
)

__all__ = [
    "ClosingRequest",
    "ClosureCriterion",
    "CriterionEvidence",
    "Declaration",
    "Deliverable",
    "DeliverableReceipt",
    "Item",
    "ItemLink",
    "ItemQuerySet",
    "NoneDeclared",
    "Ownership",
    "ProgressReview",
    "Revisit",
    "Verification",
]
