"""Pages beside the answer page: what is known of a case, and what it is answered for more than once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.reviews.models import Assignment, CaseItem, SampledCase
from peelian.apps.reviews.services import (
    add_case_item,
    record_case_facts,
    remove_case_item,
    update_case_item,
)
from peelian.catalogue import CaseField
from peelian.interfaces.workspace.editing import ConfirmSeenForm, VersionField, sent
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
from peelian.interfaces.workspace.reviewing.assigning import answer_address
from peelian.interfaces.workspace.reviewing.places import own_assignment


class FactsForm(forms.Form):
    """Case fields of a case or of an item."""

    version = VersionField()

    def __init__(
        self, fields: list[CaseField], data: Any = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self._names = [each.identifier for each in fields]
        for each in fields:
            self.fields[each.identifier] = (
                forms.ChoiceField(
                    label=each.title,
                    choices=[("", "Not recorded"), *((value, value) for value in each.values)],
                    required=False,
                )
                if each.values
                else forms.CharField(label=each.title, required=False, max_length=200)
            )

    @property
    def facts(self) -> dict[str, str]:
        """The fields as they were filled in."""
        return {name: self.cleaned_data[name].strip() for name in self._names}


def fields_to_record(case: SampledCase) -> list[CaseField]:
    """What reviewers may record of the case: what its frame does not say."""
    return [each for each in case.review.instrument.fields if each.identifier not in case.frame_facts]


@workspace_page
def review_case_facts(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Record what the frame does not say of the case."""
    assignment = own_assignment(request, assignment_id)
    case = assignment.case
    own = fields_to_record(case)
    form = FactsForm(own, sent(request), {**case.facts, "version": case.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        recorded = attempt(
            form,
            lambda: record_case_facts(
                actor=person(request), assignment=assignment, expected_version=version, facts=form.facts
            ),
        )
        if recorded is not None:
            messages.success(request, "What is known of the case is saved.")
            return redirect(answer_address(assignment))
    return _form_page(request, assignment, form, f"What is known of case {case.number}", "Save")


@workspace_page
def review_item_add(request: HttpRequest, assignment_id: uuid.UUID, kind: str) -> HttpResponse:
    """Add something that the case is answered for more than once."""
    assignment = own_assignment(request, assignment_id)
    named = _kind(assignment, kind)
    form = FactsForm(_item_fields(assignment), sent(request))
    if form.is_valid():
        added = attempt(
            form,
            lambda: add_case_item(
                actor=person(request), assignment=assignment, kind=named, facts=_filled(form.facts)
            ),
        )
        if added is not None:
            messages.success(request, f"{added} is added.")
            return redirect(answer_address(assignment))
    return _form_page(
        request, assignment, form, f"Add a {named} to case {assignment.case.number}", f"Add {named}"
    )


@workspace_page
def review_item_edit(request: HttpRequest, assignment_id: uuid.UUID, case_item_id: uuid.UUID) -> HttpResponse:
    """Change what is known of an item of the case."""
    assignment = own_assignment(request, assignment_id)
    item = _item(request, assignment, case_item_id)
    form = FactsForm(_item_fields(assignment), sent(request), {**item.facts, "version": item.version})
    if form.is_valid():
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: update_case_item(
                actor=person(request), assignment=assignment, item=item, expected_version=version,
                facts=_filled(form.facts),
            ),
        )  # fmt: skip
        if changed is not None:
            messages.success(request, f"{changed} is saved.")
            return redirect(answer_address(assignment))
    return _form_page(request, assignment, form, f"What is known of {str(item).lower()}", "Save")


@workspace_page
def review_item_remove(
    request: HttpRequest, assignment_id: uuid.UUID, case_item_id: uuid.UUID
) -> HttpResponse:
    """Take an item away with the reviewer's own answers for it, after asking."""
    assignment = own_assignment(request, assignment_id)
    item = _item(request, assignment, case_item_id)
    form = ConfirmSeenForm(sent(request), initial={"version": item.version})
    if form.is_valid() and attempted(
        form,
        lambda: remove_case_item(
            actor=person(request),
            assignment=assignment,
            item=item,
            expected_version=form.cleaned_data["version"],
        ),
    ):
        messages.success(request, f"{item} is taken away.")
        return redirect(answer_address(assignment))
    return _form_page(
        request, assignment, form, f"Take {str(item).lower()} away?", "Take it away", warning=True
    )


def _form_page(
    request: HttpRequest,
    assignment: Assignment,
    form: forms.Form,
    title: str,
    button: str,
    warning: bool = False,
) -> HttpResponse:
    context = {
        "heading": title,
        "review": assignment.case.review,
        "button": button,
        "warning": warning,
        "cancel": answer_address(assignment),
        "demonstration": assignment.case.review.inspection.is_demonstration,
        "crumbs": {
            "items": [
                {"text": "Cases given to me", "href": reverse("workspace:my_cases")},
                {"text": f"Case {assignment.case.number}", "href": answer_address(assignment)},
                {"text": title},
            ]
        },
    }
    return page(request, "reviewing/form.html", context, form)


def _kind(assignment: Assignment, kind: str) -> str:
    """The kind of item as the question set names it; addresses write its blanks as dashes."""
    kinds = {part.repeats_for for part in assignment.case.review.instrument.parts if part.repeats_for}
    found = next((each for each in kinds if each.replace(" ", "-") == kind), None)
    if found is None:
        raise Http404
    return found


def _item(request: HttpRequest, assignment: Assignment, case_item_id: uuid.UUID) -> CaseItem:
    found: CaseItem = visible_or_404(
        CaseItem.objects.visible_to(person(request)).select_related("case__review__inspection"),
        pk=case_item_id,
        case=assignment.case,
    )
    return found


def _item_fields(assignment: Assignment) -> list[CaseField]:
    return list(assignment.case.review.instrument.fields)


def _filled(facts: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in facts.items() if value}
