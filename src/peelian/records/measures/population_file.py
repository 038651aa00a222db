"""Residents by force, and by group where groups are compared, from a small CSV file."""

from __future__ import annotations

from pathlib import Path

from peelian.catalogue.catalogue import Catalogue
from peelian.records.duck import column_types, open_engine
from peelian.records.small_tables import read_small_table
from peelian.stats.findings import Finding, Findings

NEEDED = ("force", "population")
GROUP = "group"


def read_populations(path: Path, catalogue: Catalogue) -> dict[tuple[str, ...], int]:
    """Return the residents that a file names, under the force or under the force and the group.

    Raises
    ------
    StatsError
        ``table-invalid`` with every row whose force is unknown or whose number is no whole number
        above 0, and what reading a small table raises.
    """
    with open_engine() as engine:
        there = column_types(engine, path)
    columns = [*NEEDED, *([GROUP] if GROUP in there else [])]
    table = read_small_table(path, columns)
    (forces,) = table.names("force")
    groups = table.columns.get(GROUP, [None] * table.rows)
    (numbers,) = table.full_numbers("population")
    findings = Findings()
    read: dict[tuple[str, ...], int] = {}
    for row, (name, group, number) in enumerate(zip(forces, groups, numbers, strict=True), start=1):
        force = catalogue.find_force(name)
        if force is None:
            findings.add([Finding(f"'{name}' is no force of the catalogue.", "force", row, name)])
        elif number <= 0 or number != int(number):
            findings.add([Finding(f"{number:g} is no whole number above 0.", "population", row, str(number))])
        else:
            read[(force.slug, *([group] if group else []))] = int(number)
    findings.refuse_any("table-invalid", f"{path.name} cannot be used")
    return read
