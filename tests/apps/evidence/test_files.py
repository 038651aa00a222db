"""Files of evidence: kept when sound, refused and logged when not, and every reading logged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile

from peelian.apps.audit.models import AuditEvent
from peelian.apps.evidence.models import EvidenceFile, EvidenceItem
from peelian.apps.evidence.services import attach_file, open_evidence_file, withdraw_evidence
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.evidence import samples
from tests.apps.evidence.records import record
from tests.apps.world import make_force, make_inspection, make_person

pytestmark = pytest.mark.django_db


def attach(evidence: EvidenceItem, name: str, data: bytes, actor: Any = None) -> EvidenceFile:
    return attach_file(
        actor=actor or make_person(evidence.inspectorate, Role.INSPECTOR),
        evidence=evidence,
        name=name,
        content=SimpleUploadedFile("ignored", data),
    )


def stored_files() -> list[Path]:
    return [path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_sound_file_is_kept_under_a_name_that_tells_nothing() -> None:
    data = samples.pdf()

    kept = attach(record(make_inspection()), "../Call plan.pdf", data)

    assert (kept.name, kept.media_type, kept.size_bytes) == ("Call plan.pdf", "application/pdf", len(data))
    [path] = stored_files()
    assert (path.name, path.read_bytes()) == (str(kept.pk), data)


def test_disguised_file_leaves_nothing_but_a_line_in_the_log() -> None:
    item = record(make_inspection())

    with pytest.raises(InvalidValueError) as refusal:
        attach(item, "plan.pdf", samples.word())

    event = AuditEvent.objects.get(action="evidence.attach_file")
    assert (event.outcome, event.summary, event.subject_reference) == (
        "refused", refusal.value.message, str(item.pk),
    )  # fmt: skip
    assert (item.files.count(), stored_files()) == (0, [])


def test_oversized_file_is_refused_by_the_operators_limit(settings: Any) -> None:
    settings.OPERATOR = replace(settings.OPERATOR, PEELIAN_UPLOAD_MAX_BYTES=2_000)
    item = record(make_inspection())

    with pytest.raises(InvalidValueError) as refusal:
        attach(item, "notes.txt", b"x" * 2_001)

    assert "larger than 2 kB" in refusal.value.message
    assert item.files.count() == 0


def test_same_file_twice_is_refused() -> None:
    item = record(make_inspection())
    attach(item, "map.png", samples.picture("PNG"))

    with pytest.raises(RefusalError) as refusal:
        attach(item, "same.png", samples.picture("PNG"))

    assert refusal.value.message == (
        "'same.png' holds the same as 'map.png', which is already attached to 'A interview'."
    )


def test_withdrawn_evidence_takes_no_file() -> None:
    item = record(make_inspection())
    actor = make_person(item.inspectorate, Role.INSPECTOR)
    withdraw_evidence(actor=actor, evidence=item, reason="Recorded twice.", expected_version=1)

    with pytest.raises(RefusalError):
        attach(item, "map.png", samples.picture("PNG"), actor)

    assert stored_files() == []


def test_reading_a_file_is_logged() -> None:
    data = samples.picture("PNG")
    kept = attach(record(make_inspection()), "map.png", data)
    reader = make_person(kept.tenant, Role.PUBLICATIONS)

    with open_evidence_file(actor=reader, file=kept) as opened:
        content = opened.read()

    event = AuditEvent.objects.get(action="evidence.open_evidence_file")
    assert content == data
    assert (event.outcome, event.actor_label) == ("read", reader.audit_label)
    assert event.summary == "'map.png' of 'A interview' was opened."


def test_force_cannot_open_a_file_and_learns_nothing_of_it() -> None:
    kept = attach(record(make_inspection(shared_with_force=True)), "secret-map.png", samples.picture("PNG"))
    liaison = make_person(make_force("cleveland"), Role.FORCE_LIAISON)

    with pytest.raises(NotPermittedError) as refusal:
        open_evidence_file(actor=liaison, file=kept)

    assert refusal.value.message == "There is no such file, or it is not open to you."
    assert not EvidenceFile.objects.visible_to(liaison).exists()
    assert AuditEvent.objects.get(action="evidence.open_evidence_file").outcome == "refused"
