"""Wrong passwords are counted by all server processes together."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from peelian.config.settings import CACHES
from tests.apps.world import make_person


@pytest.fixture
def shared_cache(settings: Any, tmp_path: Path) -> Path:
    """The cache of a service, in a folder of the test's own."""
    folder = tmp_path / "cache"
    settings.CACHES = {"default": {**CACHES["default"], "LOCATION": str(folder)}}
    return folder


@pytest.mark.django_db
def test_attempts_at_one_process_count_at_the_next(client: Client, shared_cache: Path) -> None:
    wrong = {"login": make_person().email, "password": "wrong"}
    for _ in range(5):
        client.post("/accounts/login/", wrong)
    caches.close_all()
    del caches["default"]  # the next request makes its own, as another process does

    answer = client.post("/accounts/login/", wrong)

    assert "Too many attempts failed. Wait a few minutes" in answer.content.decode()


def test_counts_are_readable_by_the_service_alone(shared_cache: Path) -> None:
    caches["default"].set("attempts", 1)

    assert stat.S_IMODE(shared_cache.stat().st_mode) == 0o700
