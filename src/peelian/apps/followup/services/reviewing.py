"""Reviews of progress, receipts of deliverables, and visits planned to look again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.evidence.services.attached import keep_attached, open_attached
from peelian.apps.followup.models import (
    Deliverable,
    DeliverableReceipt,
    Item,
    ProgressReview,
    ReceiptDocument,
    Revisit,
)
from peelian.apps.followup.policies import FORCE_WORKERS, VERIFIERS
from peelian.apps.followup.services.seen import check_evidence, check_parts
from peelian.apps.followup.services.work import (
    force_of,
    record_work,
    require_not_ahead,
    require_open,
    require_words,
)
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import refuse_repeat
from peelian.apps.organisations.access import require_role
from peelian.rules.clocks import months_after
from peelian.rules.errors import RefusalError
from peelian.rules.likely_days import unlikely_words


@service("followup.review_progress")
def review_progress(
    *,
    actor: User,
    item: Item,
    level: str,
    reasons: str,
    reviewed_on: date | None = None,
    next_review_on: date | None = None,
    parts: Mapping[str, str] | None = None,
    evidence: Sequence[EvidenceItem] = (),
) -> ProgressReview:
    """Record how far an item has come on one of four levels; every level, the good ones too, has reasons.

    Parameters
    ----------
    next_review_on
        The day on which the item waits for its next look.
    parts
        Each part that the item asks for, with its state on the day of the review.
    evidence
        What was seen, out of the register of evidence.
    """
    require_role(actor, item.inspectorate, *VERIFIERS, to="review progress")
    current = Item.objects.select_for_update().get(pk=item.pk)
    require_open(current)
    day = reviewed_on or timezone.localdate()
    problems = Problems()
    problems.need_one_of("level", level, Item.Progress.values, "level of progress")
    problems.need("reasons", reasons, "The review has no reasons. Say what was seen.")
    _check_days(current, day, next_review_on, problems)
    check_parts(current, parts or {}, problems)
    check_evidence(current, evidence, problems)
    problems.raise_if_any()
    require_not_ahead(day, "The review")
    same = {"reviewer": actor, "reviewed_on": day, "level": level, "reasons": reasons.strip()}
    refuse_repeat(current.progress_reviews.filter(**same), "Your review of that day in the same words")
    review = ProgressReview.objects.create(
        item=current,
        reviewer=actor,
        level=level,
        reasons=reasons.strip(),
        reviewed_on=day,
        next_review_on=next_review_on,
        parts=[{"text": text, "state": state} for text, state in (parts or {}).items()],
    )
    review.evidence.set(evidence)
    latest = current.progress_reviews.order_by("reviewed_on", "created_at").last()
    current.progress = latest.level if latest else level
    current.version += 1
    current.save(update_fields=["progress", "version"])
    record_work(
        actor,
        current,
        "review_progress",
        f"'{current.title}': {review.get_level_display()}.",
        evidence=[str(each.pk) for each in evidence],
    )
    return review


def _check_days(item: Item, day: date, next_review_on: date | None, problems: Problems) -> None:
    """A review lies between the day the item was raised and today; the next one after it, in some years."""
    today = timezone.localdate()
    wrong = unlikely_words(day, today, not_before=item.raised_on, what="the item was raised")
    if wrong:
        problems.add("reviewed_on", day, wrong)
    if next_review_on is not None and next_review_on <= day:
        problems.add(
            "next_review_on", next_review_on, "The next review comes after this one. Give a later day."
        )
    elif wrong := unlikely_words(next_review_on, today):
        problems.add("next_review_on", next_review_on, wrong)


@service("followup.schedule_revisit")
def schedule_revisit(*, actor: User, item: Item, opens_on: date, closes_on: date, reason: str) -> Revisit:
    """Plan a visit inside a window of days, linked to the item that it is to look at."""
    require_role(actor, item.inspectorate, *VERIFIERS, to="plan a revisit")
    item = (
        Item.objects.select_for_update(of=("self",)).select_related("force", "inspectorate").get(pk=item.pk)
    )
    require_open(item)
    reason = require_words(reason, "A revisit needs a reason. Say what it is to look at.")
    if closes_on < opens_on:
        raise RefusalError("refused", "The window of the revisit ends before it starts. Change the days.")
    today, problems = timezone.localdate(), Problems()
    if wrong := unlikely_words(closes_on, today, not_before=today, what="the revisit is planned"):
        problems.add("closes_on", closes_on, wrong)
    if wrong := unlikely_words(opens_on, today):
        problems.add("opens_on", opens_on, wrong)
    problems.raise_if_any()
    window: dict[str, Any] = {"item": item, "opens_on": opens_on, "closes_on": closes_on, "reason": reason}
    refuse_repeat(Revisit.objects.filter(**window, done_on__isnull=True), "The same revisit")
    revisit = Revisit.objects.create(**window, planned_by=actor)
    record_work(actor, item, "schedule_revisit", f"A revisit on '{item.title}' is planned. {reason}")
    return revisit


@service("followup.record_revisit")
def record_revisit(*, actor: User, revisit: Revisit, done_on: date, outcome: str) -> Revisit:
    """Record that a revisit took place, and what it saw."""
    require_role(actor, revisit.item.inspectorate, *VERIFIERS, to="record a revisit")
    outcome = require_words(outcome, "The revisit has no outcome. Say what was seen.")
    require_not_ahead(done_on, "The revisit")
    current = Revisit.objects.select_for_update().get(pk=revisit.pk)
    if current.done_on is not None:
        raise RefusalError("refused", "This revisit is recorded already. Plan another for a further visit.")
    if done_on < current.opens_on:
        raise RefusalError("refused", "The visit cannot lie before its window opens. Give a later day.")
    current.done_on, current.outcome = done_on, outcome
    current.save(update_fields=["done_on", "outcome"])
    record_work(actor, current.item, "record_revisit", f"Revisit on '{current.item.title}': {outcome}")
    return current


@service("followup.receive_deliverable")
def receive_deliverable(
    *, actor: User, deliverable: Deliverable, text: str = "", file: File | None = None, file_name: str = ""
) -> DeliverableReceipt:
    """Take in one version of a deliverable from the force; it gets a number, a time and a fingerprint.

    It is written, or attached as a document that is checked before it is kept, or both.
    """
    item = Item.objects.select_for_update().get(pk=deliverable.item_id)
    require_role(actor, force_of(item), *FORCE_WORKERS, to="send a deliverable")
    require_open(item)
    document = ReceiptDocument()
    if file is None:
        text = require_words(text, "The deliverable is empty. Write it, or attach the document.")
    else:
        keep_attached(document, file, file_name)
    today, number = timezone.localdate(), deliverable.receipts.count()
    said = f"{text.strip()}\n{document.sha256}" if document.sha256 else text
    sha256 = hashlib.sha256(said.encode()).hexdigest()
    refuse_repeat(
        deliverable.receipts.filter(version=number, sha256=sha256, result=""), f"The same as version {number}"
    )
    receipt = DeliverableReceipt.objects.create(
        deliverable=deliverable,
        version=number + 1,
        sent_by=actor,
        received_on=today,
        text=text,
        sha256=sha256,
    )
    if file is not None:
        document.receipt = receipt
        document.save(force_insert=True)
    if deliverable.received_on is None:
        deliverable.received_on = today
        deliverable.save(update_fields=["received_on"])
    record_work(
        actor,
        item,
        "receive_deliverable",
        f"{receipt} has come in.",
        public=receipt.version == 1,
        sha256=receipt.sha256,
        version=receipt.version,
    )
    return receipt


@service("followup.open_receipt_document")
def open_receipt_document(*, actor: User, document: ReceiptDocument) -> File:
    """Open the document of a receipt for somebody who may read the receipt, and log the reading."""
    return open_attached(
        actor=actor,
        thing=document,
        action="followup.open_receipt_document",
        organisation=document.tenant,
        of=str(document.receipt),
    )


@service("followup.review_deliverable")
def review_deliverable(
    *, actor: User, receipt: DeliverableReceipt, result: str, reasons: str, missing_parts: Sequence[str] = ()
) -> DeliverableReceipt:
    """Record what the inspectorate makes of one version of a deliverable, content by content.

    A duty that recurs falls due again once it is accepted, counted from the day on which it was due.
    """
    item = receipt.deliverable.item
    require_role(actor, item.inspectorate, *VERIFIERS, to="review a deliverable")
    current = DeliverableReceipt.objects.select_for_update().get(pk=receipt.pk)
    problems = Problems()
    problems.need_one_of("result", result, DeliverableReceipt.Result.values, "result")
    problems.need("reasons", reasons, "The result has no reasons. Say what was read and how it was judged.")
    for part in missing_parts:
        problems.need_one_of("missing_parts", part, receipt.deliverable.parts, "content asked for")
    if bool(missing_parts) != (result == DeliverableReceipt.Result.CONTENTS_MISSING):
        problems.add(
            "missing_parts",
            ", ".join(missing_parts),
            "Name the contents that are missing where, and only where, the result is that contents are missing.",
        )
    problems.raise_if_any()
    if current.result:
        raise RefusalError("refused", "This version has its result. A new result belongs to a later version.")
    current.reviewer, current.reviewed_on = actor, timezone.localdate()
    current.result, current.reasons, current.missing_parts = result, reasons.strip(), list(missing_parts)
    current.save()
    again = result == DeliverableReceipt.Result.ACCEPTED and _fall_due_again(receipt.deliverable)
    summary = f"{current}: {current.get_result_display()}."
    record_work(actor, item, "review_deliverable", summary, public=again)
    return current


def _fall_due_again(deliverable: Deliverable) -> bool:
    """Set the next time of a duty that recurs, once; say whether there is a new one."""
    months = deliverable.recurs_every_months
    if not months or deliverable.due is None or Deliverable.objects.filter(follows=deliverable).exists():
        return False
    Deliverable.objects.create(
        item_id=deliverable.item_id,
        text=deliverable.text,
        due=months_after(deliverable.due, months),
        due_precision=deliverable.due_precision,
        recurs_every_months=months,
        parts=deliverable.parts,
        position=deliverable.position,
        follows=deliverable,
    )
    return True
