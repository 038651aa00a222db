"""The public API keeps to its own description, whatever it is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import positive_data_acceptance

from peelian.interfaces.api.routes import api
from tests.apps.reports.made_up import published
from tests.interfaces.api.made import make_grade, make_item

pytestmark = pytest.mark.django_db
described = from_dict(dict(api.get_openapi_schema()))
described.app = get_wsgi_application()


@pytest.fixture
def something_public(db: None) -> Iterator[None]:
    """Things to find, over a connection that outlives each request as it does for the test client."""
    make_grade()
    make_item()
    published()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_answers_keep_to_the_description(case: schemathesis.Case, something_public: None) -> None:
    """Which forces and frameworks there are is data, not part of the description: unknown ones are refused."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
