"""Routes of the public pages."""

from django.urls import path

from peelian.interfaces.public import (
    downloads,
    forces,
    frameworks,
    home,
    items,
    measures,
    methods,
    national,
    news,
    reports,
    search,
)

app_name = "public"
urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility/", home.accessibility, name="accessibility"),
    path("forces/", forces.force_list, name="forces"),
    path("forces/<slug:slug>/", forces.force, name="force"),
    path("forces/<slug:slug>/history.csv", forces.force_history, name="force_history"),
    path("reports/", reports.report_list, name="reports"),
    path("reports/<slug:reference>/", reports.report, name="report"),
    path("reports/<slug:reference>/all/", reports.whole_report, name="report_all"),
    path("reports/<slug:reference>/report.pdf", downloads.pdf, name="report_pdf"),
    path("reports/<slug:reference>/report.json", downloads.json, name="report_json"),
    path("reports/<slug:reference>/report.csv", downloads.grades, name="report_csv"),
    path("reports/<slug:reference>/figures.csv", downloads.figures, name="report_figures"),
    path("reports/<slug:reference>/v<int:number>/", reports.report_version, name="report_version"),
    path("reports/<slug:reference>/v<int:number>/report.pdf", downloads.pdf, name="version_pdf"),
    path("reports/<slug:reference>/v<int:number>/report.json", downloads.json, name="version_json"),
    path("reports/<slug:reference>/v<int:number>/report.csv", downloads.grades, name="version_csv"),
    path("reports/<slug:reference>/v<int:number>/figures.csv", downloads.figures, name="version_figures"),
    path("reports/<slug:reference>/<slug:part>/", reports.report_part, name="report_part"),
    path("items/", items.item_list, name="items"),
    path("items/items.csv", items.items_csv, name="items_csv"),
    path("items/<uuid:item_id>/", items.item, name="item"),
    path("how-we-grade/", frameworks.how_we_grade, name="how_we_grade"),
    path("frameworks/<slug:identifier>/", frameworks.framework, name="framework"),
    path("methods/<slug:identifier>/<slug:sha256>/", methods.method, name="method"),
    path(
        "methods/<slug:identifier>/<slug:sha256>/definition.json",
        methods.definition,
        name="method_definition",
    ),
    path("national/<slug:framework>/<slug:target>/", national.national, name="national"),
    path("measures/", measures.measure_list, name="measures"),
    path("measures/<slug:measure>/", measures.measure, name="measure"),
    path("measures/<slug:measure>/values.csv", measures.measure_values_csv, name="measure_csv"),
    path("measures/<slug:measure>/comparison.json", measures.measure_comparison_json, name="measure_json"),
    path("search/", search.search, name="search"),
    path("news/", news.news_list, name="news_list"),
    path("news/<uuid:statement_id>/", news.news, name="news"),
    path("feeds/reports.xml", news.feed, name="feed"),
]
