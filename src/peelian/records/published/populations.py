"""Build the population of each force's area from the populations of districts and a lookup of districts to areas."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peelian.catalogue import Catalogue, Force
from peelian.catalogue.districts import DistrictChange, Districts
from peelian.records.published.cells import words
from peelian.records.published.read import read_published
from peelian.records.published.sheets import read_sheets
from peelian.records.published.values import PublishedFinding, PublishedValue, Reading
from peelian.stats.errors import StatsError

POPULATIONS = "mid-year-populations"
DISTRICT_CODE = re.compile(r"LAD\d\dCD")
FORCE_CODE = re.compile(r"PFA\d\dCD")


@dataclass(frozen=True)
class ForcePopulation:
    """The residents of a force's area: the sum of its districts."""

    force: str
    name: str
    value: int
    districts: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"force": self.force, "name": self.name, "value": self.value, "districts": self.districts}


@dataclass(frozen=True)
class Populations:
    """The populations of all forces at one reference, with what was found on the way."""

    reference: str
    source: str
    rows: tuple[ForcePopulation, ...]
    findings: tuple[PublishedFinding, ...]

    @property
    def total(self) -> int:
        """The residents of all forces together."""
        return sum(row.value for row in self.rows)

    @property
    def faults(self) -> tuple[PublishedFinding, ...]:
        """The findings for which the result is not to be used as it is."""
        return tuple(finding for finding in self.findings if finding.weight == "fault")

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "reference": self.reference,
            "source": self.source,
            "forces": [row.to_json() for row in self.rows],
            "total": self.total,
            "findings": [finding.to_json() for finding in self.findings],
        }


def build_populations(workbook: Path, lookup: Path | None, catalogue: Catalogue) -> Populations:
    """Sum the districts of the workbook to the forces of the lookup.

    A district that is newer than the lookup is counted where all the districts that it replaced lie, and
    said so; one that leads to no force is a fault and is counted nowhere.

    Parameters
    ----------
    workbook
        The raw workbook of mid-year estimates as the statistics office publishes it.
    lookup
        A CSV file with the code of each district and of its police force area; the catalogue's own list of
        districts where none is named.

    Raises
    ------
    StatsError
        ``file-not-found``, ``file-kind``, ``file-unreadable`` or ``format-unknown``.
    """
    districts = catalogue.districts
    published = read_published(workbook, catalogue)
    if districts is None or published.format.identifier != POPULATIONS:
        raise StatsError(
            "format-unknown",
            f"{workbook.name} was read as '{published.format.title}', and mid-year populations of districts are "
            "needed. Name the workbook of the statistics office.",
            {"file": str(workbook)},
        )
    reading = Reading(workbook.name, findings=list(published.findings))
    forces = _forces_by_district(lookup, catalogue, reading) if lookup else _forces_of_catalogue(catalogue)
    mapping = _Mapping(forces, districts, reading)
    counted = [
        (force, value)
        for value in published.values
        if districts.is_district(value.area)
        for force in [mapping.force_of(value)]
        if force is not None
    ]
    _check_against_lookup(mapping, published.values, lookup.name if lookup else "the catalogue")
    rows = tuple(_summed(counted))
    _check_total(rows, published.values, districts, reading)
    return Populations(
        reference=published.values[0].period if published.values else "",
        source=published.format.source,
        rows=rows,
        findings=tuple(reading.findings),
    )


@dataclass(frozen=True)
class _Mapping:
    """Leads a district to its force, by the lookup or by the districts that it replaced."""

    forces: Mapping[str, Force]
    districts: Districts
    reading: Reading

    def force_of(self, value: PublishedValue) -> Force | None:
        """Return the force of a district, noting one that is newer than the lookup or leads nowhere."""
        if value.value is None:
            self._fault(value, f"has no population ({value.missing}); it is counted nowhere.")
            return None
        if force := self.forces.get(value.area):
            return force
        if change := self.districts.change(value.area):
            return self._by_predecessors(value, change)
        self._fault(
            value,
            "is neither in the lookup nor among the known changes of districts; it is counted nowhere. Use a "
            "lookup of the same year, or add the change to the catalogue.",
        )
        return None

    def _by_predecessors(self, value: PublishedValue, change: DistrictChange) -> Force | None:
        forces = {force.slug: force for code in change.replaces if (force := self.forces.get(code))}
        if len(forces) != 1:
            found = ", ".join(force.name for force in forces.values()) or "no force"
            self._fault(value, f"replaced districts that lead to {found}; it is counted nowhere.")
            return None
        force = next(iter(forces.values()))
        sentence = (
            f"{_district(value)} is not in the lookup. It was formed on {change.formed_on} from "
            f"{', '.join(change.replaces)}, which all lie in the area of {force.name}; it is counted there."
        )
        self.reading.note("district-newer-than-lookup", sentence, **_place(value))
        return force

    def _fault(self, value: PublishedValue, what: str) -> None:
        sentence = f"{_district(value)} {what}"
        self.reading.note("district-unmapped", sentence, weight="fault", **_place(value))


