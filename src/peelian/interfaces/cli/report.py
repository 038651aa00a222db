"""`peelian report`: a published report as a file."""

from __future__ import annotations

from pathlib import Path

import click

from peelian.interfaces.cli.answers import refusals_end_in_status_1, say, start_django
from peelian.interfaces.cli.formats import FORMATS, write_whole


@click.command("report")
@click.argument("reference")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), required=True, help="How to write the report."
)
@click.option("--version", "version", type=int, help="An earlier version; the newest where none is named.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it; a dash or nothing: standard output.",
)
@refusals_end_in_status_1
def command(reference: str, form: str, version: int | None, out: Path | None) -> None:
    """Render a published report as HTML, PDF, JSON or CSV (its grades).

    Example: peelian report cleveland-2021-22 --format pdf --out cleveland.pdf
    """
    start_django()
    from peelian.apps.reports.queries import publication_by_reference, published_reports

    publication = publication_by_reference(reference, version)
    if publication is None:
        known = ", ".join(published_reports().values_list("reference", flat=True)[:20]) or "none yet"
        wanted = f"version {version} of {reference!r}" if version else repr(reference)
        raise click.ClickException(f"There is no published report {wanted}. Published: {known}.")
    content = FORMATS[form](publication.report)
    if out is None or str(out) == "-":
        click.echo(content, nl=False)
        return
    write_whole(out, content)
    say(
        f"{publication.title}, version {publication.version_number}, content hash {publication.content_hash}: {out}"
    )
