"""The factual accuracy check, the sign-off and the publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from peelian.apps.reports.models import Publication
from peelian.apps.reports.services import (
    answer_accuracy_comment,
    draft_accuracy_comment,
    make_press_statement,
    open_accuracy_check,
    publish_report,
    share_for_accuracy_check,
    sign_off_report,
    submit_accuracy_comments,
)
from peelian.demonstration.cleveland.script import REFERENCE, accountable, inspection, lead, script
from peelian.demonstration.people import person

LIAISON = "liaison@cleveland.example"
PUBLICATIONS = "publications@inspectorate.example"
DAYS_FOR_COMMENTS = 28
COMMENTS = (
    (
        "Responding to the public",
        "Please say that the vulnerability desk has been in the control room since before the fieldwork.",
        "The text says that the desk sits there and does not say since when, so it stays as it is.",
        False,
    ),
    (
        "About the data",
        "Please name the month in which domestic abuse incidents were requested.",
        "Accepted: the month stands beside the source.",
        True,
    ),
)
"""Comments invented for the tour: place, text, answer, and whether it was accepted."""


def load_accuracy_check() -> Iterator[object]:
    """Show the draft to the force, take its comments, and answer each of them."""
    liaison = person(LIAISON)
    check = share_for_accuracy_check(
        actor=lead(),
        inspection=inspection(),
        closes_on=timezone.localdate() + timedelta(days=DAYS_FOR_COMMENTS),
    )
    yield open_accuracy_check(actor=liaison, accuracy_check=check)
    for place, text, _, _ in COMMENTS:
        yield draft_accuracy_comment(actor=liaison, accuracy_check=check, place=place, text=text)
    submitted = {each.place: each for each in submit_accuracy_comments(actor=liaison, accuracy_check=check)}
    for place, _, answer, accepted in COMMENTS:
        comment = submitted[place]
        yield answer_accuracy_comment(
            actor=lead(), comment=comment, answer=answer, accepted=accepted, expected_version=comment.version
        )


def load_publication() -> Iterator[object]:
    """Sign off and publish."""
    yield sign_off_report(actor=accountable(), inspection=inspection())
    yield publish_report(
        actor=person(PUBLICATIONS), inspection=inspection(), published_on=script()["published"]["date"]
    )


def load_press_statement() -> Iterator[object]:
    """Announce the report in what its observations say, retold as all of it is."""
    content = script()
    yield make_press_statement(
        actor=person(PUBLICATIONS),
        publication=Publication.objects.get(reference=REFERENCE),
        speaker=content["observations"]["signatory"]["name"],
        quote=" ".join(content["observations"]["closing"]),
        findings=content["press_findings"],
    )
