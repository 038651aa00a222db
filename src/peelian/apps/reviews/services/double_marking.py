"""Which cases two reviewers mark: a share of the sample, chosen by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of
from peelian.apps.reviews.services.planning import require_state
from peelian.stats.keyed_draw import draw_number


@service("reviews.choose_double_marked")
def choose_double_marked(*, actor: User, review: Review, expected_version: int, percent: int) -> int:
    """Choose anew which share of the sample two reviewers mark, by chance; return how many cases.

    Possible until the first case is given to a reviewer.
    """
    require_role(actor, review.tenant, *MANAGERS, to="choose the cases that are marked twice")
    current = lock_for_edit(review, expected_version, ("double_marking_percent",))
    require_state(current, Review.State.DRAWN, to="choose the cases that are marked twice")
    problems = Problems()
    if not 0 <= percent <= 100:
        problems.add("percent", percent, f"{percent} percent cannot be marked twice. Give 0 to 100 percent.")
    problems.raise_if_any()
    current.double_marking_percent = percent
    current.version += 1
    current.save(update_fields=["double_marking_percent", "version"])
    current.cases.update(double_marked=False)
    chosen = top_up_double_marked(current)
    record_event(
        actor=actor,
        action="reviews.choose_double_marked",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(chosen, 'case')} of the review '{current.title}' are marked twice ({percent} percent).",
    )
    return chosen


def top_up_double_marked(review: Review) -> int:
    """Mark more cases for a second reviewer until the share is reached; those chosen before stay."""
    standing = list(review.cases.filter(withdrawn_on__isnull=True))
    wanted = math.ceil(review.double_marking_percent * len(standing) / 100)
    chosen = [case for case in standing if case.double_marked]
    rest = [case for case in standing if not case.double_marked]
    more = _by_chance(review, rest)[: max(0, wanted - len(chosen))]
    for case in more:
        case.double_marked = True
    SampledCase.objects.bulk_update(more, ["double_marked"])
    return len(chosen) + len(more)


def _by_chance(review: Review, cases: Iterable[SampledCase]) -> list[SampledCase]:
    return sorted(cases, key=lambda case: draw_number(f"{review.seed}|double", case.key))
