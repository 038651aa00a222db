"""What was newly asked for or ended, as a feed: of everybody, or of the force, theme or words one cares for."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import latest_changes
from peelian.interfaces.look.filters import refused_file
from peelian.interfaces.public.item_filters import ItemFilters
from peelian.interfaces.public.item_words import addressee_words, ended_words
from peelian.interfaces.public.pages import ANYBODY

ENTRIES = 50


@require_safe
def items_feed(request: HttpRequest) -> HttpResponse:
    """The items that fit the wishes of the address and were raised or ended last, as an Atom feed."""
    filters = ItemFilters(request)
    if refused := refused_file(filters):
        return refused
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    atom = Atom1Feed(
        title="Peelian: causes of concern, recommendations and areas for improvement",
        link=request.build_absolute_uri(f"{reverse('public:items')}{asked}"),
        description="What inspectors ask for and what became of it, the latest change first.",
        feed_url=request.build_absolute_uri(f"{reverse('public:items_feed')}{asked}"),
        language="en-GB",
    )
    for item in latest_changes(ANYBODY, filters.wanted)[:ENTRIES]:
        atom.add_item(
            title=f"{item.get_kind_display()}, {addressee_words(item)}: {item.title}",
            link=request.build_absolute_uri(reverse("public:item", args=[item.pk])),
            description=f"{item.text}\n\n{item.deadline_words}. {_state_words(item)}",
            unique_id=f"urn:uuid:{item.pk}",
            pubdate=_start_of(item.listed_on),
            updateddate=_start_of(item.changed_on),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _state_words(item: Item) -> str:
    """Where the item stands; of one that has ended, the day and the reason."""
    if item.state == Item.State.OPEN:
        return f"{item.get_state_display()}."
    return f"{item.get_state_display()}: {ended_words(item)}. {item.state_reason}"


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
