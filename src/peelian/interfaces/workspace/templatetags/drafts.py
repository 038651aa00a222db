"""Template filters of draft pages: ``{% load drafts %}``."""

from __future__ import annotations

from django import template

from peelian.apps.inspections.models import Inspection
from peelian.interfaces.workspace.drafts import reference_words
from peelian.rules.references import Reference, resolve_references

register = template.Library()


@register.filter
def in_words(text: str, inspection: Inspection) -> str:
    """Put what each ``{{figure:G-067}}`` names in its place: ``{{ point.text|in_words:inspection }}``.

    A reference that leads nowhere stays as it was typed, so that its writer finds it again.
    """
    if "{{" not in text:
        return text
    known = reference_words(inspection)

    def words(reference: Reference) -> str:
        return known.get((reference.kind, reference.identifier), reference.printed)

    return resolve_references(text, words)
