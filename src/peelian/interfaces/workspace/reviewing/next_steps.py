"""What comes next in a review, and what else may be done in its state."""

from __future__ import annotations

from dataclasses import dataclass, field

from peelian.apps.reviews.models import Review
from peelian.interfaces.workspace.reviewing.places import review_address

State = Review.State


@dataclass(frozen=True)
class Step:
    """A step with its page."""

    text: str
    href: str


@dataclass(frozen=True)
class NextStep:
    """The step that leads on, in words, and the others that are open now."""

    words: str
    step: Step
    others: list[Step] = field(default_factory=list)


def next_step(review: Review) -> NextStep:
    """What leads the review on from where it is."""

    def to(text: str, name: str) -> Step:
        return Step(text, review_address(review, name))

    enlarge = to("Enlarge the sample", "review_enlarge")
    prove = to("Prove the draw", "review_prove")
    manifest = to("Download the manifest of the draw", "review_manifest")
    cases = to("Download the list of cases for the force", "review_case_list")
    assign = to("Give cases to reviewers", "review_assign")
    if review.state == State.PLANNED:
        return _before_the_draw(review)
    if review.state == State.DRAWN:
        double = to("Choose the cases marked twice", "review_double_marking")
        return NextStep("The sample is drawn.", assign, [double, enlarge, prove, manifest, cases])
    if review.state == State.REVIEWING:
        progress = to("See the progress", "review_progress")
        return NextStep(
            "Reviewers answer for their cases.", progress, [assign, enlarge, prove, manifest, cases]
        )
    close = to("Close the review", "review_close")
    settle = to("Settle disagreements", "review_disagreements")
    return NextStep("Every case is marked.", settle, [close, enlarge, prove, manifest, cases])


def _before_the_draw(review: Review) -> NextStep:
    change = Step("Change the plan", review_address(review, "review_edit"))
    load = Step("Load the frame", review_address(review, "review_frame"))
    if not review.frame_fingerprint:
        return NextStep("The list of all cases is not loaded yet.", load, [change])
    load = Step("Load another frame", load.href)
    size = Step("Plan the sample", review_address(review, "review_sample"))
    if not review.plan:
        return NextStep("It is not settled how many cases are drawn.", size, [load, change])
    draw = Step("Draw the sample", review_address(review, "review_draw"))
    return NextStep("Frame and plan are there.", draw, [size, load, change])
