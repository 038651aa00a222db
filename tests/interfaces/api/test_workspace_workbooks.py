"""Damaged and hostile workbooks over the workspace API: each is refused with 422, whoever reads it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.apps.actions.world import asked, force_of, worker_of
from tests.apps.returns.made import liaison, opened
from tests.apps.reviews.world import analyst, planned
from tests.interfaces.api.caller import ROOT, Caller
from tests.workbooks import hostile

pytestmark = pytest.mark.django_db

WORKBOOKS = {
    "far out": hostile.CELL_FAR_OUT,
    "two far apart": hostile.TWO_CELLS_FAR_APART,
    "hidden": hostile.WRITTEN_OUT,
    "types": hostile.TYPES_DECLARED["file of the reader"],
    "damaged": hostile.DAMAGED["row before the first"],
    "no text": hostile.DAMAGED["text that is not there"],
}


def sent(caller: Caller, address: str, data: bytes, **fields: Any) -> tuple[int, str]:
    body = {"file": SimpleUploadedFile("sent.xlsx", data), **fields}
    answer = caller.client.post(f"{ROOT}{address}", body)
    return answer.status_code, answer.headers["Content-Type"]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_hostile_workbook_is_refused_as_tracker_return_and_frame(kind: str) -> None:
    worker = worker_of(force_of(asked()))
    collection, review = opened("cleveland"), planned()
    data = WORKBOOKS[kind]

    answers = [
        sent(Caller(worker), "/boards/cleveland/tracker", data),
        sent(Caller(liaison("cleveland")), f"/collections/{collection.pk}/returns/cleveland", data),
        sent(
            Caller(analyst()), f"/reviews/{review.pk}/frame", data,
            key="reference", expected_version=review.version,
        ),
    ]  # fmt: skip

    assert answers == [(422, "application/problem+json")] * 3
