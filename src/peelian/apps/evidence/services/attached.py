"""A document that is part of another thing: checked before it is kept with it, and its reading logged."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event
from peelian.apps.evidence.uploads import check_upload
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import NotPermittedError


def keep_attached(thing: Any, file: File, name: str) -> None:
    """Check a file, reading no more than the largest size allowed, and store it under a random name.

    Parameters
    ----------
    thing
        Has `file`, `file_name`, `media_type` and `sha256`; whoever calls saves it.
    """
    limit = settings.OPERATOR.PEELIAN_UPLOAD_MAX_BYTES
    file.seek(0)
    checked = check_upload(name or file.name or "", file.read(limit + 1), limit)
    thing.file_name, thing.media_type, thing.sha256 = checked.name, checked.media_type, checked.sha256
    thing.file.save(checked.name, ContentFile(checked.data), save=False)


def open_attached(*, actor: User, thing: Any, action: str, organisation: Organisation, of: str) -> File:
    """Open the document of a thing for somebody who may read the thing, and log the reading.

    Parameters
    ----------
    of
        What the log calls the thing.
    """
    if not thing.file or not type(thing).objects.visible_to(actor).filter(pk=thing.pk).exists():
        raise NotPermittedError("not-permitted", "There is no such file, or it is not open to you.")
    opened: File = thing.file.open("rb")
    record_event(
        actor=actor,
        action=action,
        subject=thing,
        organisation=organisation,
        outcome=AuditEvent.Outcome.READ,
        summary=f"'{thing.file_name}' of {of} was opened.",
        details={"sha256": thing.sha256},
    )
    return opened
