"""The register in numbers: items by age, by theme over all forces, and by force; no force is ranked."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.pictures import (
    NO_THEME,
    ages_of,
    burdens,
    forces_under_theme,
    theme_title,
    themes_of,
)
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.queries import forces_in_scope
from peelian.interfaces.look.item_numbers import age_table, burden_table, force_table, theme_table
from peelian.interfaces.public.pages import page


@require_safe
def items_numbers(request: HttpRequest) -> HttpResponse:
    """How old the open items are, which themes they belong to, and how much is asked of each force."""
    today = timezone.localdate()
    published = Item.objects.published()
    ages = ages_of(published, today)
    in_all = sum(band.count for band in ages)
    context = {
        "tables": [
            age_table(ages),
            theme_table(
                themes_of(published, today),
                lambda theme: reverse("public:items_theme", args=[theme]),
                in_all,
            ),
            burden_table(burdens(published, forces_in_scope(), today), _of_force, in_all),
        ],
        "day": today,
    }
    return page(request, "item_numbers.html", context)


@require_safe
def items_theme(request: HttpRequest, theme: str) -> HttpResponse:
    """How the forces stand under one theme: how many items, open since when, and how many repeated."""
    if theme not in {NO_THEME, *(each.identifier for each in regime().themes)}:
        raise Http404
    title = theme_title("" if theme == NO_THEME else theme)
    note = next((each.note for each in regime().themes if each.identifier == theme), "")
    lines = forces_under_theme(Item.objects.published(), theme)
    asked = "" if theme == NO_THEME else f"&theme={theme}"
    context = {
        "title": title,
        "note": note,
        "table": force_table(title, lines, lambda force: f"{reverse('public:items')}?force={force}{asked}"),
        "open": sum(line.open for line in lines),
        "forces": sum(1 for line in lines if line.open),
        "repeated": sum(line.repeated for line in lines),
    }
    return page(request, "item_theme.html", context)


def _of_force(force: str) -> str:
    return f"{reverse('public:items')}?force={force}&state=open"
