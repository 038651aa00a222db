"""No answer to anybody depends on a secret that is not theirs: not its words, size, status, or work.

Every route found in the URL configuration is asked by every role of every tenant and anonymously, first in a
world without the secrets that the person must not know, then in the same world with them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from peelian.apps.accounts.models import User
from peelian.interfaces.public.kept_pages import forget_kept_pages
from tests.leaks.asking import QUESTIONS, Answer, ask
from tests.leaks.naming import fixed
from tests.leaks.routes import Route, addresses, all_routes
from tests.leaks.world import SECRETS, Viewer, forbidden_to, known_values, make_base, viewers

pytestmark = pytest.mark.django_db
NOW = datetime(2023, 1, 10, 9, tzinfo=UTC)


def signed_in(viewer: Viewer) -> Client:
    client = Client(enforce_csrf_checks=False, raise_request_exception=False)
    if viewer.tenant:
        client.force_login(User.objects.get(pk=fixed(viewer.name)))
    return client


def answers(viewer: Viewer, routes: list[Route]) -> dict[str, Answer]:
    """Every answer to the viewer: reading each address with each question, and posting nothing to it."""
    values, found = known_values(), {}
    cache.clear()
    forget_kept_pages()
    client = signed_in(viewer)
    for route in routes:
        for address in addresses(route, values):
            for question in QUESTIONS if not route.parameters else QUESTIONS[:1]:
                found[f"GET {address}{question}"] = ask(client, "GET", address + question)
            found[f"POST {address}"] = ask(client, "POST", address)
    return found


def asking() -> list[Viewer]:
    """Everybody on SQLite; on PostgreSQL, where the same queries run again, one of each organisation."""
    if connection.vendor == "sqlite":
        return viewers()
    return list({viewer.tenant: viewer for viewer in reversed(viewers())}.values())


@pytest.mark.parametrize("viewer", asking(), ids=lambda viewer: viewer.name)
def test_no_answer_depends_on_a_secret_of_others(
    viewer: Viewer,
    record_property: Callable[[str, object], None],
    tmp_path_factory: pytest.TempPathFactory,
    settings: object,
) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")  # type: ignore[attr-defined]
    routes, forbidden = all_routes(), forbidden_to(viewer)
    with time_machine.travel(NOW, tick=False):
        make_base()
        for name in SECRETS:
            if name not in forbidden:
                SECRETS[name]()
        without = answers(viewer, routes)
        for name in forbidden:
            SECRETS[name]()
        with_secrets = answers(viewer, routes)

    record_property("leak_routes", len(routes))
    record_property("leak_answers", len(with_secrets))
    differing = [address for address, answer in with_secrets.items() if answer != without[address]]
    assert differing == []
    if len(forbidden) == len(SECRETS):
        assert [address for address, answer in with_secrets.items() if answer.tells_the_secret] == []


def test_staff_are_shown_their_own_draft(tmp_path_factory: pytest.TempPathFactory, settings: object) -> None:
    """The suite can fail: to those entitled, the same secrets do show in many answers."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("uploads")  # type: ignore[attr-defined]
    lead = next(viewer for viewer in viewers() if viewer.name == "inspectorate-lead-inspector")
    workspace = [route for route in all_routes() if "workspace" in route.pattern]
    with time_machine.travel(NOW, tick=False):
        make_base()
        SECRETS["draft of the inspectorate"]()
        found = answers(lead, workspace)

    assert sum(answer.tells_the_secret for answer in found.values()) > 20


def test_all_kinds_of_routes_are_found() -> None:
    patterns = [route.pattern for route in all_routes()]

    for start in ("workspace/", "api/v1/", "api/workspace/v1/", "accounts/", "forces/", "reports/", "items/"):
        assert any(pattern.startswith(start) for pattern in patterns), start
