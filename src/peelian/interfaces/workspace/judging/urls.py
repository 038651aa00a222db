"""Routes of the workspace: judging."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
