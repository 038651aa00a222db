"""The frameworks of the programme: what each one grades, on which scale, and what compares with what."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema
from pydantic import Field

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import framework_versions, regime
from peelian.catalogue import Programme
from peelian.interfaces.api.answers import Listing, listing_answer, value_answer
from peelian.interfaces.api.asking import Filter, parameters, read_question
from peelian.interfaces.api.cursors import page_of_query
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.grades import ScaleOut, scale_out
from peelian.interfaces.api.public.vocabulary import CYCLE
from peelian.rules.comparability import compare_frameworks

router = Router(tags=["frameworks"])
CADENCE = Filter("cadence", "How often forces are inspected.", choices=("annual", "continual"))
FILTERS = (CYCLE, CADENCE)


class DeclaredOut(Schema):
    """How many areas, and how many graded ones, the framework says a report has."""

    areas: int
    graded: int


class FrameworkRow(Schema):
    """A framework version in short."""

    identifier: str
    title: str
    programme: str
    cycle: str
    cadence: str
    family: str
    published: date
    areas: int
    graded: int
    declared: DeclaredOut | None
    scale: ScaleOut


class FrameworkComparison(Schema):
    """Whether grades of this framework compare with those of another, and why or why not."""

    framework: str
    comparable: bool
    reason: str


class FrameworkOut(Schema):
    """A framework version whole: pillars, areas, characteristics, components, and what changed with it."""

    framework: dict[str, Any] = Field(description="The framework file, as the catalogue reference tells it")
    scale: ScaleOut
    programme: Programme
    comparability: list[FrameworkComparison]


COLUMNS = (
    "identifier", "title", "programme", "cycle", "cadence", "family", "published", "areas", "graded", "declared.areas",
    "declared.graded", "scale.identifier", "scale.tiers.label",
)  # fmt: skip
TARGET_COLUMNS = (
    "framework",
    "identifier",
    "title",
    "pillar",
    "number",
    "grading",
    "judgement_wording",
    "definition",
)


@router.get(
    "/frameworks", response={200: Listing[FrameworkRow], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS)
)
def list_frameworks(request: HttpRequest) -> HttpResponseBase:
    """Every framework version, oldest first."""
    question = read_question(request, FILTERS)
    found = framework_versions().filter(**question.given(cycle="cycle"))
    if question["cadence"]:
        found = found.filter(
            pk__in=[each.pk for each in found if each.framework.cadence == question["cadence"]]
        )
    page = page_of_query(found, ("position", "identifier"), question)
    return listing_answer(request, question, page.map(lambda rows: [_row(each) for each in rows]), COLUMNS)


@router.get(
    "/frameworks/{slug:identifier}",
    response={200: FrameworkOut, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((), paged=False),
)
def show_framework(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """One framework version whole; its CSV form lists the pillars and areas."""
    question = read_question(request, (), paged=False)
    version = framework_versions().filter(pk=identifier).first()
    if version is None:
        return not_found(request)
    value = FrameworkOut(
        framework=version.framework.model_dump(mode="json"),
        scale=scale_out(version.scale),
        programme=version.programme,
        comparability=_comparability(version),
    )
    rows = [{"framework": identifier, **each.model_dump(mode="json")} for each in version.framework.targets]
    return value_answer(request, question, value, TARGET_COLUMNS, rows)


def _row(version: FrameworkVersion) -> FrameworkRow:
    framework = version.framework
    return FrameworkRow(
        areas=len(framework.areas),
        graded=len(framework.graded_targets),
        scale=scale_out(version.scale),
        **framework.model_dump(
            include={
                "identifier",
                "title",
                "programme",
                "cycle",
                "cadence",
                "family",
                "published",
                "declared",
            }
        ),
    )


def _comparability(version: FrameworkVersion) -> list[FrameworkComparison]:
    """The framework beside every other that the regime still holds."""
    if version.pk not in regime().frameworks:
        return []
    found = []
    for other in regime().frameworks:
        if other != version.pk:
            compared = compare_frameworks(regime(), other, version.pk)
            found.append(
                FrameworkComparison(framework=other, comparable=compared.comparable, reason=compared.reason)
            )
    return found
