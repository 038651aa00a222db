"""Checks of instruments that need more than one field to see."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelian.catalogue.checks_of_frameworks import unknown_name
from peelian.catalogue.checks_of_questions import question_findings
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.frameworks import Framework
from peelian.catalogue.gathering import Gathered
from peelian.catalogue.instruments import Instrument
from peelian.catalogue.reading import Location, Origin, Sourced
from peelian.catalogue.repeats import repeated_across, repeated_findings


def instrument_findings(gathered: Gathered) -> Iterator[CatalogueFinding]:
    """Yield the faults of every instrument, and outcome codes that stand twice."""
    yield from repeated_across([(found.value.code, found.origin) for found in gathered.outcomes], "code")
    frameworks = {found.value.identifier: found.value for found in gathered.frameworks}
    instruments = [found.value.identifier for found in gathered.instruments]
    for instrument in gathered.instruments:
        yield from _repeats(instrument)
        yield from _framework(instrument, frameworks)
        yield from _parts(instrument, frameworks)
        yield from _sets(instrument)
        yield from question_findings(instrument, instruments)


def _repeats(instrument: Sourced[Instrument]) -> Iterator[CatalogueFinding]:
    value = instrument.value
    lists = {
        "fields": [found.identifier for found in value.fields],
        "parts": [found.identifier for found in value.parts],
        "questions": [found.identifier for found in value.questions],
        "sets": [found.identifier for found in value.sets],
        "overall": [found.identifier for found in value.overall],
    }
    for field, names in lists.items():
        yield from repeated_findings(instrument.origin, field, names)
    if value.valid_to is not None and value.valid_to < value.valid_from:
        message = (
            f"It ends on {value.valid_to}, before it begins on {value.valid_from}; correct one of the dates."
        )
        yield instrument.origin.finding(("valid_to",), value.valid_to, message)


def _framework(
    instrument: Sourced[Instrument], frameworks: dict[str, Framework]
) -> Iterator[CatalogueFinding]:
    value, origin = instrument.value, instrument.origin
    if value.framework is not None:
        yield from unknown_name(origin, ("framework",), "framework", value.framework, frameworks)
    if value.framework_component is None:
        return
    framework = frameworks.get(value.framework or "")
    components = [part.identifier for part in framework.components] if framework else []
    place: Location = ("framework_component",)
    yield from unknown_name(
        origin, place, "component of the framework", value.framework_component, components
    )


def _parts(instrument: Sourced[Instrument], frameworks: dict[str, Framework]) -> Iterator[CatalogueFinding]:
    framework = frameworks.get(instrument.value.framework or "")
    stages = [stage.identifier for stage in framework.stages] if framework else []
    for number, part in enumerate(instrument.value.parts):
        origin = instrument.origin.within(("parts", number))
        if part.stage is not None:
            yield from unknown_name(origin, ("stage",), "stage of the framework", part.stage, stages)
        if bool(part.stage) == bool(part.expectation):
            message = "A part has either a stage, whose expectation it takes, or an expectation of its own."
            yield origin.finding((), part.identifier, message)
        if not instrument.value.questions_of(part.identifier):
            yield origin.finding((), part.identifier, "No question belongs to this part; add one.")


def _sets(instrument: Sourced[Instrument]) -> Iterator[CatalogueFinding]:
    fields = {field.identifier: field.values for field in instrument.value.fields}
    for number, case_set in enumerate(instrument.value.sets):
        origin = instrument.origin.within(("sets", number))
        yield from unknown_name(origin, ("field",), "case field", case_set.field, fields)
        allowed = fields.get(case_set.field, ())
        yield from unknown_values(origin, "values", case_set.values, allowed)
        yield from unknown_values(origin, "without", case_set.without, allowed)


def unknown_values(
    origin: Origin, field: str, seen: Collection[str], allowed: Collection[str]
) -> Iterator[CatalogueFinding]:
    """Yield a finding for each value that a case field with fixed values cannot have."""
    for number, value in enumerate(seen):
        if allowed:
            yield from unknown_name(origin, (field, number), "value of the case field", value, allowed)
