"""What the page exports gives, on the command line, the very words that the page prints; the guide tells how."""

from __future__ import annotations

import io
import json
import re
import shlex
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from peelian.apps.reviews.models import Review
from peelian.catalogue import NO, YES
from peelian.interfaces.cli.estimate import command as estimate
from peelian.records.sampling.kept_frame import FrameColumns
from tests.apps.reviews.world import (
    analyst,
    closed,
    drawn,
    finished,
    given_out,
    in_order,
    inspector,
    keys,
    loaded,
    planned,
)
from tests.interfaces.workspace.reading import rows, signed_in
from tests.interfaces.workspace.reviewing_world import FOUND, QUESTION, rows_of

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "peelian"
GUIDE = (ROOT / "docs" / "how-to" / "review-case-files.md").read_text(encoding="utf-8")
REFERRALS = "safeguarding-referrals-2021-22"


def beats() -> Review:
    """A closed review of 70 searches from two beats of unlike size, sampled at unlike rates."""
    frame = [{**row, "beat": "north" if at < 100 else "south"} for at, row in enumerate(rows_of(300))]
    review = drawn(
        loaded(planned(), frame, FrameColumns("reference", stratum="beat")),
        {"sizes": {"north": 40, "south": 30}},
    )
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        finished(
            assignment,
            {QUESTION: "no" if at % 9 == 0 else "yes", FOUND: "yes" if at % 3 else "not-relevant"},
        )
    closed(review)
    return Review.objects.get(pk=review.pk)


def exported(client: Client, review: Review, folder: Path) -> Path:
    """The file of cases, unpacked from what the page of results exports."""
    response = client.get(reverse("workspace:review_export", args=[review.pk]))
    zipfile.ZipFile(io.BytesIO(response.content)).extract("case.csv", folder)
    return folder / "case.csv"


def estimated(path: Path, question: str, *options: str) -> dict[str, Any]:
    arguments = [str(path), "--outcome", question, "--stratum", "stratum", "--population", "population"]
    arguments += ["--missing", "drop", *options, "--json"]
    answer: dict[str, Any] = json.loads(
        CliRunner().invoke(estimate, arguments, catch_exceptions=False).stdout
    )
    return answer


@pytest.mark.parametrize("question", [QUESTION, FOUND])
def test_the_command_prints_what_the_page_prints(question: str, tmp_path: Path) -> None:
    review, client = beats(), signed_in(analyst())
    path = exported(client, review, tmp_path)
    page = client.get(reverse("workspace:review_result", args=[review.pk, question]))

    printed = estimated(path, question, "--domain", "stratum", "--method", "wald")
    recommended = estimated(path, question, "--domain", "stratum")

    told = {row[0]: (row[2], row[3]) for row in rows(page, "groups")}
    assert told["All cases"] == (printed["estimate"]["sentence"], recommended["estimate"]["sentence"])
    sentences = {
        f"Stratum: {one['domain']['stratum']}": (one["sentence"], other["sentence"])
        for one, other in zip(printed["domains"], recommended["domains"], strict=True)
    }
    assert set(sentences) == {"Stratum: north", "Stratum: south"}
    small = {name for name, words in told.items() if words[0] == "The base is small: the count stands alone."}
    assert {name: told[name] for name in sentences if name not in small} == {
        name: words for name, words in sentences.items() if name not in small
    }


def test_the_exported_rows_hold_numbers_in_place_of_cases_and_people(tmp_path: Path) -> None:
    review, client = beats(), signed_in(analyst())

    text = exported(client, review, tmp_path).read_text(encoding="utf-8")

    header = text.splitlines()[0].split(",")
    assert header == [
        "case", "item", "stratum", "population", "weight", QUESTION, FOUND, "by.ethnicity", "by.object",
    ]  # fmt: skip
    hidden = ["REC-", "Entry 3 of the log", "Nothing is written down.", review.title]
    assert [word for word in hidden if word in text] == []


def test_the_command_of_the_guide_prints_what_the_page_prints(tmp_path: Path) -> None:
    answers = {"sent-the-same-day": YES, "request-stated": YES, "referral-quality": "sound"}
    review = drawn(loaded(planned(REFERRALS), [{"reference": key} for key in keys(200)]), {"size": 40})
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        finished(assignment, {**answers, "risk-described": NO if at % 5 == 0 else YES})
    closed(review)
    client = signed_in(analyst())
    path = exported(client, review, tmp_path)
    line = next(line for line in GUIDE.splitlines() if line.strip().startswith("peelian estimate"))
    words = [str(path) if word == "case.csv" else word for word in shlex.split(line)[2:]]

    ran = CliRunner().invoke(estimate, [*words, "--json"], catch_exceptions=False)

    page = client.get(reverse("workspace:review_result", args=[review.pk, "risk-described"]))
    assert json.loads(ran.stdout)["estimate"]["sentence"] == rows(page, "groups")[0][3]


def test_every_step_that_the_guide_names_stands_on_a_page() -> None:
    named = {" ".join(words.split()) for words in re.findall(r"(?<!\*)\*([A-Z][^*]+)\*(?!\*)", GUIDE)}
    texts = [path.read_text(encoding="utf-8") for path in (SOURCE / "interfaces").rglob("*.*") if path.suffix in
             (".py", ".html", ".js")]  # fmt: skip

    assert [words for words in sorted(named) if not any(words in text for text in texts)] == []
