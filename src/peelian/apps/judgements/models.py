"""Findings, figures, judgements and the published record of grades."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import staffed_inspectorates
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.figures import Count, figure_from_json
from peelian.rules.figures import Figure as FigureValue
from peelian.rules.vague_words import VagueQuantity


class OfInspectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> OfInspectionQuerySet:
        """What belongs to inspections of the inspectorates whose staff the user belongs to."""
        return self.filter(inspection__inspectorate__in=staffed_inspectorates(user))


class Finding(models.Model):
    """A finding: one headline sentence, then what works and what does not, with its evidence."""

    class Extent(models.TextChoices):
        NOT_STATED = "not-stated", "Not stated"
        ISOLATED = "isolated", "Isolated"
        SOME = "some", "Some"
        MOST = "most", "Most"
        SYSTEMIC = "systemic", "Systemic"

    class Progress(models.TextChoices):
        NOT_STATED = "not-stated", "Not stated"
        IMPROVED = "improved", "Improved since the last inspection"
        UNCHANGED = "unchanged", "Unchanged since the last inspection"
        WORSE = "worse", "Worse than at the last inspection"
        NEW = "new", "New in this inspection"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="findings")
    target = models.CharField(max_length=80, help_text="Area or pillar identifier")
    key = models.SlugField(
        max_length=120, help_text="Name of the finding inside its report, used in references"
    )
    sub_theme = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=80, blank=True)
    position = models.PositiveIntegerField(default=0)
    headline = models.CharField(max_length=300)
    body = models.TextField(blank=True, help_text="Paragraphs separated by a blank line")
    extent = models.CharField(max_length=20, choices=Extent, default=Extent.NOT_STATED)
    progress = models.CharField(max_length=20, choices=Progress, default=Progress.NOT_STATED)
    too_early = models.BooleanField(default=False, help_text="Too early to assess the effect")
    future_check = models.TextField(blank=True, help_text="What to look at again next time")
    notable_practice = models.BooleanField(default=False)
    is_case_example = models.BooleanField(default=False)
    anonymised = models.BooleanField(default=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    second_reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    characteristics = models.JSONField(
        default=list, help_text="Identifiers of the characteristics it speaks to"
    )
    also_informs = models.JSONField(default=list, help_text="Other areas that the finding feeds")
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="findings")
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "headline")
        indexes = [models.Index(fields=["inspection", "target"])]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "key"], name="finding_key_once"),
            models.CheckConstraint(
                condition=Q(extent__in=["not-stated", "isolated", "some", "most", "systemic"]),
                name="finding_extent_known",
            ),
            models.CheckConstraint(
                condition=Q(progress__in=["not-stated", "improved", "unchanged", "worse", "new"]),
                name="finding_progress_known",
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class FindingPoint(models.Model):
    """One strength, weakness or piece of context inside a finding."""

    class Polarity(models.TextChoices):
        FAVOURABLE = "favourable", "Strength"
        ADVERSE = "adverse", "Weakness"
        CONTEXT = "context", "Context"

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="points")
    position = models.PositiveIntegerField(default=0)
    polarity = models.CharField(max_length=20, choices=Polarity)
    text = models.TextField()
    provenance = models.CharField(max_length=20, choices=EvidenceItem.Provenance)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.text[:60]


class Suggestion(models.Model):
    """A weaker ask inside a finding (should, might, encourage), kept by its strength."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="suggestions")
    strength = models.CharField(max_length=40)
    text = models.TextField()
    tracked = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.strength}: {self.text[:60]}"


class Figure(models.Model):
    """A printed figure as a value that keeps its method, base, period and source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="figures")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    part = models.CharField(max_length=80, blank=True, help_text="Report part, where no finding holds it")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    measure = models.CharField(max_length=300)
    value = models.JSONField()
    quantity_word = models.CharField(
        max_length=40,
        blank=True,
        help_text="The word that the report prints for this count, such as nearly all",
    )
    shown = models.BooleanField(default=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("position", "key")
        constraints = [models.UniqueConstraint(fields=["inspection", "key"], name="figure_key_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.measure}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate

    @property
    def figure(self) -> FigureValue:
        """The value itself, which writes its own words."""
        return figure_from_json(self.value)

    @property
    def printed_words(self) -> str:
        """The quantity word with the count behind it, where there is one; else the words of the value."""
        figure = self.figure
        if self.quantity_word and isinstance(figure, Count):
            return VagueQuantity(self.quantity_word, figure).words()
        return figure.words()


class Judgement(models.Model):
    """The judgement of one area or pillar in one inspection: provisional, then final, by a named inspector."""

    class State(models.TextChoices):
        NONE = "none", "No grade yet"
        PROVISIONAL = "provisional", "Provisional grade"
        FINAL = "final", "Final grade"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="judgements")
    target = models.CharField(max_length=80)
    state = models.CharField(max_length=20, choices=State, default=State.NONE)
    grade = models.CharField(max_length=40, blank=True)
    reasons = models.TextField(blank=True)
    evidence = models.ManyToManyField(EvidenceItem, blank=True, related_name="judgements")
    declared_change = models.TextField(
        blank=True, help_text="The report's own statement that performance declined"
    )
    declared_change_location = models.CharField(max_length=200, blank=True)
    provisional_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    provisional_at = models.DateTimeField(null=True, blank=True)
    final_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    final_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfInspectionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ("target",)
        constraints = [
            models.UniqueConstraint(fields=["inspection", "target"], name="judgement_once"),
            models.CheckConstraint(
                condition=Q(state__in=["none", "provisional", "final"]), name="judgement_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="none") | (~Q(grade="") & ~Q(reasons="")),
                name="judgement_has_grade_and_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(state="final") | Q(final_by__isnull=False), name="judgement_final_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class GateOverride(models.Model):
    """A gate that a signatory let pass, with the reason; it stays on record."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="gate_overrides")
    step = models.CharField(max_length=40, help_text="finalise or publish")
    gate = models.CharField(max_length=80)
    target = models.CharField(max_length=120, blank=True)
    reason = models.TextField()
    role = models.CharField(max_length=30, help_text="The role in which the signatory let it pass")
    overridden_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    overridden_at = models.DateTimeField(auto_now_add=True)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("overridden_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "step", "gate", "target"], name="gate_override_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="gate_override_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.gate} of {self.inspection}"

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


class FieldworkIssue(models.Model):
    """A fault told to the force at once, and what became of it before the report."""

    class Recheck(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Unconfirmed"
        CONFIRMED = "confirmed", "Remedy confirmed"
        TOO_EARLY = "too-early", "Too early to assess"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="fieldwork_issues")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="fieldwork_issues"
    )
    raised_on = models.DateField()
    text = models.TextField()
    remedy = models.TextField(blank=True)
    remedied_on = models.DateField(null=True, blank=True)
    rechecked_on = models.DateField(null=True, blank=True)
    recheck = models.CharField(max_length=20, choices=Recheck, default=Recheck.UNCONFIRMED)

    objects = OfInspectionQuerySet.as_manager()

    class Meta:
        ordering = ("raised_on",)

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def tenant(self) -> Organisation:
        return self.inspection.inspectorate


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
