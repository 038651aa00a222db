"""Checks of the questions of one instrument, each against the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelian.catalogue.checks_of_frameworks import unknown_name
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.instruments import Instrument, Question
from peelian.catalogue.reading import Origin, Sourced
from peelian.catalogue.repeats import repeated_findings

_NEEDED = {
    "always": (),
    "judged": (),
    "answer": ("question", "answers"),
    "case": ("field", "values"),
}
"""What each rule of relevance needs to be given; anything else is refused."""


def question_findings(
    instrument: Sourced[Instrument], instruments: Collection[str]
) -> Iterator[CatalogueFinding]:
    """Yield the faults of every question of an instrument."""
    for number, question in enumerate(instrument.value.questions):
        origin = instrument.origin.within(("questions", number))
        yield from _names(instrument.value, question, origin, instruments)
        yield from _options(question, origin)
        yield from _measure(question, origin)
        yield from _relevance_shape(question, origin)
        yield from _followed_question(instrument.value, number, origin)
        yield from _followed_field(instrument.value, question, origin)


def _names(
    instrument: Instrument, question: Question, origin: Origin, instruments: Collection[str]
) -> Iterator[CatalogueFinding]:
    parts = [part.identifier for part in instrument.parts]
    questions = [found.identifier for found in instrument.questions]
    domains = [*(field.identifier for field in instrument.fields), *questions]
    choices = [option.identifier for option in question.choices]
    yield from unknown_name(origin, ("part",), "part", question.part, parts)
    if question.evidence_from is not None:
        yield from unknown_name(origin, ("evidence_from",), "instrument", question.evidence_from, instruments)
    for field, kind, seen, allowed in (
        ("reason_required_on", "answer", question.reason_required_on, choices),
        ("upheld_by", "question", question.upheld_by, questions),
        ("domains", "case field or question", question.domains, domains),
    ):
        for number, name in enumerate(seen):
            yield from unknown_name(origin, (field, number), kind, name, allowed)


def _options(question: Question, origin: Origin) -> Iterator[CatalogueFinding]:
    yield from repeated_findings(origin, "options", [option.identifier for option in question.options])
    if question.kind in ("yes-no", "text"):
        if question.options:
            message = f"A question of the kind '{question.kind}' takes no options; take them away."
            yield origin.finding(("options",), None, message)
        return
    if {option.meets for option in question.options} != {True, False}:
        message = "Give options that meet the standard and options that do not; say which by 'meets'."
        yield origin.finding(("options",), None, message)
    if question.kind == "score" and any(option.score is None for option in question.options):
        yield origin.finding(("options",), None, "Every option of a scored question needs its 'score'.")


def _measure(question: Question, origin: Origin) -> Iterator[CatalogueFinding]:
    if not question.is_scored:
        return
    if question.measure.count("{k} of {n} ") != 1 or question.measure.count("{") != 2:
        message = "The measure is the printed sentence; it holds '{k} of {n} ' once and no other braces."
        yield origin.finding(("measure",), question.measure, message)


def _relevance_shape(question: Question, origin: Origin) -> Iterator[CatalogueFinding]:
    relevance = question.relevance
    needed = _NEEDED[relevance.rule]
    for field in ("question", "answers", "field", "values"):
        given = bool(getattr(relevance, field))
        if given != (field in needed):
            remedy = "add it" if field in needed else "take it away"
            needs = " and ".join(needed) or "nothing more"
            message = f"The rule '{relevance.rule}' needs {needs}: '{field}', {remedy}."
            yield origin.finding(("relevance", field), None, message)


def _followed_question(instrument: Instrument, number: int, origin: Origin) -> Iterator[CatalogueFinding]:
    """A question may follow an earlier one, which itself follows none, so that no old answer lingers."""
    relevance = instrument.questions[number].relevance
    if relevance.question is None:
        return
    earlier = {
        found.identifier: found
        for found in instrument.questions[:number]
        if found.relevance.rule in ("always", "judged")
    }
    yield from unknown_name(
        origin,
        ("relevance", "question"),
        "earlier question that itself follows no other",
        relevance.question,
        earlier,
    )
    followed = earlier.get(relevance.question)
    choices = [option.identifier for option in followed.choices] if followed else []
    for place, answer in enumerate(relevance.answers if followed else ()):
        yield from unknown_name(origin, ("relevance", "answers", place), "answer", answer, choices)


def _followed_field(instrument: Instrument, question: Question, origin: Origin) -> Iterator[CatalogueFinding]:
    fields = {field.identifier: field.values for field in instrument.fields}
    relevance = question.relevance
    if relevance.field is None:
        return
    yield from unknown_name(origin, ("relevance", "field"), "case field", relevance.field, fields)
    allowed = fields.get(relevance.field, ())
    for place, value in enumerate(relevance.values if allowed else ()):
        yield from unknown_name(
            origin, ("relevance", "values", place), "value of the case field", value, allowed
        )
