"""What hangs on an item of evidence: links to areas and characteristics, and checked files."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest
from ninja import File, Router, Status, UploadedFile

from peelian.apps.evidence.models import EvidenceFile, EvidenceLink
from peelian.apps.evidence.services import attach_file, link_evidence, open_evidence_file, unlink_evidence
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.evidence import FileOut, LinkBody, LinkOut, evidence_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import reach

router = Router(tags=["evidence"])


@router.post("/evidence/{uuid:evidence_id}/links", response={201: LinkOut, **WORKSPACE_PROBLEMS})
def add_link(request: HttpRequest, evidence_id: UUID, link: LinkBody) -> object:
    """Say that evidence speaks to an area or pillar, or to one of its characteristics."""
    current = evidence_of(request, evidence_id)
    return Status(201, link_evidence(actor=person(request), evidence=current, **link.given()))


@router.post("/evidence/{uuid:evidence_id}/links/remove", response={204: None, **WORKSPACE_PROBLEMS})
def remove_link(request: HttpRequest, evidence_id: UUID, link: LinkBody) -> object:
    """Take back that evidence speaks to something."""
    links = EvidenceLink.objects.filter(evidence=evidence_of(request, evidence_id))
    found = reach(links, target=link.target, characteristic=link.characteristic)
    unlink_evidence(actor=person(request), link=found)
    return Status(204, None)


@router.post("/evidence/{uuid:evidence_id}/files", response={201: FileOut, **WORKSPACE_PROBLEMS})
def add_file(request: HttpRequest, evidence_id: UUID, file: File[UploadedFile]) -> object:
    """Check a file and keep it with an item of evidence."""
    current = evidence_of(request, evidence_id)
    return Status(
        201, attach_file(actor=person(request), evidence=current, name=file.name or "", content=file)
    )


@router.get(
    "/evidence/{uuid:evidence_id}/files/{uuid:file_id}", response={200: None, **WORKSPACE_READ_PROBLEMS}
)
def read_file(request: HttpRequest, evidence_id: UUID, file_id: UUID) -> object:
    """Read a file; the reading stands in the log. It is sent as a download, never shown in the browser."""
    user = person(request)
    found = reach(EvidenceFile.objects.visible_to(user), pk=file_id, evidence=evidence_id)
    opened = open_evidence_file(actor=user, file=found)
    answer = FileResponse(
        opened, as_attachment=True, filename=found.name, content_type="application/octet-stream"
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
