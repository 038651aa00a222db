"""What every service of the directory asks: the role, and that no way to reach a person is written down."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Model

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event
from peelian.apps.directory.policies import KEEPERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError

_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
_TELEPHONE = re.compile(r"(?<!\w)(?:\+\s?\d|\(?0\d)(?:[\s().-]*\d){7,}")
NO_CONTACTS = (
    "This looks like {what}. The directory holds organisations only, no way to reach a person: take it out."
)


def require_keeper(actor: User, force: Organisation, *, to: str) -> None:
    """Refuse unless the person keeps the directory of this force."""
    if force.kind != Organisation.Kind.FORCE:
        raise RefusalError(
            "refused", f"{force.name} is no police force. Only forces keep a directory; choose a force."
        )
    require_role(actor, force, *KEEPERS, to=to)


def check_words(problems: Problems, name: str, value: str, longest: int | None = None) -> None:
    """Note a problem where a text is too long, or holds an email address or a telephone number."""
    if longest is not None and len(value) > longest:
        problems.add(name, value[:80], f"This has {len(value)} characters. Use at most {longest}.")
    if _E_MAIL.search(value):
        problems.add(name, value[:80], NO_CONTACTS.format(what="an email address"))
    if _TELEPHONE.search(value):
        problems.add(name, value[:80], NO_CONTACTS.format(what="a telephone number"))


def record(
    actor: User, force: Organisation, action: str, subject: Model, summary: str, **details: Any
) -> None:
    """Tell the log of the force."""
    record_event(
        actor=actor,
        action=f"directory.{action}",
        subject=subject,
        organisation=force,
        summary=summary,
        details=details,
    )
