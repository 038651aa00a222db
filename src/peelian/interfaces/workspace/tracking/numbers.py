"""The register in numbers: how old the open items are, what is asked of each force, and under which themes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from peelian.apps.followup.queries.pictures import NO_THEME, ages_of, burdens, themes_of
from peelian.apps.organisations.queries import forces
from peelian.interfaces.look.item_numbers import age_table, burden_table, theme_table
from peelian.interfaces.workspace.pages import page, workspace_page
from peelian.interfaces.workspace.tracking.filters import RegisterFilters
from peelian.interfaces.workspace.tracking.register import query_of


@workspace_page
def register_numbers(request: HttpRequest) -> HttpResponse:
    """The items that the person asks for, counted."""
    today, filters = timezone.localdate(), RegisterFilters(request)
    items = filters.items(today)
    concerned = forces().filter(pk__in=items.order_by().values("force"))
    ages = ages_of(items, today)
    in_all = sum(band.count for band in ages)
    context = {
        "tables": [
            age_table(ages),
            burden_table(burdens(items, concerned, today), lambda force: _register(f"force={force}"), in_all),
            theme_table(themes_of(items, today), _theme, in_all),
        ],
        "list": f"{reverse('workspace:register')}{query_of(request.GET)}",
        "clear": reverse("workspace:register_numbers"),
    }
    return page(request, "tracking/numbers.html", context, filters)


def _theme(theme: str) -> str:
    """The register of one theme; what stands under none cannot be asked for there."""
    return _register("" if theme == NO_THEME else f"theme={theme}")


def _register(query: str) -> str:
    return f"{reverse('workspace:register')}{f'?{query}' if query else ''}"
