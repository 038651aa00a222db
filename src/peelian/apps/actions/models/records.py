"""What a force keeps beside its actions: checks that come round, reviews it asked for, exits, referrals, statements."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.actions.models.reach import OfForce
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation


class RecurringCheck(OfForce):
    """A check or review that comes round, such as a yearly integrity health check."""

    class Scope(models.TextChoices):
        INTERNAL = "internal", "Internal"
        EXTERNAL = "external", "External"
        BOTH = "both", "Internal and external"

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="recurring_checks")
    title = models.CharField(max_length=200)
    scope = models.CharField(max_length=20, choices=Scope)
    every_months = models.PositiveSmallIntegerField()
    first_due = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("title", "id")
        constraints = [
            models.UniqueConstraint(fields=["force", "title"], name="recurring_check_title_once"),
            models.CheckConstraint(condition=Q(every_months__gte=1), name="recurring_check_comes_round"),
        ]

    def __str__(self) -> str:
        return self.title


class CheckRun(models.Model):
    """One time that a recurring check was done, with its result."""

    check_of = models.ForeignKey(RecurringCheck, on_delete=models.PROTECT, related_name="runs")
    done_on = models.DateField()
    result = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("done_on", "id")

    def __str__(self) -> str:
        return f"{self.check_of}, {self.done_on}"


class OutsideReview(OfForce):
    """A review that the force asked somebody outside to make, such as a peer review."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="outside_reviews")
    asked_by = models.CharField(max_length=150)
    reviewer = models.CharField(max_length=150)
    scope = models.TextField()
    asked_on = models.DateField()
    result = models.TextField(blank=True)
    result_on = models.DateField(null=True, blank=True)
    item = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="What it looked at"
    )

    class Meta:
        ordering = ("asked_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True)
                | (~Q(result="") & Q(result_on__isnull=False) & Q(result_on__gte=F("asked_on"))),
                name="outside_review_result_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.scope[:60]}"


class CollaborationExit(OfForce):
    """A decision to leave a collaboration; it stands on the list of gaps until case, cost and plan are there."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="collaboration_exits")
    collaboration = models.CharField(max_length=200)
    decided_on = models.DateField()
    business_case = models.TextField(blank=True)
    cost = models.TextField(blank=True)
    replacement_plan = models.TextField(blank=True)

    class Meta:
        ordering = ("decided_on", "id")

    def __str__(self) -> str:
        return self.collaboration


class AllegationReferral(OfForce):
    """An allegation of abuse of position by its reference, and the day on which it was referred outside."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="allegation_referrals")
    reference = models.CharField(max_length=60, help_text="The force's reference; never a person's name")
    received_on = models.DateField()
    referred_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("received_on", "reference")
        constraints = [
            models.UniqueConstraint(fields=["force", "reference"], name="allegation_once"),
            models.CheckConstraint(
                condition=Q(referred_on__isnull=True) | Q(referred_on__gte=F("received_on")),
                name="referral_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class ChiefStatement(OfForce):
    """What a chief officer said in public about an inspection, with name, office and day."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="chief_statements")
    inspection = models.ForeignKey(
        Inspection, null=True, blank=True, on_delete=models.PROTECT, related_name="chief_statements"
    )
    about = models.CharField(max_length=200, help_text="Round or report that it speaks about")
    name = models.CharField(max_length=150)
    office = models.CharField(max_length=150)
    stated_on = models.DateField()
    stated_precision = models.CharField(max_length=10, choices=Item.Precision, default=Item.Precision.DAY)
    quote = models.TextField()
    progress = models.TextField(blank=True, help_text="Progress that it names")
    still_missing = models.TextField(blank=True, help_text="What it says is still to be done")
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-stated_on", "id")

    def __str__(self) -> str:
        return f"{self.name} on {self.about}"


class TrackerImport(OfForce):
    """One reading of the force's own tracker: what came in, and what was wrong with the rest."""

    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="tracker_imports")
    name = models.CharField(max_length=200, help_text="Name of the file")
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(help_text="Rows that came in, new or changed")
    unchanged = models.PositiveIntegerField()
    findings = models.JSONField(default=list, help_text="Row, column, value and sentence of each fault")
    notes = models.JSONField(
        default=list, help_text="Sentences on how the table was read, such as merged cells"
    )
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    imported_on = models.DateField()

    class Meta:
        ordering = ("-created_at", "id")

    def __str__(self) -> str:
        return f"{self.name}, {self.imported_on}"
