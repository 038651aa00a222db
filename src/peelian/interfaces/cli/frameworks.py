"""`peelian frameworks`: what the catalogue holds, and whether it is sound."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from peelian.interfaces.cli.answers import fail, json_option, refusals_end_in_status_1, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path


@click.group("frameworks")
def command() -> None:
    """List, show and validate the catalogue."""


@command.command("list")
@json_option
@refusals_end_in_status_1
def list_frameworks(as_json: bool) -> None:
    """List the framework versions, oldest first.

    Example: peelian frameworks list
    """
    from peelian.catalogue import load_catalogue

    rows = [
        {
            "identifier": f.identifier,
            "title": f.title,
            "cycle": f.cycle,
            "scale": f.scale,
            "areas": len(f.areas),
        }
        for f in load_catalogue(catalogue_path()).frameworks.values()
    ]
    if as_json:
        write_json(rows)
        return
    for row in rows:
        click.echo(f"{row['identifier']:<16} {row['cycle']:<10} {row['scale']:<10} {row['title']}")


@command.command("show")
@click.argument("identifier")
@json_option
@refusals_end_in_status_1
def show_framework(identifier: str, as_json: bool) -> None:
    """Show one framework version: its pillars, areas, scale and what it may be compared with.

    Example: peelian frameworks show peel-2021-22
    """
    from peelian.catalogue import load_catalogue
    from peelian.rules.comparability import compare_frameworks

    catalogue = load_catalogue(catalogue_path())
    if identifier not in catalogue.frameworks:
        fail(f"There is no framework {identifier!r}. Known: {', '.join(catalogue.frameworks)}.")
    framework = catalogue.frameworks[identifier]
    compared = {
        other: compare_frameworks(catalogue, *_in_time_order(list(catalogue.frameworks), other, identifier))
        for other in catalogue.frameworks
        if other != identifier
    }
    if as_json:
        answer = framework.model_dump(mode="json")
        answer["scale"] = catalogue.scales[framework.scale].model_dump(mode="json")
        answer["comparability"] = {
            other: {"comparable": found.comparable, "reason": found.reason}
            for other, found in compared.items()
        }
        write_json(answer)
        return
    click.echo(f"{framework.title} ({framework.identifier})\n{framework.central_question}\n")
    click.echo("Tiers, lowest first: " + ", ".join(t.label for t in catalogue.scales[framework.scale].tiers))
    for area in framework.areas:
        click.echo(f"  {area.identifier:<36} {area.grading:<12} {area.title}")
    for other, found in compared.items():
        word = "comparable" if found.comparable else f"not comparable: {found.reason}"
        click.echo(f"With {other}: {word}")


def _in_time_order(order: list[str], one: str, other: str) -> list[str]:
    return sorted([one, other], key=order.index)


@command.command("validate")
@click.argument("path", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@json_option
def validate(path: Path | None, as_json: bool) -> None:
    """Check a catalogue folder (this installation's, where none is named) and list every finding.

    Example: peelian frameworks validate src/peelian/catalogue/england_and_wales
    """
    from peelian.catalogue import ENGLAND_AND_WALES, validate_catalogue

    folder = path or catalogue_path() or ENGLAND_AND_WALES
    findings = validate_catalogue(folder)
    if as_json:
        write_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(finding.words())
    if findings:
        counted = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        fail(f"The catalogue {folder.name} has {counted}. Correct the lines named and validate again.")
    say(f"The catalogue {folder.name} is sound.")
