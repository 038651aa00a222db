"""`peelian records measures`: counts, rates, shares and percentiles over a folder of records."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import fail, json_option, refusals_end_in_status_1, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path
from peelian.interfaces.cli.running import goes_on_when_given_again, left_out_lines, progress
from peelian.interfaces.cli.statistical import aligned, statistics_refuse
from peelian.interfaces.cli.unknown_names import refuse_unknown

if TYPE_CHECKING:
    from peelian.catalogue.catalogue import Catalogue
    from peelian.catalogue.measures import Measure
    from peelian.records.measures import Days, LeftOut, MeasureResults

ACCEPTED = "accepted"
"""Where `peelian records check` puts the rows that are sound."""
DAY = r"\d{4}-\d{2}-\d{2}"


@click.command("measures")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--period", required=True, help="2021, 2022-03, year-ending-2022-03-31 or 2021-04-01..2022-03-31."
)
@click.option(
    "--by", "breakdowns", multiple=True, help="A breakdown beside the force, such as month; again for more."
)
@click.option(
    "--measure", "named", multiple=True, help="Only this measure; again for more. All where none is named."
)
@click.option(
    "--populations", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="CSV with force, population and, for comparisons of groups, group. The catalogue's mid-2020 without it.",
)  # fmt: skip
@click.option(
    "--engine", default="duckdb", show_default=True, help="duckdb, spark, or the address of a Spark."
)
@click.option(
    "--memory", default="2GB", show_default=True, help="What the engine may hold before it spills to disk."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for measures.csv, .json and .parquet, and for what an interrupted run has finished.",
)  # fmt: skip
@json_option
@refusals_end_in_status_1
@goes_on_when_given_again
@statistics_refuse
def command(
    folder: Path,
    period: str,
    breakdowns: tuple[str, ...],
    named: tuple[str, ...],
    populations: Path | None,
    engine: str,
    memory: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Work out the measures of the catalogue over the tables of a folder, on this machine.

    DIR holds Parquet files as 'peelian records check --out' writes them. A measure that the records
    cannot answer is left out with the reason. Exit status 1 where no measure has a value, 130 where
    it is interrupted.

    Example: peelian records measures checked --period year-ending-2022-03-31 --by month --out measured
    """
    from peelian.catalogue import load_catalogue
    from peelian.records.engines import open_engine
    from peelian.records.measures import Kept, fingerprint, run_measures
    from peelian.records.sent import unsent_columns
    from peelian.rules.periods import day_words

    catalogue = load_catalogue(catalogue_path())
    wanted, unbased = _with_residents(_wanted(catalogue, named), populations)
    days = days_asked_for(period)
    _refuse_unknown_breakdowns(catalogue, breakdowns)
    place = folder / ACCEPTED if (folder / ACCEPTED).is_dir() else folder
    with closing(open_engine(engine, memory=memory, spill_folder=out)) as opened:
        kept = Kept(out / "finished", fingerprint(place), opened.name) if out else None
        results = run_measures(
            opened,
            opened.tables(place),
            wanted,
            schema=catalogue.record_tables,
            days=days,
            by=breakdowns,
            populations=_populations(catalogue, populations),
            unsent=unsent_columns(place),
            kept=kept,
            progress=progress(),
        )
    results = replace(results, left_out=(*unbased, *results.left_out))
    if out is not None:
        _write(results, out)
    _answer(results, as_json, out)
    if not results.values:
        fail(
            f"No measure has a value for the period from {day_words(days.first)} to {day_words(days.last)}. Look at "
            "--period, and at the reasons why measures are left out."
        )


