"""`peelian tick` as a process of its own: each notice comes once when it is killed, run twice, or without a server.

Each installation has its own folder and database file, whatever database the other tests use.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.apps.notifications.mail_server import MailServer, free_port, mail_server
from tests.conftest import ROOT, on_postgres

pytestmark = pytest.mark.django_db  # the tables of the installations are copied from the test database
LIAISONS = 3
ITEMS = 12_000  # a dozen batches, so that a kill after the first falls before the last on a busy machine too
PEELIAN = Path(sys.executable).parent / "peelian"


@dataclass(frozen=True)
class Installation:
    """A data folder of its own, in which ticks run as real processes."""

    folder: Path
    mail_port: int

    @property
    def surroundings(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
            "DJANGO_SETTINGS_MODULE": "peelian.config.settings",
            "PEELIAN_VAR": str(self.folder),
            "PEELIAN_MAIL_URL": f"smtp://127.0.0.1:{self.mail_port}",
            "PYTHONPATH": str(ROOT),
        }

    def start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [PEELIAN, "tick", "--json"],
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def tick(self) -> tuple[int, dict[str, Any]]:
        """Tick to the end; return the exit status and the answer."""
        process = self.start()
        answer, _ = process.communicate(timeout=120)
        return process.returncode, json.loads(answer) if answer else {}

    def seed(self, items: int) -> None:
        subprocess.run(
            [sys.executable, "-m", "tests.cli.tick_seed", str(items)],
            env=self.surroundings,
            cwd=ROOT,
            check=True,
        )

    def ask(self, question: str) -> Any:
        with closing(sqlite3.connect(self.folder / "peelian.sqlite3", timeout=20)) as database:
            return database.execute(question).fetchone()[0]

    @property
    def notices(self) -> int:
        return int(self.ask("SELECT count(*) FROM notifications_notice"))


@pytest.fixture(scope="session")
def empty_database(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Path:
    """A file with the tables of the product and no rows."""
    folder = tmp_path_factory.mktemp("empty")
    path = folder / "peelian.sqlite3"
    if on_postgres():
        bare = Installation(folder, 0).surroundings
        subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], env=bare, check=True)
    else:
        with django_db_blocker.unblock(), closing(sqlite3.connect(path)) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
    return path


@pytest.fixture
def installation(empty_database: Path, tmp_path: Path) -> Installation:
    shutil.copy(empty_database, tmp_path / "peelian.sqlite3")
    return Installation(tmp_path, free_port())


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def killed_by(server: MailServer, hook: str, number: int, installation: Installation) -> None:
    """Run a tick that is killed when the server comes to a message, at the point that the hook names."""
    reached = threading.Event()
    gone = threading.Event()

    def stop(message: int) -> None:
        if message == number:
            reached.set()
            gone.wait(30)

    setattr(server, hook, stop)
    process = installation.start()
    assert reached.wait(60)
    kill(process)
    setattr(server, hook, lambda message: None)
    gone.set()


def wait_until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_tick_killed_while_it_writes_is_taken_up_where_it_stopped(installation: Installation) -> None:
    installation.seed(ITEMS)
    process = installation.start()
    wait_until(lambda: installation.notices > 0)
    kill(process)
    half = installation.notices

    with mail_server(installation.mail_port) as server:
        status, answer = installation.tick()
        again = installation.tick()

    assert 0 < half < ITEMS * LIAISONS
    assert (status, answer["notices"]) == (0, ITEMS * LIAISONS - half)
    assert (again[0], again[1]["notices"], again[1]["sent"]) == (0, 0, 0)
    assert installation.notices == ITEMS * LIAISONS
    assert len(server.taken) == LIAISONS


def test_tick_killed_before_the_server_has_the_message_sends_each_once(installation: Installation) -> None:
    installation.seed(1)
    with mail_server(installation.mail_port) as server:
        killed_by(server, "when_begun", 2, installation)
        claimed = installation.ask("SELECT count(*) FROM notifications_noticemessage WHERE state = 'claimed'")

        status, answer = installation.tick()
        installation.tick()

    assert claimed == 1
    assert (status, answer["sent"]) == (0, 2)
    assert Counter(server.identifiers) == dict.fromkeys(server.identifiers, 1)
    assert len(server.taken) == LIAISONS


def test_tick_killed_between_the_servers_answer_and_the_record_repeats_one_message_by_its_name(
    installation: Installation,
) -> None:
    """The one moment in which nobody can know: the same message again, under the same name, rather than none."""
    installation.seed(1)
    with mail_server(installation.mail_port) as server:
        killed_by(server, "before_answer", 2, installation)

        installation.tick()
        installation.tick()

    assert sorted(Counter(server.identifiers).values()) == [1, 1, 2]
    assert server.identifiers[1] == server.identifiers[2]
    assert server.texts[1] == server.texts[2]


def test_server_that_is_down_and_comes_back_gets_each_message_once(installation: Installation) -> None:
    installation.seed(1)

    status, down = installation.tick()
    with mail_server(installation.mail_port) as server:
        after, up = installation.tick()
        installation.tick()

    assert (status, down["notices"], down["sent"], down["waiting"]) == (1, LIAISONS, 0, LIAISONS)
    assert (after, up["notices"], up["sent"], up["waiting"]) == (0, 0, LIAISONS, 0)
    assert Counter(server.identifiers) == dict.fromkeys(server.identifiers, 1)


def test_second_tick_leaves_the_work_to_the_one_that_runs(installation: Installation) -> None:
    installation.seed(1)
    reached, go_on = threading.Event(), threading.Event()

    def wait(number: int) -> None:
        reached.set()
        go_on.wait(60)

    with mail_server(installation.mail_port) as server:
        server.when_begun = wait
        first = installation.start()
        assert reached.wait(60)
        status, second = installation.tick()
        go_on.set()
        first.communicate(timeout=60)

    assert (status, second["ran"], second["problem"]) == (
        0,
        False,
        "Another tick is running; it does the work.",
    )
    assert first.returncode == 0
    assert len(server.taken) == LIAISONS
