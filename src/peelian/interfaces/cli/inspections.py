"""`peelian inspections`: list inspections, plan one, and show what stands between one and its next step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from peelian.interfaces.cli.acting import (
    acting_user,
    by_option,
    inspectorate_option,
    named_force,
    named_inspectorate,
)
from peelian.interfaces.cli.answers import (
    json_option,
    refusals_end_in_status_1,
    say,
    start_django,
    write_json,
)

if TYPE_CHECKING:
    from peelian.apps.inspections.models import Inspection
    from peelian.rules.gates import GateResult

DAY = click.DateTime(["%Y-%m-%d"])


@click.group("inspections")
def command() -> None:
    """List inspections, plan one, and show what its gates say."""


@command.command("list")
@click.option("--force", help="Short name of one force, such as cleveland.")
@click.option("--state", help="One state, such as fieldwork.")
@json_option
@refusals_end_in_status_1
def list_inspections(force: str | None, state: str | None, as_json: bool) -> None:
    """List the inspections, drafts included: whoever gives the command can read the database anyway.

    Example: peelian inspections list --state fieldwork
    """
    start_django()
    from peelian.apps.inspections.models import Inspection

    if state and state not in Inspection.State.values:
        raise click.UsageError(f"There is no state {state!r}. States: {', '.join(Inspection.State.values)}.")
    found = Inspection.objects.select_related("force", "framework_version").order_by("reference")
    found = found.filter(force__slug=force) if force else found
    found = found.filter(state=state) if state else found
    rows = [_row(inspection) for inspection in found]
    if as_json:
        write_json(rows)
        return
    for row in rows:
        click.echo(f"{row['reference']:<40} {row['state']:<16} {row['title']}")
    if not rows:
        say("There is no such inspection.")


@command.command("plan")
@click.argument("round_name", metavar="ROUND")
@click.argument("force")
@by_option
@click.option("--lead", metavar="EMAIL", help="The lead inspector.")
@click.option("--accountable", metavar="EMAIL", help="The inspector who answers for the judgement.")
@click.option("--kind", "kinds", multiple=True, help="Kind of inspection; may be given several times.")
@click.option("--start", type=DAY, help="First day of the assessment window; that of the round otherwise.")
@click.option("--end", type=DAY, help="Last day of the assessment window; that of the round otherwise.")
@inspectorate_option
@json_option
@refusals_end_in_status_1
def plan(
    round_name: str,
    force: str,
    email: str,
    lead: str | None,
    accountable: str | None,
    kinds: tuple[str, ...],
    start: datetime | None,
    end: datetime | None,
    slug: str | None,
    as_json: bool,
) -> None:
    """Plan an inspection of a force in a round.

    Example: peelian inspections plan peel-2025-27 durham --by lead.inspector@inspectorate.example
    """
    start_django()
    from peelian.apps.inspections.models import Round
    from peelian.apps.inspections.services import plan_inspection

    inspectorate = named_inspectorate(slug)
    planned_round = Round.objects.filter(inspectorate=inspectorate, slug=round_name).first()
    if planned_round is None:
        known = (
            ", ".join(Round.objects.filter(inspectorate=inspectorate).values_list("slug", flat=True))
            or "none"
        )
        raise click.ClickException(f"There is no round {round_name!r}. Rounds: {known}.")
    inspection = plan_inspection(
        actor=acting_user(email),
        round=planned_round,
        force=named_force(force),
        kinds=kinds or ("force-specific",),
        window_start=start.date() if start else None,
        window_end=end.date() if end else None,
        lead_inspector=acting_user(lead) if lead else None,
        accountable_inspector=acting_user(accountable) if accountable else None,
    )
    if as_json:
        write_json(_row(inspection))
        return
    click.echo(inspection.reference)
    say(f"{inspection.title} is planned.")


@command.command("gates")
@click.argument("reference")
@json_option
@refusals_end_in_status_1
def gates(reference: str, as_json: bool) -> None:
    """Show what the gates say of an inspection: of each grade, and of its publication.

    Example: peelian inspections gates cleveland-2021-22
    """
    start_django()
    from peelian.apps.judgements.queries.gates import gates_of_judgements
    from peelian.apps.reports.queries import publication_gates

    inspection = named_inspection(reference)
    steps = {"finalise": gates_of_judgements(inspection), "publish": publication_gates(inspection)}
    if as_json:
        write_json({step: [_gate(each) for each in results] for step, results in steps.items()})
        return
    for step, results in steps.items():
        for each in results:
            click.echo(f"{step:<9} {each.severity:<6} {each.code:<28} {each.message}")
    if not any(steps.values()):
        say("No gate warns or blocks.")


def named_inspection(reference: str) -> Inspection:
    """The inspection with this reference."""
    from peelian.apps.inspections.models import Inspection

    found = list(Inspection.objects.filter(reference=reference).select_related("framework_version"))
    if len(found) != 1:
        raise click.ClickException(f"There is no inspection {reference!r}. See: peelian inspections list.")
    return found[0]


def _row(inspection: Inspection) -> dict[str, object]:
    return {
        "reference": inspection.reference,
        "title": inspection.title,
        "force": inspection.force.slug if inspection.force else None,
        "framework": inspection.framework_version_id,
        "state": inspection.state,
        "window_start": inspection.window_start,
        "window_end": inspection.window_end,
        "demonstration": inspection.is_demonstration,
    }


def _gate(result: GateResult) -> dict[str, object]:
    return {
        "gate": result.code,
        "severity": result.severity,
        "overridable": result.overridable,
        "target": result.target,
        "message": result.message,
    }
