"""Registration of the look with Django."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.core.validators import (
    DecimalValidator,
    EmailValidator,
    MaxLengthValidator,
    MaxValueValidator,
    MinLengthValidator,
    MinValueValidator,
    URLValidator,
    validate_slug,
)
from django.forms import (
    ChoiceField,
    DecimalField,
    EmailField,
    Field,
    FloatField,
    IntegerField,
    ModelChoiceField,
    ModelMultipleChoiceField,
    MultipleChoiceField,
    URLField,
)
from django.utils.translation import ngettext_lazy

NOT_OFFERED = "This choice is not offered here, or no longer. Choose one of those that are."
"""It names no value: what was chosen may be the identifier of a thing that the reader must not know of."""

SHORT_NAME = "Use letters, digits, hyphens and underscores alone, such as workforce-2022."
LINK = "Give a whole address, such as https://example.org/report."
DIGITS: dict[str, Any] = {
    "max_digits": ngettext_lazy(
        "Give at most %(max)s digit in all.", "Give at most %(max)s digits in all.", "max"
    ),
    "max_decimal_places": ngettext_lazy(
        "Give at most %(max)s digit after the point.", "Give at most %(max)s digits after the point.", "max"
    ),
    "max_whole_digits": ngettext_lazy(
        "Give at most %(max)s digit before the point.",
        "Give at most %(max)s digits before the point.",
        "max",
    ),
}


class LookConfig(AppConfig):
    """Templates, template tags and assets shared by the workspace and the public pages."""

    name = "peelian.interfaces.look"
    label = "look"
    verbose_name = "Look"

    def ready(self) -> None:
        """Say what to do in plain words where Django speaks of fields, bounds, digits, signs and choices."""
        MinValueValidator.message = "Give %(limit_value)s or more."
        MaxValueValidator.message = "Give %(limit_value)s or less."
        DecimalValidator.messages |= DIGITS
        MaxLengthValidator.message = ngettext_lazy(
            "Write at most %(limit_value)d sign. This has %(show_value)d.",
            "Write at most %(limit_value)d signs. This has %(show_value)d.",
            "limit_value",
        )
        MinLengthValidator.message = ngettext_lazy(
            "Write at least %(limit_value)d sign. This has %(show_value)d.",
            "Write at least %(limit_value)d signs. This has %(show_value)d.",
            "limit_value",
        )
        validate_slug.message = SHORT_NAME
        IntegerField.default_error_messages["invalid"] = "Give a whole number, in digits alone."
        for number in (DecimalField, FloatField):
            number.default_error_messages["invalid"] = (
                "Give a number, in digits with a full stop, such as 3.5."
            )
        EmailField.default_validators = [EmailValidator("Give an email address, such as name@example.org.")]
        URLField.default_error_messages["invalid"] = LINK
        URLField.default_validators = [URLValidator(message=LINK)]
        Field.default_error_messages["required"] = "Give an answer. This cannot be left empty."
        for field in (ChoiceField, MultipleChoiceField, ModelChoiceField, ModelMultipleChoiceField):
            field.default_error_messages["invalid_choice"] = NOT_OFFERED
        ModelMultipleChoiceField.default_error_messages["invalid_pk_value"] = NOT_OFFERED
