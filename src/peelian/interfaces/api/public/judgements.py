"""Published grades as a list, and two of them side by side."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.judgements.queries import compare_grades_of, standing_grades
from peelian.apps.organisations.queries import forces
from peelian.interfaces.api.answers import Listing, listing_answer, value_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.comparing import ComparabilityOut, comparability_out
from peelian.interfaces.api.public.grades import (
    JUDGEMENT_COLUMNS,
    ForceName,
    FrameworkName,
    JudgementOut,
    ScaleOut,
    WarningOut,
    force_name,
    framework_name,
    judgements_out,
    scale_out,
    warnings_of,
)
from peelian.interfaces.api.public.vocabulary import (
    CYCLE,
    FORCE,
    FRAMEWORK,
    TARGET,
)

router = Router(tags=["judgements"])
STANDING = Filter(
    "standing",
    "Standing of the record; without it, records corrected since are left out.",
    choices=tuple(GradeRecord.Standing.values),
)
LIST_FILTERS = (FORCE, FRAMEWORK, TARGET, CYCLE, STANDING)
COMPARISON_FILTERS = (
    replace(FORCE, required=True),
    replace(TARGET, required=True),
    replace(FRAMEWORK, name="earlier", required=True),
    replace(FRAMEWORK, name="later", required=True),
)
ORDER = ("force__slug", "framework_version__position", "target", "as_of", "id")


class JudgementListing(Listing[JudgementOut]):
    """A page of published grades, with the warnings of the reports they come from."""

    warnings: list[WarningOut]


class FrameworkSide(FrameworkName):
    """One of the two frameworks, with its scale."""

    scale: ScaleOut


class ComparisonOut(Schema):
    """The grades of one pillar or area under two frameworks, and what may be said of them."""

    force: ForceName
    target: str
    earlier_framework: FrameworkSide
    later_framework: FrameworkSide
    earlier: JudgementOut | None
    later: JudgementOut | None
    comparability: ComparabilityOut


COMPARISON_COLUMNS = (
    "force.slug", "force.name", "target", "earlier_framework.identifier", "earlier_framework.scale.identifier",
    "earlier.grade", "earlier.as_of", "later_framework.identifier", "later_framework.scale.identifier", "later.grade",
    "later.as_of", "comparability.outcome", "comparability.words", "comparability.reason", "comparability.tiers",
)  # fmt: skip


@router.get(
    "/judgements", response={200: JudgementListing, **PUBLIC_PROBLEMS}, openapi_extra=parameters(LIST_FILTERS)
)
def list_judgements(request: HttpRequest) -> HttpResponseBase:
    """Published grades by force and framework; interim ones say so, corrected ones only when asked for."""
    question = read_question(request, LIST_FILTERS)
    conditions = question.given(
        force="force__slug", framework="framework_version", target="target", cycle="framework_version__cycle",
        standing="standing",
    )  # fmt: skip
    found = GradeRecord.objects.filter(**conditions).select_related("force", "framework_version")
    if not question["standing"]:
        found = found.exclude(standing=GradeRecord.Standing.CORRECTED)
    page = page_of_query(found, ORDER, question)
    warnings = [each.model_dump(mode="json") for each in warnings_of(page.rows)]
    return listing_answer(
        request, question, page.map(judgements_out), JUDGEMENT_COLUMNS, {"warnings": warnings}
    )


@router.get(
    "/judgements/comparison",
    response={200: ComparisonOut, **PUBLIC_PROBLEMS},
    openapi_extra=parameters(COMPARISON_FILTERS, paged=False),
)
def compare_judgements(request: HttpRequest) -> HttpResponseBase:
    """Two grades of one pillar or area side by side; across frameworks that do not compare, the reason why."""
    question = read_question(request, COMPARISON_FILTERS, paged=False)
    force = forces().filter(slug=question["force"]).first()
    sides = {each.pk: _side(each) for each in framework_versions()}
    if force is None or not {question["earlier"], question["later"]} <= set(sides):
        return not_found(request)
    held = {
        each.framework_version_id: each
        for each in standing_grades(force)
        if each.target == question["target"]
    }
    earlier, later = held.get(question["earlier"]), held.get(question["later"])
    comparison = compare_grades_of(force, question["target"], question["earlier"], question["later"])
    value = ComparisonOut(
        force=force_name(force),
        target=question["target"],
        earlier_framework=sides[question["earlier"]],
        later_framework=sides[question["later"]],
        earlier=judgements_out([earlier])[0] if earlier else None,
        later=judgements_out([later])[0] if later else None,
        comparability=comparability_out(comparison, earlier),
    )
    return value_answer(request, question, value, COMPARISON_COLUMNS)


def _side(version: FrameworkVersion) -> FrameworkSide:
    name = framework_name(version)
    return FrameworkSide(scale=scale_out(version.scale), **name.model_dump())
