"""Signing a return off: a chief officer or strategic owner answers for it, in each round of validation anew."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED
from peelian.apps.organisations.models import Membership
from peelian.apps.returns.models import CollectionReply, Return, SignOff, ValidationQuestion
from peelian.apps.returns.policies import SIGNERS, can_sign_reply
from peelian.apps.returns.rounds import current_round
from peelian.records.returned.check import values_by_key
from peelian.rules.errors import NotPermittedError, RefusalError

MOST_HOURS = Decimal(10_000)


@service("returns.sign_off_return")
def sign_off_return(*, actor: User, version: Return, hours: Decimal, statement: str = "") -> SignOff:
    """Answer for the latest version of a return, with the hours that it took since the sign-off before.

    The first sign-off counts as the force's answer. In a round of validation every question has to be settled:
    the value corrected, or the answer given why it is right.
    """
    reply = (
        CollectionReply.objects.select_for_update()
        .select_related("collection", "force")
        .get(pk=version.reply_id)
    )
    if not can_sign_reply(actor, reply):
        raise NotPermittedError(
            NOT_PERMITTED,
            "You cannot sign this return off: the chief officer or the strategic owner of the force does, while the "
            "collection is open.",
        )
    round_number = current_round(reply.collection)
    _check(reply, version, round_number, hours)
    made = SignOff.objects.create(
        version=version,
        round=round_number,
        hours=hours,
        statement=statement.strip(),
        signed_by=actor,
        office=_office(actor, reply),
    )
    if reply.state != CollectionReply.State.ANSWERED:
        values = {"state": CollectionReply.State.ANSWERED, "answered_on": timezone.localdate(), "reason": ""}
        save_edit(reply, values)
    record_event(
        actor=actor,
        action="returns.sign_off_return",
        subject=version,
        organisation=reply.force,
        summary=f"Version {version.number} of the return of {reply.force.name} to '{reply.collection.title}' was "
        f"signed off by the {made.office.lower()}.",
        details={"round": round_number, "hours": str(hours), "sha256": version.sha256},
    )
    return made


def _check(reply: CollectionReply, version: Return, round_number: int, hours: Decimal) -> None:
    latest = reply.returns.without_content().first()
    if latest is None or latest.pk != version.pk:
        newer = f"version {latest.number} was" if latest else "another was"
        raise RefusalError(
            "refused",
            f"Version {version.number} is not the latest: {newer} sent since. Look at it before you sign it off.",
        )
    if version.fault_count:
        faults = "1 fault" if version.fault_count == 1 else f"{version.fault_count} faults"
        raise RefusalError(
            "refused", f"Version {version.number} has {faults}. Mend them and send it again first."
        )
    if version.sign_offs.filter(round=round_number).exists():
        raise RefusalError("refused", f"Version {version.number} is signed off already in this round.")
    problems = Problems()
    if not 0 <= hours <= MOST_HOURS:
        problems.add("hours", hours, f"{hours} hours cannot be right. Give 0 to {MOST_HOURS:,}.")
    problems.raise_if_any()
    unsettled = unsettled_questions(version, round_number)
    if unsettled:
        told = "1 question is" if len(unsettled) == 1 else f"{len(unsettled)} questions are"
        raise RefusalError(
            "refused",
            f"{told} not settled. Correct the value and send the return again, or answer why it is right.",
        )


def unsettled_questions(version: Return, round_number: int) -> list[ValidationQuestion]:
    """Questions up to a round that have no answer and whose value still stands in a version of the return."""
    template = version.reply.collection.return_template
    rows = values_by_key(template, version.rows) if template else {}
    waiting = version.reply.questions.filter(Q(answer=""), round__number__lte=round_number)
    return [
        each for each in waiting if not each.column or rows.get(each.row, {}).get(each.column) == each.value
    ]


def _office(actor: User, reply: CollectionReply) -> str:
    """The role in which the person signs."""
    held = Membership.objects.filter(user=actor, organisation=reply.force, role__in=SIGNERS).values_list(
        "role", flat=True
    )
    return str(next(role.label for role in SIGNERS if role in held))
