"""`peelian export`: what is public, and the numbers of closed collections, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peelian.interfaces.cli.answers import refusals_end_in_status_1, say, start_django, write_json
from peelian.interfaces.cli.formats import write_whole

if TYPE_CHECKING:
    from peelian.apps.followup.models import Item
    from peelian.apps.judgements.models import GradeRecord

Row = dict[str, Any]
Command = Callable[..., Any]

DATE_LENGTHS = {"year": 4, "month": 7}


def output_options(function: Command) -> Command:
    """The options that every export takes."""
    form = click.option(
        "--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True
    )
    out = click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File to write; standard output where none is named.",
    )
    return form(out(function))


@click.group("export")
def command() -> None:
    """Write published grades, items or figures, or closed returns, as CSV or JSON. Drafts are never among them."""


@command.command("grades")
@click.option("--force", help="Short name of one force, such as cleveland.")
@click.option("--framework", help="Short name of one framework, such as peel-2016.")
@output_options
@refusals_end_in_status_1
def grades(force: str | None, framework: str | None, form: str, out: Path | None) -> None:
    """Write the public record of grades, every source and standing. `peelian import grades` reads it again.

    Example: peelian export grades --force cleveland
    """
    start_django()
    from peelian.apps.judgements.models import GradeRecord
    from peelian.apps.judgements.services import GRADE_COLUMNS

    _require_named(force, framework)
    found = GradeRecord.objects.select_related("force", "framework_version")
    found = found.filter(force__slug=force) if force else found
    found = found.filter(framework_version=framework) if framework else found
    _write(GRADE_COLUMNS, [_grade_row(record) for record in found], form, out)


@command.command("items")
@click.option("--force", help="Short name of one force, such as cleveland.")
@output_options
@refusals_end_in_status_1
def items(force: str | None, form: str, out: Path | None) -> None:
    """Write the published causes of concern, recommendations and areas for improvement.

    Example: peelian export items --force cleveland --format json
    """
    start_django()
    from peelian.apps.followup.models import Item
    from peelian.apps.followup.services import ITEM_COLUMNS

    _require_named(force)
    found = Item.objects.published().select_related("force", "inspection__framework_version")
    found = found.prefetch_related("closure_criteria")
    found = found.filter(force__slug=force) if force else found
    _write(ITEM_COLUMNS, [_item_row(item) for item in found], form, out)


@command.command("figures")
@click.argument("reference")
@output_options
@refusals_end_in_status_1
def figures(reference: str, form: str, out: Path | None) -> None:
    """Write the figures of a published report, each with its source and period.

    Example: peelian export figures cleveland-2021-22
    """
    start_django()
    from peelian.apps.reports.queries import publication_by_reference
    from peelian.rendering.csv_export import figures_csv

    publication = publication_by_reference(reference)
    if publication is None:
        raise click.ClickException(f"There is no published report {reference!r}.")
    if form == "csv":
        _write_text(figures_csv(publication.report), out)
    else:
        _write_json([each.model_dump(mode="json") for each in publication.report.about_the_data.figures], out)


@command.command("returns")
@click.argument("collection")
@output_options
@refusals_end_in_status_1
def returns(collection: str, form: str, out: Path | None) -> None:
    """Write the numbers of a closed collection, one row for each force, row of its return and column.

    COLLECTION is its short name. A collection that is open has no numbers to write: they may still change.

    Example: peelian export returns workforce-2022
    """
    start_django()
    from peelian.apps.returns.models import Collection
    from peelian.apps.returns.values import RETURNED_COLUMNS, returned_values

    found = list(Collection.objects.filter(slug=collection))
    if len(found) != 1:
        known = ", ".join(sorted(Collection.objects.values_list("slug", flat=True))) or "none"
        raise click.ClickException(f"{collection!r} names {len(found)} collections. Known: {known}.")
    _write(RETURNED_COLUMNS, [each.to_json() for each in returned_values(found[0])], form, out)


def _require_named(force: str | None, framework: str | None = None) -> None:
    """Refuse a short name that nothing has: an empty table would say that nothing is known of it."""
    from peelian.apps.frameworks.models import FrameworkVersion
    from peelian.apps.organisations.models import Organisation

    if force and not Organisation.objects.filter(kind=Organisation.Kind.FORCE, slug=force).exists():
        raise click.ClickException(
            f"There is no force {force!r}. Its short name stands in the address of its page, such as cleveland."
        )
    if framework and not FrameworkVersion.objects.filter(pk=framework).exists():
        known = ", ".join(FrameworkVersion.objects.values_list("pk", flat=True)) or "none"
        raise click.ClickException(f"There is no framework {framework!r}. Frameworks: {known}.")


def _grade_row(record: GradeRecord) -> Row:
    from peelian.apps.judgements.services import GRADE_COLUMNS

    told = {
        name: getattr(record, name) for name in GRADE_COLUMNS if name not in ("force", "framework", "as_of")
    }
    return {
        "force": record.force.slug,
        "framework": record.framework_version_id,
        "as_of": record.as_of.isoformat()[: DATE_LENGTHS.get(record.as_of_precision)],
        **told,
    }


def _item_row(item: Item) -> Row:
    from peelian.apps.followup.services import ITEM_COLUMNS

    own = {
        "force": item.force.slug if item.force else "",
        "inspection": item.inspection.reference if item.inspection else "",
        "framework": item.inspection.framework_version_id if item.inspection else "",
        "immediate": "yes" if item.immediate else "no",
        "matched": "yes" if item.matched else "no",
        "due": item.due.isoformat()[: DATE_LENGTHS.get(item.due_precision)] if item.due else "",
        "raised_on": item.raised_on.isoformat() if item.raised_on else "",
        "source": item.source or (item.inspection.title if item.inspection else ""),
        "due_months_after_publication": "" if item.due else (item.due_months_after_publication or ""),
        "closure_criteria": "\n".join(each.text for each in item.closure_criteria.all()),
    }
    return {name: getattr(item, name) for name in ITEM_COLUMNS if name not in own} | own


def _write(columns: Sequence[str], rows: list[Row], form: str, out: Path | None) -> None:
    from peelian.rendering.csv_export import csv_text

    if form == "csv":
        _write_text(csv_text(columns, rows), out)
    else:
        _write_json([{name: row[name] for name in columns} for row in rows], out)


def _write_text(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    write_whole(out, text.encode())
    say(f"Written: {out}")


def _write_json(answer: list[Row], out: Path | None) -> None:
    if out is None:
        write_json(answer)
        return
    import json

    _write_text(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n", out)
