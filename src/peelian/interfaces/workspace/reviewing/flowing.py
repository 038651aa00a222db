"""The page on which results of a closed review become figures of a finding."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import ReviewFigure
from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import WantedFigure, flow_results_into_figures
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.queries import ReviewResults, review_is_whole, review_results
from peelian.interfaces.look.choices import HintedCheckboxes
from peelian.interfaces.workspace.addresses import workspace_address
from peelian.interfaces.workspace.editing import offer, sent
from peelian.interfaces.workspace.pages import attempt, page, person, workspace_page
from peelian.interfaces.workspace.reviewing.places import review_address, review_frame, review_of
from peelian.interfaces.workspace.reviewing.result_rows import counted_words, estimate_words, group_words

Wanted = tuple[str, str, str]
NOT_OFFERED = (
    "A result that you chose stands as a figure already, or is no result of this review. Nothing was recorded. "
    "Choose from the results that are listed."
)


class FlowForm(forms.Form):
    """Which results become figures, and under which finding."""

    wanted = forms.MultipleChoiceField(label="Results", error_messages={"invalid_choice": NOT_OFFERED})
    finding = forms.ChoiceField(label="Finding that they stand under")

    def __init__(self, results: ReviewResults, taken: set[Wanted], data: Any = None) -> None:
        super().__init__(data)
        offered = list(_offered(results, taken))
        self._offered = {_name(wanted): wanted for wanted, _, _ in offered}
        hints = {_name(wanted): words for wanted, _, words in offered}
        self.fields["wanted"].widget = HintedCheckboxes(
            hints=hints, attrs={"class": "govuk-checkboxes--small"}
        )
        offer(self, "wanted", [(_name(wanted), title) for wanted, title, _ in offered])
        self._findings = {
            str(each.pk): each for each in results.review.inspection.findings.order_by("target", "position")
        }
        offer(self, "finding", [(key, each.headline) for key, each in self._findings.items()])

    def figures(self, inspection: Inspection) -> list[WantedFigure]:
        """What was chosen, each with a key that is free in the inspection."""
        keys = _free_keys(inspection)
        chosen = [self._offered[name] for name in dict.fromkeys(self.cleaned_data["wanted"])]
        return [
            WantedFigure(key=next(keys), question=question, group=group, kind=kind)
            for question, group, kind in chosen
        ]

    @property
    def chosen_finding(self) -> Any:
        return self._findings[self.cleaned_data["finding"]]

    @property
    def has_choices(self) -> bool:
        """Whether there is anything to choose and a finding to put it under."""
        return {"wanted", "finding"} <= set(self.fields)


@workspace_page
def review_flow(request: HttpRequest, review_id: uuid.UUID) -> HttpResponse:
    """Choose results of a closed review that become figures; they keep their link to the review."""
    found, actor = review_of(request, review_id), person(request)
    if not found.is_closed or not can_write_inspection(actor, found.inspection):
        raise Http404
    if not review_is_whole(found):
        return redirect(review_address(found, "review_results"))
    form = FlowForm(review_results(actor, found), _taken(request, found), sent(request))
    if form.has_choices and form.is_valid():
        made = attempt(
            form,
            lambda: flow_results_into_figures(
                actor=actor,
                review=found,
                wanted=form.figures(found.inspection),
                finding=form.chosen_finding,
            ),
        )
        if made is not None:
            told = "; ".join(f"{each.key} prints {each.printed_words}" for each in made)
            messages.success(request, f"Recorded as figures: {told}.")
            return redirect(workspace_address("finding", finding_id=form.chosen_finding.pk))
    context = {
        **review_frame(found, "review_results", ("Put results into a finding", "")),
        "heading": "Put results into a finding",
        "hint": "Each becomes a figure with the numbers that were frozen, and keeps its link to this review.",
        "button": "Record the figures",
        "cancel": review_address(found, "review_results"),
    }
    return page(request, "reviewing/flow.html", context, form)


def figures_from(request: HttpRequest, found: Review) -> list[ReviewFigure]:
    """The figures that results of the review have become."""
    made = ReviewFigure.objects.visible_to(person(request)).filter(review=found)
    return list(made.select_related("figure__finding").order_by("figure__position"))


def _taken(request: HttpRequest, found: Review) -> set[Wanted]:
    return {(each.question, each.group, each.kind) for each in figures_from(request, found)}


def _name(wanted: Wanted) -> str:
    """The name of a result in the form: the same whatever else is listed, so that an old page means what it shows."""
    question, group, kind = wanted
    return f"{kind}:{question}:{group}"


def _offered(results: ReviewResults, taken: set[Wanted]) -> Iterator[tuple[Wanted, str, str]]:
    """Every result that can become a figure and is none yet: what it is, its title, its words."""
    for result in results.questions:
        for found in result.all:
            kinds = ["estimate", "count"] if found.has_half_width and not found.has_small_base else ["count"]
            for kind in kinds if found.n else ():
                wanted = (result.question.identifier, found.group, kind)
                if wanted in taken:
                    continue
                group = group_words(results.review.instrument, found.group)
                words = estimate_words(found) if kind == "estimate" else counted_words(found)
                yield wanted, f"{kind.capitalize()}: {result.question.text} {group}", words


def _free_keys(inspection: Inspection) -> Iterator[str]:
    """Keys of the form R-1 that no figure of the inspection has."""
    taken = set(inspection.figures.values_list("key", flat=True))
    number = 0
    while True:
        number += 1
        if f"R-{number}" not in taken:
            yield f"R-{number}"
