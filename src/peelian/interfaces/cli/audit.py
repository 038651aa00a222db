"""`peelian audit`: the proof of the log and of what is published."""

from __future__ import annotations

import click

from peelian.interfaces.cli.answers import fail, json_option, say, start_django, write_json


@click.group("audit")
def command() -> None:
    """Prove that the audit log, the published reports and the frozen results of reviews are whole."""


@command.command("verify")
@json_option
def verify(as_json: bool) -> None:
    """Recompute the chain of the audit log and the hash of every published report and closed review.

    Names the first of each that does not fit, and the triggers against changes that the database lacks.

    Example: peelian audit verify
    """
    start_django()
    from peelian.apps.audit.queries import verify_audit_log
    from peelian.apps.audit.triggers import missing_triggers
    from peelian.apps.reports.queries import verify_publications
    from peelian.apps.reviews.queries import verify_review_records

    proof, published, reviewed = verify_audit_log(), verify_publications(), verify_review_records()
    unguarded = missing_triggers()
    faults = [proof.reason, published.reason, reviewed.reason, lacking(unguarded)]
    if as_json:
        write_json(
            {
                "holds": not any(faults),
                "events": proof.events,
                "head": proof.head,
                "broken_at": proof.broken_at,
                "publications": published.publications,
                "reviews": reviewed.records,
                "missing_triggers": unguarded,
                "reason": next((fault for fault in faults if fault), ""),
            }
        )
    if not proof.holds:
        fail(f"The audit log does not hold. {proof.reason} The {proof.events} events before it are whole.")
    others = [fault for fault in faults if fault]
    if others:
        kind = "what is published" if published.reason else "what is frozen"
        fail(f"The audit log holds, but not {kind}. {' '.join(others)}")
    say(
        f"The audit log holds: {proof.events} events, each following from the one before. "
        f"Published versions that hold: {published.publications}. "
        f"Frozen results of reviews that hold: {reviewed.records}."
    )


def lacking(triggers: list[str]) -> str:
    """Name the triggers that the database lacks; empty where it lacks none."""
    if not triggers:
        return ""
    return f"The database lacks what keeps frozen rows from being changed: {', '.join(triggers)}."
