"""Pages that give cases to reviewers, and the list of the cases that a person was given."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from peelian.apps.accounts.models import User
from peelian.apps.organisations.queries import staff_of
from peelian.apps.reviews.models import Assignment, Review
from peelian.apps.reviews.policies import REVIEWERS
from peelian.apps.reviews.services import assign_cases, reassign_case
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.editing import VersionField, offer, sent
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.places import (
    case_address,
    managed_marking,
    managed_review,
    review_address,
    review_frame,
)
from peelian.interfaces.workspace.reviewing.steps import OPEN, review_step

MY_COLUMNS = headings("Case", "Review", "Stratum", "State")


class ReviewersForm(forms.Form):
    """Who reviews."""

    reviewers = forms.MultipleChoiceField(
        label="Reviewers",
        widget=forms.CheckboxSelectMultiple,
        help_text="Cases are dealt out evenly, the same each time. Where cases are marked twice, name two or more.",
    )
    version = VersionField()

    def __init__(self, review: Review, data: Any = None) -> None:
        super().__init__(data, initial={"version": review.version})
        held = staff_of(review.tenant).filter(role__in=REVIEWERS)
        self.people: dict[str, User] = {str(each.user_id): each.user for each in held}
        offer(self, "reviewers", [(key, user.name or user.email) for key, user in self.people.items()])


class AnotherReviewerForm(forms.Form):
    """Who marks a case from now on."""

    reviewer = forms.ChoiceField(label="Reviewer", widget=forms.RadioSelect)
    version = VersionField()

    def __init__(self, marking: Assignment, data: Any = None) -> None:
        super().__init__(data, initial={"version": marking.version})
        markers = marking.case.assignments.values_list("reviewer_id", flat=True)
        held = staff_of(marking.tenant).filter(role__in=REVIEWERS).exclude(user__in=markers)
        self.people: dict[str, User] = {str(each.user_id): each.user for each in held}
        offer(self, "reviewer", [(key, user.name or user.email) for key, user in self.people.items()])


@review_step(*OPEN, to="give its cases to reviewers")
def review_assign(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Give every case that has no reviewer yet to one, and those marked twice to a second."""
    found = managed_review(request, review_id)
    form = ReviewersForm(found, sent(request))
    if form.is_valid():
        given = attempt(
            form,
            lambda: assign_cases(
                actor=person(request),
                review=found,
                expected_version=form.cleaned_data["version"],
                reviewers=[form.people[key] for key in form.cleaned_data["reviewers"]],
            ),
        )
        if given is not None:
            messages.success(request, f"{len(given):,} markings are given to reviewers.")
            return redirect(review_address(found, "review_progress"))
    context = {
        **review_frame(found, "review", ("Give cases to reviewers", "")),
        "heading": "Give cases to reviewers",
        "button": "Give out the cases",
        "cancel": review_address(found),
    }
    return page(request, "reviewing/form.html", context, form)


@workspace_page
def case_reassign(request: HttpRequest, assignment_id: uuid.UUID) -> HttpResponse:
    """Give a case to another reviewer, as long as nobody has answered anything for it."""
    marking = managed_marking(request, assignment_id)
    case, review = marking.case, marking.case.review
    form = AnotherReviewerForm(marking, sent(request))
    if "reviewer" in form.fields and form.is_valid():
        moved = attempt(
            form,
            lambda: reassign_case(
                actor=person(request),
                assignment=marking,
                expected_version=form.cleaned_data["version"],
                reviewer=form.people[form.cleaned_data["reviewer"]],
            ),
        )
        if moved is not None:
            messages.success(request, f"{moved} is given to {moved.reviewer.name}.")
            return redirect(case_address(case))
    trail = ((f"Case {case.number}", case_address(case)), ("Another reviewer", ""))
    context = {
        **review_frame(review, "review_cases", *trail),
        "heading": f"Give case {case.number} to another reviewer",
        "hint": f"{marking.reviewer.name} is its {marking.get_marker_display().lower()} now. A case moves as long as "
        "nothing is answered for it; one that is begun is finished by who began it, or replaced.",
        "button": "Give the case",
        "cancel": case_address(case),
    }
    return page(request, "reviewing/reassign.html", context, form)


@workspace_page
def my_cases(request: HttpRequest) -> HttpResponse:
    """The cases that the person was given, unfinished ones first."""
    found = own_assignments(person(request))
    listed = one_page(request, found)
    first = found.filter(finished_at__isnull=True).first()
    context = {
        "listed": listed,
        "columns": MY_COLUMNS,
        "rows": [_row(each) for each in listed],
        "left": found.filter(finished_at__isnull=True).count(),
        "first": answer_address(first) if first else "",
    }
    return page(request, "reviewing/my_cases.html", context)


def own_assignments(actor: User) -> Any:
    """Cases given to a person that stand in reviews which are not closed, in the order in which they are done."""
    return (
        Assignment.objects.visible_to(actor)
        .filter(reviewer=actor, case__withdrawn_on__isnull=True)
        .exclude(case__review__state=Review.State.CLOSED)
        .select_related("case__review__inspection")
        .order_by(F("finished_at").asc(nulls_first=True), "case__review__title", "case__number")
    )


def answer_address(assignment: Assignment) -> str:
    """Address of the page on which a case is answered."""
    return reverse("workspace:review_answer", args=[assignment.pk])


def _row(assignment: Assignment) -> list[dict[str, Any]]:
    case = assignment.case
    return [
        {"text": f"Case {case.number}", "href": answer_address(assignment)},
        {"text": f"{case.review.inspection.title}: {case.review.title}"},
        {"text": case.stratum},
        {"text": "Finished" if assignment.is_finished else "To do"},
    ]
