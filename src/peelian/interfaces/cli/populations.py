"""`peelian import populations`: the population of each force's area, built from the publisher's own files."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peelian.interfaces.cli.answers import json_option, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path
from peelian.interfaces.cli.statistical import aligned, statistics_refuse

if TYPE_CHECKING:
    from peelian.catalogue import Catalogue
    from peelian.records.published.populations import Populations

file_type = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("populations")
@click.argument("workbook", type=file_type)
@click.argument("lookup", type=file_type, required=False)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows as CSV in the form of the catalogue's populations.csv.",
)
@json_option
@click.pass_context
@statistics_refuse
def populations(
    context: click.Context, workbook: Path, lookup: Path | None, out: Path | None, as_json: bool
) -> None:
    """Sum mid-year populations of districts to police force areas, and compare them with the catalogue.

    WORKBOOK is the raw workbook of the Office for National Statistics, LOOKUP a CSV file that leads districts
    to police force areas; where none is named, the catalogue's list of districts is used. Every district that
    does not map is named. Exit status 1 where a fault was found.

    Example: peelian import populations ukpopestimatesmid2020on2021geography.xls LAD16_CSP16_PFA16_lookup.csv
    """
    from peelian.catalogue import load_catalogue
    from peelian.records.published.populations import build_populations

    catalogue = load_catalogue(catalogue_path())
    built = build_populations(workbook, lookup, catalogue)
    if out is not None:
        from peelian.interfaces.cli.formats import write_whole

        write_whole(out, _catalogue_rows(built).encode())
    if as_json:
        write_json({**built.to_json(), "differences": _differences(built, catalogue)})
    else:
        _print(built, catalogue)
    context.exit(1 if built.faults else 0)


def _print(built: Populations, catalogue: Catalogue) -> None:
    rows = [("Force", "Districts", "Residents")]
    rows += [(row.name, str(row.districts), f"{row.value:,}") for row in built.rows]
    rows.append(("Total", str(sum(row.districts for row in built.rows)), f"{built.total:,}"))
    for line in aligned(rows):
        click.echo(line)
    for finding in built.findings:
        place = f", row {finding.row}" if finding.row else ""
        say(f"{finding.file}{place}: {finding.sentence}")
    for line in _differences(built, catalogue):
        say(line)


def _differences(built: Populations, catalogue: Catalogue) -> list[str]:
    """Say where the catalogue holds another number at the same reference, or none."""
    held = {row.force: row.value for row in catalogue.populations if row.reference == built.reference}
    told = [
        f"{row.name}: {row.value:,} here, and {held[row.force]:,} in the catalogue."
        for row in built.rows
        if row.force in held and held[row.force] != row.value
    ]
    missing = [row.name for row in built.rows if row.force not in held]
    return told + ([f"Not in the catalogue at {built.reference}: {', '.join(missing)}."] if missing else [])


def _catalogue_rows(built: Populations) -> str:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["force", "reference", "value", "source", "reference_date"])
    source = f"{built.source}: districts summed to police force areas"
    year = built.reference.removeprefix("mid-")
    for row in built.rows:
        writer.writerow([row.force, built.reference, row.value, source, f"{year}-06-30"])
    return file.getvalue()
