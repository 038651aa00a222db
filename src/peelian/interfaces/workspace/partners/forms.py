"""Forms of the directory."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.directory.models import DirectoryEntry, ForceRelation
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.acting.fields import line, words


class EntryForm(forms.Form):
    """An organisation or community group."""

    name = line("Name of the organisation", help_text="The organisation only. No person is named here.")
    group = forms.ChoiceField(label="Group")
    area = line("Area that it serves", 120, required=False, help_text="Such as a town or district.")
    note = words("Note", 3, required=False, help_text="No email address and no telephone number.")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        directory = regime().directory
        self.fields["group"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a group"),
            *(
                (f"{kind}/{group_type}", directory.words(kind, group_type))
                for kind, group_type in directory.pairs
            ),
        ]

    @property
    def content(self) -> dict[str, str]:
        """What the service takes: the chosen group as its kind and type."""
        values = dict(self.cleaned_data)
        kind, _, group_type = values.pop("group").partition("/")
        return {**values, "kind": kind, "group_type": group_type}


class OfDirectoryForm(forms.Form):
    """A form that offers the entries of one force."""

    def __init__(self, force: Organisation, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        for name in {"members", "recipient"} & set(self.fields):
            self.fields[name].queryset = DirectoryEntry.objects.filter(  # type: ignore[attr-defined]
                force=force
            ).order_by("name", "pk")


class MembersForm(OfDirectoryForm):
    """Who sits in a forum."""

    members = forms.ModelMultipleChoiceField(
        label="Members", queryset=DirectoryEntry.objects.none(), widget=forms.CheckboxSelectMultiple
    )


class PartnerForumForm(MembersForm):
    """A forum with partners."""

    title = line("Name of the forum")
    field_order = ["title", "members"]


class ReportForm(OfDirectoryForm):
    """Something that was sent."""

    recipient = forms.ModelChoiceField(
        label="To", queryset=DirectoryEntry.objects.none(), empty_label="Choose an organisation"
    )
    kind = forms.ChoiceField(label="Kind")
    what = line("What was sent", help_text="Such as: intelligence summary, second quarter.")
    sent_on = DatePartsField(label="When was it sent?")

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(force, data)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a kind"),
            *((each.identifier, each.title) for each in regime().directory.report_kinds),
        ]


class RelationForm(forms.Form):
    """How another force stands to this one."""

    other = forms.ModelChoiceField(
        label="Other force", queryset=Organisation.objects.none(), empty_label="Choose a force"
    )
    kind = forms.ChoiceField(
        label="Relation", choices=[("", "Choose a relation"), *ForceRelation.Kind.choices]
    )
    since = DatePartsField(label="Since when?", required=False)
    note = words("Note", 3, required=False, help_text="The other force reads this too.")

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)
        self.fields["other"].queryset = forces().exclude(pk=force.pk)  # type: ignore[attr-defined]
