"""How forces stand to one another."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.directory.models import ForceRelation
from peelian.apps.directory.services.checks import check_words, record, require_keeper
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.periods import day_words


@service("directory.record_relation")
def record_relation(
    *,
    actor: User,
    force: Organisation,
    other: Organisation,
    kind: str,
    since: date | None = None,
    note: str = "",
) -> ForceRelation:
    """Record how another force stands to this one. Both forces read it, and it is recorded once for the two."""
    require_keeper(actor, force, to="record a relation between forces")
    problems = Problems()
    problems.need_one_of("kind", kind, ForceRelation.Kind.values, "kind of relation")
    if other.kind != Organisation.Kind.FORCE or other == force:
        problems.add("other", other.name, f"{other.name} is no other police force. Choose another force.")
    if since is not None and since > timezone.localdate():
        problems.add(
            "since", since, f"{day_words(since)} is still to come. Record the relation once it has begun."
        )
    check_words(problems, "note", note)
    first, second = sorted((force, other), key=lambda each: each.pk)
    if ForceRelation.objects.filter(first=first, second=second, kind=kind).exists():
        problems.add("kind", kind, f"This relation of {force.name} and {other.name} stands already.")
    problems.raise_if_any()
    relation = ForceRelation.objects.create(
        first=first, second=second, kind=kind, since=since, note=note.strip(), recorded_by=force
    )
    record(actor, force, "record_relation", relation, f"Relation recorded: {relation}", other=str(other.pk))
    return relation
