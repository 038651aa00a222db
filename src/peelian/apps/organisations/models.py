"""Organisations and who belongs to them in which role."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from peelian.apps.accounts.models import User


class Organisation(models.Model):
    """A tenant: an inspectorate, a force, a local policing body, or a reader such as the Home Office."""

    class Kind(models.TextChoices):
        INSPECTORATE = "inspectorate", "Inspectorate"
        FORCE = "force", "Police force"
        LOCAL_POLICING_BODY = "local-policing-body", "Local policing body"
        GOVERNMENT = "government", "Government department"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=30, choices=Kind)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=150)
    code = models.CharField(max_length=20, blank=True, help_text="Police force area code, such as E23000013")
    region = models.CharField(max_length=60, blank=True)
    in_scope = models.BooleanField(default=True, help_text="Counted in national totals")
    oversees = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="overseen_by",
        help_text="The force that this local policing body holds to account",
    )

    class Meta:
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["inspectorate", "force", "local-policing-body", "government"]),
                name="organisation_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tenant(self) -> Organisation:
        return self


class Role(models.TextChoices):
    INSPECTOR = "inspector", "Inspector"
    LEAD_INSPECTOR = "lead-inspector", "Lead inspector"
    ANALYST = "analyst", "Analyst"
    HMI = "hmi", "HM Inspector"
    HMCIC = "hmcic", "HM Chief Inspector"
    PUBLICATIONS = "publications", "Publications"
    FORCE_LIAISON = "force-liaison", "Force liaison"
    STRATEGIC_OWNER = "strategic-owner", "Strategic owner"
    CHIEF_OFFICER = "chief-officer", "Chief officer"
    CRIME_REGISTRAR = "crime-registrar", "Crime registrar"
    COMMISSIONER = "commissioner", "Commissioner"
    COMMISSIONERS_OFFICER = "commissioners-officer", "Commissioner's officer"
    HOME_OFFICE_READER = "home-office-reader", "Home Office reader"
    ADMINISTRATOR = "administrator", "Administrator"


ROLES_BY_KIND: dict[str, tuple[Role, ...]] = {
    Organisation.Kind.INSPECTORATE: (
        Role.INSPECTOR,
        Role.LEAD_INSPECTOR,
        Role.ANALYST,
        Role.HMI,
        Role.HMCIC,
        Role.PUBLICATIONS,
        Role.ADMINISTRATOR,
    ),
    Organisation.Kind.FORCE: (
        Role.FORCE_LIAISON,
        Role.STRATEGIC_OWNER,
        Role.CHIEF_OFFICER,
        Role.CRIME_REGISTRAR,
        Role.ADMINISTRATOR,
    ),
    Organisation.Kind.LOCAL_POLICING_BODY: (
        Role.COMMISSIONER,
        Role.COMMISSIONERS_OFFICER,
        Role.ADMINISTRATOR,
    ),
    Organisation.Kind.GOVERNMENT: (Role.HOME_OFFICE_READER, Role.ADMINISTRATOR),
}
STAFF_ROLES = (Role.INSPECTOR, Role.LEAD_INSPECTOR, Role.ANALYST, Role.HMI, Role.HMCIC, Role.PUBLICATIONS)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user: User | Any) -> MembershipQuerySet:
        """Memberships of the organisations that the user administers, and the user's own."""
        from peelian.apps.organisations.access import organisations_with_role

        if not user.is_authenticated:
            return self.none()
        administered = organisations_with_role(user, Role.ADMINISTRATOR)
        return self.filter(Q(organisation__in=administered) | Q(user=user))


class Membership(models.Model):
    """A person's role in an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=Role)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="membership_once"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} as {self.get_role_display()} of {self.organisation}"

    @property
    def tenant(self) -> Organisation:
        return self.organisation
