"""Find everything that keeps the review of a case from being complete, all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from peelian.catalogue import Instrument, Question
from peelian.rules.scoring import ReviewedCase, relevant, state_of


@dataclass(frozen=True)
class AnswerProblem:
    """One thing to put right: the case, the question (empty for the case itself), a sentence."""

    case: str
    question: str
    message: str


def answer_problems(
    instrument: Instrument, case: ReviewedCase, records: Mapping[str, Collection[str]] | None = None
) -> tuple[AnswerProblem, ...]:
    """Return what is missing in one reviewed case or contradicts itself.

    Parameters
    ----------
    instrument
        The question set; only the parts that are answered for a case of this kind are asked.
    case
        With its answers so far.
    records
        By instrument, the keys of the records that evidence may name. Without it the
        references are not followed.
    """
    asked = [
        found for found in instrument.questions if instrument.part(found.part).repeats_for == case.repeat
    ]
    found = list(_of_the_case(instrument, case, asked))
    for question in asked:
        found += _of_one_question(instrument, question, case, records or {})
    return tuple(found)


def _of_the_case(
    instrument: Instrument, case: ReviewedCase, asked: Sequence[Question]
) -> Iterator[AnswerProblem]:
    if instrument.record_standard and not case.rules.strip():
        message = f"Name the version of the {instrument.record_standard} by which the case was audited."
        yield AnswerProblem(case.key, "", message)
    known = [question.identifier for question in asked]
    for name in case.answers:
        if name not in known:
            message = (
                f"{instrument.title} does not ask this of {case.repeat or instrument.unit}s; take it away."
            )
            yield AnswerProblem(case.key, name, message)


def _of_one_question(
    instrument: Instrument,
    question: Question,
    case: ReviewedCase,
    records: Mapping[str, Collection[str]],
) -> Iterator[AnswerProblem]:
    messages: list[str] = []
    answer = case.answers.get(question.identifier)
    if not relevant(question, case.answers, case.facts) or not question.is_scored:
        return
    if answer is None or not answer.value:
        messages.append("The question applies to this case and has no answer; answer it.")
    elif answer.value not in [option.identifier for option in question.choices]:
        allowed = ", ".join(option.identifier for option in question.choices)
        messages.append(f"'{answer.value}' is no answer to it. Choose one of: {allowed}.")
    else:
        if answer.value in question.reason_required_on and not answer.reason.strip():
            messages.append(f"The answer '{answer.value}' needs a reason; give it.")
        messages += _of_the_evidence(question, answer.reference.strip(), records)
        if answer.value in question.answers_that_meet:
            messages += _not_upheld(instrument, question, case)
    for message in messages:
        yield AnswerProblem(case.key, question.identifier, message)


def _of_the_evidence(
    question: Question, reference: str, records: Mapping[str, Collection[str]]
) -> Iterator[str]:
    if question.evidence_reference and not reference:
        yield "The answer must name its evidence; give the reference."
    linked = question.evidence_from
    if reference and linked is not None and linked in records and reference not in records[linked]:
        yield f"'{reference}' is no record of {linked}; name one that exists."


def _not_upheld(instrument: Instrument, question: Question, case: ReviewedCase) -> Iterator[str]:
    """An answer cannot meet the standard while what it rests on is missing."""
    for name in question.upheld_by:
        needed = instrument.question(name)
        if state_of(needed, case) in ("short", "unanswered"):
            yield f"It cannot be met while '{name}' is not; that question asks: {needed.text}"
