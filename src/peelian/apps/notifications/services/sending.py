"""Handing messages to the mail server: claimed, sent, and recorded one by one.

A message is claimed before it goes out and recorded as sent once the server has taken it. What a killed tick left
claimed is sent again, since nobody can know whether the server had it: should the kill have fallen between the server's
answer and the record, the same message goes out a second time, under the same Message-ID, by which mail programs
recognise it. Everywhere else it goes out once.
"""

from __future__ import annotations

import smtplib
import uuid
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from peelian.apps.notifications.models import NoticeMessage

State = NoticeMessage.State
TO_SEND = (State.WAITING, State.CLAIMED)
MOST_REFUSALS = 5
PERMANENT = 500
SECONDS_TO_WAIT = 20


@dataclass
class Sending:
    """What became of the messages that waited."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    problem: str = ""


def send_messages() -> Sending:
    """Send every message that waits; where the server cannot be reached, all wait for the next tick."""
    waiting = list(_to_send().order_by("made_at", "id").values_list("pk", flat=True))
    result = Sending(waiting=len(waiting))
    if not waiting:
        return result
    connection = get_connection(timeout=SECONDS_TO_WAIT)
    try:
        connection.open()
        for pk in waiting:
            _send(pk, connection, result)
    except (OSError, smtplib.SMTPException) as error:
        result.problem = f"The mail server could not be used: {error}."[:300]
    finally:
        _close(connection)
    return result


def leave_messages() -> Sending:
    """Send nothing, and say how many messages wait for a later tick."""
    return Sending(waiting=_to_send().count())


def _to_send() -> QuerySet[NoticeMessage]:
    return NoticeMessage.objects.filter(state__in=TO_SEND)


def _send(pk: uuid.UUID, connection: BaseEmailBackend, result: Sending) -> None:
    """Send one message. A refusal of it alone is kept with it; any other trouble ends the whole sending."""
    message = _claim(pk)
    if message is None:
        result.waiting -= 1
        return
    try:
        _mail(message, connection).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        _keep_refusal(message, error)
        result.refused += 1
    except (OSError, smtplib.SMTPException) as error:
        _record(message, State.WAITING, str(error))
        raise
    else:
        _record(message, State.SENT)
        result.sent += 1
        result.waiting -= 1


def _claim(pk: uuid.UUID) -> NoticeMessage | None:
    """Mark a message as being sent; None where there is nobody to send it to any more."""
    with transaction.atomic():
        message = NoticeMessage.objects.select_for_update(of=("self",)).select_related("person").get(pk=pk)
        if message.state not in TO_SEND:
            return None
        message.state = State.CLAIMED if message.person.is_active else State.WITHDRAWN
        message.claimed_at = timezone.now()
        message.save(update_fields=["state", "claimed_at"])
    return message if message.state == State.CLAIMED else None


def _mail(message: NoticeMessage, connection: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.person.email],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _keep_refusal(message: NoticeMessage, error: Exception) -> None:
    """A lasting refusal counts, and after some of them nobody tries any more; a passing one is tried again."""
    message.refusals += _code(error) >= PERMANENT
    given_up = message.refusals >= MOST_REFUSALS
    _record(message, State.GIVEN_UP if given_up else State.WAITING, str(error))


def _record(message: NoticeMessage, state: str, problem: str = "") -> None:
    message.state = state
    message.problem = problem[:300]
    message.sent_at = timezone.now() if state == State.SENT else None
    message.save(update_fields=["state", "problem", "sent_at", "refusals"])


def _code(error: Exception) -> int:
    """What the server answered; an address that cannot even be written down counts as refused for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=0)
    return error.smtp_code if isinstance(error, smtplib.SMTPDataError) else PERMANENT


def _close(connection: BaseEmailBackend) -> None:
    """Say goodbye where that is still possible: what was sent is recorded already."""
    with suppress(OSError, smtplib.SMTPException):
        connection.close()
