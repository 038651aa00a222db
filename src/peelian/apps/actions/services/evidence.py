"""What shows that an action was done: words, and a file that is checked before it is kept."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ActionEvidence
from peelian.apps.actions.services.actions import require_editor
from peelian.apps.actions.services.work import record
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.uploads import check_upload
from peelian.apps.inspections.problems import Problems
from peelian.rules.errors import NotPermittedError


@service("actions.add_evidence")
def add_evidence(
    *,
    actor: User,
    action: Action,
    text: str,
    dated: date,
    source: str = "",
    file: File | None = None,
    file_name: str = "",
) -> ActionEvidence:
    """Record what shows that an action was done, and where it is kept; a file with it is checked first."""
    require_editor(actor, action)
    problems = Problems()
    problems.need("text", text, "Say what the evidence shows.")
    if dated > timezone.localdate():
        problems.add("dated", dated, "Evidence is dated up to today. Give the day that it bears.")
    problems.raise_if_any()
    evidence = ActionEvidence(
        force=action.force,
        action=action,
        text=text.strip(),
        dated=dated,
        source=source.strip(),
        recorded_by=actor,
    )
    if file is not None:
        _keep(evidence, file, file_name)
    evidence.save(force_insert=True)
    record(
        actor,
        action.force,
        "add_evidence",
        evidence,
        f"Evidence for '{action.title}'.",
        sha256=evidence.sha256,
    )
    return evidence


@service("actions.open_action_file")
def open_action_file(*, actor: User, evidence: ActionEvidence) -> File:
    """Open the file of evidence for somebody who may read its action, and log the reading."""
    if not evidence.file or not ActionEvidence.objects.visible_to(actor).filter(pk=evidence.pk).exists():
        raise NotPermittedError("not-permitted", "There is no such file, or it is not open to you.")
    opened: File = evidence.file.open("rb")
    record_event(
        actor=actor,
        action="actions.open_action_file",
        subject=evidence,
        organisation=evidence.force,
        outcome=AuditEvent.Outcome.READ,
        summary=f"'{evidence.file_name}' of '{evidence.action.title}' was opened.",
        details={"sha256": evidence.sha256},
    )
    return opened


def _keep(evidence: ActionEvidence, file: File, name: str) -> None:
    """Check a file, reading no more than the largest size allowed, and store it under a random name."""
    limit = settings.OPERATOR.PEELIAN_UPLOAD_MAX_BYTES
    file.seek(0)
    checked = check_upload(name or file.name or "", file.read(limit + 1), limit)
    evidence.file_name, evidence.media_type, evidence.sha256 = (
        checked.name,
        checked.media_type,
        checked.sha256,
    )
    evidence.file.save(checked.name, ContentFile(checked.data), save=False)
