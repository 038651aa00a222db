"""The national picture: how many forces hold each grade. Forces are counted, never put in an order."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.judgements.queries import national_picture
from peelian.interfaces.api.answers import value_answer
from peelian.interfaces.api.asking import parameters, read_question
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.grades import FrameworkName, ScaleOut, framework_name, scale_out
from peelian.interfaces.api.public.vocabulary import FRAMEWORK, TARGET

router = Router(tags=["national"])
FILTERS = (replace(FRAMEWORK, required=True), replace(TARGET, required=True))


class TierCount(Schema):
    """How many forces in scope hold a grade."""

    grade: str
    label: str
    forces: int


class NationalOut(Schema):
    """Counts by grade, lowest tier first."""

    framework: FrameworkName
    scale: ScaleOut
    target: str
    title: str
    counts: list[TierCount]
    graded: int
    not_graded: int
    not_recorded: int
    scope_note: str


COLUMNS = ("framework", "target", "grade", "label", "forces")


@router.get(
    "/national",
    response={200: NationalOut, **PUBLIC_PROBLEMS},
    openapi_extra=parameters(FILTERS, paged=False),
)
def show_national_picture(request: HttpRequest) -> HttpResponseBase:
    """How many forces in scope hold each grade of one pillar or area, and how many are not graded or not recorded."""
    question = read_question(request, FILTERS, paged=False)
    version = framework_versions().filter(pk=question["framework"]).first()
    if version is None:
        return not_found(request)
    picture = national_picture(version.pk, question["target"])
    counts = [
        TierCount(grade=tier.identifier, label=tier.label, forces=picture.counts[tier.identifier])
        for tier in picture.scale.tiers
    ]
    value = NationalOut(
        framework=framework_name(version),
        scale=scale_out(picture.scale),
        target=question["target"],
        title=version.framework.target(question["target"]).title,
        counts=counts,
        graded=picture.graded,
        not_graded=picture.not_graded,
        not_recorded=picture.not_recorded,
        scope_note=picture.scope_note,
    )
    rows = [{"framework": version.pk, "target": value.target, **each.model_dump()} for each in counts]
    return value_answer(request, question, value, COLUMNS, rows)
