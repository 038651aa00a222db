"""Planning inspections: one, or one for every force of a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection, InspectionComponent, Round
from peelian.apps.inspections.plans import (
    Coverage,
    check_coverage,
    check_force,
    check_inspectors,
    default_reference,
    default_title,
    planned_coverage,
)
from peelian.apps.inspections.policies import PLANNERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.errors import RefusalError

PLAN_FIELDS = ("title", "kinds", "areas", "first_time_topics", "window_start", "window_end", "lead_inspector")


@service("inspections.plan_inspection")
def plan_inspection(
    *,
    actor: User,
    round: Round,
    force: Organisation | None,
    reference: str = "",
    title: str = "",
    kinds: Collection[str] = ("force-specific",),
    pillar: str = "",
    areas: Collection[str] | None = None,
    graded: bool = True,
    scope: str = Inspection.Scope.FORCE,
    window_start: date | None = None,
    window_end: date | None = None,
    first_time_topics: Collection[str] | None = None,
    lead_inspector: User | None = None,
    accountable_inspector: User | None = None,
    is_demonstration: bool = False,
) -> Inspection:
    """Plan one inspection, bound for ever to the framework version of its round.

    What is not given comes from the round and its framework: pillar, areas, first-time topics, window,
    reference and title. The components of the framework are made with it.
    """
    require_role(actor, round.tenant, *PLANNERS, to="plan an inspection")
    pillar = pillar or round.pillar
    coverage = planned_coverage(
        round, kinds, scope, pillar, areas, first_time_topics, window_start, window_end
    )
    reference = reference or default_reference(round, force, pillar)
    problems = Problems()
    problems.need_address("reference", reference, 120)
    check_force(scope, force, problems)
    check_coverage(round, coverage, problems)
    check_inspectors(round.tenant, lead_inspector, accountable_inspector, problems)
    if Inspection.objects.filter(inspectorate=round.tenant, reference=reference).exists():
        problems.add(
            "reference", reference, f"There is already an inspection '{reference}'. Choose another reference."
        )
    problems.raise_if_any()
    inspection = _unsaved(round, force, coverage, reference, title)
    inspection.graded = graded
    inspection.lead_inspector = lead_inspector
    inspection.accountable_inspector = accountable_inspector
    inspection.is_demonstration = is_demonstration
    inspection.save(force_insert=True)
    InspectionComponent.objects.bulk_create(_components([inspection]))
    record_event(
        actor=actor,
        action="inspections.plan_inspection",
        subject=inspection,
        organisation=inspection.tenant,
        summary=f"{inspection.title} was planned under {round.framework_version.title}.",
        details={"reference": reference, "kinds": list(coverage.kinds), "areas": list(coverage.areas)},
    )
    return inspection


@service("inspections.plan_round_inspections")
def plan_round_inspections(*, actor: User, round: Round, is_demonstration: bool = False) -> list[Inspection]:
    """Plan one inspection for every force in scope that has none in the round yet; return the new ones.

    Writes one audit event that names how many there are.
    """
    require_role(actor, round.tenant, *PLANNERS, to="plan the inspections of a round")
    planned = set(round.inspections.values_list("force_id", flat=True))
    coverage = planned_coverage(
        round, ("force-specific",), Inspection.Scope.FORCE, round.pillar, None, None, None, None
    )
    problems = Problems()
    check_coverage(round, coverage, problems)
    problems.raise_if_any()
    made = [
        _unsaved(round, force, coverage, default_reference(round, force, round.pillar), "")
        for force in forces_in_scope()
        if force.pk not in planned
    ]
    _require_free_references(round, [inspection.reference for inspection in made])
    for inspection in made:
        inspection.is_demonstration = is_demonstration
    Inspection.objects.bulk_create(made)
    InspectionComponent.objects.bulk_create(_components(made))
    record_event(
        actor=actor,
        action="inspections.plan_round_inspections",
        subject=round,
        organisation=round.tenant,
        summary=f"{len(made)} inspections were planned in {round.title}, one for each force.",
        details={"references": [inspection.reference for inspection in made]},
    )
    return made


@service("inspections.revise_plan")
def revise_inspection_plan(
    *,
    actor: User,
    inspection: Inspection,
    expected_version: int,
    title: str,
    kinds: Collection[str],
    areas: Collection[str],
    window_start: date,
    window_end: date,
    first_time_topics: Collection[str] = (),
    lead_inspector: User | None = None,
) -> Inspection:
    """Change what an inspection covers, until it is being signed off.

    Its framework version, force and reference never change, and an area under which something was written or
    graded stays in it.
    """
    require_role(actor, inspection.tenant, *PLANNERS, to="change the plan of an inspection")
    current = lock_for_edit(inspection, expected_version, PLAN_FIELDS)
    require_plan_open(current)
    coverage = Coverage(
        kinds=tuple(kinds), scope=current.scope, pillar=current.pillar, areas=tuple(areas),
        first_time_topics=tuple(first_time_topics), window_start=window_start, window_end=window_end,
    )  # fmt: skip
    problems = Problems()
    problems.need("title", title, "The inspection has no title. Give it one.")
    check_coverage(current.round, coverage, problems)
    _keep_areas_in_use(current, areas, problems)
    check_inspectors(current.tenant, lead_inspector, None, problems)
    problems.raise_if_any()
    changes = save_edit(
        current,
        {
            "title": title,
            "kinds": list(kinds),
            "areas": list(areas),
            "first_time_topics": list(first_time_topics),
            "window_start": window_start,
            "window_end": window_end,
            "lead_inspector": lead_inspector,
        },
    )
    _add_missing_components(current)
    record_event(
        actor=actor,
        action="inspections.revise_plan",
        subject=current,
        organisation=current.tenant,
        summary=f"The plan of {current.title} was changed.",
        details=changes,
    )
    return current


def require_plan_open(inspection: Inspection) -> None:
    """Refuse to change what stands published, or is being signed off as it stands."""
    if inspection.state == Inspection.State.SIGN_OFF:
        raise RefusalError(
            "refused",
            f"{inspection.title} is being signed off and stays as it is. Return it to drafting to change it.",
            {"state": inspection.state},
        )
    if inspection.state == Inspection.State.PUBLISHED:
        raise RefusalError(
            "refused",
            f"{inspection.title} is published and stays as it is. To change it, start a correction with its reason.",
            {"state": inspection.state},
        )


def _keep_areas_in_use(inspection: Inspection, areas: Collection[str], problems: Problems) -> None:
    """Note each area left out under which findings, grades or items stand: they would drop out of the record."""
    used = {
        *inspection.findings.values_list("target", flat=True),
        *inspection.items.values_list("target", flat=True),
        *inspection.judgements.exclude(state="none").values_list("target", flat=True),
    }
    for area in inspection.areas:
        if area in used and area not in areas:
            problems.add(
                "areas",
                area,
                f"Findings, a grade or items stand under '{area}', so it stays in the inspection. Take them out first.",
            )


def _unsaved(
    round: Round, force: Organisation | None, coverage: Coverage, reference: str, title: str
) -> Inspection:
    return Inspection(
        inspectorate=round.inspectorate,
        force=force,
        round=round,
        framework_version=round.framework_version,
        reference=reference,
        title=title or default_title(round, force, coverage.pillar),
        scope=coverage.scope,
        kinds=list(coverage.kinds),
        pillar=coverage.pillar,
        areas=list(coverage.areas),
        first_time_topics=list(coverage.first_time_topics),
        window_start=coverage.window_start,
        window_end=coverage.window_end,
    )


def _components(inspections: Iterable[Inspection]) -> list[InspectionComponent]:
    """Return a row for each required component, and for each optional one of an area that is inspected.

    Optional components start as not included.
    """
    state = InspectionComponent.State
    return [
        InspectionComponent(
            inspection=inspection,
            component=component.identifier,
            state=state.PLANNED if component.required else state.NOT_INCLUDED,
        )
        for inspection in inspections
        for component in inspection.framework.components
        if component.required or component.area is None or component.area in inspection.areas
    ]


def _add_missing_components(inspection: Inspection) -> None:
    """Make the rows that areas added to the plan call for; rows that stand are kept as they are."""
    present = set(inspection.components.values_list("component", flat=True))
    InspectionComponent.objects.bulk_create(
        row for row in _components([inspection]) if row.component not in present
    )


def _require_free_references(round: Round, references: list[str]) -> None:
    taken = Inspection.objects.filter(inspectorate=round.tenant, reference__in=references)
    problems = Problems()
    for reference in taken.values_list("reference", flat=True):
        problems.add("reference", reference, f"Another round already has an inspection '{reference}'.")
    problems.raise_if_any()
