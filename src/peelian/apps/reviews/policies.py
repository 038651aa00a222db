"""Who may plan and run reviews, answer for a case and settle a disagreement, asked for one thing or for all."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS, inspections_workable_by
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.models.cancellations import REGISTER_READERS

MANAGERS = (Role.ANALYST, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who plan a review, draw its sample, give out its cases and close it."""

REVIEWERS = WORKERS
"""Those who answer for cases and settle disagreements."""

OPEN_FOR_ANSWERS = (Review.State.REVIEWING, Review.State.SETTLING)


def inspections_reviewable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections in which the user may plan a review of cases."""
    return inspections_workable_by(user).filter(inspectorate__in=organisations_with_role(user, *MANAGERS))


def can_review_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_reviewable_by(user).filter(pk=inspection.pk).exists()


def inspectorates_comparable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may record results of earlier rounds."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *MANAGERS)
    )


def can_compare_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_comparable_by(user).filter(pk=inspectorate.pk).exists()


def reviews_readable_by(user: Viewer) -> QuerySet[Review]:
    """Reviews that the user may open: those of the inspectorate, never of a force; to publish, the closed ones."""
    return Review.objects.visible_to(user)


def can_read_review(user: Viewer, review: Review) -> bool:
    return reviews_readable_by(user).filter(pk=review.pk).exists()


def reviews_manageable_by(user: Viewer) -> QuerySet[Review]:
    """Reviews that the user may draw, give out and close: none that is closed."""
    managed = organisations_with_role(user, *MANAGERS)
    return Review.objects.filter(inspection__inspectorate__in=managed).exclude(state=Review.State.CLOSED)


def can_manage_review(user: Viewer, review: Review) -> bool:
    return reviews_manageable_by(user).filter(pk=review.pk).exists()


def assignments_answerable_by(user: Viewer) -> QuerySet[Any]:
    """Cases that the user was given and has still to finish."""
    return Assignment.objects.filter(_open_case("case__", user), reviewer=_pk(user), finished_at__isnull=True)


def can_answer_assignment(user: Viewer, assignment: Assignment) -> bool:
    return assignments_answerable_by(user).filter(pk=assignment.pk).exists()


def cases_settleable_by(user: Viewer) -> QuerySet[Any]:
    """Cases whose two markers have finished, where the user is neither of them."""
    unfinished = Assignment.objects.filter(finished_at__isnull=True).values("case_id")
    own = Assignment.objects.filter(reviewer=_pk(user)).values("case_id")
    finished_twice = Assignment.objects.filter(marker=Assignment.Marker.SECOND).values("case_id")
    found = SampledCase.objects.filter(_open_case("", user), pk__in=finished_twice)
    return found.exclude(pk__in=unfinished).exclude(pk__in=own)


def can_settle_case(user: Viewer, case: SampledCase) -> bool:
    return cases_settleable_by(user).filter(pk=case.pk).exists()


def _open_case(path: str, user: Viewer) -> Q:
    staffed = organisations_with_role(user, *REVIEWERS)
    return Q(
        **{
            f"{path}review__inspection__inspectorate__in": staffed,
            f"{path}review__state__in": OPEN_FOR_ANSWERS,
            f"{path}withdrawn_on__isnull": True,
        }
    )


def _pk(user: Viewer) -> Any:
    """The key of a person's account; None for a visitor, whom nothing is assigned to."""
    return user.pk


def forces_registrable_by(user: Viewer) -> QuerySet[Organisation]:
    """Forces whose crime registrar the user is, and for which the user approves cancellations."""
    return _forces(user, Role.CRIME_REGISTRAR)


def can_register_force(user: Viewer, force: Organisation) -> bool:
    return forces_registrable_by(user).filter(pk=force.pk).exists()


def registers_readable_by(user: Viewer) -> QuerySet[Organisation]:
    """Forces whose register of cancellations the user may read, as registrar or chief officer."""
    return _forces(user, *REGISTER_READERS)


def can_read_register(user: Viewer, force: Organisation) -> bool:
    return registers_readable_by(user).filter(pk=force.pk).exists()


def _forces(user: Viewer, *roles: Role) -> QuerySet[Organisation]:
    return Organisation.objects.filter(
        kind=Organisation.Kind.FORCE, pk__in=organisations_with_role(user, *roles)
    )
