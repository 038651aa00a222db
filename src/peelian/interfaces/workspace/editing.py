"""What the editing forms of a draft share: the version that was opened, and choices set when a form is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundField
from django.http import HttpRequest

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.frameworks.queries import regime
from peelian.interfaces.look.choices import HintedCheckboxes
from peelian.rules.periods import day_words

SMALL = "govuk-checkboxes--small"
Choices = Iterable[tuple[str, Any]]


class VersionField(forms.IntegerField):
    """The version of the thing as it was opened, carried through the form unseen."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": 1, "initial": 1, **options})


class PositionField(forms.IntegerField):
    """A place in an order; left empty it is settled by the service or stays as it is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"label": "Place in the order", "min_value": 0, "max_value": 9999, "required": False, **options}
        )


class ConfirmForm(forms.Form):
    """A step that asks for nothing: sending it is the answer."""


class ConfirmSeenForm(ConfirmForm):
    """A step that asks for nothing, on a thing as it was opened."""

    version = VersionField()


class ReasonForm(ConfirmSeenForm):
    """A step that asks for nothing but its reason."""

    reason = forms.CharField(label="Reason", widget=forms.Textarea(attrs={"rows": 4}))


def sent(request: HttpRequest) -> Any:
    """What a form was sent with; nothing where the page is only opened."""
    return request.POST if request.method == "POST" else None


def offer(form: forms.BaseForm, name: str, choices: Choices) -> None:
    """Set the choices of a field; a field with nothing to choose is left out of the form."""
    field = form.fields[name]
    listed = list(choices)
    if isinstance(field, forms.ChoiceField) and any(value for value, _ in listed):
        field.choices = listed
    else:
        del form.fields[name]


def offer_evidence(form: forms.BaseForm, items: Iterable[EvidenceItem]) -> None:
    """Offer evidence by kind and title, each with how it is known and what it may be used for."""
    listed = list(items)
    hints = {str(item.pk): evidence_hint(item) for item in listed}
    form.fields["evidence"].widget = HintedCheckboxes(hints=hints, attrs={"class": SMALL})
    offer(
        form,
        "evidence",
        [
            (kind.title, found)
            for kind in regime().evidence_kinds
            if (found := [(str(item.pk), item.title) for item in listed if item.kind == kind.identifier])
        ],
    )


def evidence_hint(item: EvidenceItem) -> str:
    """How an item of evidence is known, when it was gathered, and what it may not be used for."""
    parts = [item.get_provenance_display(), day_words(item.gathered_on)]
    if item.use_limit != EvidenceItem.UseLimit.NONE:
        parts.append(item.get_use_limit_display())
    if item.is_withdrawn:
        parts.append("Withdrawn: take it out")
    return ". ".join(parts) + "."


class PartsMixin:
    """A long form under headings: pairs of heading and names of fields; fields left out are passed over."""

    layout: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def parts(self) -> list[tuple[str, list[BoundField]]]:
        """Each heading with its fields, for the template."""
        form = cast("forms.BaseForm", self)
        shown = [
            (title, [form[name] for name in names if name in form.fields]) for title, names in self.layout
        ]
        return [(title, fields) for title, fields in shown if fields]
