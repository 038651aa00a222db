"""Releases that a person may see, and the measures that a release can be begun of."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from peelian.apps.frameworks.queries import regime
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.policies import releases_publishable_by
from peelian.apps.organisations.access import Viewer
from peelian.apps.organisations.queries import forces_in_scope
from peelian.records.comparison import ONE_A_FORCE, MeasureDefinition, definition_of


def releases(user: Viewer) -> QuerySet[MeasureRelease]:
    """Releases of the person's inspectorates, by measure, latest period first."""
    return MeasureRelease.objects.visible_to(user).select_related("inspectorate")


def releases_to_publish(user: Viewer) -> QuerySet[MeasureRelease]:
    """Drafts that the user may publish and that lack no force: each in scope has a value, or a reason for none."""
    in_scope = forces_in_scope()
    held = Count("values", filter=Q(values__force__in=in_scope), distinct=True)
    complete = (
        releases_publishable_by(user).annotate(held=held).filter(held__gte=in_scope.count(), held__gt=0)
    )
    return complete.select_related("inspectorate")


def offered_definitions(user: Viewer) -> dict[str, MeasureDefinition]:
    """Measures by identifier: those of the catalogue, and those that releases brought with them."""
    brought = {each.measure: each.measured for each in releases(user).order_by("begun_at")}
    held = {
        identifier: definition_of(measure)
        for identifier, measure in regime().measures.items()
        if measure.kind in ONE_A_FORCE
    }
    return {**brought, **held}
