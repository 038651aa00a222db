"""Responses for tests, made through the services."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation, Role
from peelian.apps.responses import services
from peelian.apps.responses.models import Response
from tests.apps.world import make_force, make_inspectorate, make_local_policing_body, make_person

REPORT_DAY = date(2017, 3, 2)


def body_of_cleveland() -> Organisation:
    return make_local_policing_body(make_force())


def commissioner() -> User:
    return make_person(body_of_cleveland(), Role.COMMISSIONER)


def officer() -> User:
    return make_person(body_of_cleveland(), Role.COMMISSIONERS_OFFICER)


def chief() -> User:
    return make_person(make_force(), Role.CHIEF_OFFICER)


def make_item(kind: str = "area-for-improvement", title: str = "Manage risk", **fields: Any) -> Item:
    """An item of the report of 2 March 2017."""
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "kind": kind,
        "title": title,
        "text": f"{title}.",
        "addressee": "force",
        "force": make_force(),
        "state": "open",
        "stage": "not-started",
        "raised_on": REPORT_DAY,
        **fields,
    }
    return Item.objects.create(**values)


def open_response(**report: Any) -> Response:
    values: dict[str, Any] = {
        "title": "PEEL: Effectiveness 2016",
        "published_on": REPORT_DAY,
        "framework": "peel-2016",
        "target": "effectiveness",
        **report,
    }
    return services.open_response(
        actor=officer(),
        body=body_of_cleveland(),
        inspectorate=make_inspectorate(),
        reports=[services.ReportAnswered(**values)],
    )


def fresh(response: Response) -> Response:
    return Response.objects.get(pk=response.pk)


def written(response: Response | None = None) -> Response:
    """A response with every section, the force's among them."""
    response = response or open_response()
    body = {
        "executive_summary": "The report in short.",
        "body_comment": "The commissioner welcomes it.",
        "commissioner_name": "A. Commissioner",
        "commissioner_office": "Police and Crime Commissioner",
    }
    services.write_response(
        actor=officer(), response=response, expected_version=fresh(response).version, **body
    )
    services.invite_comments(
        actor=officer(),
        response=response,
        by=timezone.localdate() + timedelta(days=5),
        expected_version=fresh(response).version,
    )
    services.comment_on_response(
        actor=chief(),
        response=response,
        text="The force accepts it.",
        name="A. Chief",
        office="Chief Constable",
        expected_version=fresh(response).version,
    )
    return fresh(response)


def signed(response: Response | None = None) -> Response:
    ready = written(response)
    return services.sign_off_response(actor=commissioner(), response=ready, expected_version=ready.version)


def published(response: Response | None = None, on: date | None = None) -> Response:
    """A published response: today, or on a day before, on which the body had published it elsewhere."""
    ready = signed(response)
    return services.publish_response(
        actor=commissioner() if on else officer(),
        response=ready,
        expected_version=ready.version,
        published_on=on,
        elsewhere=services.PublishedElsewhere("The website of the body", on) if on else None,
    )
