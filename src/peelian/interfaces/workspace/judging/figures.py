"""Pages of figures: the list, adding and changing one, and the words that it prints."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.figure_values import figure_value
from peelian.apps.judgements.models import Figure
from peelian.apps.judgements.policies import can_write_inspection
from peelian.apps.judgements.services import record_figure, remove_figure, update_figure
from peelian.interfaces.workspace.drafts import draft_inspection, frame, part_address
from peelian.interfaces.workspace.editing import ConfirmSeenForm, sent
from peelian.interfaces.workspace.judging.figure_forms import FigureForm, KindForm, initial_of
from peelian.interfaces.workspace.judging.figure_kinds import KIND_TITLES
from peelian.interfaces.workspace.judging.figure_origins import figure_rows
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import (
    attempt,
    attempted,
    page,
    person,
    visible_or_404,
    workspace_page,
)


@workspace_page
def figures(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Every figure of an inspection in the words that it prints, with a link to where it was taken from."""
    inspection = draft_inspection(request, inspection_id)
    listed = one_page(request, inspection.figures.select_related("finding"))
    context = {
        **frame(inspection, "figures"),
        "listed": listed,
        "rows": figure_rows(listed),
        "may_write": can_write_inspection(person(request), inspection),
    }
    return page(request, "judging/figures.html", context)


@workspace_page
def figure_add(request: HttpRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Record a figure: first of which kind, then what."""
    inspection = draft_inspection(request, inspection_id)
    trail = frame(inspection, "figures", ("Record a figure", ""))
    kind = request.GET.get("kind", "")
    held = request.GET.get("finding", "")
    if kind not in KIND_TITLES:
        context = {**trail, "heading": "Which kind of figure is it?"}
        return page(request, "judging/choose.html", context, KindForm(initial={"finding": held}))
    start = {"finding": held, "key": _free_key(inspection)}
    form = FigureForm(kind, inspection, sent(request), initial=start)
    if _is_saved(request, inspection, form):
        recorded = attempt(
            form,
            lambda: record_figure(
                actor=person(request), inspection=inspection, value=form.value, **form.place
            ),
        )
        if recorded is not None:
            return _told(request, recorded)
    context = {**trail, "heading": "Record a figure", "caption": KIND_TITLES[kind][0]}
    return _form_page(request, inspection, form, context)


@workspace_page
def figure_edit(request: HttpRequest, figure_id: uuid.UUID) -> HttpResponse:
    """Change a figure and where it stands."""
    stored = _figure(request, figure_id)
    form = FigureForm(stored.kind, stored.inspection, sent(request), initial=initial_of(stored))
    form.keep_comparison(stored.figure.comparison)
    if _is_saved(request, stored.inspection, form):
        version = form.cleaned_data["version"]
        changed = attempt(
            form,
            lambda: update_figure(
                actor=person(request),
                figure=stored,
                expected_version=version,
                value=form.value,
                **form.place,
            ),
        )
        if changed is not None:
            return _told(request, changed)
    context = {
        **frame(stored.inspection, "figures", (f"Change {stored.key}", "")),
        "heading": f"Change {stored.key}",
        "caption": KIND_TITLES[stored.kind][0],
        "figure": stored,
    }
    return _form_page(request, stored.inspection, form, context)


@workspace_page
def figure_remove(request: HttpRequest, figure_id: uuid.UUID) -> HttpResponse:
    """Remove a figure from the draft, after asking."""
    stored = _figure(request, figure_id)
    form = ConfirmSeenForm(sent(request), initial={"version": stored.version})
    if form.is_valid() and attempted(
        form,
        lambda: remove_figure(
            actor=person(request), figure=stored, expected_version=form.cleaned_data["version"]
        ),
    ):
        messages.success(request, f"The figure {stored.key} is removed.")
        return redirect(part_address(stored.inspection, "figures"))
    context = {
        **frame(stored.inspection, "figures", (f"Remove {stored.key}", "")),
        "heading": f"Remove {stored.key}?",
        "caption": stored.measure,
        "hint": "Its value stays in the log. Texts that call it will lead nowhere, and a gate will say so.",
        "button": "Remove figure",
        "warning": True,
        "cancel": part_address(stored.inspection, "figures"),
    }
    return page(request, "draft_form.html", context, form)


def _is_saved(request: HttpRequest, inspection: Inspection, form: FigureForm) -> bool:
    """Whether the form was sent to be kept; a form sent to see its words is only shown again."""
    if request.method != "POST" or not form.is_valid():
        return False
    if "show-words" not in request.POST:
        return True
    shown = attempt(form, lambda: figure_value(inspection, form.value))
    form.words = shown.words() if shown else ""
    return False


def _form_page(
    request: HttpRequest, inspection: Inspection, form: FigureForm, context: dict[str, object]
) -> HttpResponse:
    extra = {"button": "Save figure", "cancel": part_address(inspection, "figures")}
    return page(request, "judging/figure_form.html", {**context, **extra}, form)


def _told(request: HttpRequest, figure: Figure) -> HttpResponse:
    messages.success(request, f"{figure.key} is saved. It prints: {figure.printed_words}.")
    return redirect(part_address(figure.inspection, "figures"))


def _figure(request: HttpRequest, figure_id: uuid.UUID) -> Figure:
    visible = Figure.objects.visible_to(person(request)).select_related(
        "inspection__framework_version", "inspection__inspectorate", "inspection__force", "finding"
    )
    found: Figure = visible_or_404(visible, pk=figure_id)
    if found.kind not in KIND_TITLES:
        raise Http404
    return found


def _free_key(inspection: Inspection) -> str:
    """The next key of the form F-1, as a proposal."""
    taken = set(inspection.figures.values_list("key", flat=True))
    number = len(taken) + 1
    while f"F-{number}" in taken:
        number += 1
    return f"F-{number}"
