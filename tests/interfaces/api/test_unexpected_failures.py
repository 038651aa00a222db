"""A fault of the service is told to callers of the API as a problem document too, without its inner words."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from peelian.interfaces.api.routes import api, workspace_api


@pytest.mark.parametrize("door", [api, workspace_api], ids=["public", "workspace"])
def test_unexpected_failure_is_a_problem_and_stands_in_the_log(
    door: object, caplog: pytest.LogCaptureFixture
) -> None:
    request = RequestFactory().get("/api/v1/forces")

    with caplog.at_level(logging.ERROR):
        try:
            raise ZeroDivisionError("secret of the inside")
        except ZeroDivisionError as error:
            answer = door.on_exception(request, error)  # type: ignore[attr-defined]

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert b'"code": "unexpected-failure"' in answer.content
    assert b"secret of the inside" not in answer.content
    assert [record.getMessage() for record in caplog.records] == ["Unexpected failure: /api/v1/forces"]


@pytest.mark.django_db
def test_failure_within_a_route_is_answered_as_a_problem() -> None:
    client = Client(raise_request_exception=False)

    def lost(execute: Any, sql: str, *more: Any) -> Any:
        if "frameworks_frameworkversion" in sql:
            raise OperationalError("the disk is gone")
        return execute(sql, *more)

    with connection.execute_wrapper(lost):
        answer = client.get("/api/v1/frameworks")

    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "unexpected-failure"
