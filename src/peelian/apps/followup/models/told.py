"""What published reports say of items beside asking: that there is none, and how an earlier one stands."""

from __future__ import annotations

from django.db import models

from peelian.apps.followup.models.items import Item, NoneDeclared
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.judgements.models import Finding
from peelian.apps.organisations.models import Organisation


class NoneTold(models.Model):
    """A source says that an older inspection, whose report is not held here, asked for nothing under a question."""

    inspectorate = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    force = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=80)
    kind = models.CharField(max_length=30, choices=Item.Kind)
    answer = models.CharField(max_length=20, choices=NoneDeclared.Answer)
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("target", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=["force", "framework_version", "target", "kind"], name="none_told_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.answer}"

    @property
    def tenant(self) -> Organisation:
        return self.inspectorate


class LaterFinding(models.Model):
    """A published finding that looks again at what an earlier item asked, with its headline as it was published."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="later_findings")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="earlier_items")
    headline = models.CharField(max_length=300)
    progress = models.CharField(max_length=20, choices=Finding.Progress)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["item", "finding"], name="later_finding_once")]

    def __str__(self) -> str:
        return self.headline

    @property
    def tenant(self) -> Organisation:
        return self.item.inspectorate
