"""What forms of an inspector's look at an item share: evidence out of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.models import DeliverableReceipt, Item, Verification
from peelian.apps.followup.parts import PART_STATES, parts_of
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField, offer, offer_evidence

OFFERED = 50


class EvidenceForm(forms.Form):
    """A form that can name evidence of the register: the latest of the item's force is offered."""

    def offer_evidence_on(self, user: User, item: Item) -> None:
        """Offer the evidence that the person may read and that is not withdrawn."""
        found = EvidenceItem.objects.visible_to(user).filter(
            inspectorate=item.inspectorate_id, force=item.force_id, withdrawn_reason=""
        )
        self._evidence = {str(each.pk): each for each in found.order_by("-gathered_on", "pk")[:OFFERED]}
        offer_evidence(self, self._evidence.values())

    @property
    def chosen_evidence(self) -> Sequence[EvidenceItem]:
        return [self._evidence[key] for key in self.cleaned_data.get("evidence", [])]


class VerificationForm(EvidenceForm):
    """What the test of a declaration found."""

    method = forms.ChoiceField(
        label="How it was tested", choices=Verification.Method.choices, widget=forms.RadioSelect
    )
    result = forms.ChoiceField(label="Result", choices=Verification.Result.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 5}))
    look_again_on = DatePartsField(
        label="Look again on", required=False, help_text="Needed where it is too early to say."
    )
    evidence = forms.MultipleChoiceField(label="Evidence that was seen", required=False)
    version = VersionField()

    def __init__(self, user: User, item: Item, data: Any = None) -> None:
        super().__init__(data, initial={"version": item.version})
        self.offer_evidence_on(user, item)


class ReviewForm(EvidenceForm):
    """How far an item has come, part by part and on the whole."""

    level = forms.ChoiceField(label="Progress", choices=Item.Progress.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 5}))
    reviewed_on = DatePartsField(label="Day of the review", required=False, help_text="Left empty: today.")
    next_review_on = DatePartsField(
        label="Next look on", required=False, help_text="On that day the item waits in the queue."
    )
    evidence = forms.MultipleChoiceField(label="Evidence that was seen", required=False)

    def __init__(self, user: User, item: Item, data: Any = None) -> None:
        super().__init__(data)
        self._parts = {f"part-{number}": text for number, text in enumerate(parts_of(item), 1)}
        for name, text in self._parts.items():
            self.fields[name] = forms.ChoiceField(
                label=f"State of: {text}",
                choices=[("", "Not looked at"), *PART_STATES.items()],
                required=False,
            )
        self.offer_evidence_on(user, item)

    @property
    def parts(self) -> dict[str, str]:
        return {
            text: self.cleaned_data[name] for name, text in self._parts.items() if self.cleaned_data[name]
        }


class ReceiptForm(forms.Form):
    """What the inspectorate makes of one version of a deliverable."""

    result = forms.ChoiceField(
        label="Result", choices=DeliverableReceipt.Result.choices, widget=forms.RadioSelect
    )
    missing_parts = forms.MultipleChoiceField(
        label="Contents that are missing", required=False, widget=forms.CheckboxSelectMultiple
    )
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, parts: Sequence[str], data: Any = None) -> None:
        super().__init__(data)
        offer(self, "missing_parts", [(part, part) for part in parts])


class RevisitForm(forms.Form):
    """The window of a visit, and what it is to look at."""

    opens_on = DatePartsField(label="Not before")
    closes_on = DatePartsField(label="Not after")
    reason = forms.CharField(label="What it is to look at", widget=forms.Textarea(attrs={"rows": 4}))


class RevisitDoneForm(forms.Form):
    """When a visit took place, and what it saw."""

    done_on = DatePartsField(label="Day of the visit")
    outcome = forms.CharField(label="What was seen", widget=forms.Textarea(attrs={"rows": 5}))
