"""All routes: public pages, workspace, API and sign-in."""

from django.urls import include, path

from peelian.interfaces.api.routes import api, workspace_api

urlpatterns = [
    path("", include("peelian.interfaces.public.urls")),
    path("workspace/", include("peelian.interfaces.workspace.urls")),
    path("api/v1/", api.urls),
    path("api/workspace/v1/", workspace_api.urls),
    path("accounts/", include("peelian.config.account_urls")),
]

handler403 = "peelian.interfaces.look.errors.page_not_found"
handler404 = "peelian.interfaces.look.errors.page_not_found"
handler500 = "peelian.interfaces.look.errors.server_error"
