"""Taking in a return: the file is checked as an upload, read, and checked cell by cell, while the sender waits."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db.models import F
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.audit.services import record_event, service
from peelian.apps.evidence.uploads import TABLES, CheckedUpload, check_upload
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.organisations.queries import forces
from peelian.apps.returns.models import CollectionReply, Return
from peelian.apps.returns.policies import can_return_reply
from peelian.apps.returns.queries import sent_rows
from peelian.apps.returns.rounds import current_round
from peelian.records.returned.changes import cell_changes
from peelian.records.returned.check import CheckedReturn, ReturnScope, check_return
from peelian.records.returned.grid import UnreadableTableError, read_grid, text_in_utf8
from peelian.records.returned.templates import ReturnTemplate
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.number_words import of_number

MOST_FINDINGS_KEPT = 5_000


@service("returns.upload_return")
def upload_return(
    *, actor: User, reply: CollectionReply, name: str, content: File, after: int | None = None
) -> Return:
    """Take in the next version of a force's return, with everything that was found in it.

    `after` is the number of the latest version as the sender saw it, 0 for none; a version that came meanwhile is
    told before another is laid above it.

    Nothing of it is seen outside the force before it is signed off. The reply moves on by a version, so that nobody
    who opened it before says that the force is unable to supply. A file that is no table, or that the
    register of uploads would not take, is refused and leaves no trace but the log's.
    """
    if not can_return_reply(actor, reply):
        raise NotPermittedError(
            NOT_PERMITTED, "You cannot send this return: a force sends its own, while the collection is open."
        )
    current = (
        CollectionReply.objects.select_for_update().select_related("collection", "force").get(pk=reply.pk)
    )
    template = current.collection.return_template
    if template is None:
        raise RefusalError(
            "refused", f"'{current.collection.title}' asks for no table. Its replies are noted."
        )
    upload = _checked_upload(name, content)
    checked = _checked_rows(current, template, upload)
    before = current.returns.first()
    _refuse_unseen(before, after)
    version = _new_version(actor, current, upload, checked)
    if before is not None:
        if before.sha256 == upload.sha256:
            raise RefusalError(
                "refused",
                f"'{upload.name}' is the same file as version {before.number}. Send the mended one.",
            )
        changes = cell_changes(template, sent_rows(before), sent_rows(version))
        version.number = before.number + 1
        version.changes = [each.to_json() for each in changes]
        version.change_count = len(changes)
    version.file.save(upload.name, ContentFile(upload.data), save=False)
    version.save(force_insert=True)
    CollectionReply.objects.filter(pk=current.pk).update(version=F("version") + 1)
    record_event(
        actor=actor,
        action="returns.upload_return",
        subject=version,
        organisation=current.force,
        summary=f"Version {version.number} of the return of {current.force.name} to '{current.collection.title}' was "
        f"sent: {of_number(version.row_count, 'row')}, {of_number(version.fault_count, 'fault')}.",
        details={"sha256": version.sha256, "findings": version.finding_count, "round": version.round},
    )
    return version


@service("returns.open_return_file")
def open_return_file(*, actor: User, version: Return) -> File:
    """Open the file of a return for somebody who may see it, and log the reading."""
    if not Return.objects.visible_to(actor).filter(pk=version.pk).exists():
        raise NotPermittedError(NOT_PERMITTED, "There is no such file, or it is not open to you.")
    opened: File = version.file.open("rb")
    record_event(
        actor=actor,
        action="returns.open_return_file",
        subject=version,
        organisation=version.tenant,
        outcome=AuditEvent.Outcome.READ,
        summary=f"'{version.name}', version {version.number}, was opened.",
        details={"sha256": version.sha256},
    )
    return opened


def _refuse_unseen(latest: Return | None, after: int | None) -> None:
    if latest is None or after is None or latest.number == after:
        return
    raise RefusalError(
        "refused",
        f"Version {latest.number}, '{latest.name}', was sent since you opened this page, by somebody else or by you in "
        "another window. Look at it; choose the file again and send it where yours is to take its place.",
    )


def _checked_upload(name: str, content: File) -> CheckedUpload:
    """The file as it was sent; a text in another encoding is checked as the UTF-8 that it says."""
    limit = settings.OPERATOR.PEELIAN_UPLOAD_MAX_BYTES
    content.seek(0)
    data = content.read(limit + 1)
    readable = text_in_utf8(name, data) if len(data) <= limit else data
    checked = check_upload(name, readable, limit, TABLES)
    if readable is data:
        return checked
    return replace(checked, size_bytes=len(data), sha256=hashlib.sha256(data).hexdigest(), data=data)


def _checked_rows(reply: CollectionReply, template: ReturnTemplate, upload: CheckedUpload) -> CheckedReturn:
    try:
        grid = read_grid(upload.name, upload.data)
    except UnreadableTableError as error:
        message = str(error)
        raise InvalidValueError(
            "invalid-value",
            message,
            {"findings": [{"field": "file", "value": upload.name, "message": message}]},
        ) from error
    collection = reply.collection
    scope = ReturnScope(
        force=reply.force.slug,
        forces=_force_spellings(),
        today=timezone.localdate(),
        start=collection.period_start,
        end=collection.period_end,
    )
    return check_return(template, grid, scope)


def _force_spellings() -> dict[str, str]:
    """Every short name, code and name of a force, folded to small letters, with its short name."""
    found: dict[str, str] = {}
    for slug, code, name in forces().values_list("slug", "code", "name"):
        found |= {each.casefold(): slug for each in (slug, code, name) if each}
    return found


def _new_version(
    actor: User, reply: CollectionReply, upload: CheckedUpload, checked: CheckedReturn
) -> Return:
    kept = checked.findings[:MOST_FINDINGS_KEPT]
    return Return(
        reply=reply,
        number=1,
        round=current_round(reply.collection),
        name=upload.name,
        media_type=upload.media_type,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        rows=list(checked.rows),
        lines=list(checked.lines),
        row_count=len(checked.rows),
        findings=[each.to_json() for each in kept],
        finding_count=len(checked.findings),
        fault_count=checked.faults,
        uploaded_by=actor,
    )
