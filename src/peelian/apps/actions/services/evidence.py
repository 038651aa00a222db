"""What shows that an action was done: words, and a file that is checked before it is kept."""

from __future__ import annotations

from datetime import date

from django.core.files.base import File
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ActionEvidence
from peelian.apps.actions.services.actions import require_editor
from peelian.apps.actions.services.work import check_day, record
from peelian.apps.audit.services import service
from peelian.apps.evidence.services.attached import keep_attached, open_attached
from peelian.apps.inspections.problems import Problems


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
    else:
        check_day(problems, "dated", dated, action.item)
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
        keep_attached(evidence, file, file_name)
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
    return open_attached(
        actor=actor,
        thing=evidence,
        action="actions.open_action_file",
        organisation=evidence.force,
        of=f"'{evidence.action.title}'",
    )
