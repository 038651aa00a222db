"""`peelian audit`: the proof of the log."""

from __future__ import annotations

import click

from peelian.interfaces.cli.answers import fail, json_option, say, start_django, write_json


@click.group("audit")
def command() -> None:
    """Prove that the audit log is whole."""


@command.command("verify")
@json_option
def verify(as_json: bool) -> None:
    """Recompute the chain of the audit log and name the first row that does not fit.

    Example: peelian audit verify
    """
    start_django()
    from peelian.apps.audit.queries import verify_audit_log

    proof = verify_audit_log()
    if as_json:
        write_json(
            {
                "holds": proof.holds,
                "events": proof.events,
                "broken_at": proof.broken_at,
                "reason": proof.reason,
            }
        )
    if not proof.holds:
        fail(f"The audit log does not hold. {proof.reason} The {proof.events} events before it are whole.")
    say(f"The audit log holds: {proof.events} events, each following from the one before.")
