"""Signing off, publishing, sending copies and letters; publishing begins the scrutiny."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.inspections.repeats import keep_once
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Role
from peelian.apps.responses.findings import findings_by_question
from peelian.apps.responses.items import items_to_answer
from peelian.apps.responses.models import BODY_ROLES, Letter, Response, ResponseCopy, ScrutinyItem
from peelian.apps.responses.movement import movement_words
from peelian.apps.responses.queries.standing import state_words
from peelian.apps.responses.services.common import SHOWN, locked_draft, record_response
from peelian.apps.responses.services.publication_days import (
    PublishedElsewhere,
    require_day_of_record,
    stated_days,
)
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.periods import day_words

DAYS_TO_FIRST_UPDATE = 90


@service("responses.sign_off_response")
def sign_off_response(*, actor: User, response: Response, expected_version: int) -> Response:
    """The commissioner signs: every section is there, and each recommendation has its answer."""
    if actor.pk == response.force_responded_by_id:
        raise NotPermittedError(
            "not-permitted", "You wrote the force's comments, so you cannot sign the response of the body."
        )
    require_role(actor, response.body, Role.COMMISSIONER, to="sign off a response")
    current = locked_draft(actor, response, expected_version, to="sign off a response")
    _require_whole(current)
    save_edit(
        current,
        {
            "state": Response.State.SIGNED_OFF,
            "signed_off_by": actor,
            "signed_off_on": timezone.localdate(),
            "movement": movement_words(current),
            "findings": findings_by_question(current, items_to_answer(current)),
        },
    )
    record_response(actor, current, "sign_off_response", f"Response to '{current.title}' signed off.")
    return current


@service("responses.return_response")
def return_response(*, actor: User, response: Response, reason: str, expected_version: int) -> Response:
    """Take a signed-off response back to drafting, with the reason."""
    require_role(actor, response.body, Role.COMMISSIONER, to="return a response to drafting")
    if not reason.strip():
        raise RefusalError("refused", "Returning the response needs a reason. Say what is to be changed.")
    current = lock_for_edit(response, expected_version, SHOWN)
    if current.state != Response.State.SIGNED_OFF:
        raise RefusalError(
            "refused", "Only a response that is signed off and not yet published can be returned."
        )
    save_edit(current, {"state": Response.State.DRAFT, "signed_off_by": None, "signed_off_on": None})
    record_response(actor, current, "return_response", f"Returned to drafting: {reason.strip()}")
    return current


@service("responses.publish_response")
def publish_response(
    *,
    actor: User,
    response: Response,
    expected_version: int,
    published_on: date | None = None,
    elsewhere: PublishedElsewhere | None = None,
) -> Response:
    """Make a signed-off response public and begin the scrutiny of its items.

    No day of publication lies before what this record holds: the report, the invitation, the force's section and
    the sign-off. A response that was published elsewhere before it was opened here is entered afterwards: it keeps
    the days that `elsewhere` states, and every page says that they are stated, and where. The commissioner alone
    states them, because they stand in place of the day on which the commissioner signed here.
    """
    require_role(actor, response.body, *BODY_ROLES, to="publish a response")
    if elsewhere:
        require_role(
            actor, response.body, Role.COMMISSIONER, to="enter a response that was published elsewhere"
        )
    current = lock_for_edit(response, expected_version, SHOWN)
    if current.state != Response.State.SIGNED_OFF:
        raise RefusalError("refused", _why_not_published(current))
    day = published_on or timezone.localdate()
    stated = stated_days(current, day, elsewhere) if elsewhere else {}
    if not elsewhere:
        require_day_of_record(current, day)
    save_edit(current, {"state": Response.State.PUBLISHED, "published_on": day, "listed_on": day, **stated})
    begun = begin_scrutiny(current, day)
    told = f" It was entered afterwards, from: {current.source}." if current.entered_afterwards else ""
    record_response(
        actor,
        current,
        "publish_response",
        f"Response to '{current.title}' published on {day_words(day)}; {begun} items go into the scrutiny programme."
        f"{told}",
        public=True,
        signed_off_here_on=response.signed_off_on.isoformat() if response.signed_off_on else "",
    )
    return current


def _why_not_published(response: Response) -> str:
    if response.state == Response.State.PUBLISHED:
        return f"This response was {state_words(response)} already. Nothing was changed."
    if response.state == Response.State.WITHDRAWN:
        return f"This response was {state_words(response)}, so it is never published. Open another for its report."
    return "The commissioner signs the response off before it is published."


@service("responses.send_copy")
def send_copy(
    *, actor: User, response: Response, recipient: str, sent_on: date | None = None
) -> ResponseCopy:
    """Record that a copy went to the inspectorate or the Secretary of State; only after sign-off, once each."""
    require_role(actor, response.body, *BODY_ROLES, to="send copies of a response")
    problems = Problems()
    problems.need_one_of("recipient", recipient, ResponseCopy.Recipient.values, "recipient")
    problems.raise_if_any()
    current = Response.objects.select_for_update(of=("self",)).get(pk=response.pk)
    if current.state in (Response.State.DRAFT, Response.State.WITHDRAWN):
        raise RefusalError("refused", "Copies go out after the sign-off. Sign the response off first.")
    day = sent_on or timezone.localdate()
    if current.signed_off_on and not current.signed_off_on <= day <= timezone.localdate():
        raise RefusalError("refused", "The copy goes out between the sign-off and today. Correct the day.")
    if current.copies.filter(recipient=recipient).exists():
        raise RefusalError("refused", "That this copy was sent is on record already.")
    copy = ResponseCopy.objects.create(response=current, recipient=recipient, sent_on=day, sent_by=actor)
    record_response(
        actor,
        current,
        "send_copy",
        f"Copy sent to: {copy.get_recipient_display()}.",
        recipient=recipient,
        public=True,
    )
    return copy


@service("responses.keep_letter")
def keep_letter(
    *, actor: User, response: Response, title: str, sender: str, dated: date, text: str
) -> Letter:
    """Keep a letter on the inspection beside the response; it is not public until somebody says so."""
    require_role(actor, response.body, *BODY_ROLES, to="keep a letter")
    problems = Problems()
    problems.need("title", title, "The letter has no title.")
    problems.need("sender", sender, "Say who wrote the letter.")
    problems.need("text", text, "The letter is empty.")
    problems.raise_if_any()
    told: dict[str, Any] = {"title": title, "sender": sender, "dated": dated, "text": text}
    keep_once(
        response, Letter.objects.filter(response=response, **told), f"The letter '{title}' in the same words"
    )
    letter = Letter.objects.create(response=response, **told)
    record_response(actor, response, "keep_letter", f"Letter kept: {title}.", letter=str(letter.pk))
    return letter


@service("responses.publish_letter")
def publish_letter(*, actor: User, letter: Letter) -> Letter:
    """Make a letter public beside its published response."""
    require_role(actor, letter.response.body, *BODY_ROLES, to="publish a letter")
    current = Letter.objects.select_for_update(of=("self",)).select_related("response").get(pk=letter.pk)
    if current.response.state != Response.State.PUBLISHED:
        raise RefusalError(
            "refused", "A letter becomes public with its response. Publish the response first."
        )
    if not current.public:
        current.public, current.published_on = True, timezone.localdate()
        current.save(update_fields=["public", "published_on"])
        record_response(
            actor, current.response, "publish_letter", f"Letter published: {current.title}.", public=True
        )
    return current


def _require_whole(response: Response) -> None:
    """Every section that the form asks for, and an answer to each recommendation."""
    problems = Problems()
    problems.need("executive_summary", response.executive_summary, "The executive summary is empty.")
    problems.need("body_comment", response.body_comment, "The comment of the local policing body is empty.")
    problems.need("commissioner_name", response.commissioner_name, "Name the commissioner who comments.")
    problems.need("commissioner_office", response.commissioner_office, "Give the office of the commissioner.")
    if response.invited_on is None:
        problems.add("invited_on", "", "The chief officer's comments were not invited. Invite them first.")
    elif (
        not response.force_response
        and response.comments_due
        and timezone.localdate() <= response.comments_due
    ):
        problems.add(
            "force_response",
            "",
            f"The chief officer has until {day_words(response.comments_due)} to comment. Wait for the comments, or "
            "until that day has passed.",
        )
    answered = set(response.answers.values_list("item_id", flat=True))
    for item in items_to_answer(response):
        if item.kind == Item.Kind.RECOMMENDATION and item.pk not in answered:
            problems.add("answers", item.title, f"The recommendation '{item.title}' has no answer.")
    problems.raise_if_any()


def begin_scrutiny(response: Response, day: date) -> int:
    """One item of scrutiny for each open item of the reports; what is in the programme already stays there."""
    known = set(ScrutinyItem.objects.filter(body=response.body).values_list("item_id", flat=True))
    made = [
        ScrutinyItem(
            body=response.body,
            response=response,
            item=item,
            update_due=day + timedelta(days=DAYS_TO_FIRST_UPDATE),
        )
        for item in items_to_answer(response)
        if item.state == Item.State.OPEN and item.pk not in known
    ]
    ScrutinyItem.objects.bulk_create(made)
    return len(made)
