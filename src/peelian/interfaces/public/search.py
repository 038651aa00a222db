"""Search over what is published: reports, responses, forces, measures, standards, data dictionary and register."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.followup.queries import ItemFilter, items_page
from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.queries import published_titles
from peelian.apps.reports.queries import public_search
from peelian.apps.responses.queries.search import responses_holding
from peelian.catalogue.standard_coverage import last_versions
from peelian.interfaces.public.cache import UNKEPT
from peelian.interfaces.public.dictionary import TITLE, tables_by_title
from peelian.interfaces.public.forces import find_forces
from peelian.interfaces.public.item_words import item_line
from peelian.interfaces.public.pages import ANYBODY, page
from peelian.rendering.presenters import date_words
from peelian.rules.terminology import expand_synonyms

LONGEST = 200
ITEMS_SHOWN = 10
RESPONSES_SHOWN = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Everything published that holds the words, or words that mean the same."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    words = asked[:LONGEST]
    context = {
        "words": words,
        "longest": LONGEST if asked != words else 0,
        **(_found(words) if words else {}),
    }
    response = page(request, "search.html", context)
    response.headers["Cache-Control"] = UNKEPT
    return response


def _found(words: str) -> dict[str, object]:
    register = items_page(ANYBODY, ItemFilter(text=words), size=ITEMS_SHOWN)
    spellings = expand_synonyms(words, regime().terms)
    answering = list(responses_holding(spellings)[: RESPONSES_SHOWN + 1])
    found: dict[str, list[object]] = {
        "forces": list(find_forces(words)),
        "measures": list(_holding(words, published_titles())),
        "standards": list(
            _holding(words, [(each.identifier, each.title) for each in last_versions(regime())])
        ),
        "tables": list(_holding(words, _named_tables())),
        "hits": [
            {"hit": hit, "dated": date_words(hit.dated) if hit.dated else ""} for hit in public_search(words)
        ],
        "responses": list(answering[:RESPONSES_SHOWN]),
        "lines": [item_line(item) for item in register.items],
    }
    return {
        **found,
        "also": spellings[1:],
        "nothing": not any(found.values()),
        "more_responses": len(answering) > RESPONSES_SHOWN,
        "more_items": bool(register.next_cursor),
    }


def _named_tables() -> list[tuple[str, str]]:
    """The data dictionary itself, without an identifier, and each of its tables."""
    return [("", TITLE), *((each.identifier, each.title) for each in tables_by_title())]


def _holding(words: str, titled: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of identifier and title whose title holds every word."""
    wanted = words.casefold().split()
    return [(name, title) for name, title in titled if all(word in title.casefold() for word in wanted)]
