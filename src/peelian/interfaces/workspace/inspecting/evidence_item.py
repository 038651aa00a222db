"""One item of evidence: what it says, what it speaks to, and its files."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from peelian.apps.evidence.models import EvidenceFile, EvidenceItem, EvidenceLink
from peelian.apps.evidence.policies import can_edit_evidence, evidence_editable_by
from peelian.apps.evidence.queries import group_title, survey_caveat
from peelian.apps.evidence.services import attach_file, link_evidence, open_evidence_file, unlink_evidence
from peelian.apps.evidence.uploads.check import size_words
from peelian.apps.organisations.queries import events_about
from peelian.catalogue import Framework
from peelian.interfaces.workspace.inspecting.evidence_forms import (
    LinkForm,
    UploadForm,
    kind_choices,
    newest_framework,
)
from peelian.interfaces.workspace.inspecting.evidence_list import provenance_tag
from peelian.interfaces.workspace.pages import (
    act_or_tell,
    attempt,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.rules.periods import day_words


@workspace_page
def evidence(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Everything the register holds of an item."""
    user = person(request)
    item = visible_or_404(
        EvidenceItem.objects.visible_to(user).select_related(
            "force", "inspection__framework_version", "recorded_by", "inspectorate"
        ),
        pk=evidence_id,
    )
    words = place_words(framework_of(item))
    context = {
        "item": item,
        "provenance": provenance_tag(item),
        "facts": list(_facts(item)),
        "caveat": survey_caveat(item),
        "links": [(link, _link_words(link, words)) for link in item.links.all()],
        "files": [(file, size_words(file.size_bytes)) for file in item.files.all()],
        "findings": item.findings.select_related("inspection"),
        "events": events_about(user, item)[:20],
        "may_edit": can_edit_evidence(user, item),
        "demonstration": item.is_demonstration,
    }
    return page(request, "inspecting/evidence.html", context)


@workspace_page
def evidence_link(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Say what else an item speaks to."""
    actor, item = person(request), _editable(request, evidence_id)
    form = LinkForm(framework_of(item), request.POST or None)
    if request.method == "POST" and form.is_valid():
        target, characteristic = form.target_and_characteristic
        made = attempt(
            form,
            lambda: link_evidence(actor=actor, evidence=item, target=target, characteristic=characteristic),
        )
        if made is not None:
            messages.success(request, "The link is saved.")
            return redirect("workspace:evidence", evidence_id=item.pk)
    context = {
        "heading": "What it speaks to",
        "hint": item.title,
        "button": "Add link",
        "back": _address(item),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
@require_POST
def evidence_unlink(request: HttpRequest, evidence_id: uuid.UUID, link_id: int) -> HttpResponse:
    """Take a link back."""
    actor, item = person(request), _editable(request, evidence_id)
    links = EvidenceLink.objects.filter(evidence=item).select_related("evidence__inspectorate")
    link = visible_or_404(links, pk=link_id)
    act_or_tell(request, lambda: unlink_evidence(actor=actor, link=link), "The link is taken back.")
    return redirect("workspace:evidence", evidence_id=item.pk)


@workspace_page
def evidence_upload(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponse:
    """Attach a file, which is checked before it is kept."""
    actor, item = person(request), _editable(request, evidence_id)
    sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        kept = attempt(form, lambda: attach_file(actor=actor, evidence=item, name=file.name, content=file))
        if kept is not None:
            messages.success(request, f"{kept.name} is attached.")
            return redirect("workspace:evidence", evidence_id=item.pk)
    context = {
        "heading": "Attach a file",
        "hint": item.title,
        "button": "Attach file",
        "multipart": True,
        "back": _address(item),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def evidence_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponseBase:
    """Download a file; the reading is logged. It is always offered for saving, never shown in the page."""
    actor = person(request)
    file = visible_or_404(
        EvidenceFile.objects.visible_to(actor).select_related("evidence__inspectorate"), pk=file_id
    )
    opened = open_evidence_file(actor=actor, file=file)
    return FileResponse(opened, as_attachment=True, filename=file.name, content_type=file.media_type)


def framework_of(item: EvidenceItem) -> Framework | None:
    """The framework whose areas the item may speak to."""
    return item.inspection.framework if item.inspection else newest_framework()


def place_words(framework: Framework | None) -> dict[str, str]:
    """Titles of areas and pillars, and texts of characteristics, by identifier."""
    if framework is None:
        return {}
    words = {target.identifier: target.title for target in framework.targets}
    for area in framework.areas:
        words |= {each.identifier: each.text for each in area.characteristics}
    return words


def _link_words(link: EvidenceLink, words: dict[str, str]) -> str:
    target = words.get(link.target, link.target)
    return (
        f"{target}: {words.get(link.characteristic, link.characteristic)}" if link.characteristic else target
    )


def _facts(item: EvidenceItem) -> Iterator[tuple[str, str]]:
    """What is recorded of the item; what its kind does not ask for is left out."""
    yield "Kind", dict(kind_choices()).get(item.kind, item.kind)
    yield "Use", item.get_use_limit_display()
    yield "Marking", item.marking.upper()
    yield "About", item.inspection.title if item.inspection else f"{item.force}, between inspections"
    yield "Gathered", day_words(item.gathered_on)
    if item.period_start and item.period_end:
        yield "Speaks of", f"{day_words(item.period_start)} to {day_words(item.period_end)}"
    for title, value in (
        ("Source", item.source),
        ("Role of the person", item.interviewee_role),
        ("Meeting or place", item.forum),
        ("How many were there", item.attendance_count),
        ("Replies from the force", item.survey_responses),
        ("Given by", group_title(item.public_group)),
        ("Owner of the document", item.document_owner),
        ("Version of the document", item.document_version),
    ):
        if value not in ("", None):
            yield title, str(value)
    if item.document_date:
        yield "Date of the document", f"{day_words(item.document_date)} ({_age_words(item)})"
    yield "Recorded", f"by {item.recorded_by} on {day_words(timezone.localdate(item.recorded_at))}"


def _age_words(item: EvidenceItem) -> str:
    years = item.document_age_years(timezone.localdate())
    return f"{years} year{'' if years == 1 else 's'} old" if years else "less than a year old"


def _editable(request: HttpRequest, evidence_id: uuid.UUID) -> EvidenceItem:
    editable = evidence_editable_by(person(request)).select_related(
        "inspectorate", "inspection__framework_version"
    )
    return visible_or_404(editable, pk=evidence_id)


def _address(item: EvidenceItem) -> str:
    return reverse("workspace:evidence", args=[item.pk])
