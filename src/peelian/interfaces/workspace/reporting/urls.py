"""Routes of the workspace: reporting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
