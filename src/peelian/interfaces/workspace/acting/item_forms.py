"""Forms of updates, of what holds items up, and of actions; each field bears the name that the service gives it."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.actions.models import Action
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.acting.fields import OfForceForm, line, owner_field, words
from peelian.interfaces.workspace.editing import VersionField


class UpdateForm(forms.Form):
    """How an item stands."""

    text = words("How it stands", 6, help_text="What was done, what comes next, and what shows it.")
    on = DatePartsField(label="On which day", required=False, help_text="Left empty: today.")


class IntervalForm(forms.Form):
    """How often an item is told about."""

    days = forms.IntegerField(label="Days between two updates", min_value=1, max_value=366)
    reason = words("Why another interval than the usual one", 2)


class ConstraintForm(forms.Form):
    """What holds an item up."""

    title = line("What holds it up")
    outside_control = forms.BooleanField(label="It lies outside the force's control", required=False)
    reason = words("Why it lies outside the force's control", 2, required=False)
    cost = words("What it costs", 2, required=False)
    benefit = words("What mending it would bring", 2, required=False)
    raised_on = DatePartsField(label="Since", required=False, help_text="Left empty: today.")


class ActionForm(OfForceForm):
    """What is done, by whom and by when."""

    title = line("What is done")
    text = words("More about it", 3, required=False)
    owner = owner_field()
    starts_on = DatePartsField(label="Starts on", required=False)
    due = DatePartsField(label="Done by")
    due_reason = words(
        "Why the day is moved", 2, required=False,
        help_text="Needed where it is later than before. The day before and the reason stay on record.",
    )  # fmt: skip
    theme = forms.ChoiceField(label="Theme", required=False)
    target_count = forms.IntegerField(
        label="How many are to be done", required=False, min_value=1,
        help_text="Only where something is counted, such as 13 road shows.",
    )  # fmt: skip
    unit = line("What is counted", 60, required=False)
    joint = forms.BooleanField(label="It is done with partners outside the force", required=False)
    version = VersionField(required=False)

    def __init__(
        self,
        force: Organisation,
        data: Any = None,
        *,
        themes: list[str] | None = None,
        changes: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(force, data, **options)
        if not changes:
            del self.fields["due_reason"]
        if themes:
            self.fields["theme"].choices = [("", "Choose one"), *((each, each) for each in themes)]  # type: ignore[attr-defined]
        else:
            del self.fields["theme"]

    @property
    def content(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class MoveForm(forms.Form):
    """The next state of an action."""

    state = forms.ChoiceField(label="It is now", widget=forms.RadioSelect)
    on = DatePartsField(label="Since", required=False, help_text="Left empty: today.")
    note = words("Note", 2, required=False, help_text="The reason, where it is stopped.")
    version = VersionField()

    def __init__(self, states: list[str], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["state"].choices = [(each, Action.State(each).label) for each in states]  # type: ignore[attr-defined]


class CountForm(forms.Form):
    """How many are done."""

    done_count = forms.IntegerField(label="How many are done", min_value=0)
    version = VersionField()


class EvidenceForm(forms.Form):
    """What shows that an action was done."""

    text = words("What it shows", 3)
    dated = DatePartsField(label="Dated")
    source = line("Where it is kept", required=False, help_text="Such as the number of a document.")
    file = forms.FileField(
        label="A file that shows it",
        required=False,
        allow_empty_file=True,
        help_text="It is checked before it is kept.",
    )


class PartnerForm(forms.Form):
    """An outside organisation."""

    name = line("Name of the partner", 150)


class ConfirmationForm(forms.Form):
    """Who confirmed, and when."""

    confirmed_by = line("Who confirmed it", 150, help_text="Name and office.")
    confirmed_on = DatePartsField(label="On which day")


class NeedForm(forms.Form):
    """Another action that has to be done first."""

    needed = forms.ModelChoiceField(
        label="Which action has to be done first",
        queryset=Action.objects.none(),
        empty_label="Choose one",
        help_text="Open actions of the same item or programme.",
    )

    def __init__(self, action: Action, data: Any = None) -> None:
        super().__init__(data)
        others = Action.objects.filter(
            force=action.force_id,
            item=action.item_id,
            programme=action.programme_id,
            state__in=[Action.State.NOT_STARTED, Action.State.IN_PROGRESS],
        ).exclude(pk=action.pk)
        self.fields["needed"].queryset = others.order_by("title", "pk")  # type: ignore[attr-defined]
