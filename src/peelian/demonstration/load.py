"""The whole demonstration: its steps in order, and what has to hold before the first."""

from __future__ import annotations

from peelian.apps.accounts.models import User
from peelian.demonstration.acting import load_force_life, load_force_work
from peelian.demonstration.cleveland.case_review import load_case_review
from peelian.demonstration.cleveland.evidence import load_evidence
from peelian.demonstration.cleveland.findings import load_fieldwork_issues, load_figures, load_findings
from peelian.demonstration.cleveland.grades import load_final_grades, load_provisional_grades
from peelian.demonstration.cleveland.plan import load_components, load_plan
from peelian.demonstration.cleveland.publication import (
    load_accuracy_check,
    load_press_statement,
    load_publication,
)
from peelian.demonstration.cleveland.report import load_report
from peelian.demonstration.collection import load_collection
from peelian.demonstration.durham import load_fieldwork, load_round
from peelian.demonstration.following import load_told, load_work
from peelian.demonstration.history import load_items, load_stages
from peelian.demonstration.measures import load_measures
from peelian.demonstration.noticing import load_notices
from peelian.demonstration.partners import load_partners
from peelian.demonstration.people import load_people
from peelian.demonstration.regime import load_national_grades
from peelian.demonstration.responding import load_responses, load_scrutiny
from peelian.demonstration.steps import Progress, Step, load_step, loaded_steps, steps_to_load
from peelian.demonstration.watching import load_watching
from peelian.rules.errors import RefusalError

STEPS: tuple[Step, ...] = (
    Step("people", "People of the tour", load_people),
    Step("national-grades", "Published grades of the past", load_national_grades),
    Step("cleveland-plan", "Cleveland: plan and team", load_plan),
    Step("cleveland-evidence", "Cleveland: evidence", load_evidence),
    Step("cleveland-findings", "Cleveland: findings", load_findings),
    Step("cleveland-figures", "Cleveland: figures", load_figures),
    Step("cleveland-issues", "Cleveland: issues told to the force", load_fieldwork_issues),
    Step("cleveland-components", "Cleveland: components", load_components),
    Step("cleveland-case-review", "Cleveland: a review of invented cases", load_case_review),
    Step("cleveland-provisional", "Cleveland: provisional grades", load_provisional_grades),
    Step("cleveland-report", "Cleveland: parts of the report", load_report),
    Step("cleveland-final", "Cleveland: final grades", load_final_grades),
    Step("cleveland-check", "Cleveland: factual accuracy check", load_accuracy_check),
    Step("cleveland-publication", "Cleveland: sign-off and publication", load_publication),
    Step("cleveland-press", "Cleveland: press statement", load_press_statement),
    Step("cleveland-items", "Cleveland: items told by other sources", load_items),
    Step("cleveland-stages", "Cleveland: stages of monitoring", load_stages),
    Step("told-items", "Items of many forces and of other bodies", load_told),
    Step("work-on-items", "Invented work on items of Cleveland", load_work),
    Step("work-of-cleveland", "Cleveland: actions, updates and plans", load_force_work),
    Step("life-of-cleveland", "Cleveland: board, programmes and practice", load_force_life),
    Step("responses", "Responses of local policing bodies", load_responses),
    Step("scrutiny", "The scrutiny that follows a response", load_scrutiny),
    Step("round-under-way", "A round under way", load_round),
    Step("durham-fieldwork", "Durham: fieldwork", load_fieldwork),
    Step("collection-under-way", "A collection under way", load_collection),
    Step("measures", "Measures of all forces", load_measures),
    Step("partners-of-cleveland", "Cleveland: partners and other forces", load_partners),
    Step("watching", "Forces while they are watched", load_watching),
    Step("notices", "What people are told is due", load_notices),
)


def load_demonstration(progress: Progress) -> int:
    """Load the steps that are missing; return how many there were.

    Raises
    ------
    RefusalError
        The database holds accounts of real people: the demonstration never goes beside them.
    """
    _refuse_beside_real_people()
    missing = steps_to_load(STEPS)
    for step in missing:
        load_step(step, progress)
    return len(missing)


def is_loaded() -> bool:
    return not steps_to_load(STEPS)


def _refuse_beside_real_people() -> None:
    if loaded_steps() or not User.objects.filter(is_demonstration=False).exists():
        return
    raise RefusalError(
        "refused",
        "This database holds accounts that are not the demonstration's, so the demonstration is not loaded into it. "
        "Point PEELIAN_VAR or DATABASE_URL elsewhere, and run peelian demo again.",
    )
