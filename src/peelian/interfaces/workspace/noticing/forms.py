"""Forms of notices, ladders and the calendar."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.notifications.models import DeliveryChoice
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.listing import Choices, Filters, filter_choice

UNREAD = "unread"


class NoticeFilters(Filters):
    """Filters of the notices."""

    read = filter_choice("Which", [(UNREAD, "Unread")])
    text = forms.CharField(label="Words in the title", required=False, max_length=100)


class LateFilters(Filters):
    """Filters of what is late."""

    text = forms.CharField(label="Words in the title", required=False, max_length=100)

    def __init__(self, request: Any, kinds: Choices) -> None:
        self.kinds = kinds
        super().__init__(request)

    def offer(self) -> None:
        self.fields["kind"] = filter_choice("Kind", self.kinds)


class DeliveryForm(forms.Form):
    """How often notices come by email."""

    delivery = forms.ChoiceField(
        label="How often do you want notices by email?",
        choices=DeliveryChoice.Delivery.choices,
        widget=forms.RadioSelect,
        help_text="You find all of them here in any case.",
    )


class CalendarForm(forms.Form):
    """Making the secret address of the calendar."""

    understood = forms.BooleanField(
        label="I will keep the address to myself: whoever knows it can read what I have to do",
        error_messages={"required": "Say that you will keep the address to yourself."},
    )


class StopForm(forms.Form):
    """Stopping a ladder, for a reason."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is stopped, for those who see it stand still."},
        help_text="Why it is stopped: it stands beside the escalation, and in the log.",
    )
    until = DatePartsField(
        label="Until",
        required=False,
        help_text="It goes on by itself on this day; leave it out to stop it for good.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(forms.Form):
    """A button that acts on the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
