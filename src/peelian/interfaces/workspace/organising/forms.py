"""Forms of organising: members, and filters of the log."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.listing import Filters, filter_choice


class MemberForm(forms.Form):
    """Who gets which role in an organisation."""

    email = forms.EmailField(label="Email address", help_text="The person signs in with it.")
    name = forms.CharField(label="Full name", max_length=150)
    office = forms.CharField(label="Office", max_length=150, required=False, help_text="Such as HM Inspector")
    role = forms.ChoiceField(label="Role", widget=forms.RadioSelect)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in ROLES_BY_KIND[organisation.kind]]  # type: ignore[attr-defined]


class LogFilters(Filters):
    """Filters of the audit log."""

    outcome = filter_choice("Outcome", [(value, label) for value, label in AuditEvent.Outcome.choices])
    text = forms.CharField(label="Words in the entry", required=False, max_length=100)
    since = DatePartsField(label="From", required=False)
    until = DatePartsField(label="To", required=False)
