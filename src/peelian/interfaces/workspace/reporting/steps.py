"""The steps from a written report to its publication, as far as the reader may take them."""

from __future__ import annotations

from dataclasses import dataclass

from peelian.apps.accounts.models import User
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import roles_of
from peelian.apps.reports.models import Publication
from peelian.apps.reports.policies import (
    can_announce_publication,
    can_correct_publication,
    can_publish_inspection,
    can_share_inspection,
    can_sign_inspection,
)
from peelian.interfaces.workspace.addresses import report_address, workspace_address
from peelian.interfaces.workspace.drafts import part_address
from peelian.rules.errors import PeelianError
from peelian.rules.transitions import INSPECTION, find_transition

State = Inspection.State


@dataclass(frozen=True)
class Step:
    """Something that can be done next, and where."""

    title: str
    href: str


def steps_of(user: User, inspection: Inspection) -> list[Step]:
    """What the reader may do next with the report, and where its checks and publications stand."""
    steps = [
        _step(inspection, "report_preview", "Read it as it stands"),
        _step(inspection, "report_gates", "See what stands against publication"),
    ]
    if can_share_inspection(user, inspection):
        steps.append(_step(inspection, "accuracy_share", "Send it to the force for checking"))
    check = inspection.accuracy_checks.defer("value").first()
    if check is not None:
        steps.append(
            Step("The force's comments on the facts", workspace_address("accuracy", check_id=check.pk))
        )
    if can_sign_inspection(user, inspection):
        steps.append(_step(inspection, "sign_off", "Send it to sign-off"))
    if can_publish_inspection(user, inspection):
        steps.append(_step(inspection, "publish", "Publish it"))
    return [*steps, *_after_publication(user, inspection)]


def hindrance(user: User, inspection: Inspection, action: str) -> str:
    """Why the reader cannot take this step now, in the words of the table of transitions; empty when it is open."""
    held = sorted(role for organisation, role in roles_of(user) if organisation == inspection.inspectorate_id)
    if any(action in INSPECTION.actions_from(inspection.state, role) for role in held):
        return ""
    try:
        find_transition(INSPECTION, inspection.state, action, held[0])
    except PeelianError as error:
        return error.message
    return ""


def current_publication(inspection: Inspection) -> Publication | None:
    """The newest version of the published report; nothing before publication."""
    versions = Publication.objects.current().filter(inspection=inspection)
    return versions.select_related("inspection__framework_version", "inspectorate", "force").first()


def _after_publication(user: User, inspection: Inspection) -> list[Step]:
    publication = current_publication(inspection)
    if publication is None:
        return []
    steps = [Step("The published report", report_address(publication.reference))]
    if can_correct_publication(user, publication):
        steps.append(_step(inspection, "correct", "Correct the published report"))
    if can_announce_publication(user, publication):
        steps.append(_step(inspection, "press_add", "Write a press statement"))
    return steps


def _step(inspection: Inspection, name: str, title: str) -> Step:
    return Step(title, part_address(inspection, name))
