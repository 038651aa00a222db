"""Who may bring in the values of a measure, leave a force out, and publish, asked for one thing or for all."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.measures.models import MeasureRelease
from peelian.apps.organisations.access import Viewer, organisations_with_role
from peelian.apps.organisations.models import Organisation, Role

COMPILERS = (Role.ANALYST, Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who begin a release, bring in its values and leave forces out."""

PUBLISHERS = (Role.PUBLICATIONS, Role.HMI, Role.HMCIC)
"""Those who publish a release, and open its correction or cancel it."""


def inspectorates_releasable_by(user: Viewer) -> QuerySet[Organisation]:
    """Inspectorates for which the user may begin a release."""
    return Organisation.objects.filter(
        kind=Organisation.Kind.INSPECTORATE, pk__in=organisations_with_role(user, *COMPILERS)
    )


def can_release_inspectorate(user: Viewer, inspectorate: Organisation) -> bool:
    return inspectorates_releasable_by(user).filter(pk=inspectorate.pk).exists()


def releases_editable_by(user: Viewer) -> QuerySet[MeasureRelease]:
    """Releases whose values the user may change: drafts, a correction among them."""
    return MeasureRelease.objects.filter(
        inspectorate__in=organisations_with_role(user, *COMPILERS), state=MeasureRelease.State.DRAFT
    )


def can_edit_release(user: Viewer, release: MeasureRelease) -> bool:
    return releases_editable_by(user).filter(pk=release.pk).exists()


def releases_discardable_by(user: Viewer) -> QuerySet[MeasureRelease]:
    """Drafts that the user may discard: those of which nothing was ever published."""
    return releases_editable_by(user).filter(publications__isnull=True)


def can_discard_release(user: Viewer, release: MeasureRelease) -> bool:
    return releases_discardable_by(user).filter(pk=release.pk).exists()


def releases_publishable_by(user: Viewer) -> QuerySet[MeasureRelease]:
    """Drafts that the user may publish."""
    return MeasureRelease.objects.filter(
        inspectorate__in=organisations_with_role(user, *PUBLISHERS), state=MeasureRelease.State.DRAFT
    )


def can_publish_release(user: Viewer, release: MeasureRelease) -> bool:
    return releases_publishable_by(user).filter(pk=release.pk).exists()


def releases_correctable_by(user: Viewer) -> QuerySet[MeasureRelease]:
    """Published releases of which the user may open a correction."""
    return MeasureRelease.objects.filter(
        inspectorate__in=organisations_with_role(user, *PUBLISHERS), state=MeasureRelease.State.PUBLISHED
    )


def can_correct_release(user: Viewer, release: MeasureRelease) -> bool:
    return releases_correctable_by(user).filter(pk=release.pk).exists()


def corrections_cancellable_by(user: Viewer) -> QuerySet[MeasureRelease]:
    """Releases open for correction of which the user may cancel it."""
    return releases_publishable_by(user).filter(publications__isnull=False).distinct()


def can_cancel_correction(user: Viewer, release: MeasureRelease) -> bool:
    return corrections_cancellable_by(user).filter(pk=release.pk).exists()
