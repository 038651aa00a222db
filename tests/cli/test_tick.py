"""`peelian tick`: what it says and does."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.utils import timezone

from tests.apps.notifications.world import make_item, people
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_answer_tells_what_was_done_as_words_and_as_json(give: Give) -> None:
    make_item(due=timezone.localdate(), owner=people().owner)

    first = json.loads(give("tick", "--json").stdout)
    second = give("tick")

    assert (first["clocks"], first["notices"], first["sent"], first["waiting"]) == (1, 2, 2, 0)
    assert second.stdout == (
        "Clocks: 1. New notices: 0. Rungs climbed: 0. Messages sent: 0; refused: 0; waiting: 0.\n"
    )


def test_tick_without_mail_leaves_the_messages_to_the_next(give: Give) -> None:
    make_item(due=timezone.localdate(), owner=people().owner)

    without = json.loads(give("tick", "--no-mail", "--json").stdout)
    after = json.loads(give("tick", "--json").stdout)

    assert (without["messages"], without["sent"], after["messages"], after["sent"]) == (2, 0, 0, 2)


@pytest.mark.postgres
def test_lock_of_a_tick_is_known_to_every_connection(give: Give) -> None:
    import psycopg

    from peelian.apps.notifications.services.one_at_a_time import ADVISORY_LOCK

    given = connection.get_connection_params()
    names = {name: given[name] for name in ("dbname", "user", "password", "host", "port") if name in given}
    with psycopg.connect(**names) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        refused = json.loads(give("tick", "--json").stdout)
    free = json.loads(give("tick", "--json").stdout)

    assert (refused["ran"], free["ran"]) == (False, True)
