"""Asking the same of every force that stood out in a published comparison."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.national import forces_called
from peelian.apps.followup.services import ask_outliers
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.following.words import theme_choices, theme_title
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.rules.periods import day_words

OFFERED = 50
LABELS = (("well above average", "Well above average"), ("well below average", "Well below average"))
KINDS = [each for each in Item.Kind.choices if each[0] != Item.Kind.CAUSE_OF_CONCERN]


class OutliersForm(forms.Form):
    """The comparison, the forces meant, and what they are asked."""

    run = forms.ChoiceField(label="Published comparison")
    label = forms.ChoiceField(label="Forces that stood", choices=LABELS, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Kind of item", choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label="Title", max_length=300)
    text = forms.CharField(label="What is asked", widget=forms.Textarea(attrs={"rows": 5}))
    due = DatePartsField(label="Deadline", required=False)
    theme = forms.ChoiceField(label="Theme", required=False)
    closure_criteria = forms.CharField(
        label="What has to be shown before it is closed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One to a line.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, runs: list[MeasurePublication], data: Any = None) -> None:
        super().__init__(data)
        self.runs = {str(each.pk): each for each in runs}
        offer(self, "run", [("", "Choose one"), *((key, str(each)) for key, each in self.runs.items())])
        offer(self, "theme", theme_choices())

    @property
    def content(self) -> dict[str, Any]:
        """What is asked, with the comparison itself and the criteria one by one."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        run, criteria = self.runs[values.pop("run")], values.pop("closure_criteria").splitlines()
        return {**values, "run": run, "closure_criteria": [each.strip() for each in criteria if each.strip()]}

    @property
    def fingerprint(self) -> str:
        """Tells what was previewed from what was typed after."""
        said = json.dumps({name: str(value) for name, value in self.content.items()}, sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    @property
    def was_seen(self) -> bool:
        """Whether the person has read the preview of just this."""
        return bool(self.cleaned_data["seen"] == self.fingerprint)

    def show(self) -> None:
        """Carry on that just this was previewed."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = self.fingerprint  # type: ignore[index]


@workspace_page
@once
def outliers_ask(request: HttpRequest) -> HttpResponse:
    """Issue one item to every force that stood out, once the person has read who is asked what."""
    runs = _runs(person(request))
    if not runs:
        raise Http404
    form = OutliersForm(runs, sent(request))
    preview: dict[str, Any] | None = None
    if form.is_valid():
        content = form.content
        if form.was_seen:
            made = attempt(
                form,
                lambda: ask_outliers(actor=person(request), raised_on=timezone.localdate(), **content),
                kept_at=reverse("workspace:national_items"),
            )
            if made is not None:
                messages.success(request, f"{made.addressee_name} were asked.")
                return redirect("workspace:national_item", made.pk)
        else:
            form.show()
            preview = _preview(content)
    context = {
        "heading": "Ask forces that stood out",
        "hint": "Every force with this label in the comparison gets the same item. It is public at once.",
        "button": "Ask these forces" if preview and preview["forces"] else "See who is asked",
        "back": reverse("workspace:national_items"),
        "preview": preview,
    }
    return page(request, "following/outliers.html", context, form)


def _preview(content: dict[str, Any]) -> dict[str, Any]:
    """Who would be asked what, as the public would read it."""
    run: MeasurePublication = content["run"]
    return {
        "forces": forces_called(run, content["label"]),
        "comparison": f"{run.title}, {run.comparison.period_words}: {content['label']}",
        "kind": Item.Kind(content["kind"]).label,
        "title": content["title"],
        "text": content["text"],
        "due": day_words(content["due"]) if content["due"] else "No deadline",
        "theme": theme_title(content.get("theme", "")) if content.get("theme") else "None",
        "criteria": content["closure_criteria"],
    }


def _runs(user: Viewer) -> list[MeasurePublication]:
    """The newest published comparisons of inspectorates for which the person may issue items."""
    own = organisations_with_role(user, *IMPORTERS)
    found = MeasurePublication.objects.visible_to(user).current().filter(release__inspectorate__in=own)
    return list(found.order_by("-published_at", "pk")[:OFFERED])
