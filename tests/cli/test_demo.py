"""`peelian demo` and `peelian report`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.reports.models import Publication
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_demo_loads_names_its_files_and_runs_again_without_loss(give: Give):
    first = give("demo")
    files = [Path(line) for line in first.stdout.splitlines()]
    written = {path: path.read_bytes() for path in files}
    events = AuditEvent.objects.count()

    second = give("demo")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert [path.suffix for path in files] == [".html", ".pdf", ".json"]
    assert second.stdout == first.stdout
    assert "already loaded" in second.stderr
    assert {path: path.read_bytes() for path in files} == written
    assert AuditEvent.objects.count() == events
    assert "hmi@inspectorate.example" in first.stderr
    assert "hmi@inspectorate.example" not in second.stderr


def test_the_written_files_carry_the_hash_of_the_publication(give: Give):
    page, pdf, document = (Path(line) for line in give("demo").stdout.splitlines())
    content_hash = Publication.objects.get().content_hash

    assert json.loads(document.read_text())["content_hash"] == content_hash
    assert content_hash in page.read_text()
    assert "<style>" in page.read_text()
    assert "<script" not in page.read_text()
    assert pdf.read_bytes().startswith(b"%PDF-")


def test_demo_as_json_tells_how_many_steps_it_loaded(give: Give):
    give("demo")

    answer = json.loads(give("demo", "--json").stdout)

    assert answer["steps_loaded"] == 0
    assert [Path(name).name for name in answer["files"]] == [
        "cleveland-2021-22.html",
        "cleveland-2021-22.pdf",
        "cleveland-2021-22.json",
    ]


@pytest.mark.parametrize("options", [(), ("--fresh",)])
def test_demo_leaves_a_database_with_real_people_alone(give: Give, options: tuple[str, ...]):
    User.objects.create_user(email="somebody@force.example", name="Somebody")

    answer = give("demo", *options)

    assert answer.exit_code == 1
    assert "not the demonstration's" in answer.stderr
    assert User.objects.count() == 1


def test_report_writes_the_same_value_in_every_format(give: Give, tmp_path: Path):
    give("demo")
    content_hash = Publication.objects.get().content_hash

    grades = give("report", "cleveland-2021-22", "--format", "csv")
    document = give("report", "cleveland-2021-22", "--format", "json")
    page = give("report", "cleveland-2021-22", "--format", "html", "--out", tmp_path / "report.html")

    rows = grades.stdout.splitlines()
    assert len(rows) == 1 + 11
    assert [row for row in rows[1:] if content_hash not in row] == []
    assert json.loads(document.stdout)["content_hash"] == content_hash
    assert content_hash in page.stderr
    assert content_hash in (tmp_path / "report.html").read_text()


def test_a_report_that_is_not_published_is_refused_with_those_that_are(give: Give):
    give("demo")

    answer = give("report", "durham-2025-27", "--format", "json")

    assert answer.exit_code == 1
    assert "Published: cleveland-2021-22." in answer.stderr
    assert answer.stdout == ""
