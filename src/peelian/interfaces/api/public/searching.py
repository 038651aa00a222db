"""Searching what is published."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.reports.queries import SearchHit, public_search
from peelian.interfaces.api.answers import Listing, listing_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import Page
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS

router = Router(tags=["search"])
FILTERS = (Filter("q", "Words to look for, such as crime recording.", required=True),)
COLUMNS = ("reference", "part", "title", "excerpt", "dated")


class HitOut(Schema):
    """A place in a published report that holds the words, or words that mean the same."""

    reference: str
    part: str
    title: str
    excerpt: str
    dated: date | None


@router.get("/search", response={200: Listing[HitOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS))
def search_published(request: HttpRequest) -> HttpResponseBase:
    """Places in published reports, newest first; an old term finds the new one, and the other way round."""
    question = read_question(request, FILTERS)
    hits = public_search(question["q"])
    start = int(question.after[0]) if question.after else 0
    end = start + question.limit
    page = Page(hits[start:end], (str(end),) if len(hits) > end else None)
    return listing_answer(
        request, question, page.map(lambda rows: [_hit_out(each) for each in rows]), COLUMNS
    )


def _hit_out(hit: SearchHit) -> HitOut:
    return HitOut(
        reference=hit.reference, part=hit.part, title=hit.title, excerpt=hit.excerpt, dated=hit.dated
    )
