"""How forces are monitored: the stages, the forces in a closer one, and every decision, latest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.monitoring.models import StageDecision
from peelian.apps.monitoring.queries import (
    StageOnDay,
    dated_words,
    decision_words,
    stage_set_on,
    stages_on,
    standing_decisions,
)
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces_in_scope
from peelian.interfaces.look.tables import headings
from peelian.interfaces.public.pages import one_page, page

COLUMNS = ("Force", "Stage", "Decided on", "Why")


@require_safe
def monitoring(request: HttpRequest) -> HttpResponse:
    """Which forces are watched more closely, since when and why; and what the stages mean."""
    today = timezone.localdate()
    stages = stage_set_on(today)
    everybody = list(forces_in_scope())
    held = stages_on(everybody, today)
    closer = [
        (force, held[force.slug])
        for force in everybody
        if force.slug in held and not held[force.slug].is_usual
    ]
    listed = one_page(request, standing_decisions().reverse().select_related("force"))
    told = decision_words(listed)
    context = {
        "stages": stages,
        "criteria": stages.criteria_on(today) if stages else None,
        "closer_columns": headings(*COLUMNS),
        "closer": [_closer_row(force, stage) for force, stage in closer],
        "usual": _usual_words(len(everybody), len(closer)),
        "listed": listed,
        "columns": headings("Force", "Day", "Decision", "Source"),
        "rows": [_row(each, told[each.pk]) for each in listed],
    }
    return page(request, "monitoring.html", context)


def _usual_words(everybody: int, closer: int) -> str:
    left = everybody - closer
    if not left:
        return ""
    if closer:
        usual = "1 other force is" if left == 1 else f"{left} other forces are"
    else:
        usual = "1 force is" if left == 1 else f"All {left} forces are"
    return f"{usual} in the usual stage, as far as decisions are recorded here."


def _closer_row(force: Organisation, stage: StageOnDay) -> list[dict[str, object]]:
    reasons = stage.decision.reasons if stage.decision else ""
    return [
        {"text": force.name, "href": _address(force)},
        {"text": stage.stage.title},
        {"text": stage.day},
        {"text": reasons},
    ]


def _row(decision: StageDecision, words: str) -> list[dict[str, object]]:
    return [
        {"text": decision.force.name, "href": _address(decision.force)},
        {"text": dated_words(decision.effective_on, decision.effective_precision)},
        {"text": words},
        {"text": decision.get_source_rank_display()},
    ]


def _address(force: Organisation) -> str:
    return f"{reverse('public:force', args=[force.slug])}#monitoring"
