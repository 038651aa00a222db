"""Somebody who calls the workspace API."""

from __future__ import annotations

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peelian.apps.accounts.models import User

ROOT = "/api/workspace/v1"


class Caller:
    """A signed-in person who sends JSON and expects one status."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def get(self, address: str, status: int = 200) -> Any:
        return self._read(self.client.get(f"{ROOT}{address}"), status)

    def post(self, address: str, body: dict[str, Any] | None = None, status: int = 200) -> Any:
        response = self.client.post(f"{ROOT}{address}", body or {}, content_type="application/json")
        return self._read(response, status)

    def patch(self, address: str, body: dict[str, Any], status: int = 200) -> Any:
        return self._read(
            self.client.patch(f"{ROOT}{address}", body, content_type="application/json"), status
        )

    def upload(self, address: str, file: SimpleUploadedFile, status: int = 201) -> Any:
        return self._read(self.client.post(f"{ROOT}{address}", {"file": file}), status)

    def _read(self, response: Any, status: int) -> Any:
        body = response.content.decode()
        assert response.status_code == status, body
        return json.loads(body) if body else None
