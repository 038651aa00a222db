"""The public record of grades."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError


class GradeRecord(models.Model):
    """A published grade, or the published fact that there is none: public, frozen, never edited.

    Written when a Peelian report is published, or imported from a published source. A correction adds a
    record and marks the older one as corrected.
    """

    class Status(models.TextChoices):
        GRADED = "graded", "Graded"
        UNGRADED = "ungraded", "Ungraded"
        NOT_YET_GRADED = "not-yet-graded", "Not yet graded"
        NOT_INSPECTED = "not-inspected", "Not inspected"
        NOT_GRADED = "not-graded", "Not graded"
        CARRIED_FORWARD = "carried-forward", "Carried forward"

    class Standing(models.TextChoices):
        CURRENT = "current", "Current"
        INTERIM = "interim", "Interim"
        CORRECTED = "corrected", "Corrected since"

    class SourceRank(models.TextChoices):
        PRIMARY = "primary", "The inspectorate's own publication"
        SECONDARY = "secondary", "Another body's account"
        PRESS = "press", "Press account"

    class Precision(models.TextChoices):
        DAY = "day", "Day"
        MONTH = "month", "Month"
        YEAR = "year", "Year"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="grade_records")
    framework_version = models.ForeignKey(
        FrameworkVersion, on_delete=models.PROTECT, related_name="grade_records"
    )
    target = models.CharField(max_length=80)
    status = models.CharField(max_length=20, choices=Status)
    grade = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=20, choices=Standing, default=Standing.CURRENT)
    as_of = models.DateField()
    as_of_precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY)
    inspector = models.CharField(max_length=150, blank=True)
    source_rank = models.CharField(max_length=20, choices=SourceRank, default=SourceRank.PRIMARY)
    source = models.CharField(max_length=300)
    source_url = models.URLField(max_length=500, blank=True)
    declared_change = models.TextField(blank=True)
    declared_change_location = models.CharField(max_length=200, blank=True)
    publication = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="The publication it came from"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("force__name", "framework_version__position", "target", "as_of")
        indexes = [models.Index(fields=["force", "framework_version", "standing"])]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "force", "target"], name="grade_record_once_a_publication"
            ),
            models.UniqueConstraint(
                fields=["force", "framework_version", "target", "as_of", "standing", "source_rank", "source"],
                condition=Q(publication__isnull=True),
                name="grade_record_once_a_source",
            ),
            models.CheckConstraint(
                condition=~Q(status="graded") | ~Q(grade=""), name="grade_record_graded_has_grade"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "graded",
                        "ungraded",
                        "not-yet-graded",
                        "not-inspected",
                        "not-graded",
                        "carried-forward",
                    ]
                ),
                name="grade_record_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force} {self.framework_version_id} {self.target}"

    @property
    def status_words(self) -> str:
        """What stands in the place of a grade; whichever way there is none, readers meet one word for it."""
        ungraded = self.status == self.Status.UNGRADED
        return str((self.Status.NOT_GRADED if ungraded else self.Status(self.status)).label)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record once; afterwards only its standing may change, and only to corrected."""
        if not self._state.adding:
            self._refuse_other_changes()
            kwargs["update_fields"] = ["standing"]
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise RefusalError("refused", "A published grade is never deleted. Publish a correction instead.")

    def _refuse_other_changes(self) -> None:
        stored = GradeRecord.objects.get(pk=self.pk)
        names = [column.attname for column in self._meta.concrete_fields]
        changed = [name for name in names if getattr(stored, name) != getattr(self, name)]
        if changed not in ([], ["standing"]) or self.standing not in (
            stored.standing,
            self.Standing.CORRECTED,
        ):
            raise RefusalError(
                "refused",
                f"A published grade is never edited (changed here: {', '.join(changed)}). Publish a correction, "
                "which adds a record and marks this one as corrected.",
            )
