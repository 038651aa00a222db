"""Answering: saved as one goes, once each, blind, and finished only when whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peelian.apps.audit.models import AuditEvent
from peelian.apps.reviews.models import Answer, AnswerSave, Assignment, Review
from peelian.apps.reviews.queries import case_sheet, cases_to_answer
from peelian.apps.reviews.services import (
    add_case_item,
    finish_case,
    record_case_facts,
    remove_case_item,
    reopen_case,
    save_answers,
    update_case_item,
    withdraw_and_replace_case,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.reviews.world import (
    CRIMES,
    RULES,
    SEARCHES,
    VICTIMS,
    analyst,
    answered,
    answers_given,
    crime,
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
WHOLE = {GROUNDS: "yes", FOUND: "not-relevant"}


def one_case(
    instrument: str = SEARCHES, facts: dict[str, str] | None = None, twice: bool = False
) -> list[Assignment]:
    """The markings of a case in a sample of one, or of the first of two where it is marked twice."""
    row = {"reference": keys(1)[0], **(facts or {})}
    review = planned(instrument, double_marking_percent=100 if twice else 0)
    return in_order(given_out(drawn(loaded(review, [row]), {"size": 1}), inspector("Ann"), inspector("Bob")))


def values(assignment: Assignment) -> dict[str, str]:
    return dict(assignment.answers.values_list("question", "value"))


def test_answers_are_saved_as_they_are_given() -> None:
    (case,) = one_case()

    saved = answered(case, {GROUNDS: "yes"})
    answered(case, {FOUND: "no"})

    assert [(each.outcome, each.version) for each in saved] == [("saved", 1)]
    assert values(case) == {GROUNDS: "yes", FOUND: "no"}
    assert [(row.answered, row) for row in cases_to_answer(case.reviewer)] == [(2, case)]


def test_answers_sent_again_after_a_dropped_connection_count_once() -> None:
    (case,) = one_case()
    first, second = answers_given({GROUNDS: "no", FOUND: "no"})
    later = replace(first, client_id="save-later", value="yes", reason="", expected_version=1)
    save_answers(actor=case.reviewer, assignment=case, answers=[first])

    outcomes = save_answers(actor=case.reviewer, assignment=case, answers=[first, second, later])
    again = save_answers(actor=case.reviewer, assignment=case, answers=[first, second, later])

    assert [each.outcome for each in outcomes] == ["already-saved", "saved", "saved"]
    assert [each.outcome for each in again] == ["already-saved"] * 3
    assert values(case) == {GROUNDS: "yes", FOUND: "no"}
    assert (Answer.objects.count(), AnswerSave.objects.count()) == (2, 3)


def test_answer_changed_on_another_page_is_not_overwritten_and_the_others_are_saved() -> None:
    (case,) = one_case()
    answered(case, {GROUNDS: "yes"})
    stale, fresh = answers_given({GROUNDS: "no", FOUND: "yes"})

    outcomes = save_answers(actor=case.reviewer, assignment=case, answers=[stale, fresh])

    assert [(each.outcome, each.value, each.version) for each in outcomes] == [
        ("conflict", "yes", 1),
        ("saved", "yes", 1),
    ]
    assert values(case) == {GROUNDS: "yes", FOUND: "yes"}


def test_everything_that_the_instrument_does_not_have_is_told_at_once_and_nothing_is_saved() -> None:
    (case,) = one_case()

    with pytest.raises(InvalidValueError) as refusal:
        answered(case, {GROUNDS: "perhaps", "weather": "fine", FOUND: "yes"})

    assert refusal_messages(refusal) == [
        "'perhaps' is no answer to 'reasonable-grounds-recorded'. Choose one of: yes, no.",
        "'weather' is not asked of a record.",
    ]
    assert values(case) == {}


def test_answer_can_be_taken_back() -> None:
    (case,) = one_case()
    answered(case, {GROUNDS: "yes"})

    save_answers(
        actor=case.reviewer,
        assignment=case,
        answers=[replace(answers_given({GROUNDS: ""})[0], expected_version=1)],
    )

    assert values(case) == {GROUNDS: ""}
    assert case_sheet(case.reviewer, case).answered == 0


def test_only_the_reviewer_of_a_case_answers_it() -> None:
    (case,) = one_case()

    with pytest.raises(NotPermittedError) as refusal:
        save_answers(actor=inspector(), assignment=case, answers=answers_given({GROUNDS: "yes"}))

    assert refusal.value.message == "This case was given to another reviewer: only they answer it."


def test_case_is_finished_only_when_it_is_whole() -> None:
    (case,) = one_case()
    save_answers(
        actor=case.reviewer, assignment=case, answers=[replace(answers_given({GROUNDS: "no"})[0], reason=" ")]
    )

    with pytest.raises(InvalidValueError) as refusal:
        finished(case)

    assert refusal_messages(refusal) == [
        "The answer 'no' needs a reason; give it.",
        "The question applies to this case and has no answer; answer it.",
    ]
    assert Assignment.objects.get(pk=case.pk).finished_at is None


def test_finished_case_takes_no_more_answers_until_it_is_reopened() -> None:
    (case,) = one_case()
    done = finished(case, WHOLE)
    with pytest.raises(NotPermittedError) as refusal:
        answered(case, {FOUND: "yes"})

    opened = reopen_case(actor=case.reviewer, assignment=done, expected_version=done.version)

    assert refusal.value.message == "You have finished case 1. Reopen it to change an answer."
    assert opened.finished_at is None
    assert Review.objects.get().state == "reviewing"


def test_withdrawn_case_is_no_longer_answered() -> None:
    (case,) = one_case()
    withdraw_and_replace_case(
        actor=analyst(), case=case.case, expected_version=case.case.version, reason="Out of scope."
    )

    with pytest.raises(NotPermittedError) as refusal:
        answered(case, {FOUND: "yes"})

    assert refusal.value.message == "Case 1 was taken out of the sample, so it is no longer answered."


def test_second_marker_sees_nothing_of_the_first_until_both_have_finished() -> None:
    first, second = one_case(twice=True)
    answered(first, WHOLE)
    finished(first)

    seen_before = set(Answer.objects.visible_to(second.reviewer).values_list("assignment", flat=True))
    sheet = case_sheet(second.reviewer, first)
    finished(second, WHOLE)
    seen_after = set(Answer.objects.visible_to(second.reviewer).values_list("assignment", flat=True))

    assert (seen_before, seen_after) == (set(), {first.pk, second.pk})
    assert sheet.answered == 0


@pytest.mark.item("S-098")
def test_one_case_record_answers_all_six_stages_of_the_victims_way() -> None:
    (case,) = one_case(VICTIMS, {"outcome": "16", "investigated": "yes"})
    answered(case, {"risk-assessed": "yes", "victim-wish-recorded": "no"})

    sheet = case_sheet(case.reviewer, case)

    assert [part.part.title for part in sheet.parts] == [
        "Contact", "Response", "Crime recording", "Allocation", "Investigation", "Outcome",
    ]  # fmt: skip
    assert all(part.expectation for part in sheet.parts)
    assert {part.part.identifier: [each.answer.question for each in part.questions if each.answer]
            for part in sheet.parts if any(each.answer for each in part.questions)} == {
        "contact": ["risk-assessed"],
        "outcome": ["victim-wish-recorded"],
    }  # fmt: skip


def test_question_that_rests_on_another_is_asked_once_it_applies() -> None:
    (case,) = one_case(VICTIMS, {"outcome": "none", "investigated": "yes"})

    def asked() -> bool:
        questions = [each for part in case_sheet(case.reviewer, case).parts for each in part.questions]
        return next(each.asked for each in questions if each.question.identifier == "delay-told")

    before = asked()
    answered(case, {"attended-in-time": "no"})

    assert (before, asked()) == (False, True)


def test_fact_that_the_frame_lacks_is_recorded_and_needed() -> None:
    (case,) = one_case(VICTIMS, {"outcome": "15"})
    missing = [field.identifier for field in case_sheet(case.reviewer, case).missing_facts]

    record_case_facts(
        actor=case.reviewer,
        assignment=case,
        expected_version=case.case.version,
        facts={"investigated": "yes"},
    )

    assert missing == ["investigated"]
    assert case_sheet(case.reviewer, case).missing_facts == ()


def test_fact_that_the_frame_gives_is_not_changed_by_reviewers() -> None:
    (case,) = one_case(VICTIMS, {"outcome": "15"})

    with pytest.raises(InvalidValueError) as refusal:
        record_case_facts(
            actor=case.reviewer, assignment=case, expected_version=case.case.version, facts={"outcome": "18"}
        )

    assert refusal.value.message == "The frame gives outcome of this case; it is not changed here."


@pytest.mark.item("S-096")
def test_audit_record_without_its_rules_and_their_version_is_not_finished() -> None:
    (case,) = one_case(CRIMES)
    answered(case, {"crimes-recognised": "not-relevant"})

    with pytest.raises(InvalidValueError) as refusal:
        finished(case)
    done = finished(case, rules=RULES)

    assert len(refusal_messages(refusal)) == 1
    assert refusal_messages(refusal)[0].endswith("by which the case was audited.")
    assert done.rules == RULES


def test_crimes_of_an_incident_are_answered_one_by_one() -> None:
    (case,) = one_case(CRIMES)
    answered(case, {"crimes-recognised": "yes"})
    facts = {"category": "violent", "victim": "vulnerable-adult"}
    crime(case, facts, {"crime-recorded": "no", "vulnerability-recognised": "no"})
    crime(case, {"category": "other", "victim": "no-victim"}, {"crime-recorded": "yes"})

    with pytest.raises(InvalidValueError) as refusal:
        finished(case, rules=RULES)

    assert refusal_messages(refusal) == [
        f"Crime {number}: The question applies to this case and has no answer; answer it."
        for number in (1, 1, 2, 2)
    ]


def test_item_needs_the_facts_by_which_its_answers_are_told_apart() -> None:
    (case,) = one_case(CRIMES)
    answered(case, {"crimes-recognised": "yes"})
    crime(case, {"victim": "child"}, {"crime-recorded": "no"})

    with pytest.raises(InvalidValueError) as refusal:
        finished(case, rules=RULES)

    assert refusal_messages(refusal)[0] == (
        "Crime 1: Category of the crime is not recorded, and questions rest on it. Record it."
    )


@pytest.mark.item("S-092")
def test_cancelled_record_cannot_be_right_without_reason_information_and_approval() -> None:
    (case,) = one_case(CRIMES)
    answered(case, {"crimes-recognised": "not-relevant"})
    item = add_case_item(
        actor=case.reviewer, assignment=case, kind="cancelled record",
        facts={"category": "rape", "record": "cancelled"},
    )  # fmt: skip
    answers = {
        "cancellation-reasoned": "no",
        "cancellation-verified": "no",
        "registrar-approved": "no",
        "cancellation-right": "yes",
    }
    answered(case, answers, item)

    with pytest.raises(InvalidValueError) as refusal:
        finished(case, rules=RULES)

    told = refusal_messages(refusal)
    assert len(told) == 3
    assert [line.startswith("Cancelled record 1: It cannot be met while") for line in told] == [True] * 3


def test_item_added_by_one_marker_is_put_to_the_other_again() -> None:
    first, second = one_case(CRIMES, twice=True)
    finished(first, {"crimes-recognised": "not-relevant"}, RULES)

    add_case_item(actor=second.reviewer, assignment=second, kind="crime", facts={"category": "fraud"})

    assert Assignment.objects.get(pk=first.pk).finished_at is None


def test_item_is_changed_and_taken_away_by_who_answers_it() -> None:
    first, second = one_case(CRIMES, twice=True)
    item = crime(first, {"category": "fraud", "victim": "child"}, {"crime-recorded": "yes"})
    changed = update_case_item(
        actor=first.reviewer, assignment=first, item=item, expected_version=1, facts={"category": "other"}
    )

    with pytest.raises(RefusalError):
        remove_case_item(
            actor=second.reviewer, assignment=second, item=item, expected_version=changed.version
        )
    remove_case_item(actor=first.reviewer, assignment=first, item=item, expected_version=changed.version)

    assert (changed.facts, first.case.items.count(), first.answers.count()) == ({"category": "other"}, 0, 0)


def test_unknown_item_kind_and_facts_are_refused() -> None:
    (case,) = one_case(CRIMES)

    with pytest.raises(InvalidValueError):
        add_case_item(actor=case.reviewer, assignment=case, kind="weapon")
    with pytest.raises(InvalidValueError):
        add_case_item(actor=case.reviewer, assignment=case, kind="crime", facts={"category": "loud"})

    assert case.case.items.count() == 0


def test_evidence_of_a_linked_question_names_a_record_of_the_other_review() -> None:
    audit = loaded(planned(CRIMES, title="Audit"), [{"reference": "INC-1"}])
    drawn(audit, {"size": 1})
    review = planned(VICTIMS, audit.inspection)
    rows = [{"reference": "CASE-1", "outcome": "none", "investigated": "no"}]
    (case,) = given_out(drawn(loaded(review, rows), {"size": 1}), inspector())
    (given,) = answers_given({"crime-recorded": "yes"})
    wrong = replace(given, reference="INC-9")
    right = replace(given, reference="INC-1", expected_version=1, client_id="save-right")
    save_answers(actor=case.reviewer, assignment=case, answers=[wrong])
    with pytest.raises(InvalidValueError) as refusal:
        finish_case(actor=case.reviewer, assignment=case, expected_version=1)

    save_answers(actor=case.reviewer, assignment=case, answers=[right])
    with pytest.raises(InvalidValueError) as later:
        finish_case(actor=case.reviewer, assignment=case, expected_version=1)

    told = "'INC-9' is no record of crime-data-integrity-2021-22; name one that exists."
    assert (told in refusal_messages(refusal), told in refusal_messages(later)) == (True, False)


def test_log_names_the_case_by_its_number_alone() -> None:
    (case,) = one_case()
    finished(case, WHOLE)

    told = [f"{event.summary} {event.details}" for event in AuditEvent.objects.all()]

    assert [line for line in told if keys(1)[0] in line] == []
    assert (
        AuditEvent.objects.latest("sequence").summary
        == "Finished: case 1 of the review 'Grounds for searches'."
    )
