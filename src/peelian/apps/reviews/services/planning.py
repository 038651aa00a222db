"""Planning a review: its instrument, its period, and what its results are set beside."""

from __future__ import annotations

import re

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import NOT_PERMITTED, require_role
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.policies import MANAGERS, can_review_inspection
from peelian.catalogue import Instrument
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import Period

YEARS = re.compile(r"-\d{4}(-\d{2})?$")
PLAN_FIELDS = ("title", "period", "small_base", "double_marking_percent")


@service("reviews.plan_review")
def plan_review(
    *,
    actor: User,
    inspection: Inspection,
    instrument: str,
    title: str,
    period: Period,
    small_base: int = 30,
    double_marking_percent: int = 10,
    series: str = "",
) -> Review:
    """Plan a review of cases, bound for ever to the instrument as it stands now.

    Reviews of one series measure the same things round after round; the series is the name of the instrument
    without its years, unless another is given.
    """
    if not can_review_inspection(actor, inspection):
        raise NotPermittedError(
            NOT_PERMITTED,
            f"You cannot plan a review in {inspection.title}: that is for analysts, lead inspectors and HM "
            "Inspectors of the inspectorate, while the inspection is not published.",
        )
    problems = Problems()
    problems.need_one_of("instrument", instrument, regime().instruments, "instrument")
    _check_plan(problems, title, small_base, double_marking_percent)
    if inspection.reviews.filter(title=title).exists():
        problems.add(
            "title", title, f"{inspection.title} already has a review '{title}'. Choose another title."
        )
    problems.raise_if_any()
    chosen = regime().instruments[instrument]
    _require_framework(chosen, inspection)
    definition = chosen.model_dump(mode="json")
    review = Review.objects.create(
        inspection=inspection,
        title=title,
        instrument_identifier=instrument,
        definition=definition,
        definition_hash=hash_of(definition),
        series=series or YEARS.sub("", instrument),
        period=period.to_json(),
        small_base=small_base,
        double_marking_percent=double_marking_percent,
        planned_by=actor,
        is_demonstration=inspection.is_demonstration,
    )
    record_event(
        actor=actor,
        action="reviews.plan_review",
        subject=review,
        organisation=review.tenant,
        summary=f"The review '{title}' was planned with {chosen.title}, version {chosen.version}.",
        details={"instrument": instrument, "definition": review.definition_hash, "period": period.words()},
    )
    return review


@service("reviews.revise_review")
def revise_review(
    *,
    actor: User,
    review: Review,
    expected_version: int,
    title: str,
    period: Period,
    small_base: int,
    double_marking_percent: int,
) -> Review:
    """Change the plan of a review whose sample is not drawn yet."""
    require_role(actor, review.tenant, *MANAGERS, to="change the plan of a review")
    current = lock_for_edit(review, expected_version, PLAN_FIELDS)
    require_state(current, Review.State.PLANNED, to="change its plan")
    problems = Problems()
    _check_plan(problems, title, small_base, double_marking_percent)
    if current.inspection.reviews.exclude(pk=current.pk).filter(title=title).exists():
        problems.add(
            "title", title, f"{current.inspection} already has a review '{title}'. Choose another title."
        )
    problems.raise_if_any()
    changes = save_edit(
        current,
        {
            "title": title,
            "period": period.to_json(),
            "small_base": small_base,
            "double_marking_percent": double_marking_percent,
        },
    )
    record_event(
        actor=actor,
        action="reviews.revise_review",
        subject=current,
        organisation=current.tenant,
        summary=f"The plan of the review '{title}' was changed.",
        details=changes,
    )
    return current


def require_state(review: Review, *states: str, to: str) -> None:
    """Refuse unless the review is in one of the states; `to` completes the sentence."""
    if review.state not in states:
        allowed = " or ".join(str(Review.State(state).label).lower() for state in states)
        raise RefusalError(
            "refused",
            f"The review '{review.title}' is {review.get_state_display().lower()}. To {to}, it has to be {allowed}.",
            {"state": review.state, "allowed": [str(state) for state in states]},
        )


def _check_plan(problems: Problems, title: str, small_base: int, double_marking_percent: int) -> None:
    problems.need("title", title, "The review has no title. Give it one.")
    if small_base < 1:
        problems.add(
            "small_base", small_base, f"The small base is {small_base}. Give a number of at least 1."
        )
    if not 0 <= double_marking_percent <= 100:
        problems.add(
            "double_marking_percent",
            double_marking_percent,
            f"{double_marking_percent} percent cannot be marked twice. Give a share from 0 to 100 percent.",
        )


def _require_framework(instrument: Instrument, inspection: Inspection) -> None:
    framework = inspection.framework
    if instrument.framework not in (None, framework.identifier):
        problems = Problems()
        problems.add(
            "instrument",
            instrument.identifier,
            f"{instrument.title} belongs to another framework than {framework.title}. Choose an instrument of this "
            "framework, or one that belongs to none.",
        )
        problems.raise_if_any()
