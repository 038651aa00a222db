"""Framework versions as the catalogue gave them, frozen once an inspection is bound to one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db import models

from peelian.catalogue import Framework, Programme, Scale


@lru_cache(maxsize=256)
def _typed(content_hash: str, kind: str, text: str) -> Any:
    types: dict[str, Any] = {"framework": Framework, "scale": Scale, "programme": Programme}
    return types[kind].model_validate_json(text)


class FrameworkVersion(models.Model):
    """One version of a framework with its scale and programme, stored whole.

    The catalogue file may change later; a version to which an inspection is bound does not.
    """

    identifier = models.SlugField(max_length=80, primary_key=True)
    title = models.CharField(max_length=200)
    cycle = models.CharField(max_length=40)
    position = models.PositiveIntegerField(help_text="Order in time, oldest first")
    framework_json = models.TextField()
    scale_json = models.TextField()
    programme_json = models.TextField()
    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title

    @property
    def framework(self) -> Framework:
        found: Framework = _typed(self.content_hash, "framework", self.framework_json)
        return found

    @property
    def scale(self) -> Scale:
        found: Scale = _typed(self.content_hash, "scale", self.scale_json)
        return found

    @property
    def programme(self) -> Programme:
        found: Programme = _typed(self.content_hash, "programme", self.programme_json)
        return found
