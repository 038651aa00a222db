"""Reaching a review, its cases and markings, and the frame that its pages share."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest
from django.urls import reverse

from peelian.apps.inspections.models import Inspection
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import can_manage_review, reviews_manageable_by
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.pages import person, put_refusal, visible_or_404
from peelian.rules.errors import PeelianError

LINKED = ("inspection__framework_version", "inspection__inspectorate", "inspection__force")
SECTIONS = (
    ("review", "Review"),
    ("review_cases", "Cases"),
    ("review_progress", "Progress"),
    ("review_disagreements", "Disagreements"),
    ("review_results", "Results"),
)


def review_of(request: HttpRequest, review_id: uuid.UUID) -> Review:
    """The review, for staff of its inspectorate."""
    return visible_or_404(Review.objects.visible_to(person(request)).select_related(*LINKED), pk=review_id)


def managed_review(request: HttpRequest, review_id: uuid.UUID) -> Review:
    """The review, for those who draw, give out and close it; closed reviews are none of them."""
    review = review_of(request, review_id)
    if not can_manage_review(person(request), review):
        raise Http404
    return review


def case_of(request: HttpRequest, case_id: uuid.UUID) -> SampledCase:
    """A case of the sample."""
    linked = [f"review__{each}" for each in LINKED]
    found: SampledCase = visible_or_404(
        SampledCase.objects.visible_to(person(request)).select_related(*linked), pk=case_id
    )
    return found


def managed_marking(request: HttpRequest, assignment_id: uuid.UUID) -> Assignment:
    """A case given to a reviewer, for those who run its review."""
    linked = [f"case__review__{each}" for each in LINKED]
    standing = Assignment.objects.filter(
        case__review__in=reviews_manageable_by(person(request)), case__withdrawn_on__isnull=True
    )
    found: Assignment = visible_or_404(standing.select_related("reviewer", *linked), pk=assignment_id)
    return found


def own_assignment(request: HttpRequest, assignment_id: uuid.UUID) -> Assignment:
    """A case that the person was given; what others were given is not there, since marking is blind."""
    linked = [f"case__review__{each}" for each in LINKED]
    actor = person(request)
    found: Assignment = visible_or_404(
        Assignment.objects.visible_to(actor).select_related("reviewer", *linked),
        pk=assignment_id,
        reviewer=actor,
    )
    return found


def review_frame(review: Review, section: str, *trail: tuple[str, str]) -> dict[str, Any]:
    """What the frame of a page shows: the review, where one is in it, and its other parts."""
    steps = [
        ("Inspections", workspace_address("inspections")),
        (review.inspection.title, workspace_address("inspection", inspection_id=review.inspection_id)),
        ("Case-file reviews", workspace_address("reviews", inspection_id=review.inspection_id)),
        (review.title, review_address(review)),
    ]
    if section != "review":
        steps.append((dict(SECTIONS)[section], review_address(review, section)))
    steps += trail
    steps[-1] = (steps[-1][0], "")
    return {
        "review": review,
        "inspection": review.inspection,
        "sections": [
            {"text": text, "href": review_address(review, name), "current": name == section}
            for name, text in SECTIONS
        ],
        "crumbs": _crumbs(steps),
        "demonstration": review.inspection.is_demonstration,
    }


def inspection_frame(inspection: Inspection, *trail: tuple[str, str]) -> dict[str, Any]:
    """The frame of a page that stands above the single reviews of an inspection."""
    steps = [
        ("Inspections", workspace_address("inspections")),
        (inspection.title, workspace_address("inspection", inspection_id=inspection.pk)),
        ("Case-file reviews", workspace_address("reviews", inspection_id=inspection.pk) if trail else ""),
        *trail,
    ]
    return {
        "inspection": inspection,
        "crumbs": _crumbs(steps),
        "demonstration": inspection.is_demonstration,
    }


def review_address(review: Review, name: str = "review") -> str:
    """Address of a page of the review."""
    return reverse(f"workspace:{name}", kwargs={"review_id": review.pk})


def case_address(case: SampledCase) -> str:
    """Address of the page of one case, for those who run the review."""
    return reverse("workspace:review_case", args=[case.pk])


def frame_words(review: Review) -> str:
    """How many cases the frame holds, and in how many strata."""
    strata = review.strata.count()
    return f"{review.frame_rows:,} cases in {'one stratum' if strata == 1 else f'{strata:,} strata'}"


def refused_with_count(form: BaseForm, act: Callable[[], object]) -> bool:
    """Call a service whose refusal may list more than is shown; say how many there are in all."""
    try:
        act()
    except PeelianError as error:
        put_refusal(form, error)
        _tell_count(form, error.details)
        return False
    return True


def _tell_count(form: BaseForm, details: Mapping[str, Any]) -> None:
    found, count = details.get("findings"), details.get("count")
    if isinstance(found, list) and isinstance(count, int) and count > len(found):
        form.add_error(None, f"{count:,} faults were found in all. The first {len(found)} are listed.")


def _crumbs(steps: list[tuple[str, str]]) -> dict[str, Any]:
    items = [{"text": text, "href": href} if href else {"text": text} for text, href in steps]
    return {"items": items}
