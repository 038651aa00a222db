"""The audit log: who did what, in a chain that shows any alteration."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from peelian.apps.accounts.models import User
from peelian.apps.audit import queries
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.models import AuditEvent, AuditHead
from peelian.apps.audit.queries import verify_audit_log
from peelian.apps.audit.services import LONGEST_TEXT, record_event, service
from peelian.rules.errors import InvalidValueError, RefusalError

pytestmark = pytest.mark.django_db
LOADER = SystemActor("tests")


def record(number: int) -> AuditEvent:
    return record_event(
        actor=LOADER, action="tests.act", summary=f"Act {number}.", details={"number": number}
    )


def alter(sql: str) -> None:
    """Change the log behind the triggers' back, as somebody with the database in hand could."""
    table = "audit_auditevent"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{table}_no_update"')
            cursor.execute(f'DROP TRIGGER "{table}_no_delete"')
        else:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        cursor.execute(sql)


def test_untouched_log_holds() -> None:
    for number in range(5):
        record(number)

    proof = verify_audit_log()

    assert (proof.holds, proof.events, proof.reason) == (True, 5, "")


def test_altered_row_is_named() -> None:
    for number in range(5):
        record(number)

    alter("UPDATE audit_auditevent SET summary = 'Something else.' WHERE sequence = 3")

    proof = verify_audit_log()
    assert (proof.holds, proof.broken_at, proof.reason) == (
        False,
        3,
        "The content of event 3 has been altered.",
    )


def test_missing_row_is_named() -> None:
    for number in range(5):
        record(number)

    alter("DELETE FROM audit_auditevent WHERE sequence = 2")

    assert verify_audit_log().broken_at == 2


def test_cut_end_is_named() -> None:
    for number in range(5):
        record(number)

    alter("DELETE FROM audit_auditevent WHERE sequence = 5")

    assert verify_audit_log().broken_at == 5


@pytest.mark.parametrize(
    "sql", ["UPDATE audit_auditevent SET summary = 'x'", "DELETE FROM audit_auditevent WHERE sequence = 1"]
)
def test_database_refuses_to_change_the_log(sql: str) -> None:
    record(1)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)

    assert verify_audit_log().holds


@pytest.mark.parametrize("name", ["", "   "])
def test_blank_actor_is_refused(name: str) -> None:
    class Nobody:
        audit_reference = name
        audit_label = name

    with pytest.raises(InvalidValueError):
        record_event(actor=Nobody(), action="tests.act", summary="Nobody acts.")

    assert AuditEvent.objects.count() == 0


def test_refusal_is_logged_and_nothing_changed() -> None:
    @service("tests.refuse")
    def refuse(*, actor: SystemActor) -> None:
        record(1)
        raise RefusalError("refused", "Not like this: try again tomorrow.")

    with pytest.raises(RefusalError):
        refuse(actor=LOADER)

    event = AuditEvent.objects.get()
    assert (event.outcome, event.action, event.summary) == (
        "refused",
        "tests.refuse",
        "Not like this: try again tomorrow.",
    )
    assert AuditHead.objects.get().sequence == 1


@pytest.mark.parametrize("given", ["{}", ["{}"], {"text": "{}"}, {"rows": [{"text": "{}"}]}])
def test_text_that_nobody_would_read_is_refused_by_every_service(given: Any) -> None:
    @service("tests.write")
    def write(*, actor: SystemActor, text: Any) -> None:
        record(1)

    def of(length: int) -> Any:
        return json.loads(json.dumps(given).replace("{}", "a" * length))

    write(actor=LOADER, text=of(LONGEST_TEXT))
    with pytest.raises(InvalidValueError) as refused:
        write(actor=LOADER, text=of(LONGEST_TEXT + 1))

    message = "This has 50,001 characters. Use at most 50,000."
    assert refused.value.details["findings"] == [{"field": "text", "value": "a" * 80, "message": message}]


@dataclass(frozen=True)
class Given:
    """What a service may be given in one piece."""

    title: str
    places: tuple[str, ...] = ()


def test_every_service_gets_texts_as_they_are_kept() -> None:
    got: dict[str, Any] = {}

    @service("tests.keep")
    def keep(
        *, actor: SystemActor, title: str, rows: list[dict[str, str]], given: Given, other: object
    ) -> None:
        got.update(title=title, rows=rows, given=given, other=other)

    other = ["as it was", Given("A title", ("here",))]
    keep(
        actor=LOADER,
        title="\u202e \u200b",
        rows=[{"text": "bell \x07"}],
        given=Given("\u200b", ("\u202eleft",)),
        other=other,
    )

    assert got == {"title": "", "rows": [{"text": "bell "}], "given": Given("", ("left",)), "other": other}
    assert got["other"] is other


def test_event_added_while_the_log_is_proved_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    record(1)
    hashing = queries.event_hash

    def hashing_while_others_write(event: AuditEvent) -> str:
        if AuditHead.objects.get(pk=1).sequence == 1:
            record(2)
        return hashing(event)

    monkeypatch.setattr(queries, "event_hash", hashing_while_others_write)

    assert verify_audit_log().holds


def test_chain_forged_to_its_end_differs_from_the_recorded_end() -> None:
    record(1)
    AuditHead.objects.update(hash="f" * 64)

    proof = verify_audit_log()

    assert (proof.broken_at, proof.reason) == (1, "Event 1 is not the one that was recorded as the last.")


def test_event_behind_the_recorded_end_is_named() -> None:
    record(1)
    first = AuditHead.objects.get(pk=1)
    record(2)
    AuditHead.objects.update(sequence=first.sequence, hash=first.hash)

    proof = verify_audit_log()

    assert (proof.broken_at, proof.reason) == (2, "Event 2 stands after the recorded end of the log.")


def test_label_of_the_longest_name_and_address_can_be_kept() -> None:
    longest = User(name="n" * 150, email="e" * 254)

    assert len(longest.audit_label) <= AuditEvent._meta.get_field("actor_label").max_length


def test_constraint_met_by_two_people_is_a_refusal() -> None:
    """What only the database can see, because both looked before either saved."""

    @service("tests.twice")
    def save_again(*, actor: SystemActor) -> None:
        event = AuditEvent.objects.get(sequence=1)
        event.save(force_insert=True)

    record(1)

    with pytest.raises(RefusalError, match="saved by somebody else"):
        save_again(actor=LOADER)

    assert AuditEvent.objects.get(sequence=2).outcome == "refused"
