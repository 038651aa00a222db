"""The people of the tour: one account for every role, each with a password made on the spot."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from peelian.apps.accounts.models import User
from peelian.apps.organisations.models import Membership, Organisation, Role
from peelian.apps.organisations.services import admit_person
from peelian.demonstration.material import read_yaml
from peelian.demonstration.steps import LOADER

OFFICES = {Role.HMI: "HM Inspector of Constabulary", Role.HMCIC: "HM Chief Inspector of Constabulary"}


@dataclass(frozen=True)
class Account:
    """Who may sign in to the tour, and with what."""

    role: str
    organisation: str
    email: str
    password: str


def accounts_file() -> Path:
    """Where the passwords are kept, for the owner of the data folder alone."""
    return Path(settings.VAR) / "demonstration-accounts.txt"


def load_people() -> Iterator[Membership]:
    """Admit every person of the tour; their passwords are written down before anything is settled."""
    kept: list[Account] = []
    for entry in read_yaml("accounts")["accounts"]:
        account, membership = _admit(entry)
        kept.append(account)
        yield membership
    _keep(kept)


def known_accounts() -> list[Account]:
    """The accounts as they were written down; none where the file is gone."""
    path = accounts_file()
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Account(*line.split("\t")) for line in lines if line and not line.startswith("#")]


def person(email: str) -> User:
    """One person of the tour."""
    return User.objects.get(email=email)


def inspectorate() -> Organisation:
    return Organisation.objects.get(slug="inspectorate")


def _admit(entry: dict[str, Any]) -> tuple[Account, Membership]:
    organisation = Organisation.objects.get(slug=entry["organisation"])
    role = Role(entry["role"])
    password = secrets.token_urlsafe(12)
    membership = admit_person(
        actor=LOADER,
        organisation=organisation,
        email=entry["username"],
        name=entry["name"],
        role=role,
        office=OFFICES.get(role, role.label),
        password=password,
        is_demonstration=True,
    )
    return Account(role.label, organisation.name, entry["username"], password), membership


def _keep(accounts: list[Account]) -> None:
    """Write the file anew, readable by its owner only from its first byte on."""
    path = accounts_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("# Accounts of the demonstration: role, organisation, e-mail address, password.\n")
        for account in accounts:
            file.write(f"{account.role}\t{account.organisation}\t{account.email}\t{account.password}\n")
