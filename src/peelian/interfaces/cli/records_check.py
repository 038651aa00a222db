"""`peelian records check`: take in files of records, and say of every row that stays behind why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from peelian.interfaces.cli.answers import json_option, refusals_end_in_status_1, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path
from peelian.interfaces.cli.running import interruptible, progress_bar

if TYPE_CHECKING:
    from peelian.catalogue.catalogue import Catalogue
    from peelian.records.intake import IntakeReport
    from peelian.records.intake.told import Kind

LINES = 30
"""So many kinds of finding are printed, each in a line."""
MARKS = {"warning": "warning: ", "note": "note: "}
IN_THE_REPORT = frozenset({"absent-columns", "unused-columns"})
"""Notes on what was not sent, which most files have; the report lists them."""


@click.command("check")
@click.argument(
    "folders", metavar="DIR...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path),
    help="Folder for accepted and rejected rows, report.html, report.json and findings.csv.",
)  # fmt: skip
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]),
    help="The day after which nothing can have happened; today where none is named.",
)  # fmt: skip
@click.option(
    "--force", "forces", multiple=True, metavar="PATH=FORCE",
    help="The force of a file or folder inside DIR whose files name none; may be given again.",
)  # fmt: skip
@json_option
@refusals_end_in_status_1
def command(
    folders: tuple[Path, ...],
    out: Path | None,
    today: datetime | None,
    forces: tuple[str, ...],
    as_json: bool,
) -> None:
    """Check the files of records in each DIR, or single files, against the tables of the data dictionary.

    Reads CSV, XLSX, ODS, XLS and Parquet, a force's own extracts and known public files. Rows that are sound are
    accepted; the others are kept apart with their reasons, and nothing is mended in silence. The files are
    left as they are, and nothing leaves this machine.

    Each kind of finding has one line with the number of its files and rows. What leaves out files and rows is told
    first, what concerns whole files, months and volumes before the rest; a line that
    begins with 'warning' tells of rows that are accepted and should be looked at, one with 'note' of what was not
    read, or of what is odd and harmless.

    Results in --out appear when the check is whole; until then, and where it is interrupted, earlier ones stay.

    Exit status: 0 all is accepted and nothing but notes is told; 1 rows are kept apart, files are left out, rows are
    accepted with a warning, or there is no file of records; 2 wrong use; 130 interrupted.

    Example: peelian records check extracts --out checked
    """
    with interruptible(lambda: _broken_off(out)):
        report = _checked(folders, out, (today or datetime.now(UTC)).date(), forces)
    if as_json:
        write_json(report.to_json())
    else:
        _print(report, out)
    if not report.sound or not any(file.table for file in report.files):
        raise SystemExit(1)


def _checked(folders: Sequence[Path], out: Path | None, day: date, forces: tuple[str, ...]) -> IntakeReport:
    from peelian.catalogue import load_catalogue
    from peelian.records.intake import check_folder

    catalogue = load_catalogue(catalogue_path())
    named = _forces_named(forces, catalogue)
    _refuse_paths_without_files(named, folders)
    with progress_bar() as progress:
        return check_folder(folders, catalogue, today=day, out=out, progress=progress, forces=named)


def _forces_named(pairs: tuple[str, ...], catalogue: Catalogue) -> dict[str, str]:
    """Read ``PATH=FORCE`` options; a force may be written in any way that is known."""
    named: dict[str, str] = {}
    for pair in pairs:
        path, sign, name = pair.partition("=")
        if not sign or not path.strip():
            raise click.BadParameter(
                f"{pair!r} is not PATH=FORCE, as in 'wales=South Wales'.", param_hint="--force"
            )
        found = catalogue.recognise_force(name)
        if found.force is None:
            raise click.BadParameter(found.sentence(), param_hint="--force")
        named[PurePath(path.strip().strip("/")).as_posix()] = found.force.slug
    return named


def _refuse_paths_without_files(named: Mapping[str, str], folders: Sequence[Path]) -> None:
    """Refuse a path of --force that is no file or folder of what is checked, nor a sheet in one of its files."""
    from peelian.records.intake.opening import records_below, root_of

    whole = [folder.absolute() for folder in folders]
    root = root_of(whole)
    files = [PurePath(file.relative_to(root)) for folder in whole for file in records_below(folder)]
    reached = {each.as_posix() for file in files for each in (file, *file.parents)}
    for path in named:
        if path not in reached and not any(PurePath(path).is_relative_to(file) for file in files):
            raise click.BadParameter(
                f"There is no file or folder '{path}' among the records. Paths begin inside the folder that is "
                f"checked, {root.name}.",
                param_hint="--force",
            )


def _broken_off(out: Path | None) -> str:
    kept = f" What was in {out} before is as it was." if out else ""
    return f"The check was interrupted, and nothing is taken in.{kept} Give the command again to check all files."


def _print(report: IntakeReport, out: Path | None) -> None:
    from peelian.records.intake.page import outcome
    from peelian.records.intake.told import kinds_of

    kinds = [
        kind
        for kind in kinds_of(report)
        if kind.rule.severity != "note" or kind.rule.identifier not in IN_THE_REPORT
    ]
    for kind in kinds[:LINES]:
        click.echo(_line(kind))
    where = f"{out / 'report.html'}" if out else "the report; name a folder with --out"
    if len(kinds) > LINES:
        click.echo(f"... and {len(kinds) - LINES} more kinds of finding. All are in {where}.")
    elif any(kind.findings > 1 for kind in kinds):
        say(f"Every finding is in {where}.")
    say(
        f"{outcome(report)} {report.rows:,} read, {report.accepted:,} accepted, {report.rejected:,} kept apart."
    )


def _line(kind: Kind) -> str:
    """One kind of finding: how far it reaches where there are several, and the first of them."""
    found = kind.examples[0]
    row = f"row {found.row:,}" if found.row else ""
    column = "" if f"'{found.column}'" in found.sentence else found.column
    place = ", ".join(part for part in (found.file or found.table, row, column) if part)
    mark = MARKS.get(kind.rule.severity, "")
    if kind.findings == 1:
        return f"{mark}{place}: {found.sentence}"
    return f"{mark}{kind.rule.title} ({kind.extent}). First: {place}: {found.sentence}"
