"""Routes of the workspace: reporting."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.reporting import (
    accuracy,
    charts,
    drafting,
    observations,
    preview,
    publication,
)

REPORT = "inspections/<uuid:inspection_id>/report/"
CHECK = "accuracy-checks/<uuid:check_id>/"
COMMENT = "accuracy-comments/<uuid:comment_id>/"

urlpatterns: list[URLPattern] = [
    path(REPORT, drafting.report, name="report"),
    path(REPORT + "edit/", drafting.report_edit, {"part": "summary"}, name="report_edit"),
    path(REPORT + "edit/<slug:part>/", drafting.report_edit, name="report_edit"),
    path(REPORT + "areas/<slug:target>/", drafting.report_area, name="report_area"),
    path(REPORT + "observations/", observations.observations, name="observations"),
    path(REPORT + "observations/add/", observations.observation_add, name="observation_add"),
    path(
        "inspections/observations/<uuid:observation_id>/edit/",
        observations.observation_edit,
        name="observation_edit",
    ),
    path(
        "observations/<uuid:observation_id>/remove/",
        observations.observation_remove,
        name="observation_remove",
    ),
    path(REPORT + "charts/", charts.charts, name="charts"),
    path(REPORT + "charts/add/", charts.chart_add, name="chart_add"),
    path("inspections/charts/<uuid:chart_id>/remove/", charts.chart_remove, name="chart_remove"),
    path(REPORT + "preview/", preview.report_preview, name="report_preview"),
    path(REPORT + "gates/", preview.report_gates, name="report_gates"),
    path(REPORT + "accuracy-check/", accuracy.accuracy_share, name="accuracy_share"),
    path(CHECK, accuracy.accuracy, name="accuracy"),
    path(CHECK + "comments/add/", accuracy.accuracy_comment, name="accuracy_comment"),
    path(CHECK + "submit/", accuracy.accuracy_submit, name="accuracy_submit"),
    path(COMMENT + "edit/", accuracy.accuracy_comment_edit, name="accuracy_comment_edit"),
    path(COMMENT + "answer/", accuracy.accuracy_answer, name="accuracy_answer"),
    path(REPORT + "sign-off/", publication.sign_off, name="sign_off"),
    path(REPORT + "publish/", publication.publish, name="publish"),
    path("rounds/<uuid:round_id>/publish/", publication.round_publish, name="round_publish"),
    path(REPORT + "correct/", publication.correct, name="correct"),
    path(REPORT + "press/", publication.press_add, name="press_add"),
]
