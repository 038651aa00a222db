"""Small forms of collections: one step each."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import CollectionReply
from peelian.interfaces.look.choices import HintedRadioSelect
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField


def long_text(label: str, help_text: str = "", *, required: bool = True) -> forms.CharField:
    """A field for some sentences."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": 4})
    )


class OpenForm(forms.Form):
    """The day on which a collection opens."""

    opened_on = DatePartsField(label="Opened on")
    version = VersionField()


class RoundForm(forms.Form):
    """A round of validation."""

    opened_on = DatePartsField(label="Opened on")
    note = long_text(
        "What forces should look at",
        "Where a force has not signed off in the round before, also why the next opens all the same.",
        required=False,
    )
    number = forms.IntegerField(widget=forms.HiddenInput)


class AgreeForm(forms.Form):
    """With whom a design was settled, and when."""

    agreed_on = DatePartsField(label="Agreed on")
    agreed_with = long_text("With whom it was settled", "Such as the 43 forces and the Home Office.")
    version = VersionField()


class CommentForm(forms.Form):
    """What an organisation says about a design."""

    organisation = forms.ModelChoiceField(
        label="On behalf of", queryset=Organisation.objects.none(), empty_label=None
    )
    text = long_text("Comment", "What should change, or that the design is right.")

    def __init__(self, organisations: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class ResponseForm(forms.Form):
    """What became of a comment."""

    response = long_text("Answer", "What was changed, or why nothing was.")


class AnswerForm(forms.Form):
    """Why a value is right as it stands."""

    answer = long_text("Why the value is right")
    version = VersionField()


class QuestionForm(forms.Form):
    """A question to one force about its return."""

    text = long_text("Question")


class CloseForm(forms.Form):
    """Closing a collection."""

    closing_note = long_text(
        "Why it is closed all the same",
        "Only before the last day for returns, or where a force did not sign its return off in a round.",
        required=False,
    )


class UploadForm(forms.Form):
    """The file of a return."""

    file = forms.FileField(
        label="File",
        help_text="CSV, XLSX or ODS, with the columns of the template. All findings are told at once.",
        allow_empty_file=True,
    )
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SignOffForm(forms.Form):
    """Answering for the version of a return that was shown."""

    number = VersionField()
    hours = forms.DecimalField(
        label="Hours that it took since the sign-off before", min_value=0, max_digits=6, decimal_places=1,
        help_text="Collecting, checking and mending, by everybody in the force, to one decimal such as 3.5.",
    )  # fmt: skip
    statement = long_text("Remark", "Anything a reader of the data has to know.", required=False)


class ReplyForm(forms.Form):
    """What a force did about a collection."""

    state = forms.ChoiceField(
        label="What the force did",
        choices=[
            (CollectionReply.State.ANSWERED, "It answered"),
            (CollectionReply.State.UNABLE, "It is unable to supply the data"),
        ],
        widget=HintedRadioSelect(
            hints={
                CollectionReply.State.UNABLE: "The force is named with its reason under figures that leave it out."
            }
        ),
    )
    answered_on = DatePartsField(label="Answered on", required=False)
    reason = forms.CharField(
        label="Why it is unable", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        """An answer has its day; the reason of a force that is unable is asked for by the service."""
        cleaned = super().clean() or self.cleaned_data
        answered = cleaned.get("state") == CollectionReply.State.ANSWERED
        if answered and not cleaned.get("answered_on") and "answered_on" not in self.errors:
            self.add_error("answered_on", "Give the day on which the force answered.")
        return cleaned


class UnableForm(forms.Form):
    """That a force cannot supply the data; for collections that are answered by a return."""

    reason = long_text(
        "Why it is unable", "The force is named with its reason under figures that leave it out."
    )
    version = VersionField()
