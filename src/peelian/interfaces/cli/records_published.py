"""`peelian records published`: figures from public files, read as they stand and checked against themselves."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import json_option, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path
from peelian.interfaces.cli.statistical import statistics_refuse

if TYPE_CHECKING:
    from peelian.records.published.recompute import Recomputation
    from peelian.records.published.values import PublishedFile, PublishedFinding

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A text of the file that begins so could run in a spreadsheet, and is written with an apostrophe before it."""
NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")

SHOWN = 5
"""Findings of one rule that are printed; the JSON answer and the CSV file hold all."""


@click.command("published")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for values.csv, recomputed.csv and findings.csv.",
)
@click.option(
    "--release", metavar="MEASURE",
    help="Print one measure as CSV, a row a force, as a release of values takes it; nothing else.",
)  # fmt: skip
@click.option("--period", help="The period of the release, as the file tells it, such as 2014/15.")
@click.option(
    "--where", "where", multiple=True, metavar="NAME=WORDS", help="A group of the release; again for more."
)
@json_option
@click.pass_context
@statistics_refuse
def command(
    context: click.Context,
    path: Path,
    out: Path | None,
    release: str | None,
    period: str | None,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Read a public file of figures by area: workforce, stop and search rates, breath tests, populations, spending.

    The file is recognised by its header or its titles. Totals and regions are kept apart from forces, printed
    ratios are worked out again, and printed sums are added again. Exit status 1 where a fault was found.

    Example: peelian records published stop-and-search-to-2014-15.csv --out checked

    Example: peelian records published breath_test_data.csv --release breath-tests --period 2016-12
    """
    from peelian.catalogue import load_catalogue
    from peelian.records.published.read import read_published
    from peelian.records.published.recompute import recompute, recomputed_findings

    file = read_published(path, load_catalogue(catalogue_path()))
    if release:
        from peelian.records.published.release import release_rows

        click.echo(_table(release_rows(file, release, period, _groups(where))), nl=False)
        return
    results = recompute(file)
    findings = [*file.findings, *recomputed_findings(file, results)]
    if out is not None:
        _write(out, file, results, findings)
    if as_json:
        write_json(_answer(file, results, findings))
    else:
        _print(file, results, findings)
    context.exit(1 if any(finding.weight == "fault" for finding in findings) else 0)


def _groups(pairs: tuple[str, ...]) -> dict[str, str]:
    """Read ``NAME=WORDS`` options; the words begin after the first sign."""
    found: dict[str, str] = {}
    for pair in pairs:
        name, sign, words = pair.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(
                f"{pair!r} is not NAME=WORDS, as in 'Ethnicity=All'.", param_hint="--where"
            )
        found[name.strip()] = words.strip()
    return found


def _answer(
    file: PublishedFile, results: Iterable[Recomputation], findings: Iterable[PublishedFinding]
) -> dict[str, Any]:
    return {
        "file": file.file,
        "format": file.format.identifier,
        "values_of_forces": len(file.of_forces),
        "values_kept_apart": len(file.apart),
        "recomputed": [
            {
                "measure": result.measure,
                "equal": len(result.equal),
                "different": [row.to_json() for row in result.different],
                "not_compared": [row.to_json() for row in result.not_compared],
            }
            for result in results
        ],
        "findings": [finding.to_json() for finding in findings],
    }


def _print(file: PublishedFile, results: Iterable[Recomputation], findings: list[PublishedFinding]) -> None:
    click.echo(f"{file.file}: {file.format.title}. Source: {file.format.source}.")
    forces = len({value.force for value in file.of_forces})
    noun = "force" if forces == 1 else "forces"
    click.echo(
        f"{len(file.of_forces):,} values of {forces} {noun}; {len(file.apart):,} of other areas, kept apart."
    )
    for result in results:
        click.echo(result.sentence())
    for line in _finding_lines(findings):
        say(line)


def _finding_lines(findings: list[PublishedFinding]) -> Iterator[str]:
    """Yield the findings rule by rule, faults first, a few of each and how many more there are."""
    ordered = sorted(findings, key=lambda finding: (finding.weight, finding.rule))
    for (weight, rule), group in itertools.groupby(ordered, key=lambda each: (each.weight, each.rule)):
        listed = list(group)
        yield f"{weight} {rule}: {len(listed):,}"
        for finding in listed[:SHOWN]:
            place = ", ".join(
                part for part in (finding.sheet, f"row {finding.row}" if finding.row else "") if part
            )
            yield f"  {place}: {finding.sentence}" if place else f"  {finding.sentence}"
        if len(listed) > SHOWN:
            yield f"  ... and {len(listed) - SHOWN:,} more"


def _write(
    out: Path, file: PublishedFile, results: Iterable[Recomputation], findings: Iterable[PublishedFinding]
) -> None:
    rows = {
        "values.csv": [value.to_json() for value in file.values],
        "recomputed.csv": [
            {"measure": each.measure, **row.to_json()} for each in results for row in each.rows
        ],
        "findings.csv": [finding.to_json() for finding in findings],
    }
    from peelian.interfaces.cli.formats import write_whole

    for name, listed in rows.items():
        write_whole(out / name, _table(listed).encode())


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return rows as CSV; a breakdown becomes one cell of names and words."""
    file = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        value = "; ".join(f"{name}: {words}" for name, words in value.items())
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not NUMBER.match(value):
        return f"'{value}"
    return "" if value is None else value
