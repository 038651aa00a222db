"""Planning, drawing and enlarging a sample."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, statistics_refused
from peelian.apps.reviews.services.double_marking import top_up_double_marked
from peelian.apps.reviews.services.planning import require_state
from peelian.records.sampling import Frame, SampleDraw, draw_sample, read_frame
from peelian.records.sampling.kept_frame import facts_of_cases
from peelian.rules.errors import RefusalError
from peelian.stats.keyed_draw import DRAW_ALGORITHM
from peelian.stats.sample_plan import SamplePlan, plan_from_mapping, planned_sizes

OPEN = (Review.State.DRAWN, Review.State.REVIEWING, Review.State.SETTLING)


@service("reviews.plan_sample")
def plan_sample(*, actor: User, review: Review, expected_version: int, plan: Mapping[str, Any]) -> Review:
    """Settle how many cases are drawn from which stratum of the frame.

    `plan` gives one of ``sizes`` (by stratum), ``size`` and ``half_width_pp``, and may give ``allocation``,
    ``minimum``, ``take_all``, ``expected``, ``proportion``, ``design_effect`` and ``confidence``.
    """
    require_role(actor, review.tenant, *MANAGERS, to="plan the sample of a review")
    current = lock_for_edit(review, expected_version, ("plan",))
    require_state(current, Review.State.PLANNED, to="plan its sample")
    _require_frame(current)
    with statistics_refused("plan"):
        settled = settled_plan(plan)
        sizes = planned_sizes(settled, populations_of(current)).sizes
    current.plan = settled.to_dict()
    current.version += 1
    current.save(update_fields=["plan", "version"])
    record_event(
        actor=actor,
        action="reviews.plan_sample",
        subject=current,
        organisation=current.tenant,
        summary=f"A sample of {number_of(sum(sizes.values()), 'case')} was planned for the review '{current.title}'.",
        details={"sizes": sizes},
    )
    return current


@service("reviews.draw_review_sample")
def draw_review_sample(*, actor: User, review: Review, expected_version: int, seed: str = "") -> Review:
    """Draw the sample by a keyed hash: the same seed draws the same cases from the same frame.

    Without a seed one is chosen by chance and kept.
    """
    require_role(actor, review.tenant, *MANAGERS, to="draw the sample of a review")
    current = lock_for_edit(review, expected_version, ("seed", "plan"))
    require_state(current, Review.State.PLANNED, to="draw its sample")
    _require_frame(current)
    if not current.plan:
        raise RefusalError("refused", "The sample has no plan yet. Say how many cases are to be drawn.")
    current.seed = seed.strip() or secrets.token_hex(8)
    current.algorithm = DRAW_ALGORITHM
    drawn = draw_from_frame(current, plan_from_mapping(current.plan))
    keep_sizes(current, drawn.sizes)
    cases = add_cases(current, drawn)
    current.state = Review.State.DRAWN
    current.version += 1
    current.save()
    top_up_double_marked(current)
    record_event(
        actor=actor,
        action="reviews.draw_review_sample",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(len(cases), 'case')} of {current.frame_rows:,} were drawn for the review "
        f"'{current.title}' with the seed '{current.seed}'.",
        details={"seed": current.seed, "sizes": drawn.sizes, "fingerprint": drawn.frame_fingerprint},
    )
    return current


@service("reviews.enlarge_sample")
def enlarge_sample(
    *, actor: User, review: Review, expected_version: int, plan: Mapping[str, Any]
) -> list[SampledCase]:
    """Draw more cases from the same frame; every case that was drawn stays. Returns the cases added."""
    require_role(actor, review.tenant, *MANAGERS, to="enlarge the sample of a review")
    current = lock_for_edit(review, expected_version, ("plan",))
    require_state(current, *OPEN, to="enlarge its sample")
    with statistics_refused("plan"):
        settled = settled_plan(plan)
    drawn = draw_from_frame(current, settled, sizes_of(current))
    added = add_cases(current, drawn)
    if not added:
        raise RefusalError(
            "refused",
            "The plan asks for no more cases than are drawn already. Ask for more, stratum by stratum.",
        )
    keep_sizes(current, drawn.sizes)
    current.plan = settled.to_dict()
    if current.state == Review.State.SETTLING:
        current.state = Review.State.REVIEWING
    current.version += 1
    current.save()
    top_up_double_marked(current)
    record_event(
        actor=actor,
        action="reviews.enlarge_sample",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(len(added), 'case')} were added to the sample of the review '{current.title}'.",
        details={"sizes": drawn.sizes},
    )
    return added


def settled_plan(plan: Mapping[str, Any]) -> SamplePlan:
    """The plan for the frame as it is kept, whose columns have names of their own."""
    own = {name: value for name, value in plan.items() if name not in ("key", "stratum", "period")}
    return plan_from_mapping({"key": "key", "stratum": "stratum", **own})


def populations_of(review: Review) -> dict[str, int]:
    return dict(review.strata.values_list("stratum", "population"))


def sizes_of(review: Review) -> dict[str, int]:
    return dict(review.strata.filter(size__gt=0).values_list("stratum", "size"))


@contextmanager
def _opened_frame(review: Review) -> Iterator[Frame]:
    frame = read_frame(Path(review.frame_file.path), SamplePlan(key="key", stratum="stratum", size=1))
    try:
        yield frame
    finally:
        frame.engine.close()


def draw_from_frame(review: Review, plan: SamplePlan, earlier: Mapping[str, int] | None = None) -> SampleDraw:
    withdrawn = dict(review.cases.filter(withdrawn_on__isnull=False).values_list("key", "withdrawn_reason"))
    with statistics_refused("plan"), _opened_frame(review) as frame:
        return draw_sample(frame, plan, review.seed, withdrawn=withdrawn, earlier_sizes=earlier)


def _require_frame(review: Review) -> None:
    if not review.frame_fingerprint:
        raise RefusalError("refused", "The review has no frame yet. Load the list of all cases first.")


def add_cases(review: Review, drawn: SampleDraw) -> list[SampledCase]:
    """Keep the drawn cases that the review does not hold yet, numbered on in the order of the draw."""
    known = set(review.cases.values_list("key", flat=True))
    new = [case for case in drawn.cases if case.key not in known]
    facts = facts_of_cases(Path(review.frame_file.path), [case.key for case in new], review.frame_fields)
    return SampledCase.objects.bulk_create(
        SampledCase(
            review=review,
            number=number,
            key=case.key,
            stratum=case.stratum,
            frame_facts=facts[case.key],
        )
        for number, case in enumerate(new, start=len(known) + 1)
    )


def keep_sizes(review: Review, sizes: Mapping[str, int]) -> None:
    for row in review.strata.all():
        row.size = sizes.get(row.stratum, 0)
        row.save(update_fields=["size"])
