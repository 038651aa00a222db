"""The national picture of one area or pillar: how many forces hold each grade, never an order of forces."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import NationalPicture, national_picture, standing_grades_by_force
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.catalogue import Area, Pillar, Tier
from peelian.interfaces.public.pages import framework_or_404, page, target_or_404
from peelian.rendering.presenters import NOT_RECORDED
from peelian.rendering.tier_chart import TierBar, tier_chart_svg

NOT_GRADED = "Not graded"


@dataclass(frozen=True)
class RecordedGrade:
    """An area or pillar of a framework for which grades are recorded, and of how many forces in scope.

    A force of which it is recorded that it was not graded counts among `forces`: its answer is known.
    """

    version: FrameworkVersion
    target: Pillar | Area
    forces: int
    graded: int

    @property
    def words(self) -> str:
        """How many forces hold a grade, and of how many it is recorded that they hold none."""
        held = f"{self.graded} force{'' if self.graded == 1 else 's'} graded"
        return f"{held}, {self.ungraded} not graded" if self.ungraded else held

    @property
    def ungraded(self) -> int:
        return self.forces - self.graded

    @property
    def value(self) -> str:
        return f"{self.version.pk}:{self.target.identifier}"


@dataclass(frozen=True)
class TierCount:
    """A tier of the scale and the forces that hold it, by name."""

    tier: Tier
    position: int
    count: int
    forces: tuple[Organisation, ...]


def recorded_grades() -> list[RecordedGrade]:
    """Everything for which at least one grade is recorded, newest framework first, in the order of the framework."""
    counted = (
        GradeRecord.objects.exclude(standing=GradeRecord.Standing.CORRECTED)
        .order_by()
        .values_list("framework_version_id", "target")
        .annotate(
            held=Count("force", distinct=True, filter=~Q(grade="")),
            graded=Count("force", distinct=True, filter=~Q(grade="") & Q(force__in_scope=True)),
            forces=Count("force", distinct=True, filter=Q(force__in_scope=True)),
        )
    )
    by_place = {
        (framework, target): (forces, graded) for framework, target, held, graded, forces in counted if held
    }
    return [
        RecordedGrade(version, target, *by_place[version.pk, target.identifier])
        for version in reversed(framework_versions())
        for target in version.framework.targets
        if (version.pk, target.identifier) in by_place
    ]


def complete_grades(recorded: list[RecordedGrade]) -> list[RecordedGrade]:
    """Those whose answer is recorded for every force in scope, so that the totals are national ones."""
    everybody = forces_in_scope().count()
    return [each for each in recorded if everybody and each.forces == everybody]


def not_graded(framework: str, target: str, grades: dict[str, str]) -> list[Organisation]:
    """The forces in scope of which it is recorded that they hold no grade, by name."""
    told = GradeRecord.objects.filter(framework_version=framework, target=target, grade="")
    told = told.exclude(standing=GradeRecord.Standing.CORRECTED)
    found = forces_in_scope().filter(pk__in=told.values("force"))
    return [force for force in found if force.slug not in grades]


def tier_counts(picture: NationalPicture, grades: dict[str, str]) -> list[TierCount]:
    """The tiers, best first, each with its forces in the order of their names."""
    in_scope = forces_in_scope()
    return [
        TierCount(
            tier,
            place,
            picture.counts[tier.identifier],
            tuple(force for force in in_scope if grades.get(force.slug) == tier.identifier),
        )
        for place, tier in reversed(list(enumerate(picture.scale.tiers, start=1)))
    ]


@require_safe
def national(request: HttpRequest, framework: str, target: str) -> HttpResponse:
    """How many forces hold each grade, as a chart and a table, and which they are."""
    version = framework_or_404(framework)
    chosen = target_or_404(version, target)
    picture = national_picture(framework, target)
    grades = standing_grades_by_force(framework, target)
    tiers = tier_counts(picture, grades)
    ungraded = not_graded(framework, target, grades)
    known = {*grades, *(force.slug for force in ungraded)}
    without = [force for force in forces_in_scope() if force.slug not in known]
    context = {
        "version": version,
        "target": chosen,
        "picture": picture,
        "tiers": tiers,
        "steps": len(tiers),
        "ungraded": ungraded,
        "without": without,
        "chart": _chart(f"{chosen.title}, {version.title}", tiers, len(ungraded), len(without)),
    }
    return page(request, "national.html", context)


def _chart(title: str, tiers: list[TierCount], ungraded: int, without: int) -> SafeString | None:
    if not any(each.count for each in tiers):
        return None
    bars = [TierBar(each.tier.label, each.count, each.position, len(tiers)) for each in tiers]
    bars += [TierBar(NOT_GRADED, ungraded)] if ungraded else []
    bars += [TierBar(NOT_RECORDED, without)] if without else []
    return SafeString(tier_chart_svg(f"{title}: number of forces by grade", bars))
