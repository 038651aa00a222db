"""Proposing to ask the same of every force that stood out in a published comparison, and deciding on it."""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.models import AskingProposal, Item
from peelian.apps.followup.policies import can_decide_asking, comparisons_askable_by
from peelian.apps.followup.queries.national import forces_called
from peelian.apps.followup.services import check_asking, confirm_asking, propose_asking, refuse_asking
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import Viewer
from peelian.interfaces.look.dates import DatePartsField
from peelian.interfaces.workspace.addresses import comparison_address
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.following.words import theme_choices, theme_title
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import (
    LedElsewhereError,
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)
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

    def __init__(self, runs: list[MeasurePublication], data: Any = None, run: str = "") -> None:
        super().__init__(data, initial={"run": run})
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


class AskingDecisionForm(forms.Form):
    """The second person's decision on a proposal."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=(
            ("ask", "Ask these forces: each has the item, and the public reads it at once"),
            ("back", "Send it back: nobody is asked"),
        ),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed where you send it back. Your inspectorate alone reads it.",
    )


@workspace_page
@once
def outliers_ask(request: HttpRequest) -> HttpResponse:
    """Propose one item for every force that stood out, once the person has read who would be asked what."""
    runs = _runs(person(request))
    if not runs:
        raise Http404
    form = OutliersForm(runs, sent(request), request.GET.get("run", ""))
    preview: dict[str, Any] | None = None
    if form.is_valid():
        content = form.content
        if form.was_seen:
            made = attempt(
                form,
                lambda: propose_asking(actor=person(request), **content),
                kept_at=reverse("workspace:national_items"),
            )
            if made is not None:
                messages.success(request, "Proposed. Another person decides; until then nobody is asked.")
                return redirect("workspace:asking", made.pk)
        elif attempted(form, lambda: _check(content), kept_at=reverse("workspace:national_items")):
            form.show()
            preview = _preview(content)
    context = {
        "heading": "Ask forces that stood out",
        "hint": "Every force with this label in the comparison gets the same item. It takes two people: you propose "
        "it, and another person decides. Nobody is asked, and nothing is public, before that.",
        "button": "Propose to ask these forces" if preview and preview["forces"] else "See who is asked",
        "back": reverse("workspace:national_items"),
        "preview": preview,
    }
    return page(request, "following/outliers.html", context, form)


@workspace_page
def asking(request: HttpRequest, proposal_id: uuid.UUID) -> HttpResponse:
    """One proposal: who would be asked what, and the decision for the second person."""
    user = person(request)
    found = AskingProposal.objects.visible_to(user).select_related("run__release", "proposed_by", "item")
    proposal = visible_or_404(found, pk=proposal_id)
    if proposal.item is not None:
        words = f"The forces were asked on {day_words(proposal.item.listed_on)}. Here is the item."
        raise LedElsewhereError(words, reverse("workspace:national_item", args=[proposal.item.pk]))
    may_decide = can_decide_asking(user, proposal)
    form = AskingDecisionForm(sent(request)) if may_decide else None
    if form is not None and form.is_valid():
        asks, reason = form.cleaned_data["decision"] == "ask", form.cleaned_data["reason"]
        decide = confirm_asking if asks else refuse_asking
        if attempted(form, lambda: decide(actor=user, proposal=proposal, reason=reason)):
            messages.success(request, "The forces were asked." if asks else "Sent back. Nobody is asked.")
            return redirect(
                "workspace:asking" if asks else "workspace:national_items", *([proposal.pk] if asks else [])
            )
    context = {
        "proposal": proposal,
        "preview": _preview(
            {
                name: getattr(proposal, name)
                for name in ("run", "label", "kind", "title", "text", "due", "theme", "closure_criteria")
            }
        ),
        "may_decide": may_decide,
        "is_own": proposal.proposed_by_id == user.pk,
    }
    return page(request, "following/asking.html", context, form)


def _check(content: dict[str, Any]) -> None:
    """Refuse at the preview what would be refused at the last step."""
    asked = {name: value for name, value in content.items() if name != "closure_criteria"}
    check_asking(**asked, day=timezone.localdate())


def _preview(content: dict[str, Any]) -> dict[str, Any]:
    """Who would be asked what, as the public would read it."""
    run: MeasurePublication = content["run"]
    return {
        "forces": forces_called(run, content["label"]),
        "comparison": f"{run.title}, {run.comparison.period_words}: {content['label']}",
        "comparison_href": comparison_address(run),
        "kind": Item.Kind(content["kind"]).label,
        "title": content["title"],
        "text": content["text"],
        "due": day_words(content["due"]) if content["due"] else "No deadline",
        "theme": theme_title(content.get("theme", "")) if content.get("theme") else "None",
        "criteria": content["closure_criteria"],
    }


def _runs(user: Viewer) -> list[MeasurePublication]:
    """The newest published comparisons of inspectorates in which the person may propose to ask forces."""
    return list(comparisons_askable_by(user).order_by("-published_at", "pk")[:OFFERED])
