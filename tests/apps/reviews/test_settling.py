"""Marking twice: agreement, disagreements that a third person settles, and closing."""

from __future__ import annotations

import pytest

from peelian.apps.reviews.models import Assignment, Review, ReviewRecord, SampledCase
from peelian.apps.reviews.queries import (
    agreement,
    disagreements,
    open_things,
    review_progress,
    review_results,
)
from peelian.apps.reviews.services import reopen_case, settle_disagreement
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.reviews.world import (
    VICTIMS,
    analyst,
    answered,
    closed,
    drawn,
    finished,
    given_out,
    in_order,
    inspector,
    keys,
    loaded,
    planned,
    refusal_messages,
)

pytestmark = pytest.mark.django_db

GROUNDS = "reasonable-grounds-recorded"
FOUND = "search-object-found"


def twenty(double: int = 25, answered_otherwise: int = 1) -> Review:
    """Twenty records, five of them marked twice, where the second marker of some doubts the grounds."""
    rows = [{"reference": key} for key in keys(100)]
    review = drawn(loaded(planned(double_marking_percent=double), rows), {"size": 20})
    second = 0
    for assignment in in_order(given_out(review, inspector("Ann"), inspector("Bob"))):
        doubted = assignment.marker == 2 and (second := second + 1) <= answered_otherwise
        finished(assignment, {GROUNDS: "no" if doubted else "yes", FOUND: "not-relevant"})
    return Review.objects.get(pk=review.pk)


def disputed(review: Review) -> SampledCase:
    return disagreements(analyst(), review)[0].case


def settled(
    review: Review, value: str = "no", reason: str = "The passage names no ground.", version: int = 0
) -> None:
    settle_disagreement(
        actor=inspector("Cas"), case=disputed(review), question=GROUNDS, value=value, reason=reason,
        expected_version=version,
    )  # fmt: skip


def test_twenty_cases_five_marked_twice_one_settled_and_closed() -> None:
    review = twenty()
    waiting = disagreements(inspector(), review, only_open=True)
    progress = review_progress(inspector(), review)

    settled(review)
    record = closed(review)

    assert [(row.disagreement.question.identifier, row.may_settle) for row in waiting] == [(GROUNDS, True)]
    assert [(row.finished, row.second_wanted, row.second_finished) for row in progress] == [(20, 5, 5)]
    assert review_results(analyst(), review).question(GROUNDS).sentence() == (
        "19 of 20 records had reasonable grounds recorded."
    )
    assert Review.objects.get(pk=review.pk).is_closed
    assert len(record.sha256) == 64


def test_review_with_open_things_is_not_closed_and_each_is_told() -> None:
    rows = [{"reference": key} for key in keys(10)]
    review = drawn(loaded(planned(double_marking_percent=50), rows), {"size": 2})
    first, *_ = in_order(given_out(review, inspector(), inspector()))
    finished(first, {GROUNDS: "yes", FOUND: "yes"})
    with pytest.raises(InvalidValueError) as refusal:
        closed(review)

    told = refusal_messages(refusal)

    assert refusal.value.message == "The review cannot be closed yet: 2 things are open."
    assert sorted(line.split(" is not ")[1] for line in told) == [
        "finished by its first marker.",
        "finished by its second marker.",
    ]
    assert [each["message"] for each in open_things(analyst(), review)] == told
    assert ReviewRecord.objects.count() == 0


def test_open_disagreement_keeps_a_review_open() -> None:
    review = twenty()

    with pytest.raises(InvalidValueError) as refusal:
        closed(review)

    number = disputed(review).number
    assert refusal_messages(refusal) == [
        f"Case {number}: the two markers disagree on '{GROUNDS}'. A third person settles it."
    ]


def test_marker_does_not_settle_the_own_case() -> None:
    review = twenty()
    case = disputed(review)
    own = case.assignments.get(marker=1).reviewer

    with pytest.raises(NotPermittedError) as refusal:
        settle_disagreement(actor=own, case=case, question=GROUNDS, value="yes", reason="I was right.")

    assert refusal.value.message == (
        f"You cannot settle case {case.number}: that is for a third person, once both markers have finished and while "
        "the review is open."
    )


