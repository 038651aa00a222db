"""A request for data: its design, what was said about the design, and where it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.organisations.access import forces_of, organisations_with_role, staffed_inspectorates
from peelian.apps.organisations.models import Organisation, Role
from peelian.records.returned.templates import ReturnTemplate, template_from_json


class CollectionQuerySet(models.QuerySet["Collection"]):
    def visible_to(self, user: Any) -> CollectionQuerySet:
        """Collections of the user's inspectorate, those the user is consulted about, and those sent to its force.

        The Home Office keeps the design that was put to it, its own comments and their answers.
        """
        forces = forces_of(user)
        reads_designs = bool(organisations_with_role(user, Role.HOME_OFFICE_READER))
        consulted = bool(forces) or reads_designs
        sent = Q(opened_on__isnull=False, replies__force__in=forces)
        shown = Q(inspectorate__in=staffed_inspectorates(user)) | sent
        if consulted:
            shown |= Q(state__in=[Collection.State.CONSULTATION, Collection.State.AGREED])
        if reads_designs:
            shown |= Q(consulted_on__isnull=False) & ~Q(state=Collection.State.DESIGN)
        return self.filter(shown).distinct()

    def answered_by(self, user: Any) -> CollectionQuerySet:
        """Collections whose answers concern the user: of its inspectorate, or sent to its force."""
        sent = Q(opened_on__isnull=False, replies__force__in=forces_of(user))
        return self.filter(Q(inspectorate__in=staffed_inspectorates(user)) | sent).distinct()


class Collection(models.Model):
    """A request for data to forces: every force in scope, unless some are named."""

    class State(models.TextChoices):
        DESIGN = "design", "Being designed"
        CONSULTATION = "consultation", "Out for consultation"
        AGREED = "agreed", "Agreed"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DESIGN)
    period = models.CharField(max_length=120, help_text="Such as year ending 31 March 2022")
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    requested_on = models.DateField()
    requested_precision = models.CharField(max_length=10, default="day")
    opens_on = models.DateField(null=True, blank=True, help_text="The first day as it was announced")
    closes_on = models.DateField(null=True, blank=True, help_text="The last day as it was announced")
    burden_estimate_hours = models.DecimalField(max_digits=8, decimal_places=1, null=True, blank=True)
    template = models.JSONField(
        default=dict, blank=True, help_text="Table of records and sums; empty for none"
    )
    forces = models.ManyToManyField(
        Organisation, blank=True, related_name="+", help_text="None named: every force in scope"
    )
    consulted_on = models.DateField(
        null=True, blank=True, help_text="When it was put to the forces; none for older ones"
    )
    agreed_on = models.DateField(null=True, blank=True)
    agreed_with = models.TextField(blank=True, help_text="With whom the design was settled")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(
        blank=True, help_text="Why it was closed before its last day, or although a sign-off was missing"
    )
    content_sha256 = models.CharField(max_length=64, blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = CollectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("-requested_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["inspectorate", "slug"], name="collection_slug_once"),
            models.CheckConstraint(
                condition=Q(state__in=["design", "consultation", "agreed", "open", "closed"]),
                name="collection_state_known",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True)
                | Q(period_end__isnull=True)
                | Q(period_end__gte=models.F("period_start")),
                name="collection_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(content_sha256=""), name="collection_closed_is_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def return_template(self) -> ReturnTemplate | None:
        """What a return holds; None where replies are noted by hand."""
        return template_from_json(self.template) if self.template else None


class DesignCommentQuerySet(models.QuerySet["DesignComment"]):
    def visible_to(self, user: Any) -> DesignCommentQuerySet:
        """Comments on collections of the user's inspectorate, and those of the user's own organisation."""
        return self.filter(
            Q(collection__inspectorate__in=staffed_inspectorates(user))
            | Q(organisation__in=[*forces_of(user), *organisations_with_role(user, Role.HOME_OFFICE_READER)])
        )


class DesignComment(models.Model):
    """What a force or the Home Office said about a design, and what became of it."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="comments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    response = models.TextField(blank=True)
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = DesignCommentQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"{self.organisation}: {self.text[:60]}"

    @property
    def tenant(self) -> Organisation:
        return self.collection.inspectorate
