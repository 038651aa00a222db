"""What happens to an open item: who owns it, what the force declares, and what the inspectorate finds."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from peelian.apps.evidence.models import AttachedDocument, EvidenceItem
from peelian.apps.followup.models.items import Deliverable, Item
from peelian.apps.organisations.access import forces_of, staffed_inspectorates
from peelian.apps.organisations.models import Organisation


class WorkQuerySet(models.QuerySet["Any"]):
    """What a force and the inspectorate say to each other about an item: nobody else reads it."""

    def visible_to(self, user: Any) -> WorkQuerySet:
        """Rows on items of the user's force, or of an inspectorate whose staff the user belongs to."""
        return self.filter(
            Q(item__force__in=forces_of(user)) | Q(item__inspectorate__in=staffed_inspectorates(user))
        )


class ItemWork(models.Model):
    """One dated step of the work on an item."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def tenant(self) -> Organisation:
        item: Item = getattr(self, "item")  # noqa: B009  (each kind of work has its own)
        return item.force or item.inspectorate


class ClosureCriterion(models.Model):
    """What has to be shown before the item can be closed, written when it is drafted; the public may read it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="closure_criteria")
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text[:60]


class Ownership(ItemWork):
    """The leader whom a force names for an item, from one day to another."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="ownerships")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("since", "created_at")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(until__isnull=True), name="item_has_one_owner"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="ownership_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} since {self.since}"


class Declaration(ItemWork):
    """The force says that an item is complete, with evidence against each criterion."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="declarations")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_on = models.DateField()
    statement = models.TextField()

    class Meta:
        ordering = ("declared_on", "created_at")

    def __str__(self) -> str:
        return f"Declared complete on {self.declared_on}"


class CriterionEvidence(models.Model):
    """What a declaration shows against one criterion; a file that proves it may hang on it."""

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(ClosureCriterion, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()

    class Meta:
        ordering = ("criterion__position", "id")
        constraints = [
            models.UniqueConstraint(fields=["declaration", "criterion"], name="criterion_evidence_once")
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Verification(ItemWork):
    """An inspector's test of what a force declared."""

    class Method(models.TextChoices):
        DESK = "desk", "Desk review"
        REVISIT = "revisit", "Revisit"
        NEXT_INSPECTION = "next-inspection", "At the next inspection"

    class Result(models.TextChoices):
        MET = "met", "Met"
        MORE_ASKED = "more-asked", "More evidence asked for"
        RETURNED = "returned", "Returned: not met"
        TOO_EARLY = "too-early", "Too early to say"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="verifications")
    declaration = models.ForeignKey(Declaration, on_delete=models.PROTECT, related_name="verifications")
    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=20, choices=Method)
    result = models.CharField(max_length=20, choices=Result)
    reasons = models.TextField()
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="+")
    tested_on = models.DateField()
    look_again_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("tested_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=~Q(result="too-early") | Q(look_again_on__isnull=False),
                name="too_early_says_when_to_look_again",
            ),
            models.CheckConstraint(
                condition=Q(result__in=["met", "more-asked", "returned", "too-early"]),
                name="verification_result_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()} on {self.tested_on}"


class ClosingRequest(ItemWork):
    """One inspector asks that an item be closed or end in another way; another confirms it, or sends it back."""

    class Ending(models.TextChoices):
        CLOSED = "closed", "Closed"
        SUPERSEDED = "superseded", "Superseded"
        NO_LONGER_RELEVANT = "no-longer-relevant", "No longer relevant"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="closing_requests")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_on = models.DateField()
    ends_as = models.CharField(max_length=20, choices=Ending, default=Ending.CLOSED)
    place_taken_by = models.ForeignKey(
        Item, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_on = models.DateField(null=True, blank=True)
    confirmed = models.BooleanField(null=True)
    decision_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("requested_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="closing_takes_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ends_as="superseded", place_taken_by__isnull=False)
                | Q(ends_as__in=["closed", "no-longer-relevant"], place_taken_by__isnull=True),
                name="ending_by_another_item_names_it",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_on__isnull=True, confirmed__isnull=True)
                | Q(decided_by__isnull=False, decided_on__isnull=False, confirmed__isnull=False),
                name="closing_decision_whole",
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(confirmed__isnull=True), name="one_closing_request_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Closing requested on {self.requested_on}"


