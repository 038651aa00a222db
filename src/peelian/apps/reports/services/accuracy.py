"""The factual accuracy check: the draft as shown to the force, its comments, and their answers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.services import move_inspection
from peelian.apps.organisations.access import forces_of, require_role
from peelian.apps.reports.assembly import assemble_report_value
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment
from peelian.apps.reports.policies import ANSWERERS, COMMENTERS, movers
from peelian.apps.reports.queries.gates import draft_gates
from peelian.rendering.presenters import date_words
from peelian.rendering.report_value import content_hash
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.gates import require_open

COMMENT_FIELDS = ("place", "text")


@service("reports.share_for_accuracy_check")
def share_for_accuracy_check(*, actor: User, inspection: Inspection, closes_on: date) -> AccuracyCheck:
    """Show the draft to the force: what is shown is kept as it was, whatever becomes of the draft.

    An earlier check that is still open is closed by it, once every comment on it has its answer.
    """
    require_role(
        actor, inspection.tenant, *movers("send-for-accuracy-check"), to="send the draft to the force"
    )
    today = timezone.localdate()
    if closes_on < today:
        raise RefusalError(
            "refused",
            f"The check would close on {date_words(closes_on)}, which has passed. Give today or a later day.",
        )
    current, _ = move_inspection(actor=actor, inspection=inspection, action="send-for-accuracy-check")
    _require_answers(current, "another draft is shown")
    value = assemble_report_value(current, published=today)
    require_open(draft_gates(current, value), ())
    current.shared_with_force = True
    current.save(update_fields=["shared_with_force"])
    _close_checks(current)
    check = AccuracyCheck.objects.create(
        inspection=current,
        value=value.model_dump(mode="json"),
        content_hash=content_hash(value),
        shared_at=timezone.now(),
        shared_by=actor,
        closes_on=closes_on,
    )
    record_event(
        actor=actor,
        action="reports.share_for_accuracy_check",
        subject=check,
        organisation=check.tenant,
        summary=f"The draft of {current.title} was shown to the force; comments close on {date_words(closes_on)}.",
        details={"content_hash": check.content_hash},
    )
    return check


@service("reports.open_accuracy_check")
def open_accuracy_check(*, actor: User, accuracy_check: AccuracyCheck) -> AccuracyCheck:
    """Open the draft as the force; every reading stands in the log."""
    _require_force(actor, accuracy_check, to="read the draft")
    record_event(
        actor=actor,
        action="reports.open_accuracy_check",
        subject=accuracy_check,
        organisation=accuracy_check.tenant,
        outcome=AuditEvent.Outcome.READ,
        summary=f"The draft of {accuracy_check.inspection.title} was read for the force.",
        details={"content_hash": accuracy_check.content_hash},
    )
    return accuracy_check


def _force_of(thing: Any) -> Any:
    """The force that a check was sent to: a refusal told the inspectorate would betray that the force drafts."""
    check = thing.accuracy_check if isinstance(thing, AccuracyComment) else thing
    return check.inspection.force


@service("reports.draft_accuracy_comment", refusals_of=_force_of)
def draft_accuracy_comment(
    *, actor: User, accuracy_check: AccuracyCheck, place: str, text: str
) -> AccuracyComment:
    """Write a comment on a fact. It belongs to the force alone until it is submitted."""
    _require_open_to(actor, accuracy_check)
    _check_comment(place, text)
    comment = AccuracyComment.objects.create(
        accuracy_check=accuracy_check, place=place, text=text, author=actor
    )
    _record(actor, comment, "draft_accuracy_comment", f"A comment was drafted on: {place}.")
    return comment


@service("reports.update_accuracy_comment", refusals_of=_force_of)
def update_accuracy_comment(
    *, actor: User, comment: AccuracyComment, place: str, text: str, expected_version: int
) -> AccuracyComment:
    """Change a comment that has not been submitted."""
    _require_open_to(actor, comment.accuracy_check)
    _check_comment(place, text)
    current = lock_for_edit(comment, expected_version, COMMENT_FIELDS)
    if current.submitted_at is not None:
        raise RefusalError(
            "refused", "This comment has been submitted and stays as it is. Write another one."
        )
    save_edit(current, {"place": place, "text": text})
    _record(actor, current, "update_accuracy_comment", f"A comment was changed on: {place}.")
    return current


@service("reports.submit_accuracy_comments", refusals_of=_force_of)
def submit_accuracy_comments(*, actor: User, accuracy_check: AccuracyCheck) -> list[AccuracyComment]:
    """Send every drafted comment of the force to the inspectorate, all at once."""
    _require_open_to(actor, accuracy_check)
    drafted = list(accuracy_check.comments.select_for_update().filter(submitted_at__isnull=True))
    if not drafted:
        raise RefusalError("refused", "There is no comment to submit. Write at least one first.")
    now = timezone.now()
    for comment in drafted:
        comment.submitted_at = now
        comment.version += 1
        comment.save()
    record_event(
        actor=actor,
        action="reports.submit_accuracy_comments",
        subject=accuracy_check,
        organisation=accuracy_check.tenant,
        summary=f"The force submitted comments on {accuracy_check.inspection.title}: {len(drafted)}.",
    )
    return drafted


@service("reports.answer_accuracy_comment")
def answer_accuracy_comment(
    *, actor: User, comment: AccuracyComment, answer: str, accepted: bool, expected_version: int
) -> AccuracyComment:
    """Answer a comment of the force: accepted or not, with reasons that the force reads."""
    check = comment.accuracy_check
    require_role(actor, check.tenant, *ANSWERERS, to="answer comments of the force")
    current = lock_for_edit(comment, expected_version, ("answer", "accepted"))
    if current.submitted_at is None:
        raise RefusalError("not-found", "There is no such comment.")
    if AccuracyCheck.objects.get(pk=check.pk).closed_at is not None:
        raise RefusalError("refused", "The check is closed and its answers stay as they are.")
    if not answer.strip():
        raise RefusalError("refused", "The answer has no text. Say what was changed, or why nothing was.")
    changes = save_edit(current, {"answer": answer, "accepted": accepted})
    record_event(
        actor=actor,
        action="reports.answer_accuracy_comment",
        subject=current,
        organisation=check.tenant,
        summary=f"A comment of the force was answered ({'accepted' if accepted else 'not accepted'}): {current.place}.",
        details=changes,
    )
    return current


@service("reports.sign_off_report")
def sign_off_report(*, actor: User, inspection: Inspection) -> Inspection:
    """Close the accuracy check and send the report for sign-off, once the force has had its say and its answers.

    Before the last day for comments that is once the force has submitted its comments and drafts no others.
    """
    require_role(actor, inspection.tenant, *movers("send-for-sign-off"), to="send a report to sign-off")
    current, move = move_inspection(actor=actor, inspection=inspection, action="send-for-sign-off")
    _require_force_heard(current)
    _require_answers(current, "the report goes to sign-off")
    _close_checks(current)
    record_event(
        actor=actor,
        action="reports.sign_off_report",
        subject=current,
        organisation=current.tenant,
        summary=f"The report of {current.title} went to sign-off.",
        details={"before": {"state": move.state}, "after": {"state": move.next_state}},
    )
    return current


def _require_answers(inspection: Inspection, before: str) -> None:
    """Refuse while a submitted comment has no answer; the inspection is locked, so that none comes in meanwhile."""
    waiting = AccuracyComment.objects.filter(
        accuracy_check__inspection=inspection, accuracy_check__closed_at__isnull=True, submitted_at__isnull=False,
        accepted__isnull=True,
    ).count()  # fmt: skip
    if waiting:
        raise RefusalError(
            "refused",
            f"Comments of the force without an answer: {waiting}. Answer each before {before}.",
            {"waiting": waiting},
        )


def _require_force_heard(inspection: Inspection) -> None:
    """Refuse before the last day for comments, unless the force has submitted comments and is drafting none.

    How many comments a force is drafting is its own affair, so the sentence does not tell.
    """
    today = timezone.localdate()
    for check in inspection.accuracy_checks.filter(closed_at__isnull=True, closes_on__gte=today).defer(
        "value"
    ):
        comments = check.comments.all()
        if comments.filter(submitted_at__isnull=True).exists() or not comments.exists():
            raise RefusalError(
                "refused",
                f"The force may comment until {date_words(check.closes_on)} and has not submitted all its comments. "
                "Wait for them, or until that day has passed.",
                {"closes_on": check.closes_on.isoformat()},
            )


def _close_checks(inspection: Inspection) -> None:
    inspection.accuracy_checks.filter(closed_at__isnull=True).update(closed_at=timezone.now())


def _require_force(actor: User, check: AccuracyCheck, *, to: str) -> None:
    """Refuse anybody but the force that was inspected, as if there were no check."""
    force = check.inspection.force
    if force is None or force.pk not in forces_of(actor):
        raise NotPermittedError(
            "not-permitted", f"You cannot {to}: there is no such draft for your organisation."
        )
    require_role(actor, force, *COMMENTERS, to=to)


def _require_open_to(actor: User, check: AccuracyCheck) -> None:
    _require_force(actor, check, to="comment on the draft")
    inspection = Inspection.objects.select_for_update().get(pk=check.inspection_id)
    current = AccuracyCheck.objects.get(pk=check.pk)
    if current.closed_at is not None or inspection.state != Inspection.State.ACCURACY_CHECK:
        raise RefusalError("refused", "The factual accuracy check is closed. Write to the lead inspector.")
    if timezone.localdate() > current.closes_on:
        raise RefusalError(
            "refused",
            f"Comments closed on {date_words(current.closes_on)}. Ask the lead inspector for another check.",
        )


def _check_comment(place: str, text: str) -> None:
    problems = Problems()
    problems.need("place", place, "The comment names no place. Say where in the report the fact stands.")
    problems.need("text", text, "The comment has no text. Say what is wrong and what is right.")
    problems.raise_if_any()


def _record(actor: User, comment: AccuracyComment, action: str, summary: str) -> None:
    """Log an act of the force under the force: the inspectorate learns of a comment when it is submitted."""
    record_event(
        actor=actor, action=f"reports.{action}", subject=comment, organisation=comment.tenant, summary=summary
    )
