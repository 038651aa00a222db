"""People, organisations and inspections for tests, made on the real catalogue."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import regime
from peelian.apps.frameworks.services import synchronise_frameworks
from peelian.apps.inspections.models import Inspection, Round, TeamMember
from peelian.apps.organisations.models import Membership, Organisation, Role

LOADER = SystemActor("tests")
_numbers = count(1)


def framework_version(identifier: str) -> FrameworkVersion:
    """A framework version of the real catalogue."""
    if not FrameworkVersion.objects.exists():
        synchronise_frameworks(actor=LOADER, catalogue=regime())
    return FrameworkVersion.objects.get(pk=identifier)


def make_inspectorate(slug: str = "inspectorate") -> Organisation:
    return Organisation.objects.get_or_create(
        slug=slug, defaults={"kind": Organisation.Kind.INSPECTORATE, "name": f"The {slug}"}
    )[0]


def make_force(slug: str = "cleveland", *, in_scope: bool = True) -> Organisation:
    force = regime().forces.get(slug)
    return Organisation.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": Organisation.Kind.FORCE,
            "name": force.name if force else f"{slug.title()} Police",
            "code": (force.code or "") if force else "",
            "in_scope": in_scope,
        },
    )[0]


def make_all_forces() -> list[Organisation]:
    """The 43 forces in scope."""
    return [make_force(force.slug) for force in regime().forces.values() if force.in_scope]


def make_local_policing_body(force: Organisation) -> Organisation:
    return Organisation.objects.get_or_create(
        slug=f"{force.slug}-local-policing-body",
        defaults={
            "kind": Organisation.Kind.LOCAL_POLICING_BODY,
            "name": f"Police and Crime Commissioner for {force.name}",
            "oversees": force,
        },
    )[0]


def make_person(organisation: Organisation | None = None, *roles: str, name: str = "") -> User:
    """A person who holds the roles in the organisation."""
    number = next(_numbers)
    user = User.objects.create_user(
        email=f"person{number}@{organisation.slug if organisation else 'nowhere'}.example",
        name=name or f"{roles[0] if roles else 'person'} {number}",
    )
    for role in roles:
        assert organisation is not None
        Membership.objects.create(user=user, organisation=organisation, role=Role(role))
    return user


def make_round(framework: str = "peel-2021-22", **fields: Any) -> Round:
    version = framework_version(framework)
    number = next(_numbers)
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "framework_version": version,
        "slug": f"round-{number}",
        "title": f"Round {number}",
        "cadence": version.framework.cadence,
        "starts_on": date(2021, 10, 1),
        "ends_on": date(2022, 12, 31),
        **fields,
    }
    return Round.objects.create(**values)


def make_inspection(
    round: Round | None = None, force: Organisation | None = None, **fields: Any
) -> Inspection:
    """An inspection in fieldwork, led and owned by people of its inspectorate."""
    round = round or make_round()
    force = force or make_force()
    version = round.framework_version
    areas = [a.identifier for a in version.framework.areas if not round.pillar or a.pillar == round.pillar]
    values: dict[str, Any] = {
        "inspectorate": round.inspectorate,
        "round": round,
        "framework_version": version,
        "force": force,
        "pillar": round.pillar,
        "areas": areas,
        "reference": f"{force.slug}-{next(_numbers)}",
        "title": f"{version.title}: {force.name}",
        "kinds": ["force-specific"],
        "state": Inspection.State.FIELDWORK,
        "window_start": round.starts_on,
        "window_end": round.ends_on,
        "lead_inspector": make_person(round.inspectorate, Role.LEAD_INSPECTOR),
        "accountable_inspector": make_person(round.inspectorate, Role.HMI),
        **fields,
    }
    inspection = Inspection.objects.create(**values)
    TeamMember.objects.create(
        inspection=inspection, user=make_person(round.inspectorate, Role.INSPECTOR), role=Role.INSPECTOR
    )
    return inspection
