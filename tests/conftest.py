"""What every test shares: which database runs, storage of its own, and the trace to the regime."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings

from peelian.interfaces.cli.trace import RESULTS, load_items
from peelian.interfaces.public.kept_pages import forget_kept_pages
from tests.kept_database import filled_beforehand

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run, so that a run can be repeated; on a busy machine none is too slow.
hypothesis.settings.register_profile("peelian", derandomize=True, deadline=None)
hypothesis.settings.load_profile("peelian")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Only whole runs leave results for the trace, so they name themselves."""
    parser.addoption(
        "--trace-run", metavar="NAME", help="write var/trace/NAME.json: which items' tests passed"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Serve static files from their sources, never from what an earlier start collected; record the trace.

    A worker of a parallel run leaves the trace to its controller.
    """
    django_settings.STATIC_ROOT = ROOT / "var" / "tests" / "static"
    django_settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    name = config.getoption("--trace-run")
    if name and not hasattr(config, "workerinput"):
        config.pluginmanager.register(TraceRecorder(ROOT / RESULTS / f"{name}.json"))


def pytest_report_header() -> str:
    engine = django_settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return f"database: {engine}"


def on_postgres() -> bool:
    """Whether this run's database is PostgreSQL."""
    return str(django_settings.DATABASES["default"]["ENGINE"]).endswith("postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note each test's items, refuse unknown ones, and leave PostgreSQL's own tests to its run."""
    known = {item.identifier for item in load_items(ROOT)}
    for test in items:
        named = [str(name) for mark in test.iter_markers("item") for name in mark.args]
        unknown = sorted(set(named) - known)
        if unknown:
            raise pytest.UsageError(
                f"{test.nodeid} names {', '.join(unknown)}, which docs/trace/items.csv does not hold."
            )
        test.user_properties.append(("items", named))
    if not on_postgres():
        apart = [test for test in items if test.get_closest_marker("postgres")]
        items[:] = [test for test in items if not test.get_closest_marker("postgres")]
        if apart:
            config.hook.pytest_deselected(items=apart)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell how many routes and roles the leak suite asked, where it ran."""
    asked = [
        dict(report.user_properties)
        for report in terminalreporter.getreports("passed")
        if "leak_answers" in dict(report.user_properties)
    ]
    if asked:
        routes = max(int(each["leak_routes"]) for each in asked)
        terminalreporter.write_line(
            f"leak suite: {routes} routes x {len(asked)} viewers = {sum(int(e['leak_routes']) for e in asked)} pairs, "
            f"{sum(int(each['leak_answers']) for each in asked)} answers compared without and with secrets"
        )


class TraceRecorder:
    """Keeps, for each item, whether every phase of each of its tests passed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.outcomes: dict[str, dict[str, bool]] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for identifier in dict(report.user_properties).get("items", []):
            tests = self.outcomes.setdefault(identifier, {})
            name = report.nodeid.split("[")[0]
            tests[name] = report.passed and tests.get(name, True)

    def pytest_sessionfinish(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self.outcomes, indent=2, sort_keys=True)
        self.path.write_text(text + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def keep_database(django_db_modify_db_settings: None) -> Iterator[Callable[[], None]]:
    """Stands before the making of the test database, which then finds its tables in place."""
    with filled_beforehand() as keep:
        yield keep


@pytest.fixture(scope="session")
def django_db_setup(keep_database: Callable[[], None], django_db_setup: None) -> None:
    """Keep the test database for the next run, as soon as its tables are there."""
    keep_database()


@pytest.fixture(autouse=True)
def own_storage(settings: Any, tmp_path: Path) -> None:
    """Uploads and renderings go to the test's own folder; static files are served as they lie; no page is kept."""
    forget_kept_pages()
    settings.VAR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
