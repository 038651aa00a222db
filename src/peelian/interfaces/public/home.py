"""The opening page, and the page about accessibility."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.queries import national_picture
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.queries import published_reports
from peelian.catalogue import Tier
from peelian.interfaces.public.national import RecordedGrade, complete_grades, recorded_grades
from peelian.interfaces.public.pages import page

PICTURES = 2
REPORTS = 5


@dataclass(frozen=True)
class PictureLine:
    """One grade over all forces: how many hold each tier, best first."""

    grade: RecordedGrade
    counts: tuple[tuple[Tier, int, int], ...]
    tiers: int


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a way to one's own force, the national picture, and the latest reports."""
    complete = complete_grades(recorded_grades())
    context = {
        "programmes": list(regime().programmes.values()),
        "forces": forces(),
        "pictures": [_picture(each) for each in complete[:PICTURES]],
        "reports": published_reports()[:REPORTS],
    }
    return page(request, "home.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How these pages can be used, and where they fall short."""
    return page(request, "accessibility.html", {})


def _picture(grade: RecordedGrade) -> PictureLine:
    picture = national_picture(grade.version.pk, grade.target.identifier)
    tiers = list(enumerate(picture.scale.tiers, start=1))
    counts = tuple((tier, place, picture.counts[tier.identifier]) for place, tier in reversed(tiers))
    return PictureLine(grade, counts, len(tiers))
