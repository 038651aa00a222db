"""Plans of a force: what they cover, and each version that went to the inspectorate with its receipt."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.actions.models.reach import OfForce
from peelian.apps.evidence.models import AttachedDocument
from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError


class ActionPlan(OfForce):
    """A plan of a force over one or more items; several years and themes where the force works by them."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="action_plans")
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    themes = models.JSONField(default=list, help_text="Words such as prevention, in the order of the plan")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.UniqueConstraint(fields=["force", "title"], name="action_plan_title_once"),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="action_plan_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class PlanItem(models.Model):
    """An item that a plan covers, under one of the plan's themes where it is tied to one."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="plan_items")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="plan_items")
    theme = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("item__position", "id")
        constraints = [models.UniqueConstraint(fields=["plan", "item"], name="plan_covers_item_once")]

    def __str__(self) -> str:
        return f"{self.item} in {self.plan}"


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def visible_to(self, user: Any) -> PlanVersionQuerySet:
        """Versions of the user's own force, and those sent to an inspectorate whose staff the user belongs to."""
        return self.filter(
            Q(plan__force__in=forces_of(user)) | Q(inspectorate__in=staffed_inspectorates(user))
        )


class PlanVersion(models.Model):
    """One version of a plan as it was sent. It never changes; what is new is the next version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(ActionPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    dated = models.DateField(help_text="The day that the plan itself bears")
    text = models.TextField()
    content = models.JSONField(default=dict, help_text="Items and actions as they stood when it was sent")
    strategy = models.CharField(max_length=200, blank=True, help_text="National strategy that the plan cites")
    strategy_version = models.CharField(max_length=60, blank=True)
    strategy_agreed_on = models.DateField(null=True, blank=True)
    warnings = models.JSONField(default=list)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    sent_at = models.DateTimeField(auto_now_add=True)
    sha256 = models.CharField(max_length=64, help_text="Of text and content, to prove what was sent")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan}, version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep a version that was sent as it was."""
        if not self._state.adding:
            raise RefusalError("refused", f"{self} was sent and stays as it is. Send a new version.")
        super().save(*args, **kwargs)

    @property
    def tenant(self) -> Organisation:
        return self.plan.force


def plan_document_path(document: PlanDocument, name: str) -> str:
    """Stored under a random name, so that neither name nor kind can be guessed from an address."""
    return f"plans/{document.id}"


class PlanDocumentQuerySet(models.QuerySet["PlanDocument"]):
    def visible_to(self, user: Any) -> PlanDocumentQuerySet:
        """Documents of the versions that the user may read."""
        return self.filter(version__in=PlanVersion.objects.visible_to(user))


class PlanDocument(AttachedDocument):
    """The document that was sent as a version of a plan, or with its text."""

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="document")
    file = models.FileField(upload_to=plan_document_path, max_length=200)

    objects = PlanDocumentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.file_name} of {self.version}"

    @property
    def tenant(self) -> Organisation:
        return self.version.tenant


class PlanReceipt(models.Model):
    """The inspectorate's receipt of a version, and later what it made of it."""

    class Result(models.TextChoices):
        COMPREHENSIVE = "comprehensive", "Comprehensive"
        PARTS_MISSING = "parts-missing", "Parts missing"
        NOT_ACCEPTED = "not-accepted", "Not accepted"

    version = models.OneToOneField(PlanVersion, on_delete=models.PROTECT, related_name="receipt")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    result = models.CharField(max_length=20, choices=Result, blank=True)
    reasons = models.TextField(blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(result="")
                | (Q(reviewed_by__isnull=False) & Q(reviewed_on__isnull=False) & ~Q(reasons="")),
                name="plan_result_has_reviewer_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"Receipt of {self.version}"

    @property
    def tenant(self) -> Organisation:
        return self.version.inspectorate
