"""Reviews of made-up cases for tests, run through the services from the frame to the closed record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Role
from peelian.apps.reviews.models import Assignment, CaseItem, Review, ReviewRecord, SampledCase
from peelian.apps.reviews.services import (
    AnswerGiven,
    AnswerSaved,
    add_case_item,
    assign_cases,
    close_review,
    draw_review_sample,
    finish_case,
    load_frame,
    plan_review,
    plan_sample,
    save_answers,
)
from peelian.catalogue import NO, NOT_RELEVANT, YES
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.periods import Period
from tests.apps.world import make_inspection, make_inspectorate, make_person

SEARCHES = "stop-and-search-grounds-2021"
VICTIMS = "victim-service-assessment-2021-22"
CRIMES = "crime-data-integrity-2021-22"
YEAR = Period.calendar_year(2021)
RULES = "Home Office counting rules, April 2021"
SEED = "2021-seed"
_saves = count(1)

Row = Mapping[str, str]
Answers = Mapping[str, str]


def analyst() -> User:
    return make_person(make_inspectorate(), Role.ANALYST)


def inspector(name: str = "") -> User:
    return make_person(make_inspectorate(), Role.INSPECTOR, name=name)


def csv_of(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def keys(number: int, prefix: str = "REC") -> list[str]:
    return [f"{prefix}-{at:05d}" for at in range(1, number + 1)]


def planned(instrument: str = SEARCHES, inspection: Inspection | None = None, **fields: Any) -> Review:
    values: dict[str, Any] = {
        "actor": analyst(),
        "inspection": inspection or make_inspection(),
        "instrument": instrument,
        "title": "Grounds for searches",
        "period": YEAR,
        "double_marking_percent": 0,
        **fields,
    }
    return plan_review(**values)


def loaded(review: Review, rows: Sequence[Row], columns: FrameColumns | None = None) -> Review:
    return load_frame(
        actor=analyst(),
        review=review,
        expected_version=review.version,
        name="frame.csv",
        content=ContentFile(csv_of(rows)),
        columns=columns or FrameColumns("reference"),
    )


def drawn(review: Review, plan: Mapping[str, Any], seed: str = SEED) -> Review:
    planned_now = plan_sample(actor=analyst(), review=review, expected_version=review.version, plan=plan)
    return draw_review_sample(
        actor=analyst(), review=planned_now, expected_version=planned_now.version, seed=seed
    )


def given_out(review: Review, *reviewers: User) -> list[Assignment]:
    current = Review.objects.get(pk=review.pk)
    return assign_cases(
        actor=analyst(), review=current, expected_version=current.version, reviewers=reviewers
    )


def answers_given(answers: Answers, item: CaseItem | None = None) -> list[AnswerGiven]:
    """First answers to questions; a "no" comes with a reason, and everything names its evidence."""
    return [
        AnswerGiven(
            client_id=f"save-{next(_saves)}",
            question=question,
            value=value,
            expected_version=0,
            reason="Nothing is written down." if value == NO else "",
            reference="Entry 3 of the log",
            item=None if item is None else item.pk,
        )
        for question, value in answers.items()
    ]


def answered(
    assignment: Assignment, answers: Answers, item: CaseItem | None = None
) -> tuple[AnswerSaved, ...]:
    return save_answers(
        actor=assignment.reviewer, assignment=assignment, answers=answers_given(answers, item)
    )


def finished(assignment: Assignment, answers: Answers | None = None, rules: str = "") -> Assignment:
    if answers:
        answered(assignment, answers)
    current = Assignment.objects.get(pk=assignment.pk)
    return finish_case(
        actor=assignment.reviewer, assignment=current, expected_version=current.version, rules=rules
    )


def crime(assignment: Assignment, facts: Mapping[str, str], answers: Answers) -> CaseItem:
    """A crime of an incident with its answers."""
    item = add_case_item(actor=assignment.reviewer, assignment=assignment, kind="crime", facts=facts)
    answered(assignment, answers, item)
    return item


def closed(review: Review) -> ReviewRecord:
    current = Review.objects.get(pk=review.pk)
    return close_review(actor=analyst(), review=current, expected_version=current.version)


def reviewed(
    rows: Sequence[Row],
    sample: int,
    answer: Mapping[str, Sequence[str]],
    instrument: str = SEARCHES,
    columns: FrameColumns | None = None,
    **fields: Any,
) -> Review:
    """A review that is drawn and answered; `answer` holds the answers of the cases in order, by question."""
    review = drawn(loaded(planned(instrument, **fields), rows, columns), {"size": sample})
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        finished(assignment, {question: values[at] for question, values in answer.items()})
    return Review.objects.get(pk=review.pk)


def in_order(assignments: Iterable[Assignment]) -> list[Assignment]:
    return sorted(assignments, key=lambda each: each.case.number)


def yes_then_no(yes: int, no: int, apart: int = 0) -> list[str]:
    return [YES] * yes + [NO] * no + [NOT_RELEVANT] * apart


def cases_of(review: Review) -> list[SampledCase]:
    return list(review.cases.filter(withdrawn_on__isnull=True))


def refusal_fields(refusal: Any) -> list[str]:
    return [each["field"] for each in refusal.value.details["findings"]]


def refusal_messages(refusal: Any) -> list[str]:
    return [each["message"] for each in refusal.value.details["findings"]]
