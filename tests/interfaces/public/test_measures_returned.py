"""The public trace of a measure that rests on returns: the collection and the signed versions, by fingerprint."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from peelian.apps.measures.services import publish_release, take_returns
from peelian.apps.returns.models import Return
from tests.apps.measures.made import analyst, publisher
from tests.apps.measures.test_returns import release_of
from tests.apps.returns.made import GOOD, closed
from tests.interfaces.public.made import read, table, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.VAR = settings.MEDIA_ROOT = tmp_path


def test_page_files_and_api_name_the_collection_and_the_signed_returns(client: Client) -> None:
    collection = closed("cleveland", "durham", text=GOOD)
    release = release_of(collection)
    take_returns(
        actor=analyst(), release=release, expected_version=1, numerator="women", denominator="everybody"
    )
    publish_release(actor=publisher(), release=release, expected_version=2)
    address = f"/measures/{release.measure}/"

    page = read(client, address)
    listed = csv.DictReader(io.StringIO(client.get(f"{address}values.csv").content.decode()))
    document = json.loads(client.get(f"{address}comparison.json").content)
    answer = client.get(f"/api/v1/measures/{release.measure}").json()

    hashes = [each.sha256 for each in Return.objects.order_by("reply__force__slug")]
    assert f"The workforce, year ending 31 March 2022. Closed on {collection.closed_on:%-d %B %Y}" in words(
        page
    )
    assert collection.content_sha256 in words(page)
    assert [row[1:] for row in table(page, "Signed returns")] == [["1", each[:12]] for each in hashes]
    assert [(row["collection"], row["return_version"], row["return_sha256"]) for row in listed] == [
        ("The workforce", "1", each) for each in hashes
    ]
    taken = document["comparison"]["collection"]
    assert (taken["title"], taken["sha256"]) == ("The workforce", collection.content_sha256)
    assert [each["sha256"] for each in taken["returns"]] == hashes
    assert answer["comparison"]["collection"] == taken