def days_asked_for(text: str) -> Days:
    """Return the days that a period in words names, or refuse it with the forms that are read."""
    from peelian.records.measures import Days
    from peelian.rules.clocks import months_after

    try:
        if re.fullmatch(r"\d{4}", text):
            return Days(date(int(text), 1, 1), date(int(text), 12, 31))
        if re.fullmatch(r"\d{4}-\d{2}", text):
            year, month = int(text[:4]), int(text[5:])
            return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        if re.fullmatch(f"year-ending-{DAY}", text):
            last = date.fromisoformat(text.removeprefix("year-ending-"))
            return Days(months_after(last + timedelta(days=1), -12), last)
        if re.fullmatch(rf"{DAY}\.\.{DAY}", text):
            first, last = (date.fromisoformat(each) for each in text.split(".."))
            if first <= last:
                return Days(first, last)
    except ValueError:
        pass
    raise click.BadParameter(
        f"'{text}' names no period. Write 2021, 2022-03, year-ending-2022-03-31, or 2021-04-01..2022-03-31 with "
        "the earlier day first.",
        param_hint="--period",
    )


def _wanted(catalogue: Catalogue, named: tuple[str, ...]) -> list[Measure]:
    """The measures that are named, or all."""
    refuse_unknown(named, catalogue.measures, "measure", option="--measure")
    return [catalogue.measures[name] for name in named or catalogue.measures]


def _refuse_unknown_breakdowns(catalogue: Catalogue, breakdowns: tuple[str, ...]) -> None:
    """Refuse breakdowns that no measure has; one that only some have leaves the others out."""
    from peelian.records.measures.scope import breakdowns_of

    tables = catalogue.record_tables
    known = {name for each in catalogue.measures.values() for name in breakdowns_of(each, tables)}
    refuse_unknown(breakdowns, {"force", *known}, "breakdown", option="--by")


def _with_residents(wanted: list[Measure], path: Path | None) -> tuple[list[Measure], list[LeftOut]]:
    """Part the measures whose residents are known from those that need them by group, which only a file tells."""
    from peelian.records.measures import LeftOut

    if path is not None:
        return wanted, []
    by_group = [each for each in wanted if each.kind == "ratio" and each.per and each.per.population]
    told = [
        LeftOut(
            each.identifier,
            f"It needs residents by force and {each.over}. Name a file of them with --populations; its columns are "
            "force, group and population.",
        )
        for each in by_group
    ]
    return [each for each in wanted if each not in by_group], told


def _populations(catalogue: Catalogue, path: Path | None) -> dict[tuple[str, ...], int]:
    """Residents by force, from a file or from the catalogue."""
    if path is None:
        return {(row.force,): row.value for row in catalogue.populations if row.reference == "mid-2020"}
    from peelian.records.measures.population_file import read_populations

    return read_populations(path, catalogue)


def _write(results: MeasureResults, out: Path) -> None:
    import json

    import pyarrow.parquet as pq

    out.mkdir(parents=True, exist_ok=True)
    (out / "measures.csv").write_text(results.to_csv(), encoding="utf-8", newline="")
    answer = json.dumps(results.to_json(), ensure_ascii=False, indent=1)
    (out / "measures.json").write_text(answer + "\n", encoding="utf-8")
    pq.write_table(results.to_arrow(), out / "measures.parquet")
    say(f"{len(results.values):,} values are in {out}: measures.csv, measures.json, measures.parquet.")


def _answer(results: MeasureResults, as_json: bool, out: Path | None) -> None:
    if as_json:
        write_json(results.to_json())
        return
    rows: list[tuple[Any, ...]] = [("measure", "group", "value")]
    rows += [(value.measure, value.place, value.words) for value in results.values]
    for line in aligned(rows) if results.values else ():
        click.echo(line)
    for line in _reversed_lines(results):
        say(line)
    named = (
        (f"{each.measure} of {each.force}" if each.force else each.measure, each.reason)
        for each in results.left_out
    )
    where = f"All are in {out / 'measures.json'}." if out else "Ask for --json, or name a folder with --out."
    for line in left_out_lines(named, "Left out", where):
        say(line)


def _reversed_lines(results: MeasureResults) -> list[str]:
    """Say of each measure how many rows it leaves out since their end lies before their beginning."""
    rows = {
        each.identifier: sum(one.reversed for one in results.of(each.identifier)) for each in results.measures
    }
    return [
        f"{name} leaves out {number:,} {'row' if number == 1 else 'rows'}: the end lies before the beginning."
        for name, number in rows.items()
        if number
    ]
