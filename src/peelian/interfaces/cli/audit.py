"""`peelian audit`: the proof of the log and of what is published."""

from __future__ import annotations

import click

from peelian.interfaces.cli.answers import fail, json_option, say, start_django, write_json


@click.group("audit")
def command() -> None:
    """Prove that the audit log and the published reports are whole."""


@command.command("verify")
@json_option
def verify(as_json: bool) -> None:
    """Recompute the chain of the audit log and the hash of every published report; name the first that does not fit.

    Example: peelian audit verify
    """
    start_django()
    from peelian.apps.audit.queries import verify_audit_log
    from peelian.apps.reports.queries import verify_publications

    proof, published = verify_audit_log(), verify_publications()
    if as_json:
        write_json(
            {
                "holds": proof.holds and published.holds,
                "events": proof.events,
                "head": proof.head,
                "broken_at": proof.broken_at,
                "publications": published.publications,
                "reason": proof.reason or published.reason,
            }
        )
    if not proof.holds:
        fail(f"The audit log does not hold. {proof.reason} The {proof.events} events before it are whole.")
    if not published.holds:
        fail(f"The audit log holds, but not what is published. {published.reason}")
    say(
        f"The audit log holds: {proof.events} events, each following from the one before. "
        f"Published versions that hold: {published.publications}."
    )
