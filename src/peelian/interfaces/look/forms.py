"""Lets ``{{ form }}`` and ``{{ field.as_field_group }}`` render as GOV.UK components."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class LookFormRenderer(DjangoTemplates):
    """Form renderer named by the setting ``FORM_RENDERER``."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"
