"""The cases that were given to a person: their questions, the answers as they are saved, and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.reviews.models import Assignment, CaseItem, Review
from peelian.apps.reviews.queries import CaseSheet, SheetPart, case_sheet
from peelian.apps.reviews.services import (
    AnswerGiven,
    add_case_item,
    finish_case,
    record_case_facts,
    remove_case_item,
    reopen_case,
    save_answers,
    update_case_item,
)
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Edit
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import reach
from peelian.interfaces.api.workspace.review_answer_values import (
    Answers,
    CaseItemOut,
    Facts,
    Finish,
    NewItem,
    SavedOut,
    SheetOut,
)
from peelian.interfaces.api.workspace.review_values import OwnCaseRow, own_marking

router = Router(tags=["reviews"])
FILTERS = (
    Filter("finished", "Whether finished cases are listed, or unfinished.", choices=("true", "false")),
)


@router.get(
    "/reviews/own-cases",
    response={200: Listing[OwnCaseRow], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_own_cases(request: HttpRequest) -> object:
    """The cases given to you in reviews that are not closed."""
    question = question_of(request, FILTERS)
    user = person(request)
    found = Assignment.objects.visible_to(user).filter(reviewer=user, case__withdrawn_on__isnull=True)
    found = found.exclude(case__review__state=Review.State.CLOSED).select_related("case__review")
    if question["finished"]:
        found = found.filter(finished_at__isnull=question["finished"] == "false")
    return listing(request, question, found, ("case__review__title", "case__number", "id"))


@router.get("/reviews/own-cases/{uuid:assignment_id}", response={200: SheetOut, **WORKSPACE_READ_PROBLEMS})
def show_own_case(request: HttpRequest, assignment_id: UUID) -> object:
    """A case given to you, with its questions and your answers."""
    return _sheet(case_sheet(person(request), own_marking(request, assignment_id)))


@router.post(
    "/reviews/own-cases/{uuid:assignment_id}/answers", response={200: list[SavedOut], **WORKSPACE_PROBLEMS}
)
def save_own_answers(request: HttpRequest, assignment_id: UUID, given: Answers) -> object:
    """Save answers; one that was changed in between comes back as a conflict and the others are saved."""
    marking = own_marking(request, assignment_id)
    answers = [AnswerGiven(**each.given()) for each in given.answers]
    return list(save_answers(actor=person(request), assignment=marking, answers=answers))


@router.post(
    "/reviews/own-cases/{uuid:assignment_id}/finish", response={200: OwnCaseRow, **WORKSPACE_PROBLEMS}
)
def finish_own_case(request: HttpRequest, assignment_id: UUID, finish: Finish) -> object:
    """Say that a case is answered; refused with everything that is open."""
    marking = own_marking(request, assignment_id)
    return finish_case(actor=person(request), assignment=marking, **finish.given())


@router.post(
    "/reviews/own-cases/{uuid:assignment_id}/reopen", response={200: OwnCaseRow, **WORKSPACE_PROBLEMS}
)
def reopen_own_case(request: HttpRequest, assignment_id: UUID, edit: Edit) -> object:
    """Open a case again that you had finished, as long as nothing of it is settled."""
    marking = own_marking(request, assignment_id)
    return reopen_case(actor=person(request), assignment=marking, expected_version=edit.expected_version)


@router.post("/reviews/own-cases/{uuid:assignment_id}/facts", response={200: SheetOut, **WORKSPACE_PROBLEMS})
def record_facts_of_case(request: HttpRequest, assignment_id: UUID, edit: Facts) -> object:
    """Record what the frame does not say of a case; its two markers share it."""
    marking = own_marking(request, assignment_id)
    record_case_facts(actor=person(request), assignment=marking, **edit.given())
    return _sheet(case_sheet(person(request), marking))


@router.post(
    "/reviews/own-cases/{uuid:assignment_id}/items", response={201: CaseItemOut, **WORKSPACE_PROBLEMS}
)
def add_item_to_case(request: HttpRequest, assignment_id: UUID, item: NewItem) -> object:
    """Add something that the case is answered for more than once."""
    marking = own_marking(request, assignment_id)
    return Status(201, add_case_item(actor=person(request), assignment=marking, **item.given()))


@router.patch(
    "/reviews/own-cases/{uuid:assignment_id}/items/{uuid:case_item_id}",
    response={200: CaseItemOut, **WORKSPACE_PROBLEMS},
)
def change_item_of_case(request: HttpRequest, assignment_id: UUID, case_item_id: UUID, edit: Facts) -> object:
    """Change what is known of an item of the case."""
    marking = own_marking(request, assignment_id)
    item = _item(marking, case_item_id)
    return update_case_item(actor=person(request), assignment=marking, item=item, **edit.given())


@router.post(
    "/reviews/own-cases/{uuid:assignment_id}/items/{uuid:case_item_id}/remove",
    response={204: None, **WORKSPACE_PROBLEMS},
)
def take_item_from_case(request: HttpRequest, assignment_id: UUID, case_item_id: UUID, edit: Edit) -> object:
    """Take an item away with your own answers for it; refused where the other marker has answered for it."""
    marking = own_marking(request, assignment_id)
    item = _item(marking, case_item_id)
    remove_case_item(
        actor=person(request), assignment=marking, item=item, expected_version=edit.expected_version
    )
    return Status(204, None)


def _item(marking: Assignment, case_item_id: UUID) -> CaseItem:
    return reach(CaseItem.objects.filter(case=marking.case_id), pk=case_item_id)


def _sheet(sheet: CaseSheet) -> dict[str, Any]:
    marking = sheet.assignment
    return {
        "marking": marking,
        "reference": sheet.key,
        "facts": sheet.facts,
        "missing_facts": [each.identifier for each in sheet.missing_facts],
        "items": list(sheet.items),
        "parts": list(_parts(sheet)),
        "answered": sheet.answered,
        "to_answer": sheet.to_answer,
        "case_version": marking.case.version,
        "rules": marking.rules,
    }


def _parts(sheet: CaseSheet) -> Iterator[dict[str, Any]]:
    for part in sheet.parts:
        yield {
            "identifier": part.part.identifier,
            "title": part.part.title,
            "expectation": part.expectation,
            "questions": list(_questions(part)),
        }


def _questions(part: SheetPart) -> Iterator[dict[str, Any]]:
    for each in part.questions:
        question, answer = each.question, each.answer
        yield {
            "question": question.identifier,
            "item": part.item.pk if part.item else None,
            "text": question.text,
            "applies": question.relevance.words,
            "asked": each.asked,
            "options": [{"identifier": one.identifier, "label": one.label} for one in question.choices],
            "reason_needed_on": list(question.reason_required_on),
            "value": answer.value if answer else "",
            "reason": answer.reason if answer else "",
            "reference": answer.reference if answer else "",
            "version": each.version,
        }
