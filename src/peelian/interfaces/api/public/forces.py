"""The forces: what they are called, and how each one stands."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from ninja import Router, Schema

from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.queries import current_grades
from peelian.apps.monitoring.queries import StageOnDay, stage_on
from peelian.apps.organisations.queries import forces
from peelian.catalogue import Force, Population
from peelian.interfaces.api.answers import Listing, listing_answer, value_answer
from peelian.interfaces.api.asking import Filter, Values, parameters, read_question
from peelian.interfaces.api.cursors import page_of_rows
from peelian.interfaces.api.problems import PUBLIC_PROBLEMS, not_found
from peelian.interfaces.api.public.comparing import printed_day
from peelian.interfaces.api.public.grades import (
    JUDGEMENT_COLUMNS,
    JudgementOut,
    judgements_out,
)

router = Router(tags=["forces"])


def _regions(values: Values) -> list[str]:
    return sorted({force.region for force in regime().forces.values()})


def _countries(values: Values) -> list[str]:
    return sorted({force.country for force in regime().forces.values()})


FILTERS = (
    Filter("region", "Region of England, or Wales.", known=_regions),
    Filter("country", "Country of the force's area.", known=_countries),
    Filter("in_scope", "Whether the force counts in national totals.", choices=("true", "false")),
)


class ForceNameOut(Schema):
    """A name of a force and the days on which it held."""

    name: str
    name_cy: str
    valid_from: date | None
    valid_to: date | None


class ForceOut(Schema):
    """A force of the regime."""

    slug: str
    code: str | None
    name: str
    name_cy: str
    region: str
    country: str
    local_policing_body: str
    welsh: bool
    in_scope: bool
    names: list[ForceNameOut]
    note: str


class StageOut(Schema):
    """The monitoring stage of a force today."""

    stage_set: str
    stage: str
    title: str
    public_text: str
    since: str | None
    reasons: str


class ForceDetail(Schema):
    """A force, its populations, its standing grades under the latest framework, and its monitoring stage."""

    force: ForceOut
    populations: list[Population]
    grades: list[JudgementOut]
    monitoring: StageOut | None


COLUMNS = (
    "slug", "code", "name", "name_cy", "region", "country", "local_policing_body", "welsh", "in_scope", "note",
)  # fmt: skip


@router.get(
    "/forces", response={200: Listing[ForceOut], **PUBLIC_PROBLEMS}, openapi_extra=parameters(FILTERS)
)
def list_forces(request: HttpRequest) -> HttpResponseBase:
    """Every force of the regime, by short name."""
    question = read_question(request, FILTERS)
    wanted = [force for force in regime().forces.values() if _matches(force, question.values)]
    page = page_of_rows(wanted, lambda force: force.slug, question)
    return listing_answer(
        request, question, page.map(lambda rows: [_force_out(each) for each in rows]), COLUMNS
    )


@router.get(
    "/forces/{slug:slug}",
    response={200: ForceDetail, **PUBLIC_PROBLEMS},
    openapi_extra=parameters((), paged=False),
)
def show_force(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One force with its standing grades; its CSV form lists the grades."""
    question = read_question(request, (), paged=False)
    force, stored = regime().forces.get(slug), forces().filter(slug=slug).first()
    if force is None or stored is None:
        return not_found(request)
    stage = stage_on(stored, timezone.localdate())
    value = ForceDetail(
        force=_force_out(force),
        populations=[each for each in regime().populations if each.force == slug],
        grades=judgements_out(current_grades(stored)),
        monitoring=_stage_out(stage) if stage else None,
    )
    rows = [each.model_dump(mode="json") for each in value.grades]
    return value_answer(request, question, value, JUDGEMENT_COLUMNS, rows)


def _matches(force: Force, values: Values) -> bool:
    seen = {"region": force.region, "country": force.country, "in_scope": str(force.in_scope).lower()}
    return all(values.get(name, "") in ("", value) for name, value in seen.items())


def _force_out(force: Force) -> ForceOut:
    kept = force.model_dump(include=set(ForceOut.model_fields) - {"name", "name_cy"})
    return ForceOut(name=force.name, name_cy=force.name_cy, **kept)


def _stage_out(found: StageOnDay) -> StageOut:
    made = found.decision
    return StageOut(
        stage_set=found.stage_set.identifier,
        stage=found.stage.identifier,
        title=found.stage.title,
        public_text=found.stage.public_text,
        since=printed_day(made.effective_on, made.effective_precision) if made else None,
        reasons=made.reasons if made else "",
    )
