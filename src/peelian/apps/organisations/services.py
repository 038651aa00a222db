"""Organisations from the catalogue, and the roles people hold in them."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import Actor, SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.organisations.access import NOT_PERMITTED, forget_roles
from peelian.apps.organisations.models import ROLES_BY_KIND, Membership, Organisation, Role
from peelian.apps.organisations.policies import can_administer_organisation
from peelian.catalogue import Catalogue
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError

INSPECTED = (Organisation.Kind.FORCE, Organisation.Kind.LOCAL_POLICING_BODY)
OTHER_SIDE: Mapping[str, tuple[str, ...]] = {
    Organisation.Kind.INSPECTORATE: INSPECTED,
    **dict.fromkeys(INSPECTED, (Organisation.Kind.INSPECTORATE,)),
}
"""Kinds of organisations in which nobody of a kind may hold a role."""


@service("organisations.synchronise_catalogue")
def synchronise_organisations(*, actor: Actor, catalogue: Catalogue) -> int:
    """Store the inspectorate, the forces, their local policing bodies and the government reader; count the new."""
    added = 0
    kinds = {"inspectorate": Organisation.Kind.INSPECTORATE, "government": Organisation.Kind.GOVERNMENT}
    for body in catalogue.bodies.values():
        if body.kind in kinds:
            added += _keep(kinds[body.kind], body.identifier, body.names[-1].short)
    for force in catalogue.forces.values():
        added += _keep(
            Organisation.Kind.FORCE,
            force.slug,
            force.name,
            code=force.code or "",
            region=force.region or "",
            in_scope=force.in_scope,
        )
        if force.local_policing_body:
            added += _keep(
                Organisation.Kind.LOCAL_POLICING_BODY,
                f"{force.slug}-local-policing-body",
                force.local_policing_body,
                oversees=Organisation.objects.get(slug=force.slug),
            )
    if added:
        record_event(
            actor=actor,
            action="organisations.synchronise_catalogue",
            summary=f"Organisations added: {added}.",
            public=True,
        )
    return added


def _keep(kind: str, slug: str, name: str, **fields: object) -> int:
    _, made = Organisation.objects.update_or_create(
        slug=slug, defaults={"kind": kind, "name": name, **fields}
    )
    return int(made)


@service("organisations.add_member")
def add_member(
    *, actor: User, organisation: Organisation, email: str, name: str, role: str, office: str = ""
) -> Membership:
    """Give a person a role in an organisation, making the account when the address is new.

    A new account has no password: its holder sets one through the reset link.
    """
    _require_administrator(actor, organisation)
    _require_role_of_kind(organisation, role)
    user = User.objects.filter(email__iexact=email).first()
    if user == actor:
        raise RefusalError(
            "refused", "Nobody gives a role to themselves. Ask another administrator to give it to you."
        )
    _require_one_side(user, organisation)
    if user is None:
        user = User.objects.create_user(email=email, name=name, office=office)
    membership, made = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if not made:
        raise RefusalError(
            "refused", f"{user.name} already holds the role {Role(role).label} in {organisation.name}."
        )
    forget_roles(user)
    record_event(
        actor=actor,
        action="organisations.add_member",
        subject=membership,
        organisation=organisation,
        summary=f"{user.audit_label} became {Role(role).label} of {organisation.name}.",
    )
    return membership


@service("organisations.admit_person")
def admit_person(
    *,
    actor: SystemActor,
    organisation: Organisation,
    email: str,
    name: str,
    role: str,
    office: str = "",
    password: str | None = None,
    is_demonstration: bool = False,
) -> Membership:
    """Give a person a role on behalf of the operator at the machine, making the account when the address is new.

    The first administrator of an organisation comes in this way; afterwards administrators add members. No page
    and no API leads here. Somebody who holds the role already keeps it, and their password stays as it is.
    """
    _require_role_of_kind(organisation, role)
    user = User.objects.filter(email__iexact=email).first()
    _require_one_side(user, organisation)
    if user is None:
        user = User.objects.create_user(
            email=email, password=password, name=name, office=office, is_demonstration=is_demonstration
        )
    membership, _ = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    forget_roles(user)
    record_event(
        actor=actor,
        action="organisations.admit_person",
        subject=membership,
        organisation=organisation,
        summary=f"{user.audit_label} became {Role(role).label} of {organisation.name}.",
    )
    return membership


@service("organisations.remove_member")
def remove_member(*, actor: User, membership: Membership) -> None:
    """End a person's role in an organisation. The last administrator cannot be removed."""
    organisation = membership.organisation
    _require_administrator(actor, organisation)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    administrators = Membership.objects.filter(organisation=organisation, role=Role.ADMINISTRATOR)
    if membership.role == Role.ADMINISTRATOR and administrators.count() == 1:
        raise RefusalError(
            "refused", f"{organisation.name} needs at least one administrator: name another one first."
        )
    record_event(
        actor=actor,
        action="organisations.remove_member",
        subject=membership,
        organisation=organisation,
        summary=f"{membership.user.audit_label} is no longer {membership.get_role_display()} of {organisation.name}.",
    )
    membership.delete()


def _require_administrator(actor: User, organisation: Organisation) -> None:
    if not can_administer_organisation(actor, organisation):
        raise NotPermittedError(
            NOT_PERMITTED,
            f"You cannot change the members of {organisation.name}: ask one of its administrators.",
        )


def _require_one_side(user: User | None, organisation: Organisation) -> None:
    """Refuse a person of an inspectorate among those it inspects, and the other way round."""
    other = OTHER_SIDE.get(organisation.kind)
    if user is None or other is None:
        return
    if Membership.objects.filter(user=user, organisation__kind__in=other).exists():
        raise RefusalError(
            "refused",
            f"{user.email} cannot hold a role in {organisation.name}: nobody works both for an inspectorate and for a "
            "force or local policing body. End the other roles first, or choose another person.",
        )


def _require_role_of_kind(organisation: Organisation, role: str) -> None:
    allowed = ROLES_BY_KIND[organisation.kind]
    if role not in allowed:
        names = ", ".join(Role(each).label for each in allowed)
        raise InvalidValueError(
            "invalid-value", f"The role {role!r} does not exist in {organisation.name}. Allowed: {names}."
        )
