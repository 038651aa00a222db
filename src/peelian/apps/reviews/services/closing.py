"""Closing a review: refused with everything that is open, else its answers and results are frozen."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.completeness import review_problems
from peelian.apps.reviews.estimating import results_of
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import Review, ReviewRecord
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, refused
from peelian.apps.reviews.sample_tables import sample_tables
from peelian.apps.reviews.services.planning import require_state


@service("reviews.close_review")
def close_review(*, actor: User, review: Review, expected_version: int) -> ReviewRecord:
    """Close a review and freeze its rows, which hold no case identifier, with the results computed from them."""
    require_role(actor, review.tenant, *MANAGERS, to="close a review")
    current = lock_for_edit(review, expected_version, ("state",))
    require_state(current, Review.State.REVIEWING, Review.State.SETTLING, to="close it")
    problems = review_problems(current)
    if problems:
        raise refused(
            "review", f"The review cannot be closed yet: {number_of(len(problems), 'thing is', 'things are')} open.",
            problems,
        )  # fmt: skip
    tables = sample_tables(current)
    frozen = {
        "tables": [table.to_json() for table in tables],
        "results": [result.to_json() for result in results_of(current, tables)],
    }
    record = ReviewRecord(
        review=current,
        tables=frozen["tables"],
        results=frozen["results"],
        sha256=hash_of({"definition": current.definition_hash, **frozen}),
        closed_by=actor,
    )
    record.save(force_insert=True)
    current.state = Review.State.CLOSED
    current.version += 1
    current.save(update_fields=["state", "version"])
    record_event(
        actor=actor,
        action="reviews.close_review",
        subject=current,
        organisation=current.tenant,
        summary=f"The review '{current.title}' was closed with "
        f"{number_of(len(tables[0].cases), 'case')}; its results are frozen.",
        details={"sha256": record.sha256},
    )
    return record
