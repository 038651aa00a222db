"""Registration of the look with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import (
    ChoiceField,
    Field,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
)

NOT_OFFERED = "This choice is not offered here, or no longer. Choose one of those that are."
"""It names no value: what was chosen may be the identifier of a thing that the reader must not know of."""


class LookConfig(AppConfig):
    """Templates, template tags and assets shared by the workspace and the public pages."""

    name = "peelian.interfaces.look"
    label = "look"
    verbose_name = "Look"

    def ready(self) -> None:
        """Say what to do where Django says that a field is required, a number out of bounds, or a choice not one."""
        MinValueValidator.message = "Give %(limit_value)s or more."
        MaxValueValidator.message = "Give %(limit_value)s or less."
        Field.default_error_messages["required"] = "Give an answer. This cannot be left empty."
        for field in (ChoiceField, MultipleChoiceField, ModelChoiceField, ModelMultipleChoiceField):
            field.default_error_messages["invalid_choice"] = NOT_OFFERED
        ModelMultipleChoiceField.default_error_messages["invalid_pk_value"] = NOT_OFFERED
