"""What the results of a review are set beside: published results of earlier rounds, and recorded crime."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import EarlierResult, Review
from peelian.apps.reviews.policies import MANAGERS
from peelian.rules.periods import Period


@service("reviews.record_recorded_volume")
def record_recorded_volume(
    *, actor: User, review: Review, expected_version: int, recorded: int, source: str
) -> Review:
    """Record how many crimes the force recorded in the year, from which missed and added volumes follow."""
    require_role(actor, review.tenant, *MANAGERS, to="record the volume of recorded crime")
    current = lock_for_edit(review, expected_version, ("recorded_volume", "recorded_volume_source"))
    problems = Problems()
    problems.need(
        "source", source, "The number has no source. Say where and for which year it was published."
    )
    if recorded < 1:
        problems.add("recorded", recorded, f"{recorded} crimes were given. Give a number of at least 1.")
    problems.raise_if_any()
    changes = save_edit(current, {"recorded_volume": recorded, "recorded_volume_source": source})
    record_event(
        actor=actor,
        action="reviews.record_recorded_volume",
        subject=current,
        organisation=current.tenant,
        summary=f"Crimes recorded in the year, for the review '{current.title}': {recorded:,} ({source}).",
        details=changes,
    )
    return current


@service("reviews.record_earlier_result")
def record_earlier_result(
    *,
    actor: User,
    review: Review,
    question: str,
    period: Period,
    value_percent: Decimal,
    half_width_pp: Decimal,
    source: str,
    group: str = "",
    level: Decimal = Decimal("0.95"),
) -> EarlierResult:
    """Record a published result of an earlier round beside which a question of a review is set.

    `group` is empty for all cases, else a group of the results such as ``set.violent-offences``.
    """
    require_role(actor, review.tenant, *MANAGERS, to="record a result of an earlier round")
    problems = Problems()
    problems.need_one_of(
        "question", question, [each.identifier for each in review.instrument.scored_questions], "question"
    )
    problems.need("source", source, "The result has no source. Say where it was published.")
    ends_on = period.end or date.max
    if period.end is None:
        problems.add(
            "period", period.words(), "The period has no last day. Give one, so that rounds have an order."
        )
    if not 0 <= value_percent <= 100:
        problems.add(
            "value_percent", value_percent, f"{value_percent} is no percentage. Give one from 0 to 100."
        )
    if half_width_pp <= 0:
        problems.add(
            "half_width_pp",
            half_width_pp,
            f"The half-width is {half_width_pp}. Give one above 0: with 0 nothing can be tested, as where all cases "
            "were alike.",
        )
    if not 0 < level < 1:
        problems.add("level", level, f"The level is {level}. Give a share such as 0.95.")
    force = review.inspection.force
    same = EarlierResult.objects.filter(
        inspectorate=review.tenant, force=force, series=review.series, question=question, group=group,
        period_end=ends_on,
    )  # fmt: skip
    if same.exists():
        problems.add("period", period.words(), f"A result of {period.words()} is recorded already.")
    problems.raise_if_any()
    kept = EarlierResult.objects.create(
        inspectorate=review.tenant,
        force=force,
        series=review.series,
        question=question,
        group=group,
        period=period.to_json(),
        period_end=ends_on,
        value_percent=value_percent,
        half_width_pp=half_width_pp,
        decimals=_decimals(value_percent),
        level=level,
        source=source,
        recorded_by=actor,
    )
    record_event(
        actor=actor,
        action="reviews.record_earlier_result",
        subject=kept,
        organisation=review.tenant,
        summary=f"A published result of {period.words()} was recorded: {value_percent} percent +/- {half_width_pp}.",
        details={"series": review.series, "question": question, "group": group, "source": source},
    )
    return kept


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
