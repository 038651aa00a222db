"""Routes of the workspace: collecting data from forces."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.collecting import (
    collections,
    consulting,
    designing,
    empty_tables,
    figures,
    returning,
    sharing,
    signing,
    validating,
    versions,
)

COLLECTION = "collections/<uuid:collection_id>/"
REPLY = f"{COLLECTION}replies/<slug:slug>/"
VERSION = f"{REPLY}versions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("collections/", collections.collection_list, name="collections"),
    path("collections/add/", designing.collection_add, name="collection_add"),
    path(COLLECTION, collections.collection, name="collection"),
    path(f"{COLLECTION}edit/", designing.collection_edit, name="collection_edit"),
    path(f"{COLLECTION}step/", collections.collection_step, name="collection_step"),
    path(f"{COLLECTION}template.csv", empty_tables.collection_template, name="collection_template"),
    path(f"{COLLECTION}template.xlsx", empty_tables.collection_workbook, name="collection_workbook"),
    path(f"{COLLECTION}comments/", consulting.comments, name="collection_comments"),
    path(f"{COLLECTION}comments/<int:remark_id>/", consulting.comment_answer, name="collection_comment"),
    path(f"{COLLECTION}agree/", consulting.collection_agree, name="collection_agree"),
    path(f"{COLLECTION}open/", collections.collection_open, name="collection_open"),
    path(f"{COLLECTION}validation/", validating.validation, name="collection_validation"),
    path(f"{COLLECTION}validation/open/", validating.round_open, name="collection_round"),
    path(f"{COLLECTION}close/", collections.collection_close, name="collection_close"),
    path(f"{COLLECTION}shared/", sharing.shared, name="collection_shared"),
    path(f"{COLLECTION}shared.csv", sharing.shared_csv, name="collection_shared_csv"),
    path(REPLY, returning.reply_page, name="collection_return"),
    path(f"{REPLY}record/", returning.collection_reply, name="collection_reply"),
    path(f"{REPLY}upload/", returning.return_upload, name="return_upload"),
    path(f"{REPLY}sign-off/", signing.return_sign_off, name="return_sign_off"),
    path(f"{REPLY}ask/", validating.question_ask, name="return_ask"),
    path(f"{REPLY}questions/<int:question_id>/", validating.question_answer, name="return_question"),
    path(f"{REPLY}figure/", figures.return_figure, name="return_figure"),
    path(VERSION, versions.version, name="return_version"),
    path(f"{VERSION}findings.csv", versions.version_findings, name="return_findings"),
    path(f"{VERSION}file/", versions.version_file, name="return_file"),
]
