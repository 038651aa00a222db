"""Planning, drawing and enlarging a sample, replacing a case, and proving the draw."""

from __future__ import annotations

import math
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Assignment, Review, SampledCase
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, statistics_refused
from peelian.apps.reviews.services.planning import require_state
from peelian.records.sampling import Frame, SampleDraw, draw_sample, read_frame
from peelian.records.sampling.kept_frame import facts_of_cases
from peelian.rules.errors import RefusalError
from peelian.stats.keyed_draw import DRAW_ALGORITHM, draw_number
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
    drawn = _draw(current, plan_from_mapping(current.plan))
    _keep_sizes(current, drawn.sizes)
    cases = _add_cases(current, drawn)
    current.state = Review.State.DRAWN
    current.version += 1
    current.save()
    _top_up_double_marked(current)
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
    drawn = _draw(current, settled, _sizes_of(current))
    added = _add_cases(current, drawn)
    if not added:
        raise RefusalError(
            "refused",
            "The plan asks for no more cases than are drawn already. Ask for more, stratum by stratum.",
        )
    _keep_sizes(current, drawn.sizes)
    current.plan = settled.to_dict()
    if current.state == Review.State.SETTLING:
        current.state = Review.State.REVIEWING
    current.version += 1
    current.save()
    _top_up_double_marked(current)
    record_event(
        actor=actor,
        action="reviews.enlarge_sample",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(len(added), 'case')} were added to the sample of the review '{current.title}'.",
        details={"sizes": drawn.sizes},
    )
    return added


@service("reviews.withdraw_and_replace_case")
def withdraw_and_replace_case(
    *, actor: User, case: SampledCase, expected_version: int, reason: str
) -> SampledCase | None:
    """Take a case that cannot be reviewed out of the sample; the next in the order of the draw takes its place.

    Its reviewers are given the new case. Where the stratum holds no further case, the sample is one smaller
    and None is returned.
    """
    require_role(actor, case.tenant, *MANAGERS, to="replace a case of the sample")
    review = Review.objects.select_for_update().get(pk=case.review_id)
    require_state(review, *OPEN, to="replace a case")
    current = lock_for_edit(case, expected_version, ("withdrawn_reason",))
    problems = Problems()
    problems.need(
        "reason", reason, "A case is not withdrawn without a reason. Say why it cannot be reviewed."
    )
    if current.withdrawn_on is not None:
        problems.add("case", current.number, f"Case {current.number} is withdrawn already.")
    problems.raise_if_any()
    current.withdrawn_on = timezone.localdate()
    current.withdrawn_reason = reason.strip()
    current.version += 1
    current.save()
    replacement = _replacement(review, current)
    record_event(
        actor=actor,
        action="reviews.withdraw_and_replace_case",
        subject=current,
        organisation=review.tenant,
        summary=f"Case {current.number} of the review '{review.title}' was withdrawn"
        + (
            f" and replaced by case {replacement.number}."
            if replacement
            else "; no case was left to replace it."
        ),
    )
    return replacement


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
    chosen = _top_up_double_marked(current)
    record_event(
        actor=actor,
        action="reviews.choose_double_marked",
        subject=current,
        organisation=current.tenant,
        summary=f"{number_of(chosen, 'case')} of the review '{current.title}' are marked twice ({percent} percent).",
    )
    return chosen


@dataclass(frozen=True)
class DrawProof:
    """The outcome of a redraw: whether frame and cases are the same, and by how much they differ."""

    same: bool
    frame_same: bool
    drawn: int
    missing: int
    extra: int

    def sentence(self) -> str:
        if self.same:
            return f"The redraw gives the same {number_of(self.drawn, 'case')} from the same frame."
        if not self.frame_same:
            return "The frame that is kept is not the one the sample was drawn from: its fingerprint differs."
        return f"The redraw differs: {self.missing} cases are missing and {self.extra} do not belong."


