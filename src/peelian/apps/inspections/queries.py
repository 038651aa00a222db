"""Rounds, inspections and their components, as pages and other apps ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from peelian.apps.inspections.models import Inspection, InspectionComponent, Round
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.programme import (
    DueTest,
    PastAssessment,
    RoundProgress,
    crime_recording_tests_due,
)
from peelian.rules.programme import (
    round_progress as progress_of,
)

CRIME_RECORDING_TEST = "crime-data-integrity"
LINKED_TO_INSPECTION = ("force", "round", "framework_version", "lead_inspector", "accountable_inspector")


def rounds(user: Viewer) -> QuerySet[Round]:
    """Rounds that the user may see, latest first."""
    return Round.objects.visible_to(user).select_related("framework_version", "inspectorate")


def inspections(user: Viewer) -> QuerySet[Inspection]:
    """Inspections that the user may see, latest first, with what a list shows of each."""
    return Inspection.objects.visible_to(user).select_related(*LINKED_TO_INSPECTION)


def inspection_by_reference(user: Viewer, reference: str) -> Inspection | None:
    """The inspection with this reference, or None where there is none that the user may see."""
    return inspections(user).filter(reference=reference).first()


def draft_inspection_by_reference(user: Viewer, reference: str) -> Inspection | None:
    """The inspection with this reference, or None where there is none whose drafts the user may read."""
    return (
        Inspection.objects.drafts_visible_to(user)
        .select_related(*LINKED_TO_INSPECTION)
        .filter(reference=reference)
        .first()
    )


def round_progress(round: Round) -> RoundProgress:
    """How many inspections of a round stand in each state, and how many are published."""
    rows = round.inspections.values_list("reference", "state")
    return progress_of(dict(rows))


def forces_without_inspection(round: Round) -> QuerySet[Organisation]:
    """Forces in scope for which the round has no inspection yet."""
    return forces_in_scope().exclude(pk__in=round.inspections.filter(force__isnull=False).values("force_id"))


@dataclass(frozen=True)
class ComponentRow:
    """A component of an inspection with what the framework says of it."""

    identifier: str
    title: str
    required: bool
    state: str
    state_label: str
    done_on: date | None
    note: str
    version: int


def components_of(inspection: Inspection) -> list[ComponentRow]:
    """The components of an inspection, in the order of its framework."""
    stored = {row.component: row for row in inspection.components.all()}
    return [
        ComponentRow(
            identifier=each.identifier,
            title=each.title,
            required=each.required,
            state=row.state,
            state_label=row.get_state_display(),
            done_on=row.done_on,
            note=row.note,
            version=row.version,
        )
        for each in inspection.framework.components
        if (row := stored.get(each.identifier)) is not None
    ]


def components_done(inspection: Inspection) -> frozenset[str]:
    """Identifiers of the components that are done, for the gates of grades and publication."""
    return frozenset(
        row.component for row in inspection.components.all() if row.state == InspectionComponent.State.DONE
    )


def crime_recording_tests_overdue(user: Viewer, on: date) -> tuple[DueTest, ...]:
    """The forces in scope whose crime recording must be tested in an assessment on the day, with the reasons.

    An assessment counts once its window has closed; it counts as tested when its component is done.
    Forces are named by their slug.
    """
    history: dict[str, list[PastAssessment]] = {force.slug: [] for force in forces_in_scope()}
    closed = (
        Inspection.objects.drafts_visible_to(user)
        .filter(force__in_scope=True, pillar="", window_end__lt=on)
        .select_related("force")
        .prefetch_related("components")
    )
    for inspection in closed:
        if inspection.force is not None:
            history[inspection.force.slug].append(_past_assessment(inspection, inspection.components.all()))
    return crime_recording_tests_due(history, on)


def _past_assessment(inspection: Inspection, components: Iterable[InspectionComponent]) -> PastAssessment:
    tests = [row.done_on for row in components if row.component == CRIME_RECORDING_TEST and row.done_on]
    return PastAssessment(tests[0] if tests else inspection.window_end, bool(tests))
