"""Forms of the work of forces; each field bears the name that the service gives it."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ActionPlan, Initiative, PlanReceipt, RecurringCheck
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.acting.places import open_items_of, people_of
from peelian.interfaces.workspace.editing import VersionField
from peelian.rules.periods import day_words


def words(label: str, rows: int = 4, **options: Any) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def line(label: str, longest: int = 200, **options: Any) -> forms.CharField:
    """A field of one line."""
    return forms.CharField(label=label, max_length=longest, **options)


def lines_of(text: str) -> list[str]:
    """The filled lines of a text."""
    return [each.strip() for each in text.splitlines() if each.strip()]


class OfForceForm(forms.Form):
    """A form that offers people and items of one force, where it asks for them."""

    def __init__(self, force: Organisation, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        if "owner" in self.fields:
            self.fields["owner"].queryset = people_of(force)  # type: ignore[attr-defined]
        if "item" in self.fields:
            self.fields["item"].queryset = open_items_of(force)  # type: ignore[attr-defined]


def owner_field(label: str = "Owner") -> forms.ModelChoiceField[User]:
    return forms.ModelChoiceField(label=label, queryset=User.objects.none(), empty_label="Choose a person")


def item_field(*, required: bool = False) -> forms.ModelChoiceField[Item]:
    return forms.ModelChoiceField(
        label="Item", queryset=Item.objects.none(), required=required, empty_label="None"
    )


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


class DayForm(forms.Form):
    """A step that asks for a day."""

    day = DatePartsField(label="On which day")


class ActionForm(OfForceForm):
    """What is done, by whom and by when."""

    title = line("What is done")
    text = words("More about it", 3, required=False)
    owner = owner_field()
    starts_on = DatePartsField(label="Starts on", required=False)
    due = DatePartsField(label="Done by")
    theme = forms.ChoiceField(label="Theme", required=False)
    target_count = forms.IntegerField(
        label="How many are to be done", required=False, min_value=1,
        help_text="Only where something is counted, such as 13 road shows.",
    )  # fmt: skip
    unit = line("What is counted", 60, required=False)
    joint = forms.BooleanField(label="It is done with partners outside the force", required=False)
    version = VersionField(required=False)

    def __init__(
        self, force: Organisation, data: Any = None, *, themes: list[str] | None = None, **options: Any
    ) -> None:
        super().__init__(force, data, **options)
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
        label="Which action has to be done first", queryset=Action.objects.none(), empty_label="Choose one"
    )

    def __init__(self, action: Action, data: Any = None) -> None:
        super().__init__(data)
        others = Action.objects.filter(force=action.force_id).exclude(pk=action.pk)
        self.fields["needed"].queryset = others.order_by("title", "pk")  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """What a plan is."""

    title = line("Title")
    purpose = words("What it is for", 3, required=False)
    first_year = forms.IntegerField(label="First year", required=False)
    last_year = forms.IntegerField(label="Last year", required=False)
    themes = words("Themes", 3, required=False, help_text="One to a line, such as prevention.")
    version = VersionField(required=False)

    @property
    def content(self) -> dict[str, Any]:
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**kept, "themes": lines_of(kept["themes"])}


class TieForm(OfForceForm):
    """An item under a plan."""

    item = item_field(required=True)
    theme = forms.ChoiceField(label="Theme", required=False)

    def __init__(self, plan: ActionPlan, data: Any = None) -> None:
        super().__init__(plan.force, data)
        self.fields["theme"].choices = [("", "None yet"), *((each, each) for each in plan.themes)]  # type: ignore[attr-defined]
        if not plan.themes:
            del self.fields["theme"]


class SendForm(forms.Form):
    """One version of a plan."""

    dated = DatePartsField(label="Date that the plan bears")
    text = words("The plan, or where it can be read", 10)
    strategy = line("National strategy that it cites", required=False)
    strategy_version = line("Its version", 60, required=False)
    strategy_agreed_on = DatePartsField(label="Agreed on", required=False)


class ReviewForm(forms.Form):
    """What the inspectorate makes of a version."""

    result = forms.ChoiceField(label="Result", choices=PlanReceipt.Result.choices, widget=forms.RadioSelect)
    reasons = words("Reasons", 4, help_text="Every result has reasons, the favourable one too.")


class InitiativeForm(OfForceForm):
    """Something new."""

    kind = forms.ChoiceField(label="Kind", choices=Initiative.Kind.choices, widget=forms.RadioSelect)
    title = line("Title")
    objectives = words("What it is to achieve", 3)
    owner = owner_field()
    evaluation_due = DatePartsField(label="To be evaluated by")
    item = item_field()


class EvaluationForm(forms.Form):
    """What an evaluation found."""

    result = words("What was found against the objectives", 5)
    evaluated_on = DatePartsField(label="On which day")
    version = VersionField()


class ProgrammeForm(OfForceForm):
    """A programme of change."""

    title = line("Title")
    purpose = words("What it is for", 3)
    benefits = words("What it is expected to bring", 3)
    themes = words("Themes", 3, required=False, help_text="One to a line. Each action then belongs to one.")
    owner = owner_field("Owner in the force")
    body_owner = forms.ModelChoiceField(
        label="Second owner, at the local policing body", queryset=User.objects.none(), required=False,
        empty_label="None: not a joint programme",
    )  # fmt: skip
    starts_on = DatePartsField(label="Starts on")
    ends_on = DatePartsField(label="Ends on", required=False, help_text="Left empty: its end is not known.")

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(force, data)
        self.bodies = list(Organisation.objects.filter(oversees=force).order_by("name", "pk"))
        people = User.objects.filter(
            is_active=True,
            memberships__organisation__in=self.bodies,
            memberships__role__in=["commissioner", "commissioners-officer"],
        )
        self.fields["body_owner"].queryset = people.distinct().order_by("name", "pk")  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        second = self.cleaned_data["body_owner"]
        body = next(
            (each for each in self.bodies if second and second.memberships.filter(organisation=each)), None
        )
        return {**self.cleaned_data, "themes": lines_of(self.cleaned_data["themes"]), "body": body}


class MilestoneForm(forms.Form):
    """A point to reach."""

    title = line("What is reached")
    due = DatePartsField(label="By")
    due_precision = forms.ChoiceField(label="Given as a", choices=Item.Precision.choices)
    reported_by_force = forms.BooleanField(label="It is the force's own forecast", required=False)


class CommentForm(forms.Form):
    """What an owner says."""

    text = words("Comment", 4)


class NoteForm(forms.Form):
    """Practice that was found good."""

    title = line("Title")
    text = words("What is done, and what it brought", 8)


class ShareForm(forms.Form):
    """The forces that may read a note."""

    forces = forms.ModelMultipleChoiceField(
        label="Share it with", queryset=Organisation.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, force: Organisation, data: Any = None) -> None:
        super().__init__(data)
        others = Organisation.objects.filter(kind=Organisation.Kind.FORCE).exclude(pk=force.pk)
        self.fields["forces"].queryset = others.order_by("name", "pk")  # type: ignore[attr-defined]


class ForumForm(forms.Form):
    """A forum of the force."""

    title = line("Name")
    is_board = forms.BooleanField(label="This is the Management Board", required=False)
    every_days = forms.IntegerField(label="Days between two meetings, at most", min_value=1, max_value=366)
    member_kinds = words("Kinds of members who are to be there", 4, help_text="One to a line.")
    measures = words(
        "Measures that it receives", 4, required=False,
        help_text="One to a line, with the days between two readings after a bar: Calls answered in time | 30",
    )  # fmt: skip

    def clean_measures(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in lines_of(self.cleaned_data["measures"]):
            name, mark, days = each.rpartition("|")
            if not mark or not days.strip().isdecimal():
                raise forms.ValidationError(
                    f"'{each}' has no number of days after a bar. Write it so: {each} | 30"
                )
            found[name.strip()] = int(days)
        return found

    @property
    def content(self) -> dict[str, Any]:
        return {**self.cleaned_data, "member_kinds": lines_of(self.cleaned_data["member_kinds"])}


class MinutesForm(forms.Form):
    """A meeting that was held."""

    attended = forms.MultipleChoiceField(
        label="Who was there", widget=forms.CheckboxSelectMultiple, required=False
    )
    minutes = words("What was discussed", 6)
    version = VersionField()

    def __init__(self, kinds: list[str], data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["attended"].choices = [(each, each) for each in kinds]  # type: ignore[attr-defined]


class DecisionForm(OfForceForm):
    """What was decided on an item."""

    item = item_field(required=True)
    text = words("What was decided, and who does it", 3)


class TrackerForm(forms.Form):
    """A tracker of the force's own."""

    file = forms.FileField(
        label="Tracker", allow_empty_file=True,
        help_text="XLSX, ODS or CSV. It needs columns for item, action, owner and due date, under any usual name. Rows "
        "without a fault come in; every fault of the others is named.",
    )  # fmt: skip


