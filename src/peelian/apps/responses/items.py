"""The items that a response answers."""

from __future__ import annotations

from peelian.apps.followup.models import Item
from peelian.apps.responses.models import Response

ORDER = {Item.Kind.RECOMMENDATION: 0, Item.Kind.CAUSE_OF_CONCERN: 1, Item.Kind.AREA_FOR_IMPROVEMENT: 2}


def items_to_answer(response: Response) -> list[Item]:
    """Published items of the force under the reports that a response answers, recommendations first.

    With them go items of earlier reports that the answered report takes up, as a review of progress does.
    """
    reports = list(response.reports.select_related("publication"))
    inspections = [each.publication.inspection_id for each in reports if each.publication]
    days = [each.published_on for each in reports if not each.publication]
    own = Item.objects.published().filter(force=response.force).select_related("national", "parent", "force")
    found = own.filter(inspection__in=inspections) | own.filter(raised_on__in=days, inspection__isnull=True)
    national = own.filter(national__inspection__in=inspections) | own.filter(national__raised_on__in=days)
    quoted = response.quoted.select_related("national", "parent", "force")
    items = {item.pk: item for item in (*found, *national, *quoted)}.values()
    return sorted(
        items, key=lambda item: (ORDER[Item.Kind(item.kind)], item.target, item.position, item.title)
    )


def national_recommendations(items: list[Item]) -> list[Item]:
    """Those of the items that come from a recommendation to all forces, each tied to it and its deadline."""
    return [item for item in items if item.national_id is not None]
