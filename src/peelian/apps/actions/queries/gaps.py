"""What is missing in the work of a force: each list holds exactly what lacks something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from peelian.apps.actions.models import (
    Action,
    ActionPlan,
    AllegationReferral,
    CollaborationExit,
    Forum,
    Initiative,
    Milestone,
    OutsideReview,
    PlanItem,
    RecurringCheck,
)
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.rules.clocks import last_due_day, months_after
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words

EXIT_PARTS = (
    ("business_case", "business case"),
    ("cost", "cost"),
    ("replacement_plan", "replacement plan"),
)


@dataclass(frozen=True)
class RoundCheck:
    """A check that comes round, with the day on which it is due next."""

    check: RecurringCheck
    last_on: date | None
    next_due: date
    overdue: bool


@dataclass(frozen=True)
class ForumGap:
    """Something that a forum lacked: a meeting, a kind of member at one, or measures to look at."""

    forum: Forum
    words: str


def items_without_theme(plan: ActionPlan) -> QuerySet[PlanItem]:
    """Items under a plan with themes that are tied to none of them."""
    return plan.plan_items.filter(theme="").select_related("item").order_by("item__title", "id")


def joint_actions_without_partner(force: Organisation) -> QuerySet[Action]:
    """Actions marked as done with partners that name none."""
    return Action.objects.filter(force=force, joint=True, partners__isnull=True).order_by("title", "id")


def unevaluated_initiatives(force: Organisation) -> QuerySet[Initiative]:
    """Initiatives without a result, those due first on top."""
    return (
        Initiative.objects.filter(force=force, evaluated_on__isnull=True)
        .select_related("owner")
        .order_by("evaluation_due", "title", "id")
    )


def reviews_without_result(force: Organisation) -> QuerySet[OutsideReview]:
    """Outside reviews of which no result is recorded."""
    return OutsideReview.objects.filter(force=force, result="").order_by("asked_on", "id")


def incomplete_exits(force: Organisation) -> QuerySet[CollaborationExit]:
    """Exits from collaborations that lack a business case, a cost or a plan for what comes instead."""
    missing = Q()
    for name, _ in EXIT_PARTS:
        missing |= Q(**{name: ""})
    return CollaborationExit.objects.filter(missing, force=force).order_by("decided_on", "id")


def missing_of(left: CollaborationExit) -> list[str]:
    """What an exit lacks, in words."""
    return [words for name, words in EXIT_PARTS if not getattr(left, name)]


def referrals_in_doubt(force: Organisation, today: date) -> QuerySet[AllegationReferral]:
    """Allegations not referred, or referred later than the regime's days after they came in."""
    days = regime().work_of_forces.refer_within_days
    found = AllegationReferral.objects.filter(force=force).order_by("received_on", "reference")
    late = [
        each.pk
        for each in found.filter(referred_on__isnull=False)
        if each.referred_on and each.referred_on - each.received_on > timedelta(days=days)
    ]
    return found.filter(Q(referred_on__isnull=True) | Q(pk__in=late), received_on__lte=today)


def referral_words(case: AllegationReferral, today: date) -> str:
    """Say how a case stands: missing, late or in time."""
    days = regime().work_of_forces.refer_within_days
    waited = ((case.referred_on or today) - case.received_on).days
    if case.referred_on is None:
        return f"Not referred after {days_counted(waited)}; {days} are allowed."
    if waited > days:
        return f"Referred after {days_counted(waited)}; {days} are allowed."
    return f"Referred to the {referred_to(case.referred_on)} on {day_words(case.referred_on)}."


def referred_to(day: date) -> str:
    """The body that takes referrals, by the name that it had on a day."""
    names = (body.name_on(day) for body in regime().bodies_with_role("receives-referrals"))
    return next((name for name in names if name), "body that takes referrals")


def checks_coming_round(force: Organisation, today: date) -> list[RoundCheck]:
    """Recurring checks by the day on which each is due next; a skipped one stays overdue until it is done."""
    found = RecurringCheck.objects.filter(force=force).select_related("owner").prefetch_related("runs")
    return sorted(
        (round_of(check, today) for check in found), key=lambda each: (each.next_due, each.check.title)
    )


def round_of(check: RecurringCheck, today: date) -> RoundCheck:
    """When a check is due next: so many months after it was last done."""
    days = sorted(run.done_on for run in check.runs.all())
    due = months_after(days[-1], check.every_months) if days else check.first_due
    return RoundCheck(check, days[-1] if days else None, due, today > due)


def overdue_milestones(force: Organisation, today: date) -> list[Milestone]:
    """Milestones not reached by their last day."""
    waiting = Milestone.objects.filter(programme__force=force, reached_on__isnull=True, due__lte=today)
    return [
        each
        for each in waiting.select_related("programme").order_by("due", "title", "id")
        if today > last_due_day(each.due, each.due_precision)  # type: ignore[arg-type]
    ]


def forum_gaps(forum: Forum, today: date) -> list[ForumGap]:
    """Where a forum did not meet in time, who was missing when it met, and whether it receives any measure."""
    held = sorted(forum.meetings.filter(held=True, on__lte=today), key=lambda meeting: meeting.on)
    gaps: list[ForumGap] = []
    days = [meeting.on for meeting in held]
    for earlier, later in zip(days, [*days[1:], today], strict=False):
        if (later - earlier).days > forum.every_days:
            gaps.append(
                ForumGap(
                    forum,
                    f"No meeting for {days_counted((later - earlier).days)} after {day_words(earlier)}; "
                    f"{forum.every_days} are allowed.",
                )
            )
    for meeting in held:
        away = [kind for kind in forum.member_kinds if kind not in meeting.attended]
        if away:
            gaps.append(ForumGap(forum, f"On {day_words(meeting.on)} without: {', '.join(away)}."))
    if not forum.measures.exists():
        gaps.append(ForumGap(forum, "It lists no measure that it receives."))
    return gaps
