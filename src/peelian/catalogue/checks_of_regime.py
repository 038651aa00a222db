"""Checks of forces, bodies, clocks, stages and breaks, each against the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Protocol

from peelian.catalogue.checks_of_frameworks import unknown_name
from peelian.catalogue.findings import CatalogueFinding
from peelian.catalogue.frameworks import spelling
from peelian.catalogue.gathering import Gathered
from peelian.catalogue.reading import Location, Origin
from peelian.catalogue.repeats import repeated_across, repeated_findings
from peelian.catalogue.values import Dated


class _Named(Protocol):
    @property
    def identifier(self) -> str: ...


def regime_findings(gathered: Gathered) -> Iterator[CatalogueFinding]:
    """Yield the faults of everything but the frameworks themselves."""
    yield from _file_names(gathered)
    yield from _forces(gathered)
    yield from _dated(gathered)
    yield from _comparability(gathered)
    yield from _vocabularies(gathered)
    for stage_set in gathered.monitoring:
        stages = [stage.identifier for stage in stage_set.value.stages]
        yield from repeated_findings(stage_set.origin, "stages", stages)
        for number, criteria in enumerate(stage_set.value.criteria):
            named = [trigger.identifier for trigger in criteria.triggers]
            for name in sorted({each for each in named if named.count(each) > 1}):
                message = f"'{name}' is used twice among the triggers; each name is used once."
                yield stage_set.origin.finding(("criteria", number, "triggers"), name, message)


def _file_names(gathered: Gathered) -> Iterator[CatalogueFinding]:
    """A file bears the identifier of what it holds, so that a reader finds it."""
    for group in (
        gathered.programmes,
        gathered.scales,
        gathered.frameworks,
        gathered.clocks,
        gathered.monitoring,
        gathered.instruments,
    ):
        named: list[tuple[_Named, Origin]] = [(found.value, found.origin) for found in group]
        yield from repeated_across([(value.identifier, origin) for value, origin in named], "identifier")
        for value, origin in named:
            stem = PurePosixPath(origin.file).stem
            if stem != value.identifier:
                message = f"The file is named '{stem}' but holds '{value.identifier}'; make them agree."
                yield origin.finding(("identifier",), value.identifier, message)


def _forces(gathered: Gathered) -> Iterator[CatalogueFinding]:
    slugs = [found.value.slug for found in gathered.forces]
    yield from repeated_across([(found.value.slug, found.origin) for found in gathered.forces], "slug")
    yield from _force_spellings(gathered)
    for name in gathered.former_names:
        yield from unknown_name(name.origin, ("slug",), "force", name.value.slug, slugs)
    for population in gathered.populations:
        yield from unknown_name(population.origin, ("force",), "force", population.value.force, slugs)
    estimates = [
        (f"{found.value.force} {found.value.reference}", found.origin) for found in gathered.populations
    ]
    yield from repeated_across(estimates, "force")
    yield from repeated_across([(str(found.value.day), found.origin) for found in gathered.holidays], "day")


def _force_spellings(gathered: Gathered) -> Iterator[CatalogueFinding]:
    """A name or code must lead to one force, or an import would guess."""
    owner: dict[str, str] = {}
    for found in gathered.forces:
        row = found.value
        former = [name.value.name for name in gathered.former_names if name.value.slug == row.slug]
        names = (row.code, row.name, row.name_cy, row.short_name, *row.listed_names(), *former)
        for name in dict.fromkeys(spelling(text) for text in names if text):
            first = owner.setdefault(name, row.slug)
            if first != row.slug:
                message = f"'{name}' names both '{first}' and '{row.slug}'; keep it for one of them."
                yield found.origin.finding(("name",), name, message)


def _dated(gathered: Gathered) -> Iterator[CatalogueFinding]:
    for body in gathered.bodies:
        yield from _dates_in_order(body.origin, "names", body.value.names)
    bodies = [(found.value.identifier, found.origin) for found in gathered.bodies]
    yield from repeated_across(bodies, "identifier")
    for clock in gathered.clocks:
        yield from _dates_in_order(clock.origin, "versions", clock.value.versions)
    for stage_set in gathered.monitoring:
        start, end = stage_set.value.valid_from, stage_set.value.valid_to
        yield from _ends_after_start(stage_set.origin, (), start, end)
        yield from _dates_in_order(stage_set.origin, "criteria", stage_set.value.criteria)


def _dates_in_order(origin: Origin, field: str, entries: Sequence[Dated]) -> Iterator[CatalogueFinding]:
    """Each dated entry ends after it starts, and the next begins on the day after."""
    previous: date | None = None
    for number, entry in enumerate(entries):
        yield from _ends_after_start(origin, (field, number), entry.valid_from, entry.valid_to)
        expected = previous + timedelta(days=1) if previous else None
        if number and entry.valid_from != expected:
            message = (
                f"This entry begins on {entry.valid_from or 'no day'}, but the one before ends on "
                f"{previous or 'no day'}; it must begin on the day after."
            )
            yield origin.finding((field, number, "valid_from"), entry.valid_from, message)
        previous = entry.valid_to


def _ends_after_start(
    origin: Origin, location: Location, start: date | None, end: date | None
) -> Iterator[CatalogueFinding]:
    if start is not None and end is not None and end < start:
        message = f"It ends on {end}, before it begins on {start}; correct one of the dates."
        yield origin.finding((*location, "valid_to"), end, message)


def _comparability(gathered: Gathered) -> Iterator[CatalogueFinding]:
    if gathered.comparability is None:
        return
    value, origin = gathered.comparability.value, gathered.comparability.origin
    yield from repeated_findings(origin, "families", [family.identifier for family in value.families])
    published = {found.value.identifier: found.value.published for found in gathered.frameworks}
    for number, gap in enumerate(value.breaks):
        for field, seen in (("earlier", gap.earlier), ("later", gap.later)):
            yield from unknown_name(origin, ("breaks", number, field), "framework", seen, published)
        known = gap.earlier in published and gap.later in published
        if known and published[gap.earlier] >= published[gap.later]:
            message = f"'{gap.earlier}' is not older than '{gap.later}'; change them round."
            yield origin.finding(("breaks", number), gap.earlier, message)


def _vocabularies(gathered: Gathered) -> Iterator[CatalogueFinding]:
    if gathered.vocabularies is None:
        return
    value, origin = gathered.vocabularies.value, gathered.vocabularies.origin
    yield from repeated_findings(origin, "evidence_kinds", [kind.identifier for kind in value.evidence_kinds])
    yield from repeated_findings(
        origin, "inspection_kinds", [kind.identifier for kind in value.inspection_kinds]
    )
    yield from repeated_findings(origin, "markings", [marking.identifier for marking in value.markings])
    yield from repeated_findings(origin, "public_groups", [group.identifier for group in value.public_groups])
    yield from repeated_findings(origin, "themes", [theme.identifier for theme in value.themes])
    yield from repeated_findings(origin, "abbreviations", [short.text for short in value.abbreviations])
