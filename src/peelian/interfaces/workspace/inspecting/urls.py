"""Routes of the workspace: inspecting."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
