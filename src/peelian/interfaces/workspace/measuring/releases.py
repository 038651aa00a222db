"""Releases: the list, beginning one, and the page of one with what it would publish."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString

from peelian.apps.accounts.models import User
from peelian.apps.followup.policies import comparisons_askable_by
from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.policies import (
    can_cancel_correction,
    can_correct_release,
    can_discard_release,
    can_edit_release,
    can_publish_release,
    inspectorates_releasable_by,
)
from peelian.apps.measures.queries import offered_definitions, published_measures, releases
from peelian.apps.measures.services import begin_release
from peelian.apps.organisations.access import organisations_with_role, staffed_inspectorates
from peelian.apps.organisations.queries import forces_in_scope
from peelian.apps.returns.models import Collection
from peelian.interfaces.look.force_comparison import comparison_bars, lines_words, method_words, total_words
from peelian.interfaces.look.pictures import for_both_widths
from peelian.interfaces.look.tables import headings
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.measuring.forms import ReleaseForm
from peelian.interfaces.workspace.measuring.taken import returns_context
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempt, page, person, visible_or_404, workspace_page
from peelian.records.comparison import MeasureComparison
from peelian.rendering.force_bars import NARROW
from peelian.rules.periods import day_words

NONE = "–"


@workspace_page
def release_list(request: HttpRequest) -> HttpResponse:
    """Releases that the person may see; those of no inspectorate are led to what is published."""
    user = person(request)
    if not staffed_inspectorates(user):
        return _published_list(request)
    listed = one_page(request, releases(user))
    rows = [
        [
            {"text": each.measured.title, "href": release_address(each)},
            {"text": each.covered.words()},
            {"text": each.get_state_display()},
            {"text": each.source},
        ]
        for each in listed
    ]
    context = {
        "listed": listed,
        "columns": headings("Measure", "Period", "State", "Source"),
        "rows": rows,
        "may_add": inspectorates_releasable_by(user).exists(),
    }
    return page(request, "measuring/releases.html", context)


def _published_list(request: HttpRequest) -> HttpResponse:
    """Every measure that is published, each with the way to its public page."""
    rows = [
        [
            {"text": each.title, "href": reverse("public:measure", args=[each.measure])},
            {"text": str(each.value["period_words"])},
            {"text": day_words(each.published_on)},
        ]
        for each in published_measures()
    ]
    columns = headings("Measure", "Latest period", "Published on")
    return page(request, "measuring/published.html", {"columns": columns, "rows": rows})


@workspace_page
@once
def release_add(request: HttpRequest) -> HttpResponse:
    """Begin a release of a measure for a period."""
    actor = person(request)
    inspectorates = inspectorates_releasable_by(actor)
    visible_or_404(inspectorates)
    collections = Collection.objects.visible_to(actor).filter(inspectorate__in=inspectorates)
    form = ReleaseForm(inspectorates, offered_definitions(actor), collections, request.POST or None)
    if request.method == "POST" and form.is_valid():
        begun = attempt(form, lambda: begin_release(actor=actor, **form.values))
        if begun is not None:
            messages.success(request, f"{begun} is begun. Bring in the values of the forces next.")
            return redirect(release_address(begun))
    context = {
        "heading": "Begin a release of a measure",
        "hint": "The definition is stored with the release as it now stands. Nobody outside the inspectorate sees a "
        "release before it is published.",
        "button": "Begin",
        "back": reverse("workspace:releases"),
    }
    return page(request, "form_page.html", context, form)


@workspace_page
def release(request: HttpRequest, release_id: uuid.UUID) -> HttpResponse:
    """One release: every force with its value, and what the comparison would say."""
    user = person(request)
    found = visible_release(request, release_id)
    values = list(found.values.select_related("force", "release"))
    compared = comparison_of(found)
    editable = can_edit_release(user, found)
    context = {
        "release": found,
        "definition": found.measured,
        "compared": compared,
        "lines_words": lines_words(compared),
        "method_words": method_words(compared),
        "bars": _bars(compared),
        "columns": value_columns(compared, editable=editable),
        "rows": [value_row(found, compared, each, editable=editable) for each in values],
        "may_edit": editable,
        "may_discard": can_discard_release(user, found),
        "may_publish": can_publish_release(user, found),
        "may_correct": can_correct_release(user, found),
        "may_cancel": can_cancel_correction(user, found),
        "total_words": total_words(compared, forces_in_scope().count()),
        **returns_context(found),
        "small_bases_words": small_bases_words(compared),
        "ask_href": _ask_address(user, found),
        "publications": list(found.publications.order_by("-version_number")),
        "demonstration": found.is_demonstration,
    }
    return page(request, "measuring/release.html", context)


def _ask_address(user: User, found: MeasureRelease) -> str:
    """Where the forces that stood out in the newest published version are asked; empty for those who may not."""
    run = comparisons_askable_by(user).filter(release=found).first()
    return f"{reverse('workspace:outliers_ask')}?run={run.pk}" if run and run.comparison.lines else ""


def visible_release(request: HttpRequest, release_id: uuid.UUID) -> MeasureRelease:
    return visible_or_404(releases(person(request)), pk=release_id)


def release_to_change(
    request: HttpRequest, allowed: QuerySet[MeasureRelease], release_id: uuid.UUID, roles: Sequence[str]
) -> MeasureRelease | HttpResponse:
    """A release among those that the person may change; for one that moved on, the way to it as it stands."""
    found = allowed.select_related("inspectorate", "collection").filter(pk=release_id).first()
    return found or _told_as_it_is(request, visible_release(request, release_id), roles)


def _told_as_it_is(request: HttpRequest, found: MeasureRelease, roles: Sequence[str]) -> HttpResponse:
    """Lead somebody who changes releases to one that is published, or a draft, already."""
    if found.inspectorate_id not in organisations_with_role(person(request), *roles):
        raise Http404
    if found.state == MeasureRelease.State.PUBLISHED:
        words = "This release is published already. Open a correction to change it."
    elif found.correction_reason:
        words = f"This release is open for correction already: {found.correction_reason}"
    else:
        words = "This release is a draft: change it as it is. Only what is published is corrected."
    messages.info(request, words)
    return redirect(release_address(found))


def release_address(found: MeasureRelease) -> str:
    return reverse("workspace:release", args=[found.pk])


def _bars(compared: MeasureComparison) -> SafeString | None:
    """The bars as they would be published; drawn in milliseconds, since a draft changes."""
    if not compared.forces:
        return None
    return for_both_widths(
        comparison_bars(compared), comparison_bars(compared, layout=NARROW, identifier="narrow-bars")
    )


def small_bases_words(compared: MeasureComparison) -> str:
    """Warn of the forces whose value is published as a count; empty where there is none."""
    names = [out.name for out in compared.left_out if out.kind == "small-base"]
    if not names:
        return ""
    return (
        f"Fewer than {compared.definition.small_base} cases: {', '.join(names)}. The count of each is published "
        "without a value, and it takes no part in mean, lines and rank."
    )


def _stands_as_count(compared: MeasureComparison, each: ForceValue) -> bool:
    """Whether so few cases lie under a value that it is printed nowhere, left out by hand or not."""
    return each.denominator is not None and each.denominator < compared.definition.small_base


def value_columns(compared: MeasureComparison, *, editable: bool) -> list[dict[str, object]]:
    names = (
        "Force",
        compared.definition.unit.capitalize(),
        "Numerator",
        "Denominator",
        "Rank",
        "Against the lines",
    )
    columns: list[dict[str, object]] = [{"text": name, "numeric": name in names[1:5]} for name in names]
    return [*columns, {"text": "Change"}] if editable else columns


def value_row(
    found: MeasureRelease, compared: MeasureComparison, each: ForceValue, *, editable: bool
) -> list[dict[str, object]]:
    force = compared.force(each.force.slug)
    out = next((left for left in compared.left_out if left.slug == each.force.slug), None)
    said = force.label if force and force.label else NONE
    if out is not None:
        said = out.reason if out.kind == "out-of-scope" else f"Left out: {out.reason}"
    value = (
        NONE
        if each.value is None or _stands_as_count(compared, each)
        else found.measured.number_words(each.value)
    )
    cells: list[dict[str, object]] = [
        {"text": each.force.name},
        {"text": value, "numeric": True},
        {"text": NONE if each.numerator is None else f"{each.numerator:,}", "numeric": True},
        {"text": NONE if each.denominator is None else f"{each.denominator:,}", "numeric": True},
        {"text": str(force.rank) if force else NONE, "numeric": True},
        {"text": said},
    ]
    if not editable:
        return cells
    act = "release_restore" if each.exclusion else "release_exclude"
    words = "Take back in" if each.exclusion else "Leave out"
    address = reverse(f"workspace:{act}", args=[found.pk, each.force.slug])
    return [*cells, {"text": words, "hidden": each.force.name, "href": address}]
