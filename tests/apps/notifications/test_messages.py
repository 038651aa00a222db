"""What goes out by e-mail, how often, and that it goes out once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from peelian.apps.audit.models import AuditEvent
from peelian.apps.notifications import services
from peelian.apps.notifications.models import Notice, NoticeMessage
from peelian.apps.returns.models import Collection, CollectionReply
from peelian.rules.errors import InvalidValueError
from tests.apps.notifications.mail_server import MailServer, free_port, mail_server
from tests.apps.notifications.world import ADDRESS, DUE, make_item, people, tick
from tests.apps.world import make_force, make_inspectorate

pytestmark = pytest.mark.django_db
FRIDAY = DUE
MONDAY = DUE + timedelta(days=3)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        use(settings, running.port)
        yield running


def use(settings: Any, port: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port


def late_items(owner: Any, count: int) -> None:
    for number in range(count):
        make_item(owner=owner, title=f"Item {number:03}")


def test_digest_of_a_day_holds_everything_new_once() -> None:
    owner = people().owner
    late_items(owner, 3)

    tick(FRIDAY)
    tick(FRIDAY)

    (message,) = [each for each in mail.outbox if each.to == [owner.email]]
    assert message.subject == "3 notices of what is due"
    assert re.findall(r"Item \d{3}", str(message.body)) == ["Item 000", "Item 001", "Item 002"]
    assert str(message.body).endswith(f"All your notices, and how often you get them by email: {ADDRESS}")


def test_entry_of_a_message_says_of_what_kind_it_is_whose_it_is_and_whom_it_has_reached() -> None:
    owner = people().owner
    make_item(owner=owner)

    tick(MONDAY)

    (message,) = [each for each in mail.outbox if each.to == [owner.email]]
    notice = Notice.objects.get(person=owner)
    assert str(message.body).split("\n\n")[:2] == [
        "Olive Owner,",
        "- Manage risk\n  Open item. Cleveland Police. 3 days overdue: was due on 9 June 2017. Escalated to: Owner."
        f"\n  {ADDRESS}{notice.pk}/",
    ]


def test_notices_that_read_the_same_stand_together_each_with_its_address() -> None:
    owner = people().owner
    for _ in range(3):
        make_item(owner=owner)

    tick(FRIDAY)

    (message,) = [each for each in mail.outbox if each.to == [owner.email]]
    entry = str(message.body).split("\n\n")[1].split("\n")
    assert entry[:2] == ["- Manage risk (3)", "  Open item. Cleveland Police. Due today, 9 June 2017."]
    addresses = {f"  {ADDRESS}{each.pk}/" for each in Notice.objects.filter(person=owner)}
    assert (set(entry[2:]), len(addresses)) == (addresses, 3)


def test_tick_that_sends_nothing_says_how_many_messages_wait() -> None:
    make_item(owner=people().owner)

    left = tick(FRIDAY, send=False)
    sent = tick(FRIDAY)

    assert (left.sent, left.waiting) == (0, left.messages)
    assert (sent.sent, sent.waiting) == (left.waiting, 0)


def test_what_comes_up_after_the_digest_of_a_day_stands_in_the_next() -> None:
    owner = people().owner
    make_item(owner=owner, title="First")
    tick(FRIDAY)
    make_item(owner=owner, title="Second")

    tick(FRIDAY)
    assert len([each for each in mail.outbox if each.to == [owner.email]]) == 1
    tick(FRIDAY + timedelta(days=1))

    first, second = [each for each in mail.outbox if each.to == [owner.email]]
    assert first.subject == "First: due today, 9 June 2017"
    assert second.subject == "Second: due today, 9 June 2017"


def test_weekly_digest_comes_with_the_first_tick_of_the_week() -> None:
    owner = people().owner
    services.choose_delivery(actor=owner, delivery="weekly")
    make_item(owner=owner, title="First")
    tick(FRIDAY)
    make_item(owner=owner, title="Second")

    tick(FRIDAY + timedelta(days=1))
    before = len([each for each in mail.outbox if each.to == [owner.email]])
    tick(MONDAY + timedelta(days=2))  # nobody ticked on Monday

    sent = [each for each in mail.outbox if each.to == [owner.email]]
    assert (before, len(sent)) == (1, 2)


def test_who_wants_them_at_once_gets_each_with_its_tick() -> None:
    owner = people().owner
    services.choose_delivery(actor=owner, delivery="at-once")
    make_item(owner=owner, title="First")
    tick(FRIDAY)
    make_item(owner=owner, title="Second")

    tick(FRIDAY)

    sent = [str(each.subject) for each in mail.outbox if each.to == [owner.email]]
    assert sent == ["First: due today, 9 June 2017", "Second: due today, 9 June 2017"]


def test_who_wants_none_finds_them_in_the_product_alone() -> None:
    owner = people().owner
    make_item(owner=owner)
    tick(FRIDAY, send=False)
    services.choose_delivery(actor=owner, delivery="none")
    make_item(owner=owner, title="Second")

    tick(FRIDAY)

    assert Notice.objects.filter(person=owner).count() == 2
    assert Notice.objects.filter(person=owner, message__isnull=True).count() == 1


def test_choice_that_is_none_is_refused_and_another_told_to_the_log() -> None:
    owner = people().owner

    with pytest.raises(InvalidValueError) as refusal:
        services.choose_delivery(actor=owner, delivery="hourly")
    services.choose_delivery(actor=owner, delivery="weekly")

    assert refusal.value.message == "'hourly' is no choice. Choose one of: at-once, daily, weekly, none."
    assert list(AuditEvent.objects.order_by("sequence").values_list("action", "outcome")) == [
        ("notifications.choose_delivery", "refused"),
        ("notifications.choose_delivery", "done"),
    ]


def test_title_of_what_is_private_stays_inside() -> None:
    liaison = people().liaison
    collection = Collection.objects.create(
        inspectorate=make_inspectorate(),
        slug="secret",
        title="Vacancies behind the scenes",
        state="open",
        period="year",
        requested_on=date(2017, 1, 1),
        opened_on=date(2017, 1, 1),
        closes_on=FRIDAY,
    )
    CollectionReply.objects.create(collection=collection, force=make_force())

    tick(FRIDAY)

    (message,) = [each for each in mail.outbox if each.to == [liaison.email]]
    assert message.subject == "Data return: due today, 9 June 2017"
    assert "Vacancies" not in str(message.body)
    assert Notice.objects.get(person=liaison).title == "Vacancies behind the scenes"


def test_long_digest_shows_fifty_and_counts_the_rest() -> None:
    owner = people().owner
    late_items(owner, 52)

    tick(FRIDAY)

    (message,) = [each for each in mail.outbox if each.to == [owner.email]]
    assert len(re.findall(r"Item \d{3}", str(message.body))) == 50
    assert "And 2 more." in str(message.body)
    assert Notice.objects.filter(person=owner, message__isnull=True).count() == 0


def test_who_leaves_is_sent_nothing_more() -> None:
    all_of_them = people()
    owner, liaison = all_of_them.owner, all_of_them.liaison
    make_item(owner=owner)
    services.write_notices(FRIDAY)
    owner.memberships.all().delete()

    tick(FRIDAY)
    liaison.is_active = False
    liaison.save()
    make_item(title="Second")
    tick(FRIDAY + timedelta(days=1))

    assert [each.to for each in mail.outbox] == [[liaison.email]]
    assert Notice.objects.get(person=owner).by_mail is False


def test_message_to_an_account_closed_meanwhile_is_withdrawn() -> None:
    owner = people().owner
    make_item(owner=owner)
    tick(FRIDAY, send=False)
    owner.is_active = False
    owner.save()

    tick(FRIDAY)

    assert NoticeMessage.objects.get(person=owner).state == "withdrawn"


def test_mail_server_that_is_down_loses_nothing_and_gets_each_once(settings: Any) -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    port = free_port()
    use(settings, port)

    down = tick(FRIDAY)
    again = tick(FRIDAY)
    with mail_server(port) as server:
        up = tick(FRIDAY)
        after = tick(FRIDAY)

    assert [(each.sent, each.waiting) for each in (down, again, up, after)] == [
        (0, 2),
        (0, 2),
        (2, 0),
        (0, 0),
    ]
    assert down.problem.startswith("The mail server could not be used: ")
    assert down.notices == 2
    assert sorted(str(message["To"]) for message in server.taken) == sorted(
        [all_of_them.owner.email, all_of_them.liaison.email]
    )


def test_address_that_the_server_refuses_hinders_nobody_and_is_given_up(
    server: MailServer, settings: Any
) -> None:
    all_of_them = people()
    make_item(owner=all_of_them.owner)
    server.refused = {all_of_them.owner.email: 550}

    results = [tick(FRIDAY) for _ in range(7)]

    assert [each.refused for each in results] == [1, 1, 1, 1, 1, 0, 0]
    assert len(server.to(all_of_them.liaison.email)) == 1
    message = NoticeMessage.objects.get(person=all_of_them.owner)
    assert (message.state, message.refusals) == ("given-up", 5)
    assert "550" in message.problem


def test_passing_refusal_is_tried_until_it_passes(server: MailServer) -> None:
    owner = people().owner
    make_item(owner=owner)
    server.refused = {owner.email: 451}
    for _ in range(8):
        tick(FRIDAY)
    server.refused = {}

    tick(FRIDAY)
    tick(FRIDAY)

    assert len(server.to(owner.email)) == 1


def test_message_carries_its_own_identifier_and_says_that_nobody_wrote_it(server: MailServer) -> None:
    owner = people().owner
    make_item(owner=owner)

    tick(FRIDAY)

    (message,) = server.to(owner.email)
    assert message["Message-ID"] == NoticeMessage.objects.get(person=owner).message_id
    assert message["Auto-Submitted"] == "auto-generated"


def test_tick_tells_the_log_what_it_did_and_an_idle_one_says_nothing() -> None:
    make_item(owner=people().owner)
    tick(FRIDAY)
    tick(FRIDAY)

    (event,) = AuditEvent.objects.filter(action="notifications.tick")
    assert event.actor_reference == "system:tick"
    assert (event.details["notices"], event.details["sent"]) == (2, 2)
