"""Forms of planning: rounds, inspections, teams and components."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from peelian.apps.accounts.models import User
from peelian.apps.frameworks.queries import framework_versions, regime
from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.inspections.plans import LEADERS
from peelian.apps.inspections.policies import ACCOUNTABLE
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces, forces_in_scope, staff_of
from peelian.catalogue import Framework
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.listing import Filters, filter_choice, force_choices

Choices = list[tuple[str, Any]]


class RoundForm(forms.Form):
    """One time round the forces under one framework version."""

    inspectorate = forms.ModelChoiceField(label="Inspectorate", queryset=Organisation.objects.none())
    framework_identifier = forms.ChoiceField(
        label="Framework", help_text="It decides scale, areas and cadence, and never changes afterwards."
    )
    title = forms.CharField(label="Title", max_length=200, help_text="Such as PEEL 2023-25, first round")
    slug = forms.SlugField(label="Short name", max_length=80, help_text="Such as peel-2023-25-round-1")
    number = forms.IntegerField(
        label="Number",
        initial=1,
        min_value=1,
        help_text="1 for the first round of the framework. Its reports print what changed since the framework before.",
    )
    pillar = forms.ChoiceField(
        label="Pillar",
        required=False,
        help_text="Only for a round that looks at one pillar alone, as in the older frameworks.",
    )
    starts_on = DatePartsField(label="First day")
    ends_on = DatePartsField(label="Last day")

    def __init__(self, inspectorates: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = list(framework_versions())
        pillars = {
            pillar.identifier: pillar.title for version in versions for pillar in version.framework.pillars
        }
        self.fields["inspectorate"].queryset = inspectorates  # type: ignore[attr-defined]
        self.fields["inspectorate"].initial = inspectorates.first()
        self.fields["framework_identifier"].choices = [("", "Choose one")] + [  # type: ignore[attr-defined]
            (version.identifier, version.title) for version in reversed(versions)
        ]
        self.fields["pillar"].choices = [("", "Every pillar"), *pillars.items()]  # type: ignore[attr-defined]


class RoundChoiceForm(forms.Form):
    """The round that a new inspection belongs to."""

    round = forms.ModelChoiceField(
        label="Round", queryset=Round.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, rounds: QuerySet[Round], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]


class CoverageForm(forms.Form):
    """What an inspection covers, under the framework of its round."""

    kinds = forms.MultipleChoiceField(
        label="Kind of inspection", widget=forms.CheckboxSelectMultiple, help_text="One or more."
    )
    areas = forms.MultipleChoiceField(label="Areas", widget=forms.CheckboxSelectMultiple, required=False)
    window_start = DatePartsField(label="Assessment window: first day")
    window_end = DatePartsField(label="Assessment window: last day")
    lead_inspector = forms.ModelChoiceField(
        label="Lead inspector", queryset=User.objects.none(), required=False
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework: Framework = round.framework_version.framework
        self.staff = list(staff_of(round.inspectorate))
        kinds = regime().inspection_kinds
        self._offer("kinds", [(kind.identifier, kind.title) for kind in kinds])
        self._offer("areas", area_choices(self.framework))
        self.fields["lead_inspector"].queryset = self._holders(LEADERS)  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _holders(self, roles: tuple[str, ...]) -> QuerySet[User]:
        holders = {held.user_id for held in self.staff if held.role in roles}
        return User.objects.filter(pk__in=holders)


class InspectionForm(CoverageForm):
    """A new inspection."""

    scope = forms.ChoiceField(
        label="Scope",
        choices=Inspection.Scope.choices,
        initial=Inspection.Scope.FORCE,
        widget=forms.RadioSelect,
    )
    force = forms.ModelChoiceField(
        label="Force",
        queryset=Organisation.objects.none(),
        required=False,
        help_text="None for a national inspection.",
    )
    pillar = forms.ChoiceField(label="Pillar", required=False)
    graded = forms.BooleanField(
        label="Its areas receive grades",
        required=False,
        initial=True,
        help_text="Without it the inspection reports and publishes, but grades nothing.",
    )
    accountable_inspector = forms.ModelChoiceField(
        label="Accountable inspector", queryset=User.objects.none(), required=False,
        help_text="The one HM Inspector or HM Chief Inspector who answers for the judgement.",
    )  # fmt: skip
    reference = forms.SlugField(
        label="Reference",
        max_length=120,
        required=False,
        help_text="Left empty, it is made from force and cycle, such as cleveland-2021-22.",
    )
    field_order = (
        "scope", "force", "kinds", "pillar", "areas", "graded", "window_start", "window_end", "lead_inspector",
        "accountable_inspector", "reference",
    )  # fmt: skip

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(round, *args, **kwargs)
        self.fields["force"].queryset = forces_in_scope()  # type: ignore[attr-defined]
        self.fields[
            "areas"
        ].help_text = "None ticked means all that the framework, or the chosen pillar, reports together."
        self.fields["accountable_inspector"].queryset = self._holders(ACCOUNTABLE)  # type: ignore[attr-defined]
        named = [pillar for pillar in self.framework.pillars if round.pillar in ("", pillar.identifier)]
        every = [] if round.pillar else [("", "No single pillar")]
        self._offer("pillar", every + [(pillar.identifier, pillar.title) for pillar in named])
        if not named:
            del self.fields["pillar"]


class PlanForm(CoverageForm):
    """Changing what an inspection covers."""

    title = forms.CharField(label="Title", max_length=200)
    first_time_topics = forms.MultipleChoiceField(
        label="Topics examined for the first time", widget=forms.CheckboxSelectMultiple, required=False,
        help_text="They have no earlier value to compare with.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = (
        "title",
        "kinds",
        "areas",
        "first_time_topics",
        "window_start",
        "window_end",
        "lead_inspector",
    )

    def __init__(self, round: Round, *args: Any, **kwargs: Any) -> None:
        super().__init__(round, *args, **kwargs)
        self._offer("first_time_topics", area_choices(self.framework))


class InspectionFilters(Filters):
    """Filters of the list of inspections."""

    q = forms.CharField(label="Words in title or reference", required=False, max_length=100)
    state = filter_choice("State", list(Inspection.State.choices))

    def offer(self) -> None:
        """Add the frameworks and the forces."""
        versions = [(version.identifier, version.title) for version in framework_versions()]
        self.fields["framework"] = filter_choice("Framework", versions)
        self.fields["force"] = filter_choice("Force", force_choices(forces()))


def area_choices(framework: Framework) -> Choices:
    """The areas of a framework, under the title of their pillar where they have one."""
    titles = {pillar.identifier: pillar.title for pillar in framework.pillars}
    found: Choices = []
    for pillar, areas in groupby(framework.areas, key=lambda area: area.pillar):
        listed = [(area.identifier, area.title) for area in areas]
        found.extend([(titles[pillar], listed)] if pillar else listed)
    return found
