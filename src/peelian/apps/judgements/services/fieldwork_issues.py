"""Faults told to the force at once, what the force did, and whether it held when looked at again."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.judgements.models import FieldworkIssue, Finding
from peelian.apps.judgements.openness import require_writing_open
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Role
from peelian.rules.errors import RefusalError
from peelian.rules.figures import day_words

FORCE_ANSWERERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)


@service("judgements.raise_fieldwork_issue")
def raise_fieldwork_issue(
    *, actor: User, inspection: Inspection, text: str, raised_on: date, finding: Finding | None = None
) -> FieldworkIssue:
    """Record a fault that was told to the force during the inspection."""
    _require_worker(actor, inspection)
    problems = Problems()
    problems.need("text", text, "The issue has no text. Say what was told to the force.")
    if finding and finding.inspection_id != inspection.pk:
        problems.add(
            "finding", finding.pk, "The finding belongs to another inspection. Choose one of this inspection."
        )
    problems.raise_if_any()
    told = {"inspection": inspection, "finding": finding, "text": text, "raised_on": raised_on}
    same = "The issue of that day in the same words"
    keep_once(inspection, FieldworkIssue.objects.filter(**told), same)
    issue = FieldworkIssue.objects.create(**told)
    _record(
        actor, issue, "raise_fieldwork_issue", f"Issue told to the force on {day_words(raised_on)}: {text}"
    )
    return issue


@service("judgements.share_issue")
def share_issue(*, actor: User, issue: FieldworkIssue) -> FieldworkIssue:
    """Let the force read an issue here and answer it. What was shared is not taken back."""
    _require_worker(actor, issue.inspection)
    current = _locked(issue)
    if current.shared_on is not None:
        raise RefusalError("refused", f"The force reads this issue since {day_words(current.shared_on)}.")
    current.shared_on = timezone.localdate()
    current.save(update_fields=["shared_on"])
    _record(actor, current, "share_issue", "The issue is shared with the force.")
    return current


@service("judgements.tell_remedy")
def tell_remedy(*, actor: User, issue: FieldworkIssue, remedy: str, remedied_on: date) -> FieldworkIssue:
    """The force says what it did about an issue that was shared with it. It stays unconfirmed until looked at."""
    force = issue.inspection.force
    if force is None or issue.shared_on is None:
        raise RefusalError("refused", "This issue was not shared with a force, so no force can answer it.")
    require_role(actor, force, *FORCE_ANSWERERS, to="tell what the force did about an issue")
    require_writing_open(issue.inspection)
    if remedied_on > timezone.localdate():
        raise RefusalError(
            "refused",
            f"{day_words(remedied_on)} has not come yet. Give the day on which the remedy took effect.",
        )
    return _remedied(actor, issue, remedy, remedied_on, "tell_remedy")


@service("judgements.record_remedy")
def record_remedy(*, actor: User, issue: FieldworkIssue, remedy: str, remedied_on: date) -> FieldworkIssue:
    """Record what the force did about an issue. Once recorded it stays as it is."""
    _require_worker(actor, issue.inspection)
    return _remedied(actor, issue, remedy, remedied_on, "record_remedy")


def _remedied(
    actor: User, issue: FieldworkIssue, remedy: str, remedied_on: date, action: str
) -> FieldworkIssue:
    current = _locked(issue)
    if current.remedy:
        raise RefusalError("refused", f"The remedy of this issue is recorded already: {current.remedy}")
    problems = Problems()
    problems.need("remedy", remedy, "The remedy has no text. Say what the force did.")
    _require_order("remedied_on", remedied_on, current.raised_on, problems)
    problems.raise_if_any()
    current.remedy, current.remedied_on = remedy, remedied_on
    current.save()
    _record(actor, current, action, f"Remedied on {day_words(remedied_on)}: {remedy}")
    return current


@service("judgements.recheck_issue")
def recheck_issue(
    *, actor: User, issue: FieldworkIssue, rechecked_on: date, result: str, comment: str = ""
) -> FieldworkIssue:
    """Record what inspectors saw when they looked again at a remedy."""
    _require_worker(actor, issue.inspection)
    current = _locked(issue)
    if current.remedied_on is None:
        raise RefusalError("refused", "No remedy is recorded for this issue. Record it before looking again.")
    if current.recheck == FieldworkIssue.Recheck.CONFIRMED:
        raise RefusalError("refused", "The remedy of this issue has been confirmed already.")
    problems = Problems()
    problems.need_one_of("result", result, FieldworkIssue.Recheck.values, "result of a second look")
    _require_order("rechecked_on", rechecked_on, current.remedied_on, problems)
    problems.raise_if_any()
    current.recheck, current.rechecked_on, current.recheck_comment = result, rechecked_on, comment.strip()
    current.save()
    _record(
        actor,
        current,
        "recheck_issue",
        f"Looked at again on {day_words(rechecked_on)}: {current.get_recheck_display()}",
    )
    return current


def _require_worker(actor: User, inspection: Inspection) -> None:
    require_role(actor, inspection.inspectorate, *WORKERS, to="record issues told to the force")
    require_writing_open(inspection)


def _locked(issue: FieldworkIssue) -> FieldworkIssue:
    found: FieldworkIssue = FieldworkIssue.objects.select_for_update().get(pk=issue.pk)
    return found


def _require_order(name: str, day: date, earlier: date, problems: Problems) -> None:
    if day < earlier:
        problems.add(
            name, day, f"{day_words(day)} lies before {day_words(earlier)}. Give a day on or after it."
        )


def _record(actor: User, issue: FieldworkIssue, action: str, summary: str) -> None:
    record_event(
        actor=actor, action=f"judgements.{action}", subject=issue, organisation=issue.tenant, summary=summary
    )
