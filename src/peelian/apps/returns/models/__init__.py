"""Collections of data from forces: the request, the replies, each version of a return, and its validation."""

from peelian.apps.returns.models.collections import Collection, DesignComment
from peelian.apps.returns.models.replies import CollectionReply
from peelian.apps.returns.models.returns import Return, SignOff
from peelian.apps.returns.models.validation import ValidationQuestion, ValidationRound

__all__ = [
    "Collection",
    "CollectionReply",
    "DesignComment",
    "Return",
    "SignOff",
    "ValidationQuestion",
    "ValidationRound",
]
