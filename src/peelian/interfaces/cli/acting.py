"""Who acts when the operator at the machine gives a command, and for which inspectorate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from peelian.apps.audit.actors import SystemActor

if TYPE_CHECKING:
    from peelian.apps.accounts.models import User
    from peelian.apps.organisations.models import Organisation

OPERATOR = SystemActor("operator at the command line")
"""Acts for imports, which need no role: whoever can give the command can reach the database anyway."""

by_option = click.option(
    "--by",
    "email",
    required=True,
    metavar="EMAIL",
    help="Whose account acts. It needs the role, and the log names it.",
)
force_option = click.option(
    "--force",
    "force_slug",
    required=True,
    metavar="FORCE",
    help="Short name of the force, such as cleveland.",
)
inspectorate_option = click.option(
    "--inspectorate", "slug", help="Short name of the inspectorate, where there is more than one."
)


def acting_user(email: str) -> User:
    """The active account with this address."""
    from peelian.apps.accounts.models import User

    user = User.objects.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise click.ClickException(f"There is no active account {email!r}. Give the address of one that is.")
    return user


def named_inspectorate(slug: str | None) -> Organisation:
    """The inspectorate with this short name, or the only one."""
    from peelian.apps.organisations.queries import inspectorates

    found = list(inspectorates().filter(slug=slug) if slug else inspectorates())
    if len(found) == 1:
        return found[0]
    known = ", ".join(inspectorates().values_list("slug", flat=True)) or "none; load the catalogue first"
    if slug:
        raise click.ClickException(f"There is no inspectorate {slug!r}. Known: {known}.")
    raise click.ClickException(f"Name one inspectorate with --inspectorate. Known: {known}.")


def named_force(slug: str) -> Organisation:
    """The force with this short name."""
    from peelian.apps.organisations.queries import forces

    force = forces().filter(slug=slug).first()
    if force is None:
        raise click.ClickException(f"There is no force {slug!r}. Use a short name such as cleveland.")
    return force
