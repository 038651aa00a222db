"""Forms of causes of concern, recommendations and areas for improvement."""

from __future__ import annotations

from typing import Any

from django import forms

from peelian.apps.followup.models import Item, NoneDeclared
from peelian.apps.followup.services import DeliverableContent, ItemContent
from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.targets import inspected_targets
from peelian.catalogue import Area
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import Choices, PartsMixin, PositionField, VersionField, offer
from peelian.interfaces.workspace.following.words import theme_choices
from peelian.interfaces.workspace.judging.finding_forms import target_choices
from peelian.interfaces.workspace.rows import FormWithRows, Row
from peelian.rules.suggestions import STRENGTHS

DEADLINES = (
    ("none", "None"),
    ("immediate", "At once"),
    ("day", "By a day"),
    ("month", "By a month"),
    ("months", "So many months after publication"),
)


class DeliverableRow(Row):
    """Something asked for by a date."""

    one = "Deliverable"
    text = forms.CharField(
        label="What is asked for", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    due = DatePartsField(label="By", required=False)
    due_precision = forms.ChoiceField(label="Given as a", required=False, choices=Item.Precision.choices)
    months = forms.IntegerField(
        label="Or so many months after publication", required=False, min_value=1, max_value=120
    )
    again = forms.IntegerField(
        label="Due again every so many months",
        required=False,
        min_value=1,
        max_value=120,
        help_text="Only for a duty that recurs.",
    )
    parts = forms.CharField(
        label="What it must contain",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="One to a line.",
    )

    def clean(self) -> dict[str, Any]:
        """Say of which deliverable a number of months is none."""
        named = str(self.cleaned_data.get("text") or "").strip() or "A deliverable"
        for name in {"months", "again"} & set(self.errors):
            label = self.fields[name].label
            self.errors[name] = self.error_class(
                [f"{named}: {label}: give a number of months from 1 to 120."]
            )
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        values = super().values()
        lines = [line.strip() for line in values["parts"].splitlines() if line.strip()]
        return {**values, "due_precision": values["due_precision"] or Item.Precision.DAY, "parts": lines}


class ItemForm(PartsMixin, FormWithRows):
    """One item of a draft."""

    row_kinds = {"deliverables": DeliverableRow}
    layout = (
        ("What it says", ("target", "parent", "title", "text", "strength", "exception_note")),
        ("Whom it asks", ("addressee", "addressee_name")),
        ("By when", ("deadline", "due", "months")),
        ("When it is done", ("closure_criteria",)),
        ("Remarks", ("theme", "note", "position")),
    )

    target = forms.ChoiceField(label="Area or pillar")
    parent = forms.ChoiceField(label="Cause of concern that it answers", required=False)
    title = forms.CharField(label="Title", max_length=300, help_text="The matter in a few words.")
    text = forms.CharField(label="Text", widget=forms.Textarea(attrs={"rows": 6}))
    strength = forms.ChoiceField(label="Strength of its wording", required=False)
    exception_note = forms.CharField(
        label="Why it stands without a cause of concern", required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Only for a recommendation to one force that answers no cause of concern.",
    )  # fmt: skip
    addressee = forms.ChoiceField(
        label="Addressee",
        choices=[each for each in Item.Addressee.choices if each[0] != Item.Addressee.SEVERAL_FORCES],
        widget=forms.RadioSelect,
        initial=Item.Addressee.FORCE,
    )
    addressee_name = forms.CharField(
        label="Name of the body or partner",
        required=False,
        max_length=150,
        help_text="Where it is not a force.",
    )
    deadline = forms.ChoiceField(
        label="Deadline", choices=DEADLINES, widget=forms.RadioSelect, initial="none"
    )
    due = DatePartsField(label="That day, or any day of that month", required=False)
    months = forms.IntegerField(label="Months after publication", required=False, min_value=1, max_value=120)
    closure_criteria = forms.CharField(
        label="What has to be shown before it is closed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One to a line. The force shows evidence for each; the public reads them.",
    )
    theme = forms.ChoiceField(label="Theme", required=False)
    note = forms.CharField(label="Remark", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    position = PositionField()
    version = VersionField()

    def __init__(self, kind: str, inspection: Inspection, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(self, "target", [("", "Choose one"), *_takers(inspection)])
        offer(
            self,
            "strength",
            [("", "Not stated"), *((each.title.casefold(), each.title) for each in STRENGTHS)],
        )
        offer(self, "theme", theme_choices())
        concerns = inspection.items.filter(kind=Item.Kind.CAUSE_OF_CONCERN, state=Item.State.DRAFT)
        self._concerns = {str(each.pk): each for each in concerns}
        offer(self, "parent", [("", "None"), *((key, each.title) for key, each in self._concerns.items())])
        if kind != Item.Kind.RECOMMENDATION:
            self.fields.pop("parent", None)
            del self.fields["exception_note"]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        deadline = values.get("deadline")
        if deadline in ("day", "month") and not values.get("due") and "due" not in self.errors:
            self.add_error("due", "Give the day of the deadline.")
        if deadline == "months" and not values.get("months") and "months" not in self.errors:
            self.add_error("months", "Give the number of months.")
        return values

    @property
    def content(self) -> ItemContent:
        """The item as the services take it."""
        values = self.cleaned_data
        names = (
            "target",
            "title",
            "text",
            "strength",
            "exception_note",
            "addressee",
            "addressee_name",
            "theme",
            "note",
        )
        plain: dict[str, Any] = {name: values[name] for name in names if name in values}
        if values.get("position") is not None:
            plain["position"] = values["position"]
        deadline = values["deadline"]
        content: ItemContent = {**plain}  # type: ignore[typeddict-item]
        content["parent"] = self._concerns.get(values.get("parent", ""))
        content["immediate"] = deadline == "immediate"
        content["due"] = values["due"] if deadline in ("day", "month") else None
        content["due_precision"] = Item.Precision.MONTH if deadline == "month" else Item.Precision.DAY
        content["due_months_after_publication"] = values["months"] if deadline == "months" else None
        content["closure_criteria"] = values["closure_criteria"].splitlines()
        content["deliverables"] = [_deliverable(row) for row in self.kept_rows("deliverables")]
        return content


class KindForm(forms.Form):
    """The kind of item to draft."""

    kind = forms.ChoiceField(label="Kind", choices=Item.Kind.choices, widget=forms.RadioSelect)
    target = forms.CharField(widget=forms.HiddenInput, required=False)


class NoneForm(forms.Form):
    """The explicit answer that an area has no item of a kind."""

    target = forms.ChoiceField(label="Area or pillar")
    kind = forms.ChoiceField(label="Kind", choices=Item.Kind.choices, widget=forms.RadioSelect)
    answer = forms.ChoiceField(label="Answer", choices=NoneDeclared.Answer.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Remark", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, inspection: Inspection, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(self, "target", [("", "Choose one"), *target_choices(inspection)])


def initial_of(item: Item) -> dict[str, Any]:
    """A stored item as its form starts."""
    names = (
        "target",
        "title",
        "text",
        "strength",
        "exception_note",
        "addressee",
        "addressee_name",
        "theme",
        "note",
        "position",
    )
    plain = {name: getattr(item, name) for name in names}
    return {
        **plain,
        "closure_criteria": "\n".join(each.text for each in item.closure_criteria.all()),
        "parent": str(item.parent_id or ""),
        "deadline": _deadline(item),
        "due": item.due,
        "months": item.due_months_after_publication,
        "version": item.version,
    }


def rows_of(item: Item) -> dict[str, list[dict[str, Any]]]:
    """The deliverables of an item as its form starts."""
    return {
        "deliverables": [
            {
                "text": each.text,
                "due": each.due,
                "due_precision": each.due_precision,
                "months": each.due_months_after_publication,
                "again": each.recurs_every_months,
                "parts": "\n".join(each.parts),
            }
            for each in item.deliverables.all()
        ]
    }


def _deadline(item: Item) -> str:
    if item.immediate:
        return "immediate"
    if item.due_months_after_publication:
        return "months"
    return str(item.due_precision) if item.due else "none"


def _deliverable(row: dict[str, Any]) -> DeliverableContent:
    return {
        "text": row["text"],
        "due": row["due"],
        "due_precision": row["due_precision"],
        "due_months_after_publication": row["months"],
        "recurs_every_months": row["again"],
        "parts": row["parts"],
    }


def _takers(inspection: Inspection) -> Choices:
    """The areas and pillars that can carry items; the service says so of the others."""
    return [
        (each.identifier, each.title)
        for each in inspected_targets(inspection)
        if not isinstance(each, Area) or each.allows_items
    ]
