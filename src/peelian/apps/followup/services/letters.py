"""Sending each force its own result of a review, and keeping what was sent."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import FindingsLetter, Item, ProgressReview
from peelian.apps.followup.policies import VERIFIERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("followup.send_findings_letters")
def send_findings_letters(*, actor: User, item: Item) -> list[FindingsLetter]:
    """Send every force asked its latest result on an item to many forces, in one go.

    A force without a result holds all letters back, and each is named: a round of letters is whole. A result
    that was sent is not sent again.
    """
    require_role(actor, item.inspectorate, *VERIFIERS, to="send findings to forces")
    reviews = _latest_reviews(item)
    sent = set(FindingsLetter.objects.filter(review__in=reviews).values_list("review_id", flat=True))
    fresh = [review for review in reviews if review.pk not in sent]
    if not fresh:
        raise RefusalError("refused", "Every result was sent already. Review progress anew before sending.")
    letters = FindingsLetter.objects.bulk_create(_letter(actor, review) for review in fresh)
    for letter in letters:
        _tell(actor, letter)
    return letters


def _latest_reviews(item: Item) -> list[ProgressReview]:
    """The latest review of each force's own item."""
    own = (
        item.force_items.select_related("force")
        .prefetch_related("progress_reviews")
        .order_by("force__name", "pk")
    )
    problems = Problems()
    latest = []
    for each in own:
        reviews = list(each.progress_reviews.all())
        if reviews:
            review = reviews[-1]
            review.item = each
            latest.append(review)
        else:
            problems.add("item", each.pk, f"{each.force} has no result yet. Review its progress first.")
    problems.raise_if_any()
    if not latest:
        raise RefusalError(
            "refused", f"'{item.title}' was not given to single forces, so nobody waits for a result."
        )
    return latest


def _letter(actor: User, review: ProgressReview) -> FindingsLetter:
    item, today = review.item, timezone.localdate()
    text = (
        f"To {item.force}\n\n{item.title}\n\n{item.text}\n\n"
        f"Reviewed on {day_words(review.reviewed_on)}: {review.get_level_display().lower()}.\n\n{review.reasons}"
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return FindingsLetter(item=item, review=review, text=text, sha256=digest, sent_by=actor, sent_on=today)


def _tell(actor: User, letter: FindingsLetter) -> None:
    record_event(
        actor=actor,
        action="followup.send_findings_letter",
        subject=letter.item,
        organisation=letter.tenant,
        summary=f"The result on '{letter.item.title}' is sent to {letter.item.force}.",
        details={"sha256": letter.sha256},
    )
