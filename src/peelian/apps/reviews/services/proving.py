"""Proving that the sample of a review, with its strata and populations, is the one that was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.organisations.access import require_role
from peelian.apps.reviews.models import Review
from peelian.apps.reviews.policies import MANAGERS
from peelian.apps.reviews.refusals import number_of, statistics_refused
from peelian.apps.reviews.services.drawing import (
    OPEN,
    draw_from_frame,
    populations_of,
    settled_plan,
    sizes_of,
)
from peelian.apps.reviews.services.planning import require_state
from peelian.records.sampling import SampleDraw
from peelian.records.sampling.kept_frame import facts_of_cases


@dataclass(frozen=True)
class DrawProof:
    """The outcome of a redraw: whether frame, cases and populations are the same, and every difference in words.

    The words name cases by their number alone, since they stand in the audit log too.
    """

    same: bool
    frame_same: bool
    drawn: int
    missing: int
    extra: int
    differences: tuple[str, ...] = ()

    def sentence(self) -> str:
        if self.same:
            return f"The redraw gives the same {number_of(self.drawn, 'case')} from the same frame."
        if not self.frame_same:
            return "The frame that is kept is not the one the sample was drawn from: its fingerprint differs."
        return f"The redraw differs: {'; '.join(self.differences)}."


@service("reviews.prove_draw")
def prove_draw(*, actor: User, review: Review) -> DrawProof:
    """Draw the sample again from the frame that is kept and compare all that was kept of the draw with it."""
    require_role(actor, review.tenant, *MANAGERS, to="prove the draw of a review")
    require_state(review, *OPEN, Review.State.CLOSED, to="prove its draw")
    sizes = sizes_of(review)
    with statistics_refused("plan"):
        plan = settled_plan({"sizes": sizes})
    redrawn = draw_from_frame(review, plan, sizes)
    expected = {case.key for case in redrawn.cases}
    found = set(review.cases.filter(withdrawn_on__isnull=True).values_list("key", flat=True))
    frame_same = redrawn.frame_fingerprint == review.frame_fingerprint
    differences = tuple(_differences(review, redrawn))
    proof = DrawProof(
        frame_same and not differences,
        frame_same,
        len(expected),
        len(expected - found),
        len(found - expected),
        differences,
    )
    record_event(
        actor=actor,
        action="reviews.prove_draw",
        subject=review,
        organisation=review.tenant,
        summary=f"{proof.sentence()} (Review '{review.title}'.)",
    )
    return proof


def _differences(review: Review, redrawn: SampleDraw) -> Iterator[str]:
    """Each thing that is kept of a draw and that the redraw gives otherwise: cases, strata, facts and counts."""
    yield from _differing_cases(review, redrawn)
    if review.frame_rows != redrawn.frame_rows:
        yield f"{review.frame_rows:,} cases are kept as the size of the frame, and it holds {redrawn.frame_rows:,}"
    kept, drawn = Counter(populations_of(review)), Counter(redrawn.populations)
    for name in sorted(kept.keys() | drawn.keys()):
        if kept[name] != drawn[name]:
            yield f"the stratum '{name}' is kept with {kept[name]:,} cases, and the frame has {drawn[name]:,}"


def _differing_cases(review: Review, redrawn: SampleDraw) -> Iterator[str]:
    expected = {case.key: case for case in redrawn.cases}
    standing = list(review.cases.filter(withdrawn_on__isnull=True).order_by("number"))
    facts = facts_of_cases(Path(review.frame_file.path), expected, review.frame_fields)
    missing = len(expected.keys() - {case.key for case in standing})
    if missing:
        yield f"{number_of(missing, 'drawn case is', 'drawn cases are')} missing from the sample"
    for case in standing:
        drawn = expected.get(case.key)
        if drawn is None:
            yield f"case {case.number} does not belong to the sample"
            continue
        if case.stratum != drawn.stratum:
            yield f"case {case.number} is kept in the stratum '{case.stratum}', and the frame has '{drawn.stratum}'"
        if case.frame_facts != facts[case.key]:
            yield f"case {case.number} is kept with other facts than the frame has"
