"""What was newly asked for, as a feed to subscribe to: of everybody, or of the force, theme or words one cares for."""

from __future__ import annotations

from datetime import datetime, time

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from peelian.apps.followup.queries import items_filtered
from peelian.interfaces.public.item_words import addressee_words, due_words
from peelian.interfaces.public.items import wanted_items
from peelian.interfaces.public.pages import ANYBODY

ENTRIES = 50


@require_safe
def items_feed(request: HttpRequest) -> HttpResponse:
    """The newest items that fit the wishes of the address, as an Atom feed."""
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    atom = Atom1Feed(
        title="Peelian: causes of concern, recommendations and areas for improvement",
        link=request.build_absolute_uri(f"{reverse('public:items')}{asked}"),
        description="What inspectors ask for, the newest first.",
        feed_url=request.build_absolute_uri(f"{reverse('public:items_feed')}{asked}"),
        language="en-GB",
    )
    found = items_filtered(ANYBODY, wanted_items(request.GET)).order_by("-listed_on", "id")
    for item in found[:ENTRIES]:
        day = timezone.make_aware(datetime.combine(item.listed_on, time.min))
        atom.add_item(
            title=f"{item.get_kind_display()}, {addressee_words(item)}: {item.title}",
            link=request.build_absolute_uri(reverse("public:item", args=[item.pk])),
            description=f"{item.text}\n\n{due_words(item)}. {item.get_state_display()}.",
            unique_id=f"urn:uuid:{item.pk}",
            pubdate=day,
            updateddate=day,
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
