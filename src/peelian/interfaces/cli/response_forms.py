"""`peelian import response`: a response that was published before, from the text of its form."""

from __future__ import annotations

from pathlib import Path

import click

from peelian.interfaces.cli.acting import OPERATOR, inspectorate_option, named_inspectorate
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)


@click.command("response")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", required=True, help="Short name of the force, such as cleveland.")
@click.option("--source", required=True, help="Where the response was published, for its readers.")
@click.option("--framework", default="", help="Framework of the report, such as peel-2016.")
@click.option("--target", default="", help="Pillar that the report grades, such as effectiveness.")
@click.option("--national", is_flag=True, help="The report is about all forces.")
@inspectorate_option
@json_option
@refusals_end_in_status_1
def response(
    path: Path,
    force: str,
    source: str,
    framework: str,
    target: str,
    national: bool,
    slug: str | None,
    as_json: bool,
) -> None:
    """Take over the response of a local policing body from the text of its form.

    What the form does not tell stays unknown: tick boxes whose marks are lost, and the day of publication.

    Example: peelian import response response-2017.txt --force cleveland --source "Website of the commissioner"
    """
    start_django()
    from peelian.apps.organisations.models import Organisation
    from peelian.apps.responses.services import import_response

    body = Organisation.objects.filter(oversees__slug=force).order_by("slug").first()
    if body is None:
        raise click.ClickException(
            f"No local policing body holds a force {force!r} to account here. Give a short name such as cleveland."
        )
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(
            f"{path.name} is not in UTF-8 (byte {error.start}). Save it again as text in UTF-8."
        ) from error
    made = import_response(
        actor=OPERATOR,
        body=body,
        inspectorate=named_inspectorate(slug),
        text=text,
        source=source,
        national=national,
        framework=framework,
        target=target,
    )
    if as_json:
        write_json({"reference": made.reference, "title": made.title, "due": made.due})
    say(f"{path.name}: taken over as {made.reference}.")
