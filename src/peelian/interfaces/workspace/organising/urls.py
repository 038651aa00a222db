"""Routes of the workspace: organising."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