@service("reviews.prove_draw")
def prove_draw(*, actor: User, review: Review) -> DrawProof:
    """Draw the sample again from the frame that is kept and compare it with the cases of the review."""
    require_role(actor, review.tenant, *MANAGERS, to="prove the draw of a review")
    require_state(review, *OPEN, Review.State.CLOSED, to="prove its draw")
    sizes = _sizes_of(review)
    plan = settled_plan({"sizes": sizes})
    redrawn = _draw(review, plan, sizes)
    expected = {case.key for case in redrawn.cases}
    found = set(review.cases.filter(withdrawn_on__isnull=True).values_list("key", flat=True))
    frame_same = redrawn.frame_fingerprint == review.frame_fingerprint
    proof = DrawProof(
        frame_same and expected == found,
        frame_same,
        len(expected),
        len(expected - found),
        len(found - expected),
    )
    record_event(
        actor=actor,
        action="reviews.prove_draw",
        subject=review,
        organisation=review.tenant,
        summary=f"{proof.sentence()} (Review '{review.title}'.)",
    )
    return proof


def settled_plan(plan: Mapping[str, Any]) -> SamplePlan:
    """The plan for the frame as it is kept, whose columns have names of their own."""
    own = {name: value for name, value in plan.items() if name not in ("key", "stratum", "period")}
    return plan_from_mapping({"key": "key", "stratum": "stratum", **own})


def populations_of(review: Review) -> dict[str, int]:
    return dict(review.strata.values_list("stratum", "population"))


def _sizes_of(review: Review) -> dict[str, int]:
    return dict(review.strata.filter(size__gt=0).values_list("stratum", "size"))


@contextmanager
def _opened_frame(review: Review) -> Iterator[Frame]:
    frame = read_frame(Path(review.frame_file.path), SamplePlan(key="key", stratum="stratum", size=1))
    try:
        yield frame
    finally:
        frame.engine.close()


def _draw(review: Review, plan: SamplePlan, earlier: Mapping[str, int] | None = None) -> SampleDraw:
    withdrawn = dict(review.cases.filter(withdrawn_on__isnull=False).values_list("key", "withdrawn_reason"))
    with statistics_refused("plan"), _opened_frame(review) as frame:
        return draw_sample(frame, plan, review.seed, withdrawn=withdrawn, earlier_sizes=earlier)


def _require_frame(review: Review) -> None:
    if not review.frame_fingerprint:
        raise RefusalError("refused", "The review has no frame yet. Load the list of all cases first.")


def _add_cases(review: Review, drawn: SampleDraw) -> list[SampledCase]:
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


def _keep_sizes(review: Review, sizes: Mapping[str, int]) -> None:
    for row in review.strata.all():
        row.size = sizes.get(row.stratum, 0)
        row.save(update_fields=["size"])


def _replacement(review: Review, withdrawn: SampledCase) -> SampledCase | None:
    stratum = review.strata.get(stratum=withdrawn.stratum)
    gone = review.cases.filter(stratum=withdrawn.stratum, withdrawn_on__isnull=False).count()
    if stratum.population - gone < stratum.size:
        stratum.size -= 1
        stratum.save(update_fields=["size"])
        return None
    sizes = _sizes_of(review)
    added = _add_cases(review, _draw(review, settled_plan({"sizes": sizes}), sizes))[0]
    added.replaces = withdrawn
    added.double_marked = withdrawn.double_marked
    added.save(update_fields=["replaces", "double_marked"])
    given = Assignment.objects.bulk_create(
        Assignment(case=added, reviewer=each.reviewer, marker=each.marker)
        for each in withdrawn.assignments.all()
    )
    if given and review.state == Review.State.SETTLING:
        review.state = Review.State.REVIEWING
        review.version += 1
        review.save(update_fields=["state", "version"])
    return added


def _top_up_double_marked(review: Review) -> int:
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
