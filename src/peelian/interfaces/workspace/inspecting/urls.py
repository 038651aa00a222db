"""Routes of the workspace: inspecting."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.inspecting import components, home, inspections, people, planning, rounds

ROUND = "rounds/<uuid:round_id>/"
INSPECTION = "inspections/<uuid:inspection_id>/"

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
]
