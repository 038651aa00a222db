"""Routes of the workspace: organising."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.organising import account, log, organisations

urlpatterns: list[URLPattern] = [
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:organisation_id>/members/", organisations.members, name="members"),
    path("organisations/<uuid:organisation_id>/members/add/", organisations.member_add, name="member_add"),
    path("members/<uuid:membership_id>/remove/", organisations.member_remove, name="member_remove"),
    path("log/", log.audit_log, name="audit_log"),
    path("account/", account.account, name="account"),
]
