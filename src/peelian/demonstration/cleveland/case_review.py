"""A review of invented case files: drawn and given out, half of it answered, so that a newcomer can go on with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile

from peelian.apps.inspections.models import Inspection
from peelian.apps.reviews.models import Assignment, Review
from peelian.apps.reviews.services import (
    AnswerGiven,
    assign_cases,
    draw_review_sample,
    finish_case,
    load_frame,
    plan_review,
    plan_sample,
    save_answers,
)
from peelian.catalogue import NOT_RELEVANT, Question
from peelian.demonstration.cleveland.script import inspection, lead
from peelian.demonstration.material import CONTENT, read_yaml
from peelian.demonstration.people import person
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.periods import period_from_json
from peelian.rules.scoring import Answer, relevant

SCRIPT = "cleveland-case-review"


def load_case_review() -> Iterator[object]:
    """Draw a sample of invented cases, give it to two reviewers, and answer what one of them was given.

    A review is planned before its inspection is published: where that has happened already, nothing is loaded.
    """
    if inspection().state == Inspection.State.PUBLISHED:
        return
    content = read_yaml(SCRIPT)
    review = _drawn(content)
    yield review
    reviewers = [person(email) for email in content["reviewers"]]
    given = assign_cases(actor=lead(), review=review, expected_version=review.version, reviewers=reviewers)
    for assignment in given:
        if assignment.reviewer.email == content["answered_by"]:
            yield _finished(assignment, content)


def _drawn(content: dict[str, Any]) -> Review:
    review = plan_review(
        actor=lead(),
        inspection=inspection(),
        instrument=content["instrument"],
        title=content["title"],
        period=period_from_json(content["period"]),
        small_base=content["small_base"],
        double_marking_percent=content["double_marking_percent"],
    )
    name = f"{content['cases']}.csv"
    review = load_frame(
        actor=lead(),
        review=review,
        expected_version=review.version,
        name=name,
        content=ContentFile((CONTENT / name).read_bytes()),
        columns=FrameColumns(content["key"], stratum=content["stratum"]),
    )
    review = plan_sample(
        actor=lead(), review=review, expected_version=review.version, plan={"sizes": content["sizes"]}
    )
    return draw_review_sample(
        actor=lead(), review=review, expected_version=review.version, seed=content["seed"]
    )


def _finished(assignment: Assignment, content: dict[str, Any]) -> Assignment:
    """Answer every question that applies to the case, and finish it."""
    answers = list(_answers(assignment, content))
    save_answers(actor=assignment.reviewer, assignment=assignment, answers=answers)
    return finish_case(actor=assignment.reviewer, assignment=assignment, expected_version=assignment.version)


def _answers(assignment: Assignment, content: dict[str, Any]) -> Iterator[AnswerGiven]:
    case = assignment.case
    given: dict[str, Answer] = {}
    for question in case.review.instrument.scored_questions:
        if not relevant(question, given, case.all_facts):
            continue
        value = _value(question, case.number, content)
        reason = content["reason"] if value in question.reason_required_on else ""
        reference = content["reference"] if question.evidence_reference and value != NOT_RELEVANT else ""
        given[question.identifier] = Answer(value, reason, reference)
        yield AnswerGiven(
            client_id=f"demonstration-{question.identifier}"[:64],
            question=question.identifier,
            value=value,
            expected_version=0,
            reason=reason,
            reference=reference,
        )


def _value(question: Question, number: int, content: dict[str, Any]) -> str:
    """An invented answer: mostly one that meets the standard."""
    if question.identifier in content["apart"] and number % 2:
        return NOT_RELEVANT
    falls_short = question.identifier in content["falls_short"] and number % 3 == 0
    options = [each for each in question.choices if each.identifier != NOT_RELEVANT]
    return next(each.identifier for each in options if each.meets != falls_short)
