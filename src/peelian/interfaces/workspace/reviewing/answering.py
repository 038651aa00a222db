"""The answer page: one case, its questions, and every way in which its answers are saved."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST

from peelian.apps.accounts.models import User
from peelian.apps.reviews.final_answers import is_disputed
from peelian.apps.reviews.models import Assignment
from peelian.apps.reviews.queries import CaseSheet, case_sheet
from peelian.apps.reviews.services import AnswerSaved, finish_case, reopen_case, save_answers
from peelian.interfaces.workspace.pages import act_or_tell, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.answer_sheet import ShownPart, put_problems, shown_parts
from peelian.interfaces.workspace.reviewing.answers_in import changed_in_form, sent_by_script
from peelian.interfaces.workspace.reviewing.assigning import answer_address, own_assignments
from peelian.interfaces.workspace.reviewing.case_facts import fields_to_record
from peelian.interfaces.workspace.reviewing.places import own_assignment
from peelian.rules.errors import PeelianError

CONFLICT = (
    "This answer was changed on another page after you opened this one: it now says {value}. Yours is still here; "
    "save again to put it in place of that."
)


@workspace_page
@ensure_csrf_cookie
def review_answer(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Answer for a case. Without scripts the form saves all; with them each answer is saved as it is given."""
    assignment = own_assignment(request, assignment_id)
    if request.method == "POST":
        return _saved(request, assignment)
    sheet = case_sheet(person(request), assignment)
    return _shown(request, sheet, shown_parts(sheet))


@workspace_page
@require_POST
def review_answer_save(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Save what the page's script sends, and say what became of each answer."""
    assignment = own_assignment(request, assignment_id)
    try:
        answers = sent_by_script(request.body)
        saved = save_answers(actor=person(request), assignment=assignment, answers=answers)
    except PeelianError as error:
        return JsonResponse({"code": error.code, "message": error.message}, status=422)
    return JsonResponse({"answers": [_plain(each) for each in saved]})


@workspace_page
@require_POST
def review_answer_reopen(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Open a finished case again."""
    assignment = own_assignment(request, assignment_id)
    act_or_tell(
        request,
        lambda: reopen_case(
            actor=person(request), assignment=assignment, expected_version=assignment.version
        ),
        f"Case {assignment.case.number} is open again.",
    )
    return redirect(answer_address(assignment))


def _saved(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Save the form; then stay, or finish the case and go on to the next."""
    actor = person(request)
    sheet = case_sheet(actor, assignment)
    try:
        saved = save_answers(
            actor=actor, assignment=assignment, answers=list(changed_in_form(sheet, request.POST))
        )
    except PeelianError as error:
        return _refused(request, sheet, error)
    sheet = case_sheet(actor, assignment)
    conflicts = [each for each in saved if each.outcome == "conflict"]
    if conflicts:
        return _conflicting(request, sheet, conflicts)
    if "finish" not in request.POST:
        messages.success(request, "Your answers are saved.")
        return redirect(answer_address(assignment))
    try:
        finish_case(
            actor=actor,
            assignment=assignment,
            expected_version=_version(request),
            rules=request.POST.get("rules", ""),
        )
    except PeelianError as error:
        return _refused(request, sheet, error)
    messages.success(request, f"Case {assignment.case.number} is finished.")
    return redirect(_next_address(actor, assignment) or reverse("workspace:my_cases"))


def _refused(request: HttpRequest, sheet: CaseSheet, error: PeelianError) -> HttpResponse:
    parts = shown_parts(sheet, request.POST)
    found = error.details.get("findings")
    lines = put_problems(parts, found) if isinstance(found, list) else []
    return _shown(request, sheet, parts, lines or [{"text": error.message, "href": "#main-content"}])


def _conflicting(request: HttpRequest, sheet: CaseSheet, conflicts: list[AnswerSaved]) -> HttpResponse:
    versions = {f"{each.item or 'case'}.{each.question}": each.version for each in conflicts}
    parts = shown_parts(sheet, request.POST, versions)
    findings = [
        {
            "field": each.question,
            "item": str(each.item or ""),
            "message": CONFLICT.format(value=f"'{each.value}'" if each.value else "nothing"),
        }
        for each in conflicts
    ]
    return _shown(request, sheet, parts, put_problems(parts, findings))


def _shown(
    request: HttpRequest,
    sheet: CaseSheet,
    parts: list[ShownPart],
    problems: list[dict[str, str]] | None = None,
) -> HttpResponse:
    assignment = sheet.assignment
    review = assignment.case.review
    context: dict[str, Any] = {
        "review": review,
        "assignment": assignment,
        "case": assignment.case,
        "sheet": sheet,
        "parts": parts,
        "problems": problems or [],
        "facts": _facts(sheet),
        "may_record": bool(fields_to_record(assignment.case)),
        "kinds": sorted({each.repeats_for for each in review.instrument.parts if each.repeats_for}),
        "may_reopen": assignment.is_finished and not review.is_closed and not is_disputed(assignment.case),
        "token": uuid.uuid4(),
        "rules": request.POST.get("rules", assignment.rules),
        "next_address": _next_address(person(request), assignment),
        "save_address": reverse("workspace:review_answer_save", args=[assignment.pk]),
        "demonstration": review.inspection.is_demonstration,
    }
    response = page(request, "reviewing/answer.html", context)
    response.status_code = 422 if problems else 200
    response["Cache-Control"] = "no-store"
    return response


def _facts(sheet: CaseSheet) -> list[tuple[str, str]]:
    titles = {each.identifier: each.title for each in sheet.assignment.case.review.instrument.fields}
    return [(titles.get(name, name), value) for name, value in sheet.facts.items()]


def _next_address(actor: User, assignment: Assignment) -> str:
    """The next case of the same review that the person has still to do; the list starts over at its end."""
    left = own_assignments(actor).filter(case__review=assignment.case.review_id, finished_at__isnull=True)
    left = left.exclude(pk=assignment.pk).order_by("case__number")
    following = left.filter(case__number__gt=assignment.case.number).first() or left.first()
    return answer_address(following) if following else ""


def _version(request: HttpRequest) -> int:
    field = forms.IntegerField(min_value=1)
    try:
        return int(field.clean(request.POST.get("version", "")))
    except forms.ValidationError:
        return 0


def _plain(saved: AnswerSaved) -> dict[str, Any]:
    return {
        "client_id": saved.client_id,
        "question": saved.question,
        "item": str(saved.item) if saved.item else "",
        "outcome": saved.outcome,
        "version": saved.version,
        "value": saved.value,
        "reason": saved.reason,
        "reference": saved.reference,
    }
