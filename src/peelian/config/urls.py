"""All routes: public pages, workspace, API and sign-in."""

from django.urls import include, path

from peelian.interfaces.api.routes import api, workspace_api
from peelian.interfaces.look.errors import page_not_found

urlpatterns = [
    path("", include("peelian.interfaces.public.urls")),
    path("workspace/", include("peelian.interfaces.workspace.urls")),
    path("api/v1/", api.urls),
    path("api/workspace/v1/", workspace_api.urls),
    # A sign-in address is changed by an administrator, through a service that logs it.
    path("accounts/email/", page_not_found),
    path("accounts/", include("allauth.urls")),
]

handler403 = "peelian.interfaces.look.errors.page_not_found"
handler404 = "peelian.interfaces.look.errors.page_not_found"
handler500 = "peelian.interfaces.look.errors.server_error"
