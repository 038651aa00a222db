"""`peelian doctor`: is this installation sound, and if not, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from peelian.interfaces.cli.answers import fail, json_option, start_django, write_json
from peelian.rules.number_words import of_number


@dataclass(frozen=True)
class Check:
    name: str
    sound: bool
    told: str
    remedy: str = ""


@click.command("doctor")
@json_option
def command(as_json: bool) -> None:
    """Check settings, database, catalogue, assets, log, reports and their methods; name a remedy for each fault.

    Example: peelian doctor
    """
    start_django()
    checks = list(_checks())
    if as_json:
        write_json([asdict(check) for check in checks])
    else:
        for check in checks:
            click.echo(f"{'sound' if check.sound else 'FAULT':<6} {check.name}: {check.told}")
            if not check.sound:
                click.echo(f"       Remedy: {check.remedy}")
    faults = sum(not check.sound for check in checks)
    if faults:
        fail(f"{faults} of {len(checks)} checks found a fault.")


def _checks() -> Iterator[Check]:
    yield _settings()
    yield _data_folder()
    database = _database()
    yield database
    yield _catalogue()
    yield _assets()
    if database.sound:
        yield _audit()
        yield _published()
        yield _methods()
        yield _reviews()
        yield _triggers()


def _settings() -> Check:
    from django.conf import settings

    open_debug = settings.DEBUG and any(
        host not in ("127.0.0.1", "localhost", "[::1]") for host in settings.ALLOWED_HOSTS
    )
    return Check(
        "settings",
        not open_debug,
        f"hosts {', '.join(settings.ALLOWED_HOSTS)}",
        "Unset PEELIAN_DEBUG: never show errors in detail on a host that others reach.",
    )


def _data_folder() -> Check:
    from django.conf import settings

    folder: Path = settings.VAR
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_text("x")
        probe.unlink()
    except OSError as error:
        return Check(
            "data folder", False, str(error), f"Make {folder} writable, or point PEELIAN_VAR elsewhere."
        )
    return Check("data folder", True, "writable")


def _database() -> Check:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Check(
            "database", False, str(error), "Start the server that DATABASE_URL names, or unset it for SQLite."
        )
    if waiting:
        return Check(
            "database",
            False,
            f"{len(waiting)} migrations wait",
            "Run: peelian demo, or django-admin migrate.",
        )
    return Check("database", True, f"{connection.vendor}, up to date")


def _catalogue() -> Check:
    from peelian.apps.frameworks.queries import regime
    from peelian.catalogue import CatalogueError

    try:
        catalogue = regime()
    except CatalogueError as error:
        return Check(
            "catalogue", False, error.message, "Run: peelian frameworks validate, and correct what it names."
        )
    return Check("catalogue", True, f"{len(catalogue.frameworks)} frameworks, {len(catalogue.forces)} forces")


def _assets() -> Check:
    from django.contrib.staticfiles import finders

    found = finders.find("build/app.css") is not None
    return Check("assets", found, "built" if found else "the style sheet is missing", "Run: make assets.")


def _audit() -> Check:
    from peelian.apps.audit.queries import verify_audit_log

    proof = verify_audit_log()
    return Check(
        "audit log",
        proof.holds,
        f"{proof.events} events hold" if proof.holds else proof.reason,
        "Keep the database as it is, take a copy, and find out who changed it.",
    )


def _published() -> Check:
    from peelian.apps.reports.queries import verify_publications

    proof = verify_publications()
    return Check(
        "published reports",
        proof.holds,
        of_number(proof.publications, "version holds", "versions hold") if proof.holds else proof.reason,
        "Keep the database as it is, take a copy, and find out who changed it.",
    )


def _methods() -> Check:
    from peelian.apps.reports.queries import verify_method_links

    proof = verify_method_links()
    return Check(
        "links to methods",
        proof.holds,
        f"{proof.links} links hold" if proof.holds else " ".join(proof.faults),
        "Bring back the review and its question set from a copy of the database, then run: peelian doctor.",
    )


def _reviews() -> Check:
    from peelian.apps.reviews.queries import verify_review_records

    proof = verify_review_records()
    return Check(
        "frozen results of reviews",
        proof.holds,
        f"{proof.records} records hold" if proof.holds else proof.reason,
        "Keep the database as it is, take a copy, and find out who changed it.",
    )


def _triggers() -> Check:
    from peelian.apps.audit.triggers import missing_triggers

    missing = missing_triggers()
    return Check(
        "guards of frozen rows",
        not missing,
        f"missing: {', '.join(missing)}" if missing else "all there",
        "Find out who took them away, prove with peelian audit verify what is frozen, and bring back a copy of the "
        "database that has them.",
    )
