"""Routes of the workspace: the work of forces."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.acting import (
    action_steps,
    actions,
    board,
    forums,
    initiatives,
    item_work,
    leaving,
    plan_versions,
    plans,
    programmes,
    records,
)
from peelian.interfaces.workspace.acting.panel import work_panel
from peelian.interfaces.workspace.following.item_page import PANELS

BOARD = "boards/<slug:slug>/"
ITEM = "items/<uuid:item_id>/"
ACTION = "actions/<uuid:action_id>/"
PLAN = "plans/<uuid:plan_id>/"
VERSION = "plan-versions/<uuid:version_id>/"
PROGRAMME = "programmes/<uuid:programme_id>/"

urlpatterns: list[URLPattern] = [
    path("boards/", board.boards, name="boards"),
    path(BOARD, board.board, name="board"),
    path(f"{BOARD}pack.<slug:form>", board.pack, name="board_pack"),
    path(f"{BOARD}left/<uuid:left_id>/", leaving.left_owner, name="left_owner"),
    path(f"{BOARD}left/<uuid:left_id>/hand-over/", leaving.handing_over, name="hand_over"),
    path(f"{BOARD}tracker/", board.tracker, name="tracker"),
    path("trackers/<uuid:import_id>/", board.tracker_result, name="tracker_result"),
    path(f"{ITEM}plan/", item_work.item_plan, name="item_plan"),
    path(f"{ITEM}plan/actions/", item_work.item_actions, name="item_actions"),
    path(f"{ITEM}plan/update/", item_work.update_add, name="update_add"),
    path(f"{ITEM}plan/interval/", item_work.interval_set, name="interval_set"),
    path(f"{ITEM}plan/constraint/", item_work.constraint_add, name="constraint_add"),
    path(f"{ITEM}plan/action/", item_work.action_add, name="action_add"),
    path("constraints/<uuid:constraint_id>/end/", item_work.constraint_end, name="constraint_end"),
    path(ACTION, actions.action, name="action"),
    path(f"{ACTION}edit/", action_steps.action_edit, name="action_edit"),
    path(f"{ACTION}move/", action_steps.action_move, name="action_move"),
    path(f"{ACTION}count/", action_steps.action_count, name="action_count"),
    path(f"{ACTION}evidence/", action_steps.evidence_of_action, name="evidence_of_action"),
    path("action-evidence/<uuid:shown_id>/file/", action_steps.action_file, name="action_file"),
    path(f"{ACTION}partner/", action_steps.partner_add, name="partner_add"),
    path(f"{ACTION}partners/<int:partner>/", action_steps.partner_confirm, name="partner_confirm"),
    path(f"{ACTION}need/", action_steps.need_add, name="need_add"),
    path(f"{ACTION}needs/<uuid:needed_id>/remove/", action_steps.need_remove, name="need_remove"),
    path(f"{BOARD}plans/", plans.plans, name="plans"),
    path(f"{BOARD}plans/add/", plans.plan_add, name="plan_add"),
    path("plans/sent/", plan_versions.plans_sent, name="plans_sent"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}edit/", plans.plan_edit, name="plan_edit"),
    path(f"{PLAN}tie/", plans.plan_tie, name="plan_tie"),
    path(f"{PLAN}send/", plans.plan_send, name="plan_send"),
    path("plan-documents/<uuid:document_id>/", plan_versions.plan_document, name="plan_document"),
    path(VERSION, plan_versions.plan_version, name="plan_version"),
    path(f"{VERSION}receive/", plan_versions.plan_receive, name="plan_receive"),
    path(f"{VERSION}review/", plan_versions.plan_review, name="plan_review"),
    path(f"{BOARD}programmes/", programmes.programmes, name="programmes"),
    path(f"{BOARD}programmes/add/", programmes.programme_add, name="programme_add"),
    path(PROGRAMME, programmes.programme, name="programme"),
    path(f"{PROGRAMME}action/", programmes.programme_action, name="programme_action"),
    path(f"{PROGRAMME}milestone/", programmes.milestone_add, name="milestone_add"),
    path(f"{PROGRAMME}comment/", programmes.programme_comment, name="programme_comment"),
    path("milestones/<uuid:milestone_id>/reach/", programmes.milestone_reach, name="milestone_reach"),
    path(f"{BOARD}initiatives/", initiatives.initiatives, name="initiatives"),
    path(f"{BOARD}initiatives/add/", initiatives.initiative_add, name="initiative_add"),
    path("initiatives/<uuid:initiative_id>/", initiatives.initiative, name="initiative"),
    path(
        "initiatives/<uuid:initiative_id>/evaluate/",
        initiatives.initiative_evaluate,
        name="initiative_evaluate",
    ),
    path(f"{BOARD}practice/", initiatives.practice, name="practice"),
    path(f"{BOARD}practice/add/", initiatives.note_add, name="note_add"),
    path("practice/<uuid:note_id>/", initiatives.note, name="note"),
    path("practice/<uuid:note_id>/share/", initiatives.note_share, name="note_share"),
    path(f"{BOARD}forums/", forums.forums, name="forums"),
    path(f"{BOARD}forums/add/", forums.forum_add, name="forum_add"),
    path("forums/<uuid:forum_id>/", forums.forum, name="forum"),
    path("forums/<uuid:forum_id>/meeting/", forums.meeting_add, name="meeting_add"),
    path("meetings/<uuid:meeting_id>/", forums.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/hold/", forums.meeting_hold, name="meeting_hold"),
    path("meetings/<uuid:meeting_id>/decision/", forums.decision_add, name="decision_add"),
    path(f"{BOARD}records/", records.force_records, name="force_records"),
    path(f"{BOARD}records/add/<slug:kind>/", records.record_add, name="record_add"),
    path("checks/<uuid:check_id>/run/", records.check_run, name="check_run"),
    path("outside-reviews/<uuid:review_id>/result/", records.review_result, name="outside_review_result"),
    path("allegations/<uuid:allegation_id>/referral/", records.referral, name="allegation_referral"),
    path("collaborations/<uuid:exit_id>/", records.exit_complete, name="exit_complete"),
]

if work_panel not in PANELS:
    PANELS.append(work_panel)
