"""Routes of the workspace: judging."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.judging import (
    figures,
    finding_steps,
    findings,
    gate_override,
    grade_steps,
    issues,
    items,
    judgements,
)

INSPECTION = "inspections/<uuid:inspection_id>/"
JUDGEMENT = INSPECTION + "judgements/<slug:target>/"

urlpatterns: list[URLPattern] = [
    path(INSPECTION + "findings/", findings.findings, name="findings"),
    path(INSPECTION + "findings/add/", findings.finding_add, name="finding_add"),
    path(INSPECTION + "promised/", finding_steps.future_checks, name="future_checks"),
    path("inspections/findings/<uuid:finding_id>/", findings.finding, name="finding"),
    path("inspections/findings/<uuid:finding_id>/edit/", findings.finding_edit, name="finding_edit"),
    path(
        "inspections/findings/<uuid:finding_id>/remove/", finding_steps.finding_remove, name="finding_remove"
    ),
    path("inspections/findings/<uuid:finding_id>/read/", finding_steps.finding_read, name="finding_read"),
    path(INSPECTION + "figures/", figures.figures, name="figures"),
    path(INSPECTION + "figures/add/", figures.figure_add, name="figure_add"),
    path("inspections/figures/<uuid:figure_id>/edit/", figures.figure_edit, name="figure_edit"),
    path("inspections/figures/<uuid:figure_id>/remove/", figures.figure_remove, name="figure_remove"),
    path(INSPECTION + "judgements/", judgements.judgements, name="judgements"),
    path(JUDGEMENT, judgements.judgement, name="judgement"),
    path(JUDGEMENT + "propose/", grade_steps.judgement_provisional, name="judgement_provisional"),
    path(JUDGEMENT + "finalise/", grade_steps.judgement_finalise, name="judgement_finalise"),
    path(JUDGEMENT + "reopen/", grade_steps.judgement_reopen, name="judgement_reopen"),
    path(JUDGEMENT + "declare-change/", grade_steps.judgement_change, name="judgement_change"),
    path(INSPECTION + "gates/override/", gate_override.gate_override, name="gate_override"),
    path(INSPECTION + "issues/", issues.issues, name="issues"),
    path(INSPECTION + "issues/add/", issues.issue_add, name="issue_add"),
    path("inspections/issues/<uuid:issue_id>/remedy/", issues.issue_remedy, name="issue_remedy"),
    path("inspections/issues/<uuid:issue_id>/recheck/", issues.issue_recheck, name="issue_recheck"),
    path(INSPECTION + "items/", items.items, name="items"),
    path(INSPECTION + "items/by-strength/", items.asks, name="asks"),
    path(INSPECTION + "items/add/", items.item_add, name="item_add"),
    path("inspections/items/<uuid:item_id>/edit/", items.item_edit, name="item_edit"),
    path("inspections/items/<uuid:item_id>/withdraw/", items.item_withdraw, name="item_withdraw"),
    path(INSPECTION + "items/none/", items.none_declare, name="none_declare"),
    path(INSPECTION + "items/none/withdraw/", items.none_withdraw, name="none_withdraw"),
]
