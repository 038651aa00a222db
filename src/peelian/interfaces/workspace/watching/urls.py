"""Routes of the workspace: the monitoring of forces."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.watching import answering, boards, deciding, engaging, noting, proposing

FORCE = "monitoring/<slug:slug>/"
PROPOSAL = "monitoring/proposals/<uuid:proposal_id>/"

urlpatterns: list[URLPattern] = [
    path("monitoring/", boards.monitoring, name="monitoring"),
    path(FORCE, boards.monitored_force, name="monitored_force"),
    path(f"{FORCE}propose/", proposing.stage_propose, name="stage_propose"),
    path(f"{FORCE}review/", deciding.stage_review, name="stage_review"),
    path(f"{FORCE}record/", deciding.stage_record, name="stage_record"),
    path(PROPOSAL, proposing.proposal, name="stage_proposal"),
    path(f"{PROPOSAL}edit/", proposing.proposal_edit, name="stage_proposal_edit"),
    path(f"{PROPOSAL}notice/", proposing.proposal_notice, name="stage_proposal_notice"),
    path(f"{PROPOSAL}withdraw/", proposing.proposal_withdraw, name="stage_proposal_withdraw"),
    path(f"{PROPOSAL}decide/", deciding.proposal_decide, name="stage_proposal_decide"),
    path(f"{PROPOSAL}represent/", answering.represent, name="stage_represent"),
    path(f"{FORCE}improvement-plan/", answering.plan_send, name="improvement_plan_send"),
    path(
        "monitoring/improvement-plans/<uuid:plan_id>/",
        engaging.plan_view,
        name="improvement_plan",
    ),
    path(
        "monitoring/improvement-plans/<uuid:plan_id>/file/",
        engaging.plan_file,
        name="improvement_plan_file",
    ),
    path(f"{FORCE}meetings/add/", engaging.meeting_add, name="oversight_meeting_add"),
    path(f"{FORCE}meetings/held/", engaging.meeting_held, name="oversight_meeting_held"),
    path(
        "monitoring/meetings/<uuid:meeting_id>/",
        engaging.meeting_record,
        name="oversight_meeting_record",
    ),
    path(
        "monitoring/exit-criteria/<uuid:criterion_id>/",
        engaging.criterion_assess,
        name="exit_criterion_assess",
    ),
    path(f"{FORCE}notes/add/", noting.note_add, name="monitoring_note_add"),
    path(
        "inspections/<uuid:inspection_id>/context/",
        noting.context,
        name="context_factors",
    ),
    path(
        "inspections/<uuid:inspection_id>/context/add/",
        noting.context_add,
        name="context_factor_add",
    ),
    path(f"{FORCE}incidents/add/", answering.incident_declare, name="incident_declare"),
    path("monitoring/incidents/<uuid:incident_id>/end/", answering.incident_end, name="incident_end"),
    path("issues/<uuid:issue_id>/share/", noting.issue_share, name="issue_share"),
    path("issues/<uuid:issue_id>/answer/", answering.issue_answer, name="issue_answer"),
]
