"""Registration of the look with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import Field


class LookConfig(AppConfig):
    """Templates, template tags and assets shared by the workspace and the public pages."""

    name = "peelian.interfaces.look"
    label = "look"
    verbose_name = "Look"

    def ready(self) -> None:
        """Say what to do where Django says that a field is required, or that a number is out of bounds."""
        MinValueValidator.message = "Give %(limit_value)s or more."
        MaxValueValidator.message = "Give %(limit_value)s or less."
        Field.default_error_messages["required"] = "Give an answer. This cannot be left empty."
