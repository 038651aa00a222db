"""Checks that come round, reviews from outside, exits from collaborations, referrals, and statements."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import (
    AllegationReferral,
    CheckRun,
    ChiefStatement,
    CollaborationExit,
    OutsideReview,
    RecurringCheck,
)
from peelian.apps.actions.services.work import check_day, check_owner, record, require_worker
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("actions.set_up_check")
def set_up_check(
    *,
    actor: User,
    force: Organisation,
    title: str,
    scope: str,
    every_months: int,
    first_due: date,
    owner: User,
) -> RecurringCheck:
    """Set up a check or review that comes round every so many months."""
    require_worker(actor, force, to="set up a recurring check")
    problems = Problems()
    problems.need("title", title, "The check has no title.")
    problems.need_one_of("scope", scope, RecurringCheck.Scope.values, "scope")
    if not 1 <= every_months <= 120:
        problems.add("every_months", every_months, "A check comes round every 1 to 120 months.")
    check_owner(problems, owner, force)
    check_day(problems, "first_due", first_due)
    problems.raise_if_any()
    made = RecurringCheck.objects.create(
        force=force, title=title.strip(), scope=scope, every_months=every_months, first_due=first_due, owner=owner
    )  # fmt: skip
    record(actor, force, "set_up_check", made, f"Recurring check set up: {made.title}")
    return made


@service("actions.record_check")
def record_check(*, actor: User, check: RecurringCheck, done_on: date, result: str) -> CheckRun:
    """Record one time that a check was done; its next day counts from this one."""
    require_worker(actor, check.force, to="record a check")
    problems = Problems()
    problems.need("result", result, "Say what the check found.")
    _not_ahead(problems, "done_on", done_on)
    problems.raise_if_any()
    run = CheckRun.objects.create(check_of=check, done_on=done_on, result=result.strip(), recorded_by=actor)
    record(actor, check.force, "record_check", run, f"Check done: {check.title}")
    return run


@service("actions.ask_for_review")
def ask_for_review(
    *,
    actor: User,
    force: Organisation,
    asked_by: str,
    reviewer: str,
    scope: str,
    asked_on: date,
    item: Item | None = None,
) -> OutsideReview:
    """Record that the force asked somebody outside to review something."""
    require_worker(actor, force, to="record an outside review")
    problems = Problems()
    problems.need("asked_by", asked_by, "Say who asked for the review.")
    problems.need("reviewer", reviewer, "Say who makes the review.")
    problems.need("scope", scope, "Say what the review looks at.")
    _not_ahead(problems, "asked_on", asked_on)
    if item is not None and item.force_id != force.pk:
        problems.add("item", item.title, f"This is no item of {force.name}.")
    problems.raise_if_any()
    review = OutsideReview.objects.create(
        force=force, asked_by=asked_by.strip(), reviewer=reviewer.strip(), scope=scope.strip(), asked_on=asked_on,
        item=item,
    )  # fmt: skip
    record(actor, force, "ask_for_review", review, f"Outside review asked for: {review.reviewer}")
    return review


@service("actions.record_review_result")
def record_review_result(
    *, actor: User, review: OutsideReview, result: str, result_on: date
) -> OutsideReview:
    """Record what an outside review found."""
    require_worker(actor, review.force, to="record an outside review")
    problems = Problems()
    problems.need("result", result, "Say what the review found.")
    _not_ahead(problems, "result_on", result_on)
    if result_on < review.asked_on:
        problems.add("result_on", result_on, "The result is dated before the review was asked for.")
    problems.raise_if_any()
    current = OutsideReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if current.result:
        raise RefusalError("refused", "This review has its result. Record a new review for what follows.")
    current.result, current.result_on = result.strip(), result_on
    current.save(update_fields=["result", "result_on"])
    record(
        actor, current.force, "record_review_result", current, f"Result of the review by {current.reviewer}."
    )
    return current


@service("actions.leave_collaboration")
def leave_collaboration(
    *,
    actor: User,
    force: Organisation,
    collaboration: str,
    decided_on: date,
    business_case: str = "",
    cost: str = "",
    replacement_plan: str = "",
) -> CollaborationExit:
    """Record the decision to leave a collaboration. What is missing of it stands on the list of gaps."""
    require_worker(actor, force, to="record the exit from a collaboration")
    problems = Problems()
    problems.need("collaboration", collaboration, "Say which collaboration is left.")
    _not_ahead(problems, "decided_on", decided_on)
    problems.raise_if_any()
    made = CollaborationExit.objects.create(
        force=force,
        collaboration=collaboration.strip(),
        decided_on=decided_on,
        business_case=business_case.strip(),
        cost=cost.strip(),
        replacement_plan=replacement_plan.strip(),
    )
    record(actor, force, "leave_collaboration", made, f"Decided to leave: {made.collaboration}")
    return made


@service("actions.record_allegation")
def record_allegation(
    *, actor: User, force: Organisation, reference: str, received_on: date, referred_on: date | None = None
) -> AllegationReferral:
    """Record an allegation by its reference alone, and the day of its referral where there is one already."""
    require_worker(actor, force, to="record an allegation")
    problems = Problems()
    problems.need("reference", reference, "Give the force's reference of the case; name no person.")
    _not_ahead(problems, "received_on", received_on)
    if referred_on is not None:
        _not_ahead(problems, "referred_on", referred_on)
        if referred_on < received_on:
            problems.add("referred_on", referred_on, "The case cannot be referred before it was received.")
    problems.raise_if_any()
    if AllegationReferral.objects.filter(force=force, reference=reference.strip()).exists():
        raise RefusalError(
            "refused",
            f"The case {reference.strip()} is on record. Record its referral in its row of the list.",
        )
    made = AllegationReferral.objects.create(
        force=force, reference=reference.strip(), received_on=received_on, referred_on=referred_on
    )
    record(actor, force, "record_allegation", made, f"Case {made.reference} recorded.")
    return made


@service("actions.record_referral")
def record_referral(*, actor: User, case: AllegationReferral, referred_on: date) -> AllegationReferral:
    """Record the day on which an allegation was referred outside; it is recorded once."""
    require_worker(actor, case.force, to="record a referral")
    current = AllegationReferral.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if current.referred_on is not None:
        raise RefusalError(
            "refused",
            f"The case {current.reference} was referred on {day_words(current.referred_on)} already.",
        )
    problems = Problems()
    _not_ahead(problems, "day", referred_on)
    if referred_on < current.received_on:
        problems.add("day", referred_on, "The case cannot be referred before it was received.")
    problems.raise_if_any()
    current.referred_on = referred_on
    current.save(update_fields=["referred_on"])
    record(actor, current.force, "record_referral", current, f"Case {current.reference} referred.")
    return current


@service("actions.complete_exit")
def complete_exit(
    *, actor: User, left: CollaborationExit, business_case: str, cost: str, replacement_plan: str
) -> CollaborationExit:
    """Add what the exit from a collaboration lacked; what is there is changed, never taken away."""
    require_worker(actor, left.force, to="record the exit from a collaboration")
    current = CollaborationExit.objects.select_for_update(of=("self",)).get(pk=left.pk)
    given = {"business_case": business_case, "cost": cost, "replacement_plan": replacement_plan}
    problems = Problems()
    for name, words in given.items():
        if getattr(current, name):
            problems.need(name, words, "This is on record. Change it, but do not leave it empty.")
    problems.raise_if_any()
    for name, words in given.items():
        setattr(current, name, words.strip())
    current.save(update_fields=list(given))
    record(actor, current.force, "complete_exit", current, f"Exit told of in full: {current.collaboration}")
    return current


@service("actions.record_statement")
def record_statement(
    *,
    actor: User,
    force: Organisation,
    about: str,
    name: str,
    office: str,
    stated_on: date,
    quote: str,
    stated_precision: str = Item.Precision.DAY,
    progress: str = "",
    still_missing: str = "",
    source: str = "",
    inspection: Inspection | None = None,
) -> ChiefStatement:
    """Keep what a chief officer said in public about an inspection, with name, office and day."""
    require_worker(actor, force, to="record a public statement")
    problems = Problems()
    for field, value in (("about", about), ("name", name), ("office", office), ("quote", quote)):
        problems.need(field, value, "A statement has what it is about, a name, an office and its words.")
    problems.need_one_of("stated_precision", stated_precision, Item.Precision.values, "precision")
    _not_ahead(problems, "stated_on", stated_on)
    if inspection is not None and inspection.force_id != force.pk:
        problems.add("inspection", inspection.title, f"This is no inspection of {force.name}.")
    problems.raise_if_any()
    made = ChiefStatement.objects.create(
        force=force,
        inspection=inspection,
        about=about.strip(),
        name=name.strip(),
        office=office.strip(),
        stated_on=stated_on,
        stated_precision=stated_precision,
        quote=quote.strip(),
        progress=progress.strip(),
        still_missing=still_missing.strip(),
        source=source.strip(),
    )
    record(actor, force, "record_statement", made, f"Statement of {made.name} on {made.about}.")
    return made


def _not_ahead(problems: Problems, field: str, day: date) -> None:
    if day > timezone.localdate():
        problems.add(field, day, "This day has not come yet. Give a day up to today.")
