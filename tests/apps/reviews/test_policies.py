"""Who may do what with reviews, asked for one thing and for all; and that forces see nothing of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from peelian.apps.reviews.models import (
    Answer,
    Assignment,
    CaseItem,
    EarlierResult,
    Review,
    ReviewRecord,
    SampledCase,
    Settlement,
)
from peelian.apps.reviews.policies import (
    assignments_answerable_by,
    can_answer_assignment,
    can_compare_inspectorate,
    can_manage_review,
    can_read_register,
    can_read_review,
    can_register_force,
    can_review_inspection,
    can_settle_case,
    cases_settleable_by,
    forces_registrable_by,
    inspections_reviewable_by,
    inspectorates_comparable_by,
    registers_readable_by,
    reviews_manageable_by,
    reviews_readable_by,
)
from peelian.apps.reviews.queries import disagreements, open_things, review_progress, review_results
from tests.apps.reviews.world import (
    closed,
    crime,
    drawn,
    finished,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
)
from tests.apps.world import (
    make_force,
    make_inspection,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)

pytestmark = pytest.mark.django_db

STAFF = {"inspector", "lead-inspector", "analyst", "hmi", "hmcic", "publications"}
MANAGERS = {"lead-inspector", "analyst", "hmi", "hmcic"}
WORKERS = MANAGERS | {"inspector"}
MODELS = (Review, SampledCase, CaseItem, Assignment, Answer, Settlement, ReviewRecord, EarlierResult)


def everybody() -> dict[str, Any]:
    """One person in each role of each kind of organisation, a person without any, and a visitor."""
    homes = {
        Organisation.Kind.INSPECTORATE: make_inspectorate(),
        Organisation.Kind.FORCE: make_force(),
        Organisation.Kind.LOCAL_POLICING_BODY: make_local_policing_body(make_force()),
        Organisation.Kind.GOVERNMENT: Organisation.objects.create(
            kind=Organisation.Kind.GOVERNMENT, slug="home-office", name="Home Office"
        ),
    }
    people: dict[str, Any] = {
        f"{role.value}{'' if kind == Organisation.Kind.INSPECTORATE else f' of {kind}'}": make_person(
            home, role
        )
        for kind, home in homes.items()
        for role in ROLES_BY_KIND[kind]
    }
    people["inspector elsewhere"] = make_person(make_inspectorate("elsewhere"), Role.HMCIC)
    return {**people, "nobody": make_person(), "visitor": AnonymousUser()}


def allowed(people: dict[str, Any], can: Any, listed: Any, thing: Any) -> set[str]:
    """Who may, asked for the thing and in the list; both answers have to be one."""
    one = {name for name, person in people.items() if can(person, thing)}
    all_of_them = {name for name, person in people.items() if listed(person).filter(pk=thing.pk).exists()}
    assert one == all_of_them
    return one


def small_review(double: int = 0) -> Review:
    return drawn(
        loaded(planned(double_marking_percent=double), [{"reference": key} for key in keys(5)]), {"size": 2}
    )


def test_review_is_planned_and_managed_by_those_who_may_and_read_by_staff_alone() -> None:
    people = everybody()
    review = small_review()

    assert allowed(people, can_review_inspection, inspections_reviewable_by, review.inspection) == MANAGERS
    assert allowed(people, can_manage_review, reviews_manageable_by, review) == MANAGERS
    assert allowed(people, can_read_review, reviews_readable_by, review) == WORKERS
    assert allowed(people, can_compare_inspectorate, inspectorates_comparable_by, review.tenant) == MANAGERS


def test_register_of_cancellations_is_kept_by_the_registrar_and_read_by_the_chief_officer() -> None:
    people = everybody()
    registrar, chief = "crime-registrar of force", "chief-officer of force"

    assert allowed(people, can_register_force, forces_registrable_by, make_force()) == {registrar}
    assert allowed(people, can_read_register, registers_readable_by, make_force()) == {registrar, chief}


def test_review_of_a_published_inspection_is_not_planned() -> None:
    people = everybody()
    published = make_inspection(state="published")

    assert allowed(people, can_review_inspection, inspections_reviewable_by, published) == set()


def test_case_is_answered_by_its_reviewer_alone() -> None:
    people = everybody()
    (case, _) = given_out(small_review(), people["inspector"])

    assert allowed(people, can_answer_assignment, assignments_answerable_by, case) == {"inspector"}


def test_reviewer_who_left_the_inspectorate_answers_no_more() -> None:
    people = everybody()
    (case, _) = given_out(small_review(), people["inspector"])
    people["inspector"].memberships.all().delete()
    del people["inspector"]._roles

    assert allowed(people, can_answer_assignment, assignments_answerable_by, case) == set()


def test_finished_case_is_settled_by_anybody_but_its_markers() -> None:
    people = everybody()
    markings = given_out(small_review(double=100), people["inspector"], people["analyst"])
    case = markings[0].case
    unfinished = allowed(people, can_settle_case, cases_settleable_by, case)
    for marking in markings:
        finished(marking, {"reasonable-grounds-recorded": "yes", "search-object-found": "yes"})

    assert unfinished == set()
    assert allowed(people, can_settle_case, cases_settleable_by, case) == WORKERS - {"inspector", "analyst"}


def test_closed_review_is_managed_by_nobody() -> None:
    people = everybody()
    review = small_review()
    for case in given_out(review, people["inspector"]):
        finished(case, {"reasonable-grounds-recorded": "yes", "search-object-found": "yes"})
    closed(review)

    assert allowed(people, can_manage_review, reviews_manageable_by, review) == set()


def test_those_who_only_publish_see_a_review_once_it_is_closed() -> None:
    people = everybody()
    review = small_review()
    given = given_out(review, people["inspector"])
    running = allowed(people, can_read_review, reviews_readable_by, review)
    for case in given:
        finished(case, {"reasonable-grounds-recorded": "yes", "search-object-found": "yes"})
    closed(review)

    assert running == WORKERS
    assert allowed(people, can_read_review, reviews_readable_by, review) == STAFF


def test_nothing_of_a_review_is_visible_outside_the_staff_of_its_inspectorate() -> None:
    people = everybody()
    audit = planned("crime-data-integrity-2021-22", title="Audit")
    (case,) = given_out(drawn(loaded(audit, [{"reference": "INC-1"}]), {"size": 1}), inspector())
    crime(case, {"category": "other", "victim": "child"}, {"crime-recorded": "yes"})

    seen = {
        name: [model.__name__ for model in MODELS if model.objects.visible_to(person).exists()]
        for name, person in people.items()
    }

    assert seen == {
        name: ["Review", "SampledCase", "CaseItem", "Assignment", "Answer"] if name in WORKERS else []
        for name in people
    }


def test_queries_tell_an_outsider_what_they_tell_when_there_is_nothing() -> None:
    review = small_review(double=100)
    outsider = make_person(make_force(), Role.CHIEF_OFFICER)

    assert review_progress(outsider, review) == ()
    assert disagreements(outsider, review) == ()
    assert open_things(outsider, review) == []
    with pytest.raises(Review.DoesNotExist):
        review_results(outsider, review)
