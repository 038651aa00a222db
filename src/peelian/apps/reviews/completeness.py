"""What keeps a case, or a whole review, from being complete: all of it at once, and no case by its key."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from peelian.apps.reviews.final_answers import (
    ReviewedUnit,
    asked_of,
    marks_of,
    reviewed_units,
    unit_key,
)
from peelian.apps.reviews.models import Assignment, CaseItem, Review, SampledCase
from peelian.catalogue import Instrument
from peelian.rules.answer_checks import answer_problems
from peelian.rules.scoring import ReviewedCase

Problem = dict[str, Any]


def marker_problems(assignment: Assignment) -> list[Problem]:
    """Everything that one marker has still to do for a case, by question."""
    case = assignment.case
    instrument = case.review.instrument
    records = linked_records(case.review)
    problems: list[Problem] = []
    for item in (None, *case.items.all()):
        reviewed = ReviewedCase(
            key=unit_key(case, item),
            answers=marks_of(assignment, item),
            facts=case.all_facts if item is None else {**case.all_facts, **item.facts},
            rules=assignment.rules,
            repeat="" if item is None else item.kind,
        )
        problems += _missing_facts(instrument, reviewed, item)
        problems += _answer_problems(instrument, reviewed, item, records)
    return problems


def review_problems(review: Review) -> list[Problem]:
    """Everything that keeps a review from being closed."""
    cases = list(
        review.cases.filter(withdrawn_on__isnull=True).prefetch_related("assignments").order_by("number")
    )
    problems = list(_of_the_sample(review, cases))
    records = linked_records(review)
    for unit in reviewed_units(review):
        problems += _of_a_unit(review.instrument, unit, records)
    return problems


def linked_records(review: Review) -> Mapping[str, Collection[str]]:
    """Keys of the cases of the inspection's other reviews, by instrument: the records that evidence may name."""
    found: dict[str, set[str]] = {}
    others = SampledCase.objects.filter(review__inspection=review.inspection_id, withdrawn_on__isnull=True)
    for instrument, key in others.exclude(review=review).values_list("review__instrument_identifier", "key"):
        found.setdefault(instrument, set()).add(key)
    return found


def needed_fields(instrument: Instrument, repeat: str) -> list[str]:
    """Case fields that have to be known of a case, or of an item of a kind.

    They are those on which it rests whether a question is asked; and of an item, which no frame tells of, also
    those by which its answers are told apart.
    """
    known = {field.identifier for field in instrument.fields}
    names: list[str | None] = []
    for question in asked_of(instrument, repeat):
        names += [question.relevance.field, *(question.domains if repeat else ())]
    return list(dict.fromkeys(name for name in names if name is not None and name in known))


def _missing_facts(
    instrument: Instrument, reviewed: ReviewedCase, item: CaseItem | None
) -> Iterator[Problem]:
    titles = {field.identifier: field.title for field in instrument.fields}
    for name in needed_fields(instrument, reviewed.repeat):
        if not reviewed.facts.get(name):
            yield _problem(
                name, item, f"{titles[name]} is not recorded, and questions rest on it. Record it."
            )


def _answer_problems(
    instrument: Instrument,
    reviewed: ReviewedCase,
    item: CaseItem | None,
    records: Mapping[str, Collection[str]],
) -> Iterator[Problem]:
    for found in answer_problems(instrument, reviewed, records):
        if found.question or item is None:
            yield _problem(found.question or "rules", item, found.message)


def _problem(field: str, item: CaseItem | None, message: str) -> Problem:
    said = message if item is None else f"{item}: {message}"
    return {"field": field, "value": "", "message": said, "item": str(item.pk) if item else ""}


def _of_the_sample(review: Review, cases: list[SampledCase]) -> Iterator[Problem]:
    for stratum in review.strata.filter(size__gt=0):
        if not any(case.stratum == stratum.stratum for case in cases):
            yield _problem(
                "strata", None, f"No case of the stratum '{stratum.stratum}' is left in the sample."
            )
    for case in cases:
        markers: dict[int, Assignment] = {each.marker: each for each in case.assignments.all()}
        for marker in Assignment.Marker:
            if marker == Assignment.Marker.SECOND and not case.double_marked:
                continue
            which = str(marker.label).lower()
            if marker not in markers:
                yield _problem("cases", None, f"Case {case.number} has no {which}. Give it to somebody.")
            elif not markers[marker].is_finished:
                yield _problem("cases", None, f"Case {case.number} is not finished by its {which}.")


def _of_a_unit(
    instrument: Instrument, unit: ReviewedUnit, records: Mapping[str, Collection[str]]
) -> Iterator[Problem]:
    """Open disagreements, and where the two markings put together do not hold."""
    if not unit.marks:
        return
    key = unit_key(unit.case, unit.item).capitalize()
    open_questions = {each.question.identifier for each in unit.open_disagreements}
    for name in sorted(open_questions):
        yield _problem(name, None, f"{key}: the two markers disagree on '{name}'. A third person settles it.")
    if len(unit.marks) == 1 or open_questions:
        return
    for found in _answer_problems(instrument, unit.reviewed, unit.item, records):
        yield _problem(found["field"], None, f"{key}: {found['message']}")
