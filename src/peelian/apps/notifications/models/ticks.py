"""When the clocks were looked at last."""

from __future__ import annotations

from django.db import models


class LastTick(models.Model):
    """The moment at which notices and ladders were last worked out (one row)."""

    on = models.DateField(help_text="The day for which the clocks were read")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.at}"
