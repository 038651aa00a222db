"""Routes of the workspace: inspecting."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.inspecting import (
    components,
    evidence_item,
    evidence_list,
    evidence_record,
    home,
    inspections,
    people,
    planning,
    rounds,
)

ROUND = "rounds/<uuid:round_id>/"
INSPECTION = "inspections/<uuid:inspection_id>/"
EVIDENCE = "evidence/<uuid:evidence_id>/"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("rounds/", rounds.round_list, name="rounds"),
    path("rounds/plan/", rounds.round_plan, name="round_plan"),
    path(ROUND, rounds.round_detail, name="round"),
    path(f"{ROUND}fill/", rounds.round_fill, name="round_fill"),
    path("crime-recording-tests/", rounds.crime_recording_tests, name="crime_recording_tests"),
    path("inspections/", inspections.inspection_list, name="inspections"),
    path("inspections/plan/", planning.inspection_plan, name="inspection_plan"),
    path(INSPECTION, inspections.inspection_detail, name="inspection"),
    path(f"{INSPECTION}edit/", planning.inspection_edit, name="inspection_edit"),
    path(f"{INSPECTION}team/", people.inspection_team, name="inspection_team"),
    path(f"{INSPECTION}accountable/", people.inspection_accountable, name="inspection_accountable"),
    path(f"{INSPECTION}components/", components.inspection_components, name="inspection_components"),
    path(
        f"{INSPECTION}components/<slug:component>/",
        components.inspection_component,
        name="inspection_component",
    ),
    path(f"{INSPECTION}outlook/", components.inspection_outlook, name="inspection_outlook"),
    path(f"{INSPECTION}advance/", inspections.inspection_advance, name="inspection_advance"),
    path("evidence/", evidence_list.evidence_list, name="evidence_list"),
    path("evidence/add/", evidence_record.evidence_add, name="evidence_add"),
    path("evidence/files/<uuid:file_id>/", evidence_item.evidence_file, name="evidence_file"),
    path(EVIDENCE, evidence_item.evidence, name="evidence"),
    path(f"{EVIDENCE}edit/", evidence_record.evidence_edit, name="evidence_edit"),
    path(f"{EVIDENCE}withdraw/", evidence_record.evidence_withdraw, name="evidence_withdraw"),
    path(f"{EVIDENCE}upload/", evidence_item.evidence_upload, name="evidence_upload"),
    path(f"{EVIDENCE}links/add/", evidence_item.evidence_link, name="evidence_link"),
    path(f"{EVIDENCE}links/<int:link_id>/remove/", evidence_item.evidence_unlink, name="evidence_unlink"),
]
