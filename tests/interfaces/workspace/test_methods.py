"""Pages of the workspace are read and sent, and answer nothing else."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from peelian.interfaces.workspace.urls import urlpatterns


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_no_page_answers_another_method(method: str) -> None:
    request = RequestFactory().generic(method, "/")

    answered = [
        page.name
        for page in urlpatterns
        if page.callback(request, **dict.fromkeys(page.pattern.converters)).status_code != 405
    ]

    assert answered == []
