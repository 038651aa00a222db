"""Forms of the factual accuracy check."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import VersionField


class ShareForm(forms.Form):
    """Until when the force may comment."""

    closes_on = DatePartsField(label="Last day for comments", help_text="The whole of that day counts.")


class CommentForm(forms.Form):
    """A comment of the force on a fact."""

    place = forms.CharField(
        label="Where in the report", max_length=200, help_text="The area and the first words of the sentence."
    )
    text = forms.CharField(label="What is wrong, and what is right", widget=forms.Textarea(attrs={"rows": 6}))
    version = VersionField()


class AnswerForm(forms.Form):
    """The inspectorate's answer to a comment."""

    accepted = forms.TypedChoiceField(
        label="Is the comment accepted?",
        choices=[("yes", "Yes, the report is changed"), ("no", "No, the report stays as it is")],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
        empty_value=None,
    )
    answer = forms.CharField(
        label="Answer", widget=forms.Textarea(attrs={"rows": 5}), help_text="The force reads it."
    )
    version = VersionField()

    @property
    def content(self) -> dict[str, Any]:
        """The answer as the service takes it."""
        values = self.cleaned_data
        return {
            "answer": values["answer"],
            "accepted": values["accepted"],
            "expected_version": values["version"],
        }
