"""A published version of a release: the comparison frozen with its hash. A correction is a new row."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from peelian.apps.measures.models.releases import MeasureRelease
from peelian.apps.organisations.models import Organisation
from peelian.records.comparison import MeasureComparison, hash_of
from peelian.rules.errors import RefusalError


class MeasurePublicationQuerySet(models.QuerySet["MeasurePublication"]):
    def visible_to(self, user: Any) -> MeasurePublicationQuerySet:
        """What is published is open to everybody."""
        return self.all()

    def current(self) -> MeasurePublicationQuerySet:
        """The newest version of each release."""
        return self.filter(superseded_by__isnull=True)


class MeasurePublication(models.Model):
    """What was published of a measure for a period, as it was published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(MeasureRelease, on_delete=models.PROTECT, related_name="publications")
    measure = models.SlugField(max_length=120)
    title = models.CharField(max_length=300)
    period_end = models.DateField()
    version_number = models.PositiveSmallIntegerField(default=1)
    value = models.JSONField(help_text="The comparison of forces, frozen")
    definition_hash = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    correction_reason = models.TextField(blank=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    published_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    objects = MeasurePublicationQuerySet.as_manager()

    class Meta:
        ordering = ("title", "measure", "-period_end", "-version_number")
        constraints = [
            models.UniqueConstraint(
                fields=["release", "version_number"], name="measure_publication_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version_number=1) | ~Q(correction_reason=""),
                name="measure_publication_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.value['period_words']}, version {self.version_number}"

    @property
    def tenant(self) -> Organisation:
        return self.release.inspectorate

    @cached_property
    def comparison(self) -> MeasureComparison:
        """The comparison as it was published; refused where what is stored has been altered since."""
        if hash_of(self.value) != self.content_hash:
            raise RefusalError(
                "publication-altered",
                f"{self} is not shown: what is stored differs from what was published. Keep the database as it is "
                "and run: peelian audit verify.",
            )
        return MeasureComparison.model_validate(self.value)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version; one that is stored is never written again."""
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
