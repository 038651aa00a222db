"""`peelian records standards`: a folder of records against the standards of the catalogue, where they lie."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import json_option, refusals_end_in_status_1, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path
from peelian.interfaces.cli.running import goes_on_when_given_again, left_out_lines, progress
from peelian.interfaces.cli.statistical import aligned
from peelian.interfaces.cli.unknown_names import refuse_unknown
from peelian.rules.periods import day_words

if TYPE_CHECKING:
    from peelian.catalogue.catalogue import Catalogue
    from peelian.catalogue.standards import Standard
    from peelian.records.standards.results import StandardResult

ACCEPTED = "accepted"
"""Where `peelian records check` puts the rows that are sound."""
COUNTED = ("score", "completeness", "deadline", "link", "permission")
"""Kinds of standard whose words for a force are how many rows meet it, of how many."""
SHOWN = 5
"""Exceptions of one standard that are printed; the files of --out hold all."""


@click.command("standards")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--on", "today", type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the check: what is open is measured up to it. Today where none is named.",
)  # fmt: skip
@click.option(
    "--standard", "named", multiple=True, metavar="NAME",
    help="Only this standard; again for more. All where none is named.",
)  # fmt: skip
@click.option(
    "--engine", default="duckdb", show_default=True, help="duckdb, spark, or the address of a Spark."
)
@click.option(
    "--memory", default="2GB", show_default=True, help="What the engine may hold before it spills to disk."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the results and all exceptions; an interrupted run goes on from it.",
)  # fmt: skip
@json_option
@click.pass_context
@refusals_end_in_status_1
@goes_on_when_given_again
def command(
    context: click.Context,
    folder: Path,
    today: datetime | None,
    named: tuple[str, ...],
    engine: str,
    memory: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Check the tables of a folder against the standards, on this machine.

    DIR holds Parquet files as 'peelian records check --out' writes them. A standard that the records
    cannot answer is told with the reason. Exit status 1 where a standard has exceptions, 130
    where it is interrupted.

    Example: peelian records standards checked --on 2022-03-31 --out against-standards
    """
    from peelian.catalogue import load_catalogue
    from peelian.records.engines import open_engine
    from peelian.records.engines.folders import fingerprint
    from peelian.records.sent import unsent_columns
    from peelian.records.standards.kept import KeptStandards
    from peelian.records.standards.run import run_standards

    catalogue = load_catalogue(catalogue_path())
    day = today.date() if today else datetime.now(UTC).date()
    wanted = _wanted(catalogue, named, day)
    place = folder / ACCEPTED if (folder / ACCEPTED).is_dir() else folder
    with closing(open_engine(engine, memory=memory, spill_folder=out)) as opened:
        tables = opened.tables(place)
        kept = KeptStandards(out / "standards", fingerprint(place), opened.name) if out else None
        results = run_standards(
            opened, tables, wanted, catalogue=catalogue, today=day, unsent=unsent_columns(place),
            kept=kept, progress=progress(),
        )  # fmt: skip
    if out is not None:
        _write(results, day, out)
    if as_json:
        write_json(_answer(results, day))
    else:
        _print(results, out, day, named=bool(named))
    context.exit(1 if any(result.state == "exceptions" for result in results) else 0)


def _wanted(catalogue: Catalogue, named: tuple[str, ...], day: date) -> tuple[Standard, ...]:
    """The standards that are named, or all, each in the version that holds on the day."""
    holding = {standard.identifier: standard for standard in catalogue.standards_on(day)}
    refuse_unknown(named, holding, "standard", option="--standard", when=f"on {day_words(day)}")
    return tuple(holding[name] for name in named) if named else tuple(holding.values())


def _print(results: tuple[StandardResult, ...], out: Path | None, day: date, *, named: bool) -> None:
    checked = [result for result in results if result.state != "not-run"]
    rows: list[tuple[str, ...]] = [("standard", "force", "how it stands")]
    rows += [
        (result.standard, force.force, _standing(result.kind, force.words))
        for result in checked
        for force in result.forces
    ]
    for line in aligned(rows):
        click.echo(line)
    for result in (each for each in checked if each.exceptions):
        click.echo(f"\n{result.title}: {result.sentence()}")
        for each in result.shown[:SHOWN]:
            click.echo(f"  {each.force}, {each.key}" + (f": {each.detail}" if each.detail else ""))
        if result.exceptions > SHOWN:
            click.echo(f"  ... and {result.exceptions - SHOWN:,} more")
    for result in checked:
        for line in _left_out(result):
            say(line)
    left_out = [result for result in results if result.state == "not-run"]
    where = f"All are in {out / 'standards.json'}." if out else "Ask for --json, or name a folder with --out."
    for line in left_out_lines(((each.standard, each.reason) for each in left_out), "Not checked", where):
        say(line)
    say(
        f"Standards checked: {len(checked)}; not checked: {len(left_out)}.{'' if named else _not_in_force(day)}"
    )


def _not_in_force(day: date) -> str:
    """How many standards do not hold on the day, since all of them are told of elsewhere."""
    from peelian.catalogue import load_catalogue
    from peelian.catalogue.standard_coverage import last_versions

    catalogue = load_catalogue(catalogue_path())
    holding = {each.identifier for each in catalogue.standards_on(day)}
    number = sum(each.identifier not in holding for each in last_versions(catalogue))
    return f" Not in force on {day_words(day)}: {number}." if number else ""


def _standing(kind: str, words: str) -> str:
    """How a force stands, in words; a plain count says what it counts."""
    return f"{words} meet it" if kind in COUNTED else words


def _left_out(result: StandardResult) -> Iterator[str]:
    """Say what a standard could not judge: forces as a whole, and rows by their reason over all forces."""
    rows: Counter[str] = Counter()
    for each in result.left_out:
        if each.rows is None:
            yield f"{result.standard} was not checked for {each.force}: {each.reason}"
        else:
            rows[each.reason] += each.rows
    for reason, number in rows.items():
        yield f"{result.standard} leaves out {number:,} {'row' if number == 1 else 'rows'}: {reason}."


def _answer(results: tuple[StandardResult, ...], day: date) -> dict[str, Any]:
    return {
        "on": day.isoformat(),
        "checked": sum(result.state != "not-run" for result in results),
        "with_exceptions": sum(result.state == "exceptions" for result in results),
        "standards": [result.to_dict() for result in results],
    }


def _write(results: tuple[StandardResult, ...], day: date, out: Path) -> None:
    """Write the overview beside the files of exceptions that the run has written."""
    out.mkdir(parents=True, exist_ok=True)
    answer = json.dumps(_answer(results, day), ensure_ascii=False, indent=1)
    (out / "standards.json").write_text(answer + "\n", encoding="utf-8")
    with (out / "standards.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("standard", "version", "kind", "force", "relevant", "exceptions", "words", "file"))
        for result in results:
            for force in result.forces:
                writer.writerow(
                    (result.standard, result.version, result.kind, force.force, force.relevant,
                     force.exceptions, force.words, f"standards/{result.file}")
                )  # fmt: skip
    say(f"The results are in {out}: standards.json, standards.csv, and all exceptions in standards/.")
