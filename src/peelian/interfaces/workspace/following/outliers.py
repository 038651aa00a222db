"""Asking the same of every force that stood out in a published comparison."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.followup.services import ask_outliers
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.following.words import theme_choices
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page

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

    def __init__(self, runs: list[MeasurePublication], data: Any = None) -> None:
        super().__init__(data)
        self.runs = {str(each.pk): each for each in runs}
        offer(self, "run", [("", "Choose one"), *((key, str(each)) for key, each in self.runs.items())])
        offer(self, "theme", theme_choices())


@workspace_page
@once
def outliers_ask(request: HttpRequest) -> HttpResponse:
    """Issue one item to every force that stood out; each gets its own."""
    runs = _runs(person(request))
    if not runs:
        raise Http404
    form = OutliersForm(runs, sent(request))
    if form.is_valid():
        values = dict(form.cleaned_data)
        run = form.runs[values.pop("run")]
        criteria = values.pop("closure_criteria").splitlines()
        made = attempt(
            form,
            lambda: ask_outliers(
                actor=person(request),
                run=run,
                raised_on=timezone.localdate(),
                closure_criteria=criteria,
                **values,
            ),
        )
        if made is not None:
            messages.success(request, f"{made.addressee_name} were asked.")
            return redirect("workspace:national_item", made.pk)
    context = {
        "heading": "Ask forces that stood out",
        "hint": "Every force with this label in the comparison gets the same item. It is public at once.",
        "button": "Ask them",
        "back": reverse("workspace:national_items"),
    }
    return page(request, "form_page.html", context, form)


def _runs(user: Viewer) -> list[MeasurePublication]:
    """The newest published comparisons of inspectorates for which the person may issue items."""
    own = organisations_with_role(user, *IMPORTERS)
    found = MeasurePublication.objects.visible_to(user).current().filter(release__inspectorate__in=own)
    return list(found.order_by("-published_at", "pk")[:OFFERED])
