"""Finding the things that a person may reach. Absence and refusal are one answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.queries import LINKED_TO_INSPECTION
from peelian.apps.judgements.models import Finding
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.interfaces.api.workspace.people import person
from peelian.rules.errors import InvalidValueError

Thing = TypeVar("Thing", bound=Model)


def reach(visible: QuerySet[Thing], **lookup: Any) -> Thing:
    """The one thing among those that the person may see."""
    found = visible.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def draft_inspection(request: HttpRequest, inspection_id: UUID) -> Inspection:
    """An inspection whose drafts the person may read."""
    visible = Inspection.objects.drafts_visible_to(person(request)).select_related(
        "inspectorate", *LINKED_TO_INSPECTION
    )
    return reach(visible, pk=inspection_id)


def all_named(visible: QuerySet[Thing], identifiers: Iterable[UUID], field: str) -> list[Thing]:
    """Every thing that is named, or a refusal of those that are not there for this person."""
    wanted = list(dict.fromkeys(identifiers))
    known = {each.pk: each for each in visible.filter(pk__in=wanted)}
    findings = [
        {"field": field, "value": str(each), "message": "There is no such thing, or it is not open to you."}
        for each in wanted
        if each not in known
    ]
    if findings:
        raise InvalidValueError(
            "invalid-value",
            f"Some of what is named under '{field}' is not there, or not open to you. Take it out of the list.",
            {"findings": findings},
        )
    return [known[each] for each in wanted]


def evidence_named(request: HttpRequest, identifiers: Iterable[UUID]) -> list[EvidenceItem]:
    """Evidence by its identifiers."""
    return all_named(EvidenceItem.objects.visible_to(person(request)), identifiers, "evidence")


def findings_named(request: HttpRequest, identifiers: Iterable[UUID]) -> list[Finding]:
    """Findings by their identifiers."""
    return all_named(Finding.objects.visible_to(person(request)), identifiers, "findings")


def finding_named(request: HttpRequest, identifier: UUID | None) -> Finding | None:
    """One finding by its identifier, where one is given."""
    return findings_named(request, [identifier])[0] if identifier else None


def force_named(slug: str) -> Organisation | None:
    """A force by its short name, where one is given; which forces there are is public."""
    if not slug:
        return None
    found = forces().filter(slug=slug).first()
    if found is None:
        message = f"'{slug}' is no force. Use a short name such as cleveland."
        raise InvalidValueError(
            "invalid-value", message, {"findings": [{"field": "force", "value": slug, "message": message}]}
        )
    return found
