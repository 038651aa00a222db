"""An item asked of many forces, with a row for each of them."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.national import MANY
from peelian.interfaces.look.tables import headings
from peelian.interfaces.public.item_words import item_line
from peelian.interfaces.public.pages import ANYBODY, first_or_404, page

COLUMNS = ("Force", "State", "Due", "How it ended")


@require_safe
def item_forces(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """How one item stands in each force that was asked; what forces and inspectors tell each other is not shown."""
    published = Item.objects.visible_to(ANYBODY).select_related("inspection", "force")
    item = first_or_404(published.filter(pk=item_id, addressee__in=MANY))
    asked = list(
        Item.objects.visible_to(ANYBODY)
        .filter(national=item)
        .select_related("force")
        .order_by("force__name", "pk")
    )
    if not asked:
        raise Http404
    states = Counter(each.get_state_display() for each in asked)
    context = {
        "item": item,
        "line": item_line(item),
        "count": len(asked),
        "states": sorted(states.items()),
        "columns": headings(*COLUMNS),
        "rows": [
            [
                {"text": str(each.item.force), "href": reverse("public:item", args=[each.item.pk])},
                {"text": each.state},
                {"html": each.due_html},
                {"text": f"{each.ended}. {each.item.state_reason}" if each.ended else "Still open"},
            ]
            for each in map(item_line, asked)
        ],
    }
    return page(request, "item_forces.html", context)
