"""Reviews of cases as the workspace API tells them. A case goes by its number; its reference is for its reviewer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import reviews_manageable_by
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import reach

LINKED = ("inspection__framework_version", "inspection__inspectorate", "inspection__force")


class ReviewRow(Schema):
    """What a list tells of a review."""

    id: UUID
    inspection_id: UUID
    title: str
    instrument: str
    series: str
    period: dict[str, Any]
    state: str
    version: int

    @staticmethod
    def resolve_instrument(review: Review) -> str:
        return review.instrument_identifier


class StratumOut(Schema):
    """A stratum of the frame: the cases it holds and the cases drawn from it."""

    stratum: str
    population: int
    size: int


class ReviewOut(ReviewRow):
    """A review with its frame and plan; the question set is the one it is bound to."""

    instrument_version: str
    definition_hash: str
    small_base: int
    double_marking_percent: int
    frame_name: str
    frame_rows: int
    frame_fingerprint: str
    frame_fields: list[str]
    plan: dict[str, Any]
    seed: str
    algorithm: str
    recorded_volume: int | None
    recorded_volume_source: str
    is_demonstration: bool
    strata: list[StratumOut]

    @staticmethod
    def resolve_instrument_version(review: Review) -> str:
        return review.instrument.version

    @staticmethod
    def resolve_strata(review: Review) -> list[Any]:
        return list(review.strata.all())


class MarkingOut(Schema):
    """A case given to a reviewer, as its first or its second marker."""

    id: UUID
    marker: int
    reviewer: str
    is_finished: bool
    version: int


class CaseOut(Schema):
    """A case of the sample by its number.

    Who marks it, and whether two people do, is told to those who run the review: marking is blind.
    """

    id: UUID
    number: int
    stratum: str
    withdrawn_on: date | None
    withdrawn_reason: str
    replaces: int | None
    double_marked: bool | None = None
    markings: list[MarkingOut] | None = None
    version: int


def marking_out(marking: Assignment) -> MarkingOut:
    """A marking with the address of who does it."""
    return MarkingOut(
        id=marking.pk,
        marker=marking.marker,
        reviewer=marking.reviewer.email,
        is_finished=marking.is_finished,
        version=marking.version,
    )


def case_out(case: SampledCase, *, may_manage: bool) -> CaseOut:
    """A case as those who run its review see it, or as its reviewers do."""
    markings = [marking_out(each) for each in case.assignments.all()] if may_manage else None
    return CaseOut(
        id=case.pk,
        number=case.number,
        stratum=case.stratum,
        withdrawn_on=case.withdrawn_on,
        withdrawn_reason=case.withdrawn_reason,
        replaces=case.replaces.number if case.replaces else None,
        double_marked=case.double_marked if may_manage else None,
        markings=markings,
        version=case.version,
    )


class OwnCaseRow(Schema):
    """A case that was given to you."""

    id: UUID
    review_id: UUID
    review: str
    case: int
    stratum: str
    finished_at: datetime | None
    version: int

    @staticmethod
    def resolve_review_id(marking: Assignment) -> UUID:
        return marking.case.review_id

    @staticmethod
    def resolve_review(marking: Assignment) -> str:
        return marking.case.review.title

    @staticmethod
    def resolve_case(marking: Assignment) -> int:
        return marking.case.number

    @staticmethod
    def resolve_stratum(marking: Assignment) -> str:
        return marking.case.stratum


def review_of(request: HttpRequest, review_id: UUID) -> Review:
    """A review that the person may read."""
    return reach(Review.objects.visible_to(person(request)).select_related(*LINKED), pk=review_id)


def managed_review(request: HttpRequest, review_id: UUID) -> Review:
    """A review that the person runs: none that is closed."""
    return reach(reviews_manageable_by(person(request)).select_related(*LINKED), pk=review_id)


def case_of(request: HttpRequest, case_id: UUID) -> SampledCase:
    """A case of a review that the person may read."""
    linked = [f"review__{each}" for each in LINKED]
    found: SampledCase = reach(
        SampledCase.objects.visible_to(person(request)).select_related(*linked), pk=case_id
    )
    return found


def own_marking(request: HttpRequest, assignment_id: UUID) -> Assignment:
    """A case that was given to the person; what others were given is not there, since marking is blind."""
    user = person(request)
    linked = [f"case__review__{each}" for each in LINKED]
    visible = Assignment.objects.visible_to(user).select_related("reviewer", *linked)
    found: Assignment = reach(visible, pk=assignment_id, reviewer=user)
    return found
