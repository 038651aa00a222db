"""Routes of the workspace: the directories of forces."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.partners import adding, reading

FORCE = "partners/<slug:slug>/"

urlpatterns: list[URLPattern] = [
    path("partners/", reading.directories, name="directories"),
    path(FORCE, reading.partners, name="partners"),
    path(f"{FORCE}add/", adding.partner_entry_add, name="partner_entry_add"),
    path(f"{FORCE}forums/add/", adding.partner_forum_add, name="partner_forum_add"),
    path(f"{FORCE}reports/add/", adding.partner_report_add, name="partner_report_add"),
    path(f"{FORCE}relations/add/", adding.force_relation_add, name="force_relation_add"),
    path("partner-entries/<uuid:entry_id>/", reading.partner_entry, name="partner_entry"),
    path("partner-forums/<uuid:partner_forum_id>/", reading.partner_forum, name="partner_forum"),
    path(
        "partner-forums/<uuid:partner_forum_id>/members/",
        adding.partner_forum_members,
        name="partner_forum_members",
    ),
]
