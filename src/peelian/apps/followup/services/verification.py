"""From the force's word that an item is complete to the inspectorate's finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.evidence.models import EvidenceItem
from peelian.apps.followup.hindrances import require_unhindered
from peelian.apps.followup.models import ClosureCriterion, CriterionEvidence, Declaration, Item, Verification
from peelian.apps.followup.services.seen import check_evidence
from peelian.apps.followup.services.work import record_work, stay_at, take_step
from peelian.apps.inspections.problems import Problems
from peelian.rules.errors import RefusalError
from peelian.rules.likely_days import unlikely_words

Result = Verification.Result
STEP_AFTER = {
    Result.MORE_ASKED: "ask-for-more",
    Result.RETURNED: "return",
    Result.TOO_EARLY: "wait",
}


@service("followup.declare_complete")
def declare_complete(
    *, actor: User, item: Item, statement: str, evidence: Mapping[int, str], expected_version: int
) -> Declaration:
    """The force declares an item complete.

    Parameters
    ----------
    evidence
        What is shown, by the key of the closure criterion. Where the item has no criteria, the statement is
        what is tested.
    """
    declared = take_step(actor, item, "declare-complete", expected_version)
    require_unhindered(declared)
    _check_declaration(declared, statement, evidence)
    declaration = Declaration.objects.create(
        item=declared, declared_by=actor, declared_on=timezone.localdate(), statement=statement.strip()
    )
    CriterionEvidence.objects.bulk_create(
        CriterionEvidence(declaration=declaration, criterion_id=key, text=text.strip())
        for key, text in evidence.items()
    )
    record_work(
        actor,
        declared,
        "declare_complete",
        f"'{declared.title}' is declared complete.",
        declaration=str(declaration.pk),
    )
    return declaration


@service("followup.take_up_declaration")
def take_up_declaration(*, actor: User, item: Item, expected_version: int) -> Item:
    """An inspector begins to test what the force declared."""
    taken = take_step(actor, item, "take-up", expected_version)
    record_work(actor, taken, "take_up_declaration", f"The declaration on '{taken.title}' is being verified.")
    return taken


@service("followup.verify_declaration")
def verify_declaration(
    *,
    actor: User,
    item: Item,
    method: str,
    result: str,
    reasons: str,
    expected_version: int,
    look_again_on: date | None = None,
    evidence: Sequence[EvidenceItem] = (),
) -> Verification:
    """Record what the test of a declaration found, and move the item to where that leaves it.

    Evidence that meets the criteria leaves the item with its inspector, who then asks for closing. What the
    inspector saw may be named out of the register of evidence.
    """
    problems = Problems()
    problems.need_one_of("method", method, Verification.Method.values, "way of testing")
    problems.need_one_of("result", result, Result.values, "result")
    problems.need("reasons", reasons, "The result has no reasons. Say what was seen and how it was judged.")
    today = timezone.localdate()
    if result == Result.TOO_EARLY and (look_again_on is None or look_again_on <= today):
        problems.add(
            "look_again_on", look_again_on, "Too early to say: give a later day on which to look again."
        )
    elif wrong := unlikely_words(look_again_on, today):
        problems.add("look_again_on", look_again_on, wrong)
    check_evidence(item, evidence, problems)
    problems.raise_if_any()
    declaration = _latest(item)
    if result == Result.MET:
        tested = stay_at(Item.Stage.UNDER_TEST, actor, item, "request-closing", expected_version)
    else:
        tested = take_step(actor, item, STEP_AFTER[Result(result)], expected_version)
    verification = Verification.objects.create(
        item=tested,
        declaration=declaration,
        inspector=actor,
        method=method,
        result=result,
        reasons=reasons.strip(),
        tested_on=today,
        look_again_on=look_again_on,
    )
    verification.evidence.set(evidence)
    record_work(
        actor,
        tested,
        "verify_declaration",
        f"'{tested.title}': {verification.get_result_display()}. {verification.reasons}",
        verification=str(verification.pk),
        evidence=[str(each.pk) for each in evidence],
    )
    return verification


def _check_declaration(item: Item, statement: str, evidence: Mapping[int, str]) -> None:
    problems = Problems()
    problems.need("statement", statement, "The declaration says nothing. Say what was done.")
    criteria = list(ClosureCriterion.objects.filter(item=item))
    for criterion in criteria:
        if not evidence.get(criterion.pk, "").strip():
            problems.add(
                f"evidence-{criterion.pk}",
                "",
                f"Nothing is shown for the criterion '{criterion.text}'. Say what proves that it is met.",
            )
    for key in set(evidence) - {criterion.pk for criterion in criteria}:
        problems.add("evidence", key, "This is no closure criterion of the item. Answer each of its own.")
    problems.raise_if_any()


def _latest(item: Item) -> Declaration:
    declaration = item.declarations.order_by("declared_on", "created_at").last()
    if declaration is None:
        raise RefusalError(
            "refused", "The force has not declared this item complete, so nothing can be tested."
        )
    return declaration
