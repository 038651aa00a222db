"""Choices with a line of explanation under each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class HintedRadioSelect(forms.RadioSelect):
    """Radio buttons that explain each choice, such as a grade with its meaning."""

    def __init__(self, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})


class HintedCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes that explain each choice."""

    def __init__(self, hints: Mapping[str, str] | None = None, **options: Any) -> None:
        super().__init__(**options)
        self.hints = dict(hints or {})
