"""What reviewers record of a case itself: facts that the frame lacks, and the items it is answered for."""

from __future__ import annotations

from collections.abc import Mapping

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.reviews.models import Assignment, CaseItem
from peelian.apps.reviews.refusals import refused
from peelian.apps.reviews.services.open_cases import (
    back_to_reviewing,
    case_words,
    locked_assignment,
    log_for_case,
)
from peelian.catalogue import Instrument
from peelian.rules.errors import RefusalError


@service("reviews.record_case_facts")
def record_case_facts(
    *, actor: User, assignment: Assignment, expected_version: int, facts: Mapping[str, str]
) -> Assignment:
    """Record what the frame does not say of a case, such as its outcome code. Both markers share it.

    `expected_version` is that of the case.
    """
    current = locked_assignment(actor, assignment)
    case = lock_for_edit(current.case, expected_version, ("facts",))
    _check_facts(current.case.review.instrument, facts)
    given = sorted(set(facts) & set(case.frame_facts))
    if given:
        raise refused("facts", f"The frame gives {', '.join(given)} of this case; it is not changed here.")
    case.facts = {name: value for name, value in {**case.facts, **facts}.items() if value}
    case.version += 1
    case.save(update_fields=["facts", "version"])
    log_for_case(
        actor, current, "reviews.record_case_facts", f"Facts were recorded for {case_words(current)}."
    )
    return current


@service("reviews.add_case_item")
def add_case_item(
    *, actor: User, assignment: Assignment, kind: str, facts: Mapping[str, str] | None = None
) -> CaseItem:
    """Add something that the case is answered for more than once, such as a crime of an incident.

    A marker who had finished the case is asked again, since there is more to answer.
    """
    current = locked_assignment(actor, assignment)
    instrument = current.case.review.instrument
    kinds = sorted({part.repeats_for for part in instrument.parts if part.repeats_for})
    if kind not in kinds:
        raise refused("kind", f"'{kind}' is not answered apart. Choose one of: {', '.join(kinds) or 'none'}.")
    _check_facts(instrument, facts or {})
    last = current.case.items.filter(kind=kind).order_by("-number").first()
    item = CaseItem.objects.create(
        case=current.case, kind=kind, number=last.number + 1 if last else 1, facts=dict(facts or {})
    )
    _ask_others_again(current)
    log_for_case(actor, current, "reviews.add_case_item", f"{item} was added to {case_words(current)}.")
    return item


@service("reviews.update_case_item")
def update_case_item(
    *, actor: User, assignment: Assignment, item: CaseItem, expected_version: int, facts: Mapping[str, str]
) -> CaseItem:
    """Change what is known of an item of the case."""
    current = locked_assignment(actor, assignment)
    _require_item_of(current, item)
    changed = lock_for_edit(item, expected_version, ("facts",))
    _check_facts(current.case.review.instrument, facts)
    changed.facts = {name: value for name, value in facts.items() if value}
    changed.version += 1
    changed.save(update_fields=["facts", "version"])
    _ask_others_again(current)
    log_for_case(
        actor, current, "reviews.update_case_item", f"{changed} of {case_words(current)} was changed."
    )
    return changed


@service("reviews.remove_case_item")
def remove_case_item(*, actor: User, assignment: Assignment, item: CaseItem, expected_version: int) -> None:
    """Take an item away with the reviewer's own answers; refused where the other marker has answered for it."""
    current = locked_assignment(actor, assignment)
    _require_item_of(current, item)
    gone = lock_for_edit(item, expected_version, ("facts",))
    if gone.settlements.exists() or gone.answers.exclude(assignment=current).exists():
        raise RefusalError(
            "refused",
            f"The other marker has answered for {str(gone).lower()}, so it stays. Answer for it as it is.",
        )
    gone.answers.all().delete()
    gone.delete()
    log_for_case(
        actor, current, "reviews.remove_case_item", f"{item} was taken away from {case_words(current)}."
    )


def _check_facts(instrument: Instrument, facts: Mapping[str, str]) -> None:
    fields = {field.identifier: field for field in instrument.fields}
    problems = Problems()
    for name, value in facts.items():
        if name not in fields:
            problems.add(
                name, value, f"'{name}' is no case field. Choose one of: {', '.join(fields) or 'none'}."
            )
        elif value and fields[name].values:
            problems.need_one_of(name, value, fields[name].values, fields[name].title.lower())
    problems.raise_if_any()


def _require_item_of(assignment: Assignment, item: CaseItem) -> None:
    if item.case_id != assignment.case_id:
        raise refused("item", "The item belongs to another case.")


def _ask_others_again(assignment: Assignment) -> None:
    """Reopen the case for a marker who finished it before an item was added or changed."""
    finished = assignment.case.assignments.exclude(pk=assignment.pk).filter(finished_at__isnull=False)
    for other in finished:
        other.finished_at = None
        other.version += 1
        other.save(update_fields=["finished_at", "version"])
        back_to_reviewing(assignment.case.review)
