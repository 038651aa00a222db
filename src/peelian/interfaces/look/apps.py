"""Registration of the look with Django."""

from __future__ import annotations

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Templates, template tags and assets shared by the workspace and the public pages."""

    name = "peelian.interfaces.look"
    label = "look"
    verbose_name = "Look"
