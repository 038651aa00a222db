"""Files of evidence: checked before they are kept, logged when they are read."""

from __future__ import annotations

from django.conf import settings
from django.core.files.base import ContentFile, File

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.models import EvidenceFile, EvidenceItem
from peelian.apps.evidence.services.register import require_in_use
from peelian.apps.evidence.uploads import check_upload
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.rules.errors import NotPermittedError, RefusalError


@service("evidence.attach_file")
def attach_file(*, actor: User, evidence: EvidenceItem, name: str, content: File) -> EvidenceFile:
    """Check a file and keep it with an item of evidence under a random name.

    No more is read than the largest size allowed. A refusal leaves no trace of the file but the log's.
    """
    require_role(actor, evidence.tenant, *WORKERS, to="attach a file")
    current = EvidenceItem.objects.select_for_update().get(pk=evidence.pk)
    require_in_use(current)
    limit = settings.OPERATOR.PEELIAN_UPLOAD_MAX_BYTES
    content.seek(0)
    checked = check_upload(name, content.read(limit + 1), limit)
    earlier = current.files.filter(sha256=checked.sha256).first()
    if earlier is not None:
        raise RefusalError(
            "refused",
            f"'{checked.name}' holds the same as '{earlier.name}', which is already attached to '{current.title}'.",
        )
    kept = EvidenceFile(
        evidence=current,
        name=checked.name,
        media_type=checked.media_type,
        size_bytes=checked.size_bytes,
        sha256=checked.sha256,
        uploaded_by=actor,
    )
    kept.file.save(checked.name, ContentFile(checked.data), save=False)
    kept.save(force_insert=True)
    record_event(
        actor=actor,
        action="evidence.attach_file",
        subject=current,
        organisation=current.tenant,
        summary=f"'{kept.name}' was attached to '{current.title}'.",
        details={"file": str(kept.pk), "sha256": kept.sha256, "size_bytes": kept.size_bytes},
    )
    return kept


@service("evidence.open_evidence_file")
def open_evidence_file(*, actor: User, file: EvidenceFile) -> File:
    """Open a file for somebody who may read its evidence, and log the reading."""
    if not EvidenceFile.objects.visible_to(actor).filter(pk=file.pk).exists():
        raise NotPermittedError(NOT_PERMITTED, "There is no such file, or it is not open to you.")
    opened: File = file.file.open("rb")
    record_event(
        actor=actor,
        action="evidence.open_evidence_file",
        subject=file.evidence,
        organisation=file.tenant,
        outcome=AuditEvent.Outcome.READ,
        summary=f"'{file.name}' of '{file.evidence.title}' was opened.",
        details={"file": str(file.pk), "sha256": file.sha256},
    )
    return opened
