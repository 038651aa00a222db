"""Published reports: public, and the same for everybody who asks."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.inspections.models import Round
from peelian.apps.reports.models import PressStatement, Publication


def holds_demonstration() -> bool:
    """Whether any published report here is a demonstration, so that the installation as a whole says that it is one."""
    return published_reports().filter(inspection__is_demonstration=True).exists()


def published_reports() -> QuerySet[Publication]:
    """The newest version of every published report, latest first, without the report itself."""
    return Publication.objects.current().select_related("force", "inspectorate").defer("value")


def publication_by_reference(reference: str, version: int | None = None) -> Publication | None:
    """A published report: the version asked for, or the newest; None where there is none."""
    versions = Publication.objects.filter(reference=reference).select_related("force", "inspectorate")
    if version is not None:
        return versions.filter(version_number=version).first()
    return versions.order_by("-version_number").first()


def publication_versions(reference: str) -> QuerySet[Publication]:
    """Every version of a report, newest first; old ones stay readable."""
    return Publication.objects.filter(reference=reference).defer("value").order_by("-version_number")


def round_publications(round: Round) -> QuerySet[Publication]:
    """The published reports of a round, by force."""
    return published_reports().filter(inspection__round=round).order_by("force__name", "title")


def press_statements_of(publication: Publication) -> QuerySet[PressStatement]:
    """The news items on a report, latest first."""
    return PressStatement.objects.filter(publication=publication)