class ProgressReview(ItemWork):
    """The inspectorate's view of progress on an item, on one of four levels, with its reasons."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="progress_reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=20, choices=Item.Progress)
    reasons = models.TextField()
    parts = models.JSONField(default=list, help_text="Each part asked for, and its state on the day")
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="+")
    reviewed_on = models.DateField()
    next_review_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("reviewed_on", "created_at")
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=["none", "insufficient", "reasonable", "good"]),
                name="progress_level_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} on {self.reviewed_on}"


class FindingsLetter(ItemWork):
    """The result of a review, sent to the one force that it is about."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="letters")
    review = models.OneToOneField(ProgressReview, on_delete=models.PROTECT, related_name="letter")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()

    class Meta:
        ordering = ("sent_on", "created_at", "id")

    def __str__(self) -> str:
        return f"Letter of {self.sent_on}"


class Revisit(ItemWork):
    """A visit planned to see how an item stands, inside a window of days."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="revisits")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()
    reason = models.TextField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ("opens_on", "created_at")
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="revisit_days_in_order")
        ]

    def __str__(self) -> str:
        return f"Revisit from {self.opens_on} to {self.closes_on}"


class ReceiptQuerySet(models.QuerySet["DeliverableReceipt"]):
    def visible_to(self, user: Any) -> ReceiptQuerySet:
        """Receipts on items of the user's force, or of an inspectorate whose staff the user belongs to."""
        return self.filter(
            Q(deliverable__item__force__in=forces_of(user))
            | Q(deliverable__item__inspectorate__in=staffed_inspectorates(user))
        )


class DeliverableReceipt(models.Model):
    """One version of a deliverable as it came in; later versions never overwrite earlier ones."""

    class Result(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        CONTENTS_MISSING = "contents-missing", "Contents missing"
        NOT_ACCEPTED = "not-accepted", "Not accepted"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="receipts")
    version = models.PositiveIntegerField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_at = models.DateTimeField(auto_now_add=True)
    text = models.TextField()
    sha256 = models.CharField(
        max_length=64, help_text="Of the text, so that the sender can prove what was sent"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    result = models.CharField(max_length=20, choices=Result, blank=True)
    missing_parts = models.JSONField(default=list)
    reasons = models.TextField(blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        ordering = ("version",)
        constraints = [
            models.UniqueConstraint(fields=["deliverable", "version"], name="receipt_version_once"),
            models.CheckConstraint(
                condition=Q(result="")
                | (Q(reviewer__isnull=False) & Q(reviewed_on__isnull=False) & ~Q(reasons="")),
                name="receipt_result_has_reviewer_and_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.deliverable}"

    @property
    def tenant(self) -> Organisation:
        item = self.deliverable.item
        return item.force or item.inspectorate


def receipt_document_path(document: ReceiptDocument, name: str) -> str:
    """Stored under a random name, so that neither name nor kind can be guessed from an address."""
    return f"deliverables/{document.id}"


class ReceiptDocumentQuerySet(models.QuerySet["ReceiptDocument"]):
    def visible_to(self, user: Any) -> ReceiptDocumentQuerySet:
        """Documents of the receipts that the user may read."""
        return self.filter(receipt__in=DeliverableReceipt.objects.visible_to(user))


class ReceiptDocument(AttachedDocument):
    """The document that was handed in as a version of a deliverable, or with its text."""

    receipt = models.OneToOneField(DeliverableReceipt, on_delete=models.PROTECT, related_name="document")
    file = models.FileField(upload_to=receipt_document_path, max_length=200)

    objects = ReceiptDocumentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.file_name} of {self.receipt}"

    @property
    def tenant(self) -> Organisation:
        return self.receipt.tenant
