"""Putting new notices into messages: at once, once a day or once a week, as each person chose."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from peelian.apps.accounts.models import User
from peelian.apps.notifications.models import DeliveryChoice, Notice, NoticeMessage
from peelian.apps.notifications.queries.audiences import Roll
from peelian.catalogue.reminders import Reminders

SHOWN = 50
Delivery = DeliveryChoice.Delivery


def compose_messages(today: date, roll: Roll, reminders: Reminders, notices_address: str) -> int:
    """Write a message for each person who has news and whose turn it is; return how many.

    The message and the mark on its notices are one transaction: a notice is in one message at most.
    """
    chosen = dict(DeliveryChoice.objects.values_list("person_id", "delivery"))
    waiting = _unmailed().order_by("person_id").values_list("person_id", flat=True).distinct()
    made = 0
    for person in User.objects.filter(pk__in=waiting, is_active=True).order_by("pk"):
        occasion = _occasion(chosen.get(person.pk, Delivery.DAILY), today)
        made += _compose(person, occasion, roll, reminders, notices_address)
    return made


def _unmailed() -> QuerySet[Notice]:
    return Notice.objects.filter(by_mail=True, message__isnull=True)


def _occasion(delivery: str, today: date) -> str:
    if delivery == Delivery.AT_ONCE:
        return f"at-once:{uuid.uuid4()}"
    if delivery == Delivery.WEEKLY:
        year, week, _ = today.isocalendar()
        return f"weekly:{year}-W{week:02}"
    return f"daily:{today.isoformat()}"


@transaction.atomic
def _compose(person: User, occasion: str, roll: Roll, reminders: Reminders, notices_address: str) -> int:
    if NoticeMessage.objects.filter(person=person, occasion=occasion).exists():
        return 0
    news = _unmailed().filter(person=person)
    for organisation in set(news.order_by().values_list("organisation_id", flat=True).distinct()):
        if not roll.works_for(person.pk, organisation):  # who left is told nothing more on its behalf
            news.filter(organisation=organisation).update(by_mail=False)
    total = news.count()
    if not total:
        return 0
    shown = list(news.select_related("force", "organisation").order_by("due", "title", "id")[:SHOWN])
    identifier = uuid.uuid4()
    message = NoticeMessage.objects.create(
        id=identifier,
        person=person,
        occasion=occasion,
        subject=_subject(shown, total, reminders),
        body=_body(person, shown, total, reminders, notices_address),
        message_id=f"<{identifier}@{settings.DEFAULT_FROM_EMAIL.rpartition('@')[2]}>",
    )
    news.update(message=message)
    return 1


def _subject(shown: Sequence[Notice], total: int, reminders: Reminders) -> str:
    if total == 1:
        return " ".join(f"{_title(shown[0], reminders)}: {shown[0].words}".split())[:200]
    return f"{total:,} notices of what is due"


def _body(person: User, shown: Sequence[Notice], total: int, reminders: Reminders, address: str) -> str:
    rest = f"And {total - len(shown):,} more." if total > len(shown) else ""
    return "\n\n".join(
        part
        for part in (
            f"{person.name},",
            *(_entry(alike, reminders, address) for alike in _alike(shown, reminders)),
            rest,
            f"All your notices, and how often you get them by email: {address}",
        )
        if part
    )


def _alike(shown: Sequence[Notice], reminders: Reminders) -> list[list[Notice]]:
    """Notices that read the same put together, such as three private actions that are due on one day."""
    groups: dict[tuple[str, str], list[Notice]] = {}
    for notice in shown:
        groups.setdefault((_title(notice, reminders), _words(notice, reminders)), []).append(notice)
    return list(groups.values())


def _entry(alike: Sequence[Notice], reminders: Reminders, address: str) -> str:
    """What notices say, how many say it, and the address of each: it opens the thing for those who may see it."""
    title, told = _title(alike[0], reminders), _words(alike[0], reminders)
    count = f" ({len(alike)})" if len(alike) > 1 else ""
    return "\n  ".join([f"- {title}{count}", told, *(f"{address}{each.pk}/" for each in alike)])


def _words(notice: Notice, reminders: Reminders) -> str:
    kind = "" if notice.private else f"{_kind(notice, reminders)}. "
    whose = f"{notice.force.name}. " if notice.force else ""
    rung = f" Escalated to: {notice.rung}." if notice.rung else ""
    words = f"{notice.words[:1].upper()}{notice.words[1:]}."
    return f"{kind}{whose}{words}{rung}"


def _title(notice: Notice, reminders: Reminders) -> str:
    """What is private keeps its title inside the product: the mail says only of what kind it is."""
    return _kind(notice, reminders) if notice.private else notice.title


def _kind(notice: Notice, reminders: Reminders) -> str:
    rule = reminders.by_clock.get(notice.kind)
    return rule.title if rule else notice.kind
