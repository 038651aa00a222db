"""Routes of the workspace: the register of a force's crime registrar."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.registering import cancellations

urlpatterns: list[URLPattern] = [
    path("forces/<uuid:organisation_id>/cancellations/", cancellations.cancellations, name="cancellations"),
    path(
        "forces/<uuid:organisation_id>/cancellations/approve/",
        cancellations.cancellation_approve,
        name="cancellation_approve",
    ),
]
