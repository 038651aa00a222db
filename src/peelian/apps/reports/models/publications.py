"""Publications, which never change, and what is said and found of them."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.models import Organisation
from peelian.rendering.report_value import ReportValue, stored_hash
from peelian.rules.errors import RefusalError


class PublicationQuerySet(models.QuerySet["Publication"]):
    def current(self) -> PublicationQuerySet:
        """The newest version of each report."""
        return self.filter(superseded_by__isnull=True)


class Publication(models.Model):
    """A published version of a report: the frozen value and its hash. A correction is a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="publications")
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="publications"
    )
    reference = models.SlugField(max_length=120)
    version_number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    framework = models.CharField(max_length=80)
    value = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    correction_reason = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-published_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["reference", "version_number"], name="publication_version_once"),
            models.CheckConstraint(
                condition=Q(version_number=1) | ~Q(correction_reason=""),
                name="publication_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version_number}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate

    @cached_property
    def is_whole(self) -> bool:
        """Whether the stored content is the one that was published, by its hash."""
        return stored_hash(self.value) == self.content_hash

    @cached_property
    def report(self) -> ReportValue:
        """The content as it was published; refused where the stored one has been altered since."""
        if not self.is_whole:
            raise RefusalError(
                "publication-altered",
                f"{self} is not shown: what is stored differs from what was published. Keep the database as it is "
                "and run: peelian audit verify.",
            )
        return ReportValue.model_validate(self.value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version. A version that is already stored is never written again."""
        if not self._state.adding:
            raise RefusalError(
                "publication-frozen",
                f"{self} is published and stays as it is. Publish a correction, which is a new version with a reason.",
            )
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: what was published stays readable."""
        raise RefusalError(
            "publication-frozen", f"{self} is published and is never deleted. Publish a correction."
        )


class PressStatement(models.Model):
    """A news item made from a publication; its grades come from the published value only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="press_statements")
    title = models.CharField(max_length=300)
    paragraphs = models.JSONField(default=list)
    findings = models.JSONField(default=list)
    quote = models.TextField(blank=True)
    speaker = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return self.title

    @property
    def retold(self) -> bool:
        """Whether the words are a retelling: so are all of a demonstration, and none of them is a quotation."""
        return bool(self.publication.value["demonstration"])


class SearchEntry(models.Model):
    """Text of a published page, kept for search; written with the publication in the same transaction."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30, help_text="report or area")
    reference = models.CharField(max_length=120, db_index=True)
    part = models.CharField(
        max_length=80, blank=True, help_text="The area of the report, where it is one area's text"
    )
    title = models.CharField(max_length=300)
    text = models.TextField()
    dated = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-dated", "title", "id")
        constraints = [models.UniqueConstraint(fields=["reference", "part"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title
