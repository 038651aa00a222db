from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "peelian.apps.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_make_index_of_words, sender=self)


def _make_index_of_words(using: str, **told: Any) -> None:
    from peelian.apps.reports.search.engines import WORDS

    WORDS.make(connections[using])
