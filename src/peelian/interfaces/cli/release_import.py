"""`peelian import measures`: the values of forces as releases of measures, as the workspace takes them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.acting import acting_user, by_option, inspectorate_option, named_inspectorate
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)
from peelian.interfaces.cli.records_measures import days_asked_for
from peelian.rules.errors import InvalidValueError

if TYPE_CHECKING:
    from peelian.apps.measures.services import ImportedRelease
    from peelian.records.comparison import MeasureDefinition
    from peelian.rules.periods import Period


@click.command("measures")
@click.argument("path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--period", required=True, help="2021, 2022-03, year-ending-2022-03-31 or 2021-04-01..2022-03-31."
)
@click.option("--source", required=True, help="Where the values come from; it is printed with them.")
@click.option(
    "--measure", "named", multiple=True,
    help="The measure that the file is of. Needed unless its rows name their measures; again to take only some.",
)  # fmt: skip
@click.option("--denominator-source", default="", help="Source of the denominators.")
@click.option("--denominator-note", default="", help="Why other populations than the mid-2020 estimates.")
@click.option("--note", default="", help="A note to the reader.")
@by_option
@inspectorate_option
@json_option
@refusals_end_in_status_1
def measures(
    path: Path,
    period: str,
    source: str,
    named: tuple[str, ...],
    denominator_source: str,
    denominator_note: str,
    note: str,
    email: str,
    slug: str | None,
    as_json: bool,
) -> None:
    """Bring in the values of all forces as releases of measures, drafts until somebody publishes them.

    FILE is a CSV file with the columns force, numerator, denominator, value, unit and reason, or the measures.csv
    that 'peelian records measures --out' writes. A draft of the same period gets the new values. Every finding is
    told at once, and nothing is kept while there is one.

    Example: peelian import measures measured/measures.csv --period year-ending-2022-03-31 --source "Records of forces"
    --by analyst@inspectorate.example
    """
    start_django()
    from peelian.apps.measures.services import import_releases

    covered = period_named(period)
    actor = acting_user(email)
    try:
        rows = _rows(path)
        imported = import_releases(
            actor=actor,
            inspectorate=named_inspectorate(slug),
            definitions=_definitions(actor, named, rows),
            period=covered,
            source=source,
            rows=rows,
            file=path.name,
            denominator_source=denominator_source,
            denominator_note=denominator_note,
            note=note,
        )
    except InvalidValueError as error:
        findings: Any = error.details.get("findings", [])
        if as_json:
            write_json({"releases": [], "findings": findings})
        raise click.ClickException(_told(path, findings)) from error
    if as_json:
        write_json({"releases": [_plain(each) for each in imported], "findings": []})
    for each in imported:
        say(_sentence(each))


def period_named(text: str) -> Period:
    """The period that an option names, in the forms of `peelian records measures`."""
    from peelian.rules.periods import Period

    days = days_asked_for(text)
    if text.startswith("year-ending-"):
        return Period.year_ending(days.last)
    if re.fullmatch(r"\d{4}", text):
        return Period.calendar_year(days.last.year)
    if re.fullmatch(r"\d{4}-\d{2}", text):
        return Period.month(days.last.year, days.last.month)
    return Period.range(days.first, days.last)


def _rows(path: Path) -> list[dict[str, str]]:
    from django.core.files import File

    from peelian.apps.measures.value_file import rows_of_file

    with path.open("rb") as opened:
        return rows_of_file(File(opened, name=path.name))


def _definitions(
    actor: Any, named: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> list[MeasureDefinition]:
    """The measures that are named, else those that the rows name and a release can be begun of."""
    from peelian.apps.measures.queries import offered_definitions

    offered = offered_definitions(actor)
    told = tuple(dict.fromkeys(each for row in rows if (each := row.get("measure", ""))))
    if not named and not told:
        raise click.UsageError("The rows name no measure. Say which one the file is of with --measure.")
    unknown = [each for each in named or told if each not in offered]
    if unknown and (named or len(unknown) == len(told)):
        raise click.UsageError(
            f"No measure with one value a force is called {', '.join(unknown)}. Choose with --measure among: "
            f"{', '.join(sorted(offered))}."
        )
    if unknown:
        say(f"Passed over, since they are no measures with one value a force: {', '.join(unknown)}.")
    return [offered[each] for each in named or told if each in offered]


def _told(path: Path, findings: Sequence[Mapping[str, Any]]) -> str:
    several = len({each.get("measure") for each in findings}) > 1
    told = Counter(
        f"{each['measure']}: {each['message']}" if several else str(each["message"]) for each in findings
    )
    lines = [f"  {words}" + (f" ({rows} rows)" if rows > 1 else "") for words, rows in told.items()]
    noun = "finding" if len(findings) == 1 else "findings"
    return "\n".join([f"{path.name}: {len(findings)} {noun}, and nothing was taken.", *lines])


def _plain(imported: ImportedRelease) -> dict[str, Any]:
    release, taken = imported.release, imported.values
    return {
        "id": str(release.pk),
        "measure": release.measure,
        "period": release.covered.to_json(),
        "begun": imported.begun,
        "version": release.version,
        "values": taken.values,
        "without": taken.without,
        "missing": list(taken.missing),
    }


def _sentence(imported: ImportedRelease) -> str:
    taken = imported.values
    begun = "begun" if imported.begun else "draft"
    missing = f" Still missing: {', '.join(taken.missing)}." if taken.missing else ""
    valued = "1 force has a value" if taken.values == 1 else f"{taken.values} forces have a value"
    without = "1 has none" if taken.without == 1 else f"{taken.without} have none"
    return f"{imported.release} ({begun}): {valued}, {without} with a reason.{missing}"
