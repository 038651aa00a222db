"""Who may write, check, sign off, publish and correct a report, asked for one thing or for all of them."""

from __future__ import annotations

from django.db.models import QuerySet

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.openness import WRITING_CLOSED
from peelian.apps.organisations.access import (
    Viewer,
    forces_of,
    organisations_with_role,
    staffed_inspectorates,
)
from peelian.apps.organisations.models import STAFF_ROLES, Role
from peelian.apps.reports.models import AccuracyCheck, AccuracyComment, Publication
from peelian.rules.transitions import INSPECTION

WRITERS = STAFF_ROLES
"""Those who write the parts of a report; publications polish what inspectors wrote."""

COMMENTERS = (Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER)
"""Those of a force who may comment on the facts of a draft."""

ANSWERERS = (Role.LEAD_INSPECTOR, Role.HMI, Role.HMCIC)
"""Those who answer the force's comments."""

ANNOUNCERS = (Role.PUBLICATIONS, Role.HMI, Role.HMCIC)
"""Those who speak to the press for the inspectorate."""


def movers(action: str) -> tuple[Role, ...]:
    """The roles that the table of transitions gives for a move of an inspection."""
    named = {role for move in INSPECTION.transitions if move.action == action for role in move.roles}
    return tuple(role for role in Role if role.value in named)


def inspections_reportable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections whose report the user may write: until sign-off, and again while it is corrected."""
    return _of_staff(user, *WRITERS).exclude(state__in=WRITING_CLOSED)


def can_report_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_reportable_by(user).filter(pk=inspection.pk).exists()


def inspections_shareable_by(user: Viewer) -> QuerySet[Inspection]:
    """Drafts that the user may send to the force for the factual accuracy check."""
    return _movable(user, "send-for-accuracy-check")


def can_share_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_shareable_by(user).filter(pk=inspection.pk).exists()


def inspections_signable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections whose accuracy check is over and whose report the user may send on to publication."""
    return _movable(user, "send-for-sign-off")


def can_sign_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_signable_by(user).filter(pk=inspection.pk).exists()


def inspections_publishable_by(user: Viewer) -> QuerySet[Inspection]:
    """Signed-off inspections that the user may publish."""
    return _movable(user, "publish").filter(state=Inspection.State.SIGN_OFF)


def can_publish_inspection(user: Viewer, inspection: Inspection) -> bool:
    return inspections_publishable_by(user).filter(pk=inspection.pk).exists()


def publications_correctable_by(user: Viewer) -> QuerySet[Publication]:
    """Current publications to which the user may add a corrected version."""
    return Publication.objects.current().filter(
        inspectorate__in=organisations_with_role(user, *movers("correct"))
    )


def can_correct_publication(user: Viewer, publication: Publication) -> bool:
    return publications_correctable_by(user).filter(pk=publication.pk).exists()


def publications_announceable_by(user: Viewer) -> QuerySet[Publication]:
    """Current publications on which the user may make a press statement."""
    return Publication.objects.current().filter(inspectorate__in=organisations_with_role(user, *ANNOUNCERS))


def can_announce_publication(user: Viewer, publication: Publication) -> bool:
    return publications_announceable_by(user).filter(pk=publication.pk).exists()


def accuracy_checks_readable_by(user: Viewer) -> QuerySet[AccuracyCheck]:
    """Drafts shown for checking: those of the user's inspectorate, and those sent to the user's force."""
    return AccuracyCheck.objects.visible_to(user)


def can_read_accuracy_check(user: Viewer, accuracy_check: AccuracyCheck) -> bool:
    return accuracy_checks_readable_by(user).filter(pk=accuracy_check.pk).exists()


def accuracy_checks_commentable_by(user: Viewer) -> QuerySet[AccuracyCheck]:
    """Open checks of the user's force."""
    return AccuracyCheck.objects.filter(inspection__force__in=forces_of(user), closed_at__isnull=True)


def can_comment_accuracy_check(user: Viewer, accuracy_check: AccuracyCheck) -> bool:
    return accuracy_checks_commentable_by(user).filter(pk=accuracy_check.pk).exists()


def accuracy_comments_answerable_by(user: Viewer) -> QuerySet[AccuracyComment]:
    """Submitted comments that the user may answer for the inspectorate."""
    return AccuracyComment.objects.filter(
        submitted_at__isnull=False,
        accuracy_check__closed_at__isnull=True,
        accuracy_check__inspection__inspectorate__in=organisations_with_role(user, *ANSWERERS),
    )


def can_answer_accuracy_comment(user: Viewer, comment: AccuracyComment) -> bool:
    return accuracy_comments_answerable_by(user).filter(pk=comment.pk).exists()


def reports_previewable_by(user: Viewer) -> QuerySet[Inspection]:
    """Inspections of which the user may see the report as it would stand now."""
    return Inspection.objects.filter(inspectorate__in=staffed_inspectorates(user))


def can_preview_report(user: Viewer, inspection: Inspection) -> bool:
    return reports_previewable_by(user).filter(pk=inspection.pk).exists()


def _of_staff(user: Viewer, *roles: str) -> QuerySet[Inspection]:
    return Inspection.objects.filter(inspectorate__in=organisations_with_role(user, *roles))


def _movable(user: Viewer, action: str) -> QuerySet[Inspection]:
    states = [move.state for move in INSPECTION.transitions if move.action == action]
    return _of_staff(user, *movers(action)).filter(state__in=states)
