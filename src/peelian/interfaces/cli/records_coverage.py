"""`peelian records coverage`: which items of the regime have a standard, and which have none."""

from __future__ import annotations

import click

from peelian.interfaces.cli.answers import json_option, refusals_end_in_status_1, say, write_json
from peelian.interfaces.cli.catalogue_path import catalogue_path


@click.command("coverage")
@click.option(
    "--section", "sections", multiple=True, metavar="NAME", help="Only this section; again for more."
)
@click.option("--uncovered", is_flag=True, help="Only items that no standard covers.")
@json_option
@click.pass_context
@refusals_end_in_status_1
def command(context: click.Context, sections: tuple[str, ...], uncovered: bool, as_json: bool) -> None:
    """List the items on how a force works, each with the standards that cover it.

    Exit status 1 where an item has none.

    Example: peelian records coverage --section D1
    """
    from peelian.catalogue import load_catalogue
    from peelian.catalogue.standard_coverage import coverage, coverage_words

    everything = coverage(load_catalogue(catalogue_path()))
    known = dict.fromkeys(each.item.section for each in everything)
    unknown = [name for name in sections if name not in known]
    if unknown:
        raise click.BadParameter(
            f"There is no section {', '.join(unknown)}. Sections: {', '.join(known) or 'none'}.",
            param_hint="--section",
        )
    chosen = tuple(each for each in everything if not sections or each.item.section in sections)
    shown = [each for each in chosen if not (uncovered and each.covered)]
    if as_json:
        write_json(
            {
                "items": len(chosen),
                "covered": sum(each.covered for each in chosen),
                "list": [
                    {
                        "item": each.item.identifier,
                        "name": each.item.name,
                        "section": each.item.section,
                        "standards": [standard.identifier for standard in each.standards],
                    }
                    for each in shown
                ],
            }
        )
    else:
        for each in shown:
            found = ", ".join(standard.identifier for standard in each.standards) or "no standard"
            click.echo(f"{each.item.identifier}  {each.item.name}: {found}")
        say(f"{coverage_words(chosen)}.")
    context.exit(0 if all(each.covered for each in chosen) else 1)
