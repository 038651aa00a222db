"""What only the signed-in person may read is kept nowhere."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from peelian.apps.evidence.services import attach_file
from peelian.apps.organisations.models import Role
from tests.apps.evidence.records import record
from tests.apps.evidence.samples import pdf
from tests.apps.world import make_inspection, make_inspectorate, make_person
from tests.interfaces.workspace.reading import signed_in

pytestmark = pytest.mark.django_db
KEPT_NOWHERE = "private, no-store"


@pytest.mark.parametrize(
    "address",
    [
        "/workspace/",
        "/workspace/evidence/",
        "/accounts/password/change/",
        "/accounts/sessions/",
        "/accounts/2fa/",
    ],
)
def test_pages_of_the_signed_in_person_are_kept_nowhere(address: str) -> None:
    answer = signed_in(make_person(make_inspectorate(), Role.INSPECTOR)).get(address)

    assert answer["Cache-Control"] == KEPT_NOWHERE


@pytest.mark.parametrize("address", ["/workspace/", "/accounts/login/"])
def test_pages_before_sign_in_are_kept_nowhere(client: Client, address: str) -> None:
    assert client.get(address)["Cache-Control"] == KEPT_NOWHERE


def test_download_of_evidence_is_kept_nowhere() -> None:
    item = record(make_inspection())
    inspector = make_person(item.inspectorate, Role.INSPECTOR)
    file = attach_file(
        actor=inspector, evidence=item, name="note.pdf", content=SimpleUploadedFile("note.pdf", pdf())
    )

    answer = signed_in(inspector).get(f"/workspace/evidence/files/{file.pk}/")
    answer.close()

    assert (answer.status_code, answer["Cache-Control"]) == (200, KEPT_NOWHERE)


def test_page_that_nobody_finds_here_is_kept_nowhere() -> None:
    answer = signed_in(make_person()).get("/workspace/evidence/files/00000000-0000-0000-0000-000000000000/")

    assert (answer.status_code, answer["Cache-Control"]) == (404, KEPT_NOWHERE)
