"""The question set behind figures, found by its hash: the exact version that a review was bound to."""

from __future__ import annotations

from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import Review, ReviewRecord
from peelian.catalogue import Instrument


def kept_method(identifier: str, sha256: str) -> Instrument | None:
    """Return the question set of that name and hash, or None where none is kept whole.

    What is stored is hashed anew, so that a definition which was altered since is not taken for the one meant.
    """
    bound = Review.objects.filter(instrument_identifier=identifier, definition_hash=sha256)
    for definition in bound.values_list("definition", flat=True):
        if hash_of(definition) == sha256:
            return Instrument.model_validate(definition)
    return None


def review_is_whole(review: Review) -> bool:
    """Whether what closing the review froze, if it is closed, is stored as it was frozen."""
    record = ReviewRecord.objects.filter(review=review).select_related("review").first()
    return record is None or record_is_whole(record)


def record_is_whole(record: ReviewRecord) -> bool:
    """Whether the frozen answers and results of a review are those that were frozen, by their hash."""
    frozen = {
        "definition": record.review.definition_hash,
        "tables": record.tables,
        "results": record.results,
    }
    return hash_of(frozen) == record.sha256