def test_settlement_takes_an_answer_of_the_question_and_a_reason() -> None:
    review = twenty()

    with pytest.raises(InvalidValueError) as refusal:
        settled(review, value="maybe", reason=" ")

    assert refusal_messages(refusal) == [
        f"'maybe' is no answer to '{GROUNDS}'. Choose one of: yes, no.",
        "A disagreement is not settled without a reason. Say why this answer holds.",
    ]


def test_what_the_markers_agree_on_is_not_settled() -> None:
    review = twenty()

    with pytest.raises(RefusalError):
        settle_disagreement(
            actor=inspector(), case=disputed(review), question=FOUND, value="yes", reason="I think so."
        )


def test_settlement_is_changed_only_by_who_has_seen_it() -> None:
    review = twenty()
    settled(review)

    with pytest.raises(StaleEditError):
        settled(review, "yes", version=0)
    settled(review, "yes", "The next page names one.", version=1)

    row = disagreements(analyst(), review)[0]
    assert row.disagreement.settled is not None
    assert (row.disagreement.settled.value, row.disagreement.settled.reason) == (
        "yes",
        "The next page names one.",
    )


def test_settled_case_is_not_reopened_by_a_marker() -> None:
    review = twenty()
    settled(review)
    marking = disputed(review).assignments.get(marker=2)

    with pytest.raises(RefusalError):
        reopen_case(actor=marking.reviewer, assignment=marking, expected_version=marking.version)


def test_disputed_case_is_not_reopened_by_a_marker_who_can_see_the_other_answer() -> None:
    review = twenty()
    marking = disputed(review).assignments.get(marker=2)
    before = agreement(analyst(), review).questions[0].percent

    with pytest.raises(RefusalError) as refusal:
        reopen_case(actor=marking.reviewer, assignment=marking, expected_version=marking.version)

    assert refusal.value.message == (
        f"Both markers of case {marking.case.number} have finished and answer differently, so their answers stay. A "
        "third person settles it: tell them what you would change."
    )
    assert agreement(analyst(), review).questions[0].percent == before


def test_case_on_which_both_markers_agree_may_be_reopened() -> None:
    review = twenty(answered_otherwise=0)
    marking = Assignment.objects.filter(marker=2, case__review=review)[0]

    opened = reopen_case(actor=marking.reviewer, assignment=marking, expected_version=marking.version)

    assert not opened.is_finished


def test_agreement_is_told_by_question_and_by_reviewer() -> None:
    told = agreement(analyst(), twenty())

    grounds = told.questions[0]
    assert grounds.percent is not None
    assert grounds.gwet is not None
    assert grounds.kappa is not None
    assert (grounds.twice_marked, grounds.percent.estimate) == (5, 0.8)
    assert round(grounds.gwet.estimate or 0, 4) == 0.7561
    assert grounds.kappa.estimate == 0.0
    assert {name: (each.items, each.agreement) for name, each in told.reviewers.items()} == {
        "Ann": (10, 0.9),
        "Bob": (10, 0.9),
    }


def test_nobody_is_told_how_far_others_agree_before_anything_is_marked_twice() -> None:
    told = agreement(analyst(), twenty(double=0))

    assert {each.twice_marked for each in told.questions} == {0}
    assert told.reviewers == {}


def test_question_that_rests_on_a_disputed_one_is_disputed_once_that_is_settled() -> None:
    rows = [{"reference": "C-1", "outcome": "none", "investigated": "yes"}]
    review = drawn(loaded(planned(VICTIMS, double_marking_percent=100), rows), {"size": 1})
    first, second = in_order(given_out(review, inspector(), inspector()))
    late = {"attended-in-time": "no", "delay-told": "no"}
    for assignment, answers in ((first, {"attended-in-time": "yes"}), (second, late)):
        answered(assignment, answers)
        Assignment.objects.filter(pk=assignment.pk).update(finished_at="2022-05-01T10:00:00Z")

    def open_questions() -> list[str]:
        return [
            row.disagreement.question.identifier for row in disagreements(analyst(), review, only_open=True)
        ]

    before = open_questions()
    settle_disagreement(
        actor=inspector(),
        case=first.case,
        question="attended-in-time",
        value="no",
        reason="The log shows the hour.",
    )

    assert (before, open_questions()) == (["attended-in-time"], ["delay-told"])