class CheckForm(OfForceForm):
    """A check that comes round."""

    title = line("Title")
    scope = forms.ChoiceField(label="Scope", choices=RecurringCheck.Scope.choices)
    every_months = forms.IntegerField(label="Every so many months", min_value=1, max_value=120, initial=12)
    first_due = DatePartsField(label="Due for the first time on")
    owner = owner_field()


class RunForm(forms.Form):
    """One time that a check was done."""

    done_on = DatePartsField(label="Done on")
    result = words("What it found", 4)


class ReviewRequestForm(OfForceForm):
    """A review that somebody outside is asked for."""

    asked_by = line("Asked by", 150)
    reviewer = line("Reviewer", 150)
    scope = words("What it looks at", 3)
    asked_on = DatePartsField(label="Asked on")
    item = item_field()


class ReviewResultForm(forms.Form):
    """What a review found."""

    result = words("What it found", 4)
    result_on = DatePartsField(label="On which day")


class ExitForm(forms.Form):
    """A collaboration that is left."""

    collaboration = line("Collaboration")
    decided_on = DatePartsField(label="Decided on")
    business_case = words("Business case", 3, required=False)
    cost = words("Cost", 2, required=False)
    replacement_plan = words("What takes its place", 3, required=False)


class AllegationForm(forms.Form):
    """A case by its reference."""

    reference = line("Reference of the case", 60, help_text="Name no person here.")
    received_on = DatePartsField(label="Received on")
    referred_on = DatePartsField(label="Referred on", required=False)


class StatementForm(forms.Form):
    """What a chief officer said in public."""

    about = line("Round or report that it speaks about")
    name = line("Name", 150)
    office = line("Office", 150)
    stated_on = DatePartsField(label="Said on")
    quote = words("Words", 6)
    progress = words("Progress that it names", 3, required=False)
    still_missing = words("What it says is still to be done", 3, required=False)
    source = line("Source", 300, required=False)


def day_or_none(day: Any) -> str | None:
    """A day in words for a table; nothing where there is none."""
    return day_words(day) if day else None
