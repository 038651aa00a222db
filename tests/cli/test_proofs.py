"""`peelian audit verify`, `doctor` and `report` on what is published."""

from __future__ import annotations

import json

import pytest

from peelian.apps.audit.models import AuditHead
from peelian.apps.audit.triggers import missing_triggers
from peelian.apps.reviews.models import Review
from tests.apps.reports.altering import alter_summary
from tests.apps.reports.made_up import published
from tests.apps.reports.with_method import DEFINITION, published_with_method
from tests.cli.conftest import Give

pytestmark = pytest.mark.django_db


def test_the_proof_tells_how_many_versions_hold(give: Give):
    published()

    told = json.loads(give("audit", "verify", "--json").stdout)

    head = AuditHead.objects.get()
    assert (told["holds"], told["publications"], told["reason"]) == (True, 1, "")
    assert (told["events"], told["head"]) == (head.sequence, head.hash)


def test_an_altered_report_is_named_and_not_written(give: Give):
    publication = published()
    alter_summary(publication)
    fault = f"The content of {publication} differs from its content hash."

    verified, examined = give("audit", "verify"), give("doctor")
    written = give("report", publication.reference, "--format", "json")

    assert (verified.exit_code, examined.exit_code, written.exit_code) == (1, 1, 1)
    lacking = ", ".join(missing_triggers())
    assert verified.stderr == (
        f"Error: The audit log holds, but not what is published. {fault} The database lacks what keeps frozen rows "
        f"from being changed: {lacking}.\n"
    )
    assert f"FAULT  published reports: {fault}" in examined.stdout
    assert f"{publication} is not shown: what is stored differs from what was published" in written.stderr


@pytest.mark.item("S-097")
def test_the_examination_tells_a_method_that_is_not_what_a_report_links_to(give: Give):
    published_with_method()
    sound = give("doctor")
    Review.objects.update(definition={**DEFINITION, "title": "Another question set"})

    examined = give("doctor")

    assert "sound  links to methods: 2 links hold" in sound.stdout
    assert examined.exit_code == 1
    assert "FAULT  links to methods: The figure F-3" in examined.stdout
