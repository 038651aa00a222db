"""Routes of the workspace: measures."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.measuring import changing, drafting, flowing, releases

RELEASE = "measures/<uuid:release_id>/"

urlpatterns: list[URLPattern] = [
    path("measures/", releases.release_list, name="releases"),
    path("measures/add/", releases.release_add, name="release_add"),
    path(RELEASE, releases.release, name="release"),
    path(f"{RELEASE}edit/", drafting.release_edit, name="release_edit"),
    path(f"{RELEASE}discard/", drafting.release_discard, name="release_discard"),
    path(f"{RELEASE}values/", changing.release_values, name="release_values"),
    path(f"{RELEASE}returns/", changing.release_returns, name="release_returns"),
    path(f"{RELEASE}publish/", changing.release_publish, name="release_publish"),
    path(f"{RELEASE}correct/", changing.release_correct, name="release_correct"),
    path(f"{RELEASE}correct/cancel/", changing.release_cancel_correction, name="release_cancel_correction"),
    path(f"{RELEASE}forces/<slug:slug>/exclude/", changing.release_exclude, name="release_exclude"),
    path(f"{RELEASE}forces/<slug:slug>/restore/", changing.release_restore, name="release_restore"),
    path(
        "inspections/<uuid:inspection_id>/figures/from-measure/",
        flowing.figure_from_measure,
        name="figure_from_measure",
    ),
    path(
        "inspections/<uuid:inspection_id>/report/charts/from-measure/",
        flowing.chart_from_measure,
        name="chart_from_measure",
    ),
]
