"""How the state of an inspection is shown, and what comes next in it."""

from __future__ import annotations

from functools import cache

from django.utils.safestring import SafeString

from peelian.apps.inspections.models import Inspection
from peelian.interfaces.look.components import render_component

State = Inspection.State

NEXT_STEPS: dict[str, str] = {
    State.PLANNED: "Name the team, then start fieldwork",
    State.FIELDWORK: "Gather evidence, write findings, propose grades",
    State.DRAFTING: "Finish the report and send it to the force",
    State.ACCURACY_CHECK: "Answer what the force says about the facts",
    State.SIGN_OFF: "Check the gates and publish",
    State.PUBLISHED: "Nothing: it is published",
    State.CORRECTED: "Publish the corrected version",
}
_COLOURS: dict[str, str] = {
    State.PLANNED: "grey",
    State.FIELDWORK: "blue",
    State.DRAFTING: "turquoise",
    State.ACCURACY_CHECK: "yellow",
    State.SIGN_OFF: "purple",
    State.PUBLISHED: "green",
    State.CORRECTED: "orange",
}


@cache
def state_tag(state: str) -> SafeString:
    """The state in words, in a tag whose colour only repeats them."""
    return render_component("tag", {"text": State(state).label, "classes": f"govuk-tag--{_COLOURS[state]}"})