def _forces_of_catalogue(catalogue: Catalogue) -> dict[str, Force]:
    return {district.code: catalogue.forces[district.force] for district in catalogue.district_forces}


def _forces_by_district(lookup: Path, catalogue: Catalogue, reading: Reading) -> dict[str, Force]:
    """Read the lookup; a district in two areas, or in an area that is no force, is a fault."""
    rows = read_sheets(lookup)[0].rows
    header = [words(cell) for cell in rows[0]] if rows else []
    district = _column(header, DISTRICT_CODE, "LAD16CD", lookup)
    area = _column(header, FORCE_CODE, "PFA16CD", lookup)
    found: dict[str, Force] = {}
    for number, cells in enumerate(rows[1:], start=2):
        if len(cells) <= max(district, area):
            continue
        name = catalogue.recognise_force(words(cells[area]))
        code = words(cells[district])
        if name.force is None:
            reading.note("unknown-force", name.sentence(), row=number, value=name.text, weight="fault")
        elif found.setdefault(code, name.force) != name.force:
            sentence = f"The district {code} lies in two areas of the lookup; the first, {found[code].name}, is used."
            reading.note("district-twice", sentence, row=number, value=code, weight="fault")
    return found


def _column(header: Sequence[str], pattern: re.Pattern[str], example: str, lookup: Path) -> int:
    for number, name in enumerate(header):
        if pattern.fullmatch(name):
            return number
    raise StatsError(
        "format-unknown",
        f"{lookup.name} has no column such as {example}. Its columns: "
        f"{', '.join(header) or 'none'}. Name the lookup of districts to police force areas.",
        {"file": str(lookup)},
    )


def _check_against_lookup(mapping: _Mapping, values: Sequence[PublishedValue], lookup: str) -> None:
    """A district of the lookup that nobody lives in any more must have been replaced."""
    held = {value.area for value in values} | mapping.districts.replaced
    for code in sorted(set(mapping.forces) - held):
        sentence = (
            f"The district {code} of {lookup} has no population in the workbook and no known successor."
        )
        mapping.reading.note("district-without-population", sentence, value=code, weight="fault")


def _check_total(
    rows: Sequence[ForcePopulation], values: Sequence[PublishedValue], districts: Districts, reading: Reading
) -> None:
    summed = sum(row.value for row in rows)
    for value in values:
        if value.area == districts.total_code and value.value != summed:
            sentence = (
                f"The forces add up to {summed:,}, and {value.value:,} is printed for the whole. The districts "
                "counted nowhere explain the difference, or one is counted twice."
            )
            reading.note("total-differs", sentence, weight="fault", **_place(value))


def _summed(counted: Sequence[tuple[Force, PublishedValue]]) -> Iterator[ForcePopulation]:
    """Yield a row a force, in the order of their names."""
    residents, districts = Counter[str](), Counter[str]()
    for force, value in counted:
        residents[force.slug] += int(value.value or 0)
        districts[force.slug] += 1
    names = {force.slug: force.name for force, _ in counted}
    for slug in sorted(names):
        yield ForcePopulation(slug, names[slug], residents[slug], districts[slug])


def _district(value: PublishedValue) -> str:
    return f"The district {dict(value.breakdown).get('Name', '')} ({value.area})"


def _place(value: PublishedValue) -> dict[str, Any]:
    return {"sheet": value.sheet, "row": value.row, "value": value.area}
