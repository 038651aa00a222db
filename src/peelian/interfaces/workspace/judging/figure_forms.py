"""The form of a figure: fields of its own for each kind, and those that every figure has."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Figure, Finding
from peelian.interfaces.workspace.editing import PartsMixin, VersionField, offer
from peelian.interfaces.workspace.judging.figure_kinds import KIND_FIELDS, KIND_TITLES
from peelian.interfaces.workspace.judging.period_fields import PERIOD_FIELDS, PeriodFields, period_initial
from peelian.rules.figures import FIGURE_KINDS, PROVENANCES, FigureComparison
from peelian.rules.figures import Figure as FigureValue
from peelian.rules.figures.base import BOUNDS, DIRECTIONS, POLARITIES
from peelian.rules.vague_words import VAGUE_WORDS

SHARED = ("key", "measure", "source", "provenance", "polarity", "note", "reading_note")


class FigureForm(PartsMixin, PeriodFields):
    """A figure of one kind, and where the report prints it."""

    key = forms.CharField(label="Key", max_length=60, help_text="Its name inside the report, such as G-067.")
    measure = forms.CharField(label="What it measures", max_length=300)
    source = forms.CharField(label="Source", max_length=300, help_text="No figure is published without one.")
    provenance = forms.ChoiceField(
        label="How it is known", choices=[(each, each.replace("-", " ").capitalize()) for each in PROVENANCES]
    )
    polarity = forms.ChoiceField(
        label="A high value is a", choices=[(each, each.capitalize()) for each in reversed(POLARITIES)],
        help_text="18 of 87 may be failures, 75 of 77 successes.",
    )  # fmt: skip
    bound = forms.ChoiceField(
        label="Word before the number",
        required=False,
        choices=[("", "None"), *((each, each) for each in BOUNDS)],
    )
    decimals = forms.IntegerField(
        label="Decimals to print",
        required=False,
        min_value=0,
        max_value=6,
        help_text="Left empty, as many as were typed.",
    )
    quantity_word = forms.ChoiceField(
        label="Quantity word that the report prints",
        required=False,
        choices=[("", "None"), *((each, each) for each in VAGUE_WORDS)],
        help_text="Only for counts: the word is tied to the count behind it.",
    )
    note = forms.CharField(label="Remark", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    reading_note = forms.CharField(
        label="Caution wherever it is read", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    claim = forms.CharField(
        label="What the report says beside it",
        required=False,
        max_length=300,
        help_text="The report's own words, such as broadly unchanged. They are never derived.",
    )
    direction = forms.ChoiceField(
        label="Direction of that claim",
        required=False,
        choices=[("none", "None"), *((each, each.capitalize()) for each in DIRECTIONS if each != "none")],
    )
    against = forms.CharField(
        label="Set beside", required=False, max_length=200, help_text="Such as 2021 inspection."
    )
    finding = forms.ChoiceField(label="Finding that holds it", required=False)
    part = forms.ChoiceField(label="Or the part of the report that holds it", required=False)
    shown = forms.BooleanField(label="Print it in the table of figures", required=False, initial=True)
    version = VersionField()

    def __init__(self, kind: str, inspection: Inspection, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.kind = kind
        self.words = ""
        own = KIND_FIELDS[kind]
        self.fields |= {name: _fresh(field) for name, field in own.items()}
        self._comparison: FigureComparison | None = None
        self.layout = (
            ("The figure", ("key", "measure", *own, "quantity_word", "bound", "decimals")),
            ("Where it comes from", ("source", "provenance", "polarity", *PERIOD_FIELDS)),
            ("What the report sets beside it", ("claim", "direction", "against")),
            ("Remarks", ("note", "reading_note")),
            ("Where it stands", ("finding", "part", "shown")),
        )
        if kind != "count":
            del self.fields["quantity_word"]
        if kind == "statement":
            del self.fields["decimals"], self.fields["bound"]
        written = inspection.findings.order_by("target", "position", "headline")
        self._findings = {str(finding.pk): finding for finding in written}
        offer(
            self, "finding", [("", "None"), *((key, each.headline) for key, each in self._findings.items())]
        )
        parts = inspection.framework.report_parts
        offer(self, "part", [("", "None"), *((each, each.replace("-", " ").capitalize()) for each in parts)])

    def keep_comparison(self, comparison: FigureComparison | None) -> None:
        """Keep the figure that the stored claim is set beside: this form writes only its words."""
        self._comparison = comparison

    @property
    def value(self) -> dict[str, Any]:
        """The figure in plain values."""
        values = self.cleaned_data
        plain = {name: values[name] for name in SHARED}
        own = {
            name: values[name] for name in (*KIND_FIELDS[self.kind], "bound", "decimals") if name in values
        }
        given = {name: value for name, value in own.items() if value not in (None, "")}
        return {
            "kind": self.kind,
            **plain,
            **given,
            "period": self.period,
            "comparison": self._compared(),
        }

    @property
    def place(self) -> dict[str, Any]:
        """Where the figure stands, as the services take it."""
        values = self.cleaned_data
        finding: Finding | None = self._findings.get(values.get("finding", ""))
        return {
            "finding": finding,
            "part": values.get("part", ""),
            "quantity_word": values.get("quantity_word", ""),
            "shown": values["shown"],
        }

    def _compared(self) -> dict[str, Any] | None:
        values = self.cleaned_data
        stored = self._comparison
        if not values["claim"] and not values["against"] and (stored is None or stored.value is None):
            return None
        beside = stored.value.to_json() if stored and stored.value else None
        return {
            "claim": values["claim"],
            "direction": values["direction"] or "none",
            "against": values["against"],
            "value": beside,
        }


class KindForm(forms.Form):
    """The kind of figure to add."""

    kind = forms.ChoiceField(label="Kind of figure", widget=forms.RadioSelect)

    finding = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offer(
            self,
            "kind",
            [
                (kind, f"{title}. {hint}.")
                for kind, (title, hint) in KIND_TITLES.items()
                if kind in FIGURE_KINDS
            ],
        )


def initial_of(row: Figure) -> dict[str, Any]:
    """A stored figure as its form starts, numbers as they are printed."""
    figure = row.figure
    shared = {name: getattr(figure, name) for name in (*SHARED, "bound")}
    shared["decimals"] = _set_decimals(figure, row.kind)
    own = {name: _typed(getattr(figure, name), figure.decimals) for name in KIND_FIELDS[row.kind]}
    place = {
        "finding": str(row.finding_id or ""),
        "part": row.part,
        "quantity_word": row.quantity_word,
        "shown": row.shown,
    }
    compared = figure.comparison
    claim = (
        {"claim": compared.claim, "direction": compared.direction, "against": compared.against}
        if compared
        else {}
    )
    return {**shared, **own, **place, **claim, **period_initial(figure.period), "version": row.version}


def _fresh(field: forms.Field) -> forms.Field:
    """A copy of a field, so that forms share none."""
    copied: forms.Field = field.__deepcopy__({})
    return copied


def _typed(value: Any, decimals: int | None) -> Any:
    """A number with at least the decimals that are printed of it."""
    return f"{value:.{max(decimals or 0, _places(value))}f}" if isinstance(value, Decimal) else value


def _places(value: object) -> int:
    return max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else 0


def _set_decimals(figure: FigureValue, kind: str) -> int | None:
    """The decimals to print, where the numbers as typed do not say them."""
    places = max((_places(getattr(figure, name)) for name in KIND_FIELDS[kind]), default=0)
    return figure.decimals if figure.decimals is not None and places > figure.decimals else None
