"""The regime in force and its framework versions."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.catalogue import Catalogue, load_catalogue


def regime() -> Catalogue:
    """The catalogue that this installation runs on: the bundled one, or the folder that the operator names."""
    path = settings.OPERATOR.PEELIAN_CATALOGUE
    return load_catalogue(Path(path) if path else None)


def framework_versions() -> QuerySet[FrameworkVersion]:
    """Every framework version known here, oldest first."""
    return FrameworkVersion.objects.order_by("position")
