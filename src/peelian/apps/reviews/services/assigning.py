"""Giving cases to reviewers: evenly, and the second markings to somebody else than the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import has_role, require_role
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS, REVIEWERS
from peelian.apps.reviews.refusals import number_of
from peelian.apps.reviews.services.drawing import OPEN
from peelian.apps.reviews.services.planning import require_state
from peelian.rules.errors import RefusalError
from peelian.stats.keyed_draw import draw_number


@service("reviews.assign_cases")
def assign_cases(
    *, actor: User, review: Review, expected_version: int, reviewers: Sequence[User]
) -> list[Assignment]:
    """Give every case that has no reviewer yet to one, and those marked twice to a second.

    The cases are dealt out in an order made by the seed, always to whoever has fewest, so that the same
    reviewers get the same cases each time. Returns the cases given now.
    """
    require_role(actor, review.tenant, *MANAGERS, to="give cases to reviewers")
    current = lock_for_edit(review, expected_version, ("state",))
    require_state(current, *OPEN, to="give its cases to reviewers")
    people = sorted(set(reviewers), key=lambda person: person.email)
    cases = _cases_in_order(current)
    _check_reviewers(current, people)
    given = Assignment.objects.bulk_create(_dealt(current, cases, people))
    if not given:
        raise RefusalError("refused", "Every case has its reviewers already.")
    current.state = Review.State.REVIEWING
    current.version += 1
    current.save(update_fields=["state", "version"])
    loads = Counter(each.reviewer.name for each in given)
    record_event(
        actor=actor,
        action="reviews.assign_cases",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(len(given), 'marking')} of the review '{current.title}' were given to "
        f"{number_of(len(loads), 'reviewer')}.",
        details={"given": dict(sorted(loads.items()))},
    )
    return given


@service("reviews.reassign_case")
def reassign_case(
    *, actor: User, assignment: Assignment, expected_version: int, reviewer: User
) -> Assignment:
    """Give a case to another reviewer, as long as nobody has answered anything for it."""
    require_role(actor, assignment.tenant, *MANAGERS, to="give a case to another reviewer")
    current = lock_for_edit(assignment, expected_version, ("reviewer_id",))
    review = current.case.review
    require_state(review, *OPEN, to="give a case to another reviewer")
    _check_reviewers(review, [reviewer])
    if current.saves.exists():
        raise RefusalError(
            "refused",
            f"{current} has answers by {current.reviewer.name} already. Let them finish it, or replace the case.",
        )
    if current.case.assignments.filter(reviewer=reviewer).exists():
        raise RefusalError("refused", f"{reviewer.name} marks case {current.case.number} already.")
    before = current.reviewer.name
    current.reviewer = reviewer
    current.version += 1
    current.save(update_fields=["reviewer", "version"])
    record_event(
        actor=actor,
        action="reviews.reassign_case",
        subject=current,
        organisation=current.tenant,
        summary=f"{current} of the review '{review.title}' went from {before} to {reviewer.name}.",
    )
    return current


def _cases_in_order(review: Review) -> list[SampledCase]:
    cases = review.cases.filter(withdrawn_on__isnull=True).prefetch_related("assignments")
    return sorted(cases, key=lambda case: draw_number(f"{review.seed}|reviewer", case.key))


def _check_reviewers(review: Review, people: Sequence[User]) -> None:
    problems = Problems()
    problems.need("reviewers", "given" if people else "", "No reviewer is named. Name at least one.")
    for person in people:
        if not has_role(person, review.tenant, *REVIEWERS):
            problems.add(
                "reviewers",
                person.name,
                f"{person.name} does not inspect for {review.tenant.name}. Choose among its inspectors and analysts.",
            )
    problems.raise_if_any()


def _dealt(review: Review, cases: Sequence[SampledCase], people: Sequence[User]) -> list[Assignment]:
    """The markings that are still to be given, each to whoever has fewest and does not mark the case already."""
    held = Assignment.objects.filter(case__review=review, case__withdrawn_on__isnull=True)
    loads = Counter(held.values_list("reviewer_id", flat=True))
    markers = {case.pk: {each.marker: each.reviewer_id for each in case.assignments.all()} for case in cases}
    given: list[Assignment] = []
    for marker in Assignment.Marker:
        for case in cases:
            taken = markers[case.pk]
            if marker in taken or (marker == Assignment.Marker.SECOND and not case.double_marked):
                continue
            free = [person for person in people if person.pk not in taken.values()]
            if not free:
                raise RefusalError(
                    "refused",
                    "Some cases are marked twice, by two people. Name a second reviewer, or mark no case twice.",
                )
            person = min(free, key=lambda each: loads[each.pk])
            loads[person.pk] += 1
            taken[marker] = person.pk
            given.append(Assignment(case=case, reviewer=person, marker=marker))
    return given
