"""What sources and later reports tell of items: that there is none, and how an earlier one stands."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item, LaterFinding, NoneDeclared, NoneTold
from peelian.apps.followup.services.work import require_words
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.models import Finding
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError


@service("followup.tell_none")
def tell_none(
    *,
    actor: User | SystemActor,
    inspectorate: Organisation,
    force: Organisation,
    framework_version: FrameworkVersion,
    target: str,
    kind: str,
    answer: str,
    source: str,
    note: str = "",
) -> NoneTold:
    """Keep the word of a source that an older inspection asked a force for nothing under a question."""
    if isinstance(actor, User):
        require_role(actor, inspectorate, *IMPORTERS, to="keep what a source tells")
    targets = [each.identifier for each in framework_version.framework.targets]
    problems = Problems()
    problems.need_one_of("target", target, targets, f"area or pillar of {framework_version}")
    problems.need_one_of("kind", kind, Item.Kind.values, "kind of item")
    problems.need_one_of("answer", answer, NoneDeclared.Answer.values, "answer")
    problems.need("source", source, "Name the source that says so.")
    problems.raise_if_any()
    told, made = NoneTold.objects.get_or_create(
        force=force,
        framework_version=framework_version,
        target=target,
        kind=kind,
        defaults={"inspectorate": inspectorate, "answer": answer, "source": source, "note": note},
    )
    if not made and told.answer != answer:
        raise RefusalError(
            "refused", f"A source says already that the answer is {told.get_answer_display()}."
        )
    if made:
        record_event(
            actor=actor,
            action="followup.tell_none",
            subject=force,
            organisation=inspectorate,
            summary=f"{framework_version} asked {force} under {target}: {told.get_answer_display().lower()}.",
            details={"kind": kind, "source": source},
            public=True,
        )
    return told


@service("followup.link_later_finding")
def link_later_finding(*, actor: User, item: Item, finding: Finding, note: str = "") -> LaterFinding:
    """Record that a published finding looks again at what an earlier item asked.

    The headline is kept as it was published, so that a correction under way shows nothing of itself here.
    """
    require_role(actor, item.inspectorate, *WORKERS, to="link a finding with an earlier item")
    if finding.inspection.inspectorate_id != item.inspectorate_id:
        raise RefusalError("refused", "Both have to be of the same inspectorate.")
    if item.state == Item.State.DRAFT or finding.inspection.state != Inspection.State.PUBLISHED:
        raise RefusalError(
            "refused", "Only a published finding looks again at a published item. Publish the report first."
        )
    headline = require_words(finding.headline, "The finding has no headline. Choose one that has.")
    link, made = LaterFinding.objects.get_or_create(
        item=item,
        finding=finding,
        defaults={"headline": headline, "progress": finding.progress, "note": note},
    )
    if made:
        record_event(
            actor=actor,
            action="followup.link_later_finding",
            subject=item,
            organisation=item.tenant,
            summary=f"'{item.title}' is looked at again: {headline}.",
            details={"finding": str(finding.pk)},
            public=True,
        )
    return link
