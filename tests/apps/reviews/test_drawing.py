"""Samples: planned with their precision, drawn by a seed, enlarged, replaced and drawn again in proof."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.reviews.models import Assignment, Review
from peelian.apps.reviews.queries import plan_of_sets, plan_precision, review_progress
from peelian.apps.reviews.services import (
    choose_double_marked,
    draw_review_sample,
    enlarge_sample,
    plan_sample,
    prove_draw,
    reassign_case,
    withdraw_and_replace_case,
)
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.reviews.world import (
    VICTIMS,
    analyst,
    answered,
    cases_of,
    drawn,
    finished,
    given_out,
    inspector,
    keys,
    loaded,
    planned,
    refusal_messages,
    yes_then_no,
)
from tests.apps.reviews.world import reviewed as reviewed_sample
from tests.apps.world import make_force, make_person

pytestmark = pytest.mark.django_db

SEARCHES = [{"reference": key} for key in keys(7_000)]


def keys_of(review: Review) -> set[str]:
    return {case.key for case in cases_of(review)}


@pytest.mark.item("S-047")
def test_same_seed_draws_the_same_223_of_7000_records_whatever_their_order() -> None:
    shuffled = list(SEARCHES)
    Random(5).shuffle(shuffled)

    one = drawn(loaded(planned(title="One"), SEARCHES), {"size": 223}, seed="stops-2021")
    again = drawn(loaded(planned(title="Again"), shuffled), {"size": 223}, seed="stops-2021")
    other = drawn(loaded(planned(title="Other"), SEARCHES), {"size": 223}, seed="stops-2022")

    assert keys_of(one) == keys_of(again)
    assert len(keys_of(one) & keys_of(other)) < 100
    assert (one.seed, one.algorithm, one.frame_rows) == ("stops-2021", "sha256-k-smallest-1", 7_000)
    assert one.population_period.words() == "2021"
    assert one.frame_fingerprint == again.frame_fingerprint
    assert sorted(one.cases.values_list("number", flat=True)) == list(range(1, 224))


@pytest.mark.item("S-082")
def test_plan_of_the_sets_draws_twenty_cases_for_each_of_three_outcome_codes() -> None:
    outcomes = ["15"] * 90 + ["16"] * 60 + ["18"] * 200 + ["other"] * 150
    rows = [{"reference": key, "outcome": code} for key, code in zip(keys(500), outcomes, strict=True)]
    review = loaded(planned(VICTIMS, title="Outcomes"), rows, FrameColumns("reference", stratum="outcome"))

    plan = plan_of_sets(review)
    review = drawn(review, plan)

    assert plan == {"sizes": {"15": 20, "16": 20, "18": 20}}
    assert Counter(case.all_facts["outcome"] for case in cases_of(review)) == {"15": 20, "16": 20, "18": 20}


def test_size_calculator_says_what_a_plan_buys() -> None:
    bought = plan_precision({"all": 7_000}, {"size": 223}, proportion=0.807)

    assert bought.sentence() == (
        "223 of 7,000 cases: +/- 5.1 percentage points at 95 percent confidence when 80.7 percent comply."
    )


def test_size_calculator_works_from_the_precision_to_the_size() -> None:
    bought = plan_precision({"north": 3_000, "south": 1_000}, {"half_width_pp": 5})

    assert [(each.stratum, each.size) for each in bought.strata] == [("north", 263), ("south", 88)]
    assert bought.half_width_pp == pytest.approx(5.0, abs=0.01)


def test_faults_of_a_plan_are_told_at_once() -> None:
    review = loaded(planned(), SEARCHES[:50])

    with pytest.raises(InvalidValueError) as refusal:
        plan_sample(
            actor=analyst(), review=review, expected_version=review.version,
            plan={"size": -3, "allocation": "by feeling"},
        )  # fmt: skip

    assert refusal_messages(refusal) == [
        "-3 is not a whole number of at least 1.",
        "'by feeling' is not one of proportional, equal, neyman, square-root.",
    ]


def test_more_cases_than_the_frame_holds_are_refused() -> None:
    review = loaded(planned(), SEARCHES[:50])

    with pytest.raises(InvalidValueError) as refusal:
        drawn(review, {"size": 51})

    assert refusal.value.message == (
        "51 cases cannot be shared out: the minimum of every stratum and the strata taken whole ask for at least 2, "
        "and the frame holds 50."
    )


def test_nothing_is_drawn_without_frame_or_plan() -> None:
    review = planned()
    with pytest.raises(RefusalError) as frameless:
        draw_review_sample(actor=analyst(), review=review, expected_version=1)
    with_frame = loaded(review, SEARCHES[:50])
    with pytest.raises(RefusalError) as planless:
        draw_review_sample(actor=analyst(), review=with_frame, expected_version=with_frame.version)

    assert frameless.value.message == "The review has no frame yet. Load the list of all cases first."
    assert planless.value.message == "The sample has no plan yet. Say how many cases are to be drawn."


def test_inspector_may_not_draw() -> None:
    review = loaded(planned(), SEARCHES[:50])

    with pytest.raises(NotPermittedError):
        draw_review_sample(actor=inspector(), review=review, expected_version=review.version)

    assert Review.objects.get(pk=review.pk).state == "planned"


def test_larger_sample_keeps_every_case_and_its_number() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 30})
    before = {case.key: case.number for case in cases_of(review)}

    added = enlarge_sample(actor=analyst(), review=review, expected_version=review.version, plan={"size": 40})

    after = {case.key: case.number for case in cases_of(review)}
    assert (len(added), len(after)) == (10, 40)
    assert {key: after[key] for key in before} == before
    assert keys_of(drawn(loaded(planned(title="At once"), SEARCHES), {"size": 40})) == set(after)


def test_sample_that_grows_by_nothing_is_refused() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 30})

    with pytest.raises(RefusalError):
        enlarge_sample(actor=analyst(), review=review, expected_version=review.version, plan={"size": 30})


def test_withdrawn_case_gives_way_to_the_next_and_its_reviewer_gets_it() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 10})
    reader = inspector()
    given_out(review, reader)
    gone = cases_of(review)[3]

    new = withdraw_and_replace_case(
        actor=analyst(), case=gone, expected_version=1, reason="The record was destroyed."
    )

    assert new is not None
    eleventh = keys_of(drawn(loaded(planned(title="Eleven"), SEARCHES), {"size": 11})) - keys_of(review)
    assert eleventh == {gone.key}
    assert (new.number, new.replaces, [each.reviewer for each in new.assignments.all()]) == (
        11,
        gone,
        [reader],
    )
    assert [(row.size, row.given, row.withdrawn) for row in review_progress(reader, review)] == [(10, 10, 1)]


def test_withdrawal_takes_a_reason_and_keeps_it_and_the_key_out_of_the_log() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 10})
    case = cases_of(review)[0]
    with pytest.raises(InvalidValueError):
        withdraw_and_replace_case(actor=analyst(), case=case, expected_version=1, reason=" ")

    withdraw_and_replace_case(actor=analyst(), case=case, expected_version=1, reason=f"{case.key} is empty.")

    told = [f"{event.summary} {event.details}" for event in AuditEvent.objects.all()]
    assert [line for line in told if case.key in line] == []
    assert AuditEvent.objects.latest("sequence").summary == (
        "Case 1 of the review 'Grounds for searches' was withdrawn and replaced by case 11."
    )


def test_sample_shrinks_where_no_case_is_left_to_replace_one() -> None:
    review = drawn(loaded(planned(), SEARCHES[:5]), {"size": 5})

    new = withdraw_and_replace_case(
        actor=analyst(), case=cases_of(review)[0], expected_version=1, reason="It was drawn in error."
    )

    assert new is None
    assert (review.strata.get().size, len(cases_of(review))) == (4, 4)
    assert prove_draw(actor=analyst(), review=review).same


def test_redraw_proves_the_sample_after_all_that_happened_to_it() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 30})
    enlarge_sample(actor=analyst(), review=review, expected_version=review.version, plan={"size": 40})
    case = cases_of(review)[7]
    withdraw_and_replace_case(
        actor=analyst(), case=case, expected_version=case.version, reason="Sealed by a court."
    )

    proof = prove_draw(actor=analyst(), review=review)

    assert proof.sentence() == "The redraw gives the same 40 cases from the same frame."


def test_redraw_tells_a_case_that_does_not_belong() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 30})
    case = cases_of(review)[0]
    case.key = "REC-99999"
    case.save()

    proof = prove_draw(actor=analyst(), review=review)

    assert proof.sentence() == (
        f"The redraw differs: 1 drawn case is missing from the sample; case {case.number} does not belong to the "
        "sample."
    )


def test_redraw_tells_counts_strata_and_facts_that_were_changed() -> None:
    rows = [{"reference": key, "ethnicity": "white", "beat": "north"} for key in keys(40)]
    review = drawn(loaded(planned(), rows, FrameColumns("reference", stratum="beat")), {"size": 10})
    review.strata.update(population=400)
    first, second = cases_of(review)[:2]
    review.cases.filter(pk=first.pk).update(stratum="south")
    review.cases.filter(pk=second.pk).update(frame_facts={"ethnicity": "black"})

    proof = prove_draw(actor=analyst(), review=review)

    assert (proof.same, proof.frame_same, proof.missing, proof.extra) == (False, True, 0, 0)
    assert proof.sentence() == (
        "The redraw differs: case 1 is kept in the stratum 'south', and the frame has 'north'; case 2 is kept with "
        "other facts than the frame has; the stratum 'north' is kept with 400 cases, and the frame has 40."
    )


def test_a_case_that_a_reviewer_finished_is_not_replaced() -> None:
    review = drawn(loaded(planned(), SEARCHES[:50]), {"size": 2})
    marking = min(given_out(review, inspector()), key=lambda each: each.case.number)
    finished(marking, {"reasonable-grounds-recorded": "no", "search-object-found": "yes"})

    with pytest.raises(InvalidValueError) as refusal:
        withdraw_and_replace_case(
            actor=analyst(), case=marking.case, expected_version=1, reason="It does not please."
        )

    assert refusal_messages(refusal) == [
        "Case 1 is finished by a reviewer, so it could be reviewed and stays in the sample. Only a case that nobody "
        "has finished is replaced."
    ]
    assert len(cases_of(review)) == 2


def test_share_marked_twice_is_drawn_by_chance_and_the_same_for_the_same_seed() -> None:
    def chosen(title: str, seed: str) -> set[str]:
        review = drawn(loaded(planned(title=title, double_marking_percent=25), SEARCHES), {"size": 40}, seed)
        return {case.key for case in cases_of(review) if case.double_marked}

    one, again, other = chosen("One", "x"), chosen("Again", "x"), chosen("Other", "y")

    assert (len(one), one == again, one == other) == (10, True, False)


def test_share_marked_twice_can_be_chosen_anew_until_cases_are_given_out() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 20})
    chosen = choose_double_marked(actor=analyst(), review=review, expected_version=review.version, percent=25)
    given_out(review, inspector(), inspector())
    current = Review.objects.get(pk=review.pk)

    with pytest.raises(RefusalError):
        choose_double_marked(actor=analyst(), review=current, expected_version=current.version, percent=50)

    assert chosen == 5


def test_cases_are_dealt_out_evenly_and_second_markings_to_somebody_else() -> None:
    review = drawn(loaded(planned(double_marking_percent=25), SEARCHES), {"size": 20})
    people = [inspector(), inspector(), inspector()]

    given = given_out(review, *people)

    loads = Counter(each.reviewer for each in given)
    markers = {case.pk: [each.reviewer for each in case.assignments.all()] for case in cases_of(review)}
    assert sorted(loads.values()) == [8, 8, 9]
    assert [len(set(two)) for two in markers.values() if len(two) == 2] == [2] * 5


def test_second_markings_need_a_second_reviewer() -> None:
    review = drawn(loaded(planned(double_marking_percent=25), SEARCHES), {"size": 20})

    with pytest.raises(RefusalError):
        given_out(review, inspector())

    assert Assignment.objects.count() == 0


def test_only_people_who_inspect_are_given_cases() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 4})
    liaison = make_person(make_force(), "force-liaison")

    with pytest.raises(InvalidValueError):
        given_out(review, liaison)


def test_case_goes_to_another_reviewer_until_somebody_answers_it() -> None:
    review = drawn(loaded(planned(), SEARCHES), {"size": 4})
    first, second = given_out(review, inspector())[:2]
    colleague = inspector()
    answered(second, {"reasonable-grounds-recorded": "yes"})

    moved = reassign_case(actor=analyst(), assignment=first, expected_version=1, reviewer=colleague)
    with pytest.raises(RefusalError):
        reassign_case(actor=analyst(), assignment=second, expected_version=1, reviewer=colleague)

    assert moved.reviewer == colleague


def test_enlarging_a_review_that_was_all_finished_opens_it_again() -> None:
    answers = {"reasonable-grounds-recorded": yes_then_no(2, 2), "search-object-found": yes_then_no(1, 1, 2)}
    review = reviewed_sample(SEARCHES[:20], 4, answers)
    assert review.state == "settling"

    enlarge_sample(actor=analyst(), review=review, expected_version=review.version, plan={"size": 6})

    assert Review.objects.get(pk=review.pk).state == "reviewing"


def test_case_counts_as_marked_twice_once_both_have_finished() -> None:
    review = drawn(loaded(planned(double_marking_percent=100), SEARCHES[:20]), {"size": 2})
    given = [each for each in given_out(review, inspector(), inspector()) if each.case.number == 1]
    first, second = sorted(given, key=lambda each: each.marker)
    counted = []
    for marking in (second, first):
        finished(marking, {"reasonable-grounds-recorded": "yes", "search-object-found": "yes"})
        counted += [each.second_finished for each in review_progress(analyst(), review)]

    assert counted == [0, 1]
