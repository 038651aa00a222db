"""Sending a return, mending it, and signing it off; nobody outside the force sees what is not signed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import DatabaseError, transaction

from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import Role
from peelian.apps.returns.models import Return, SignOff
from peelian.apps.returns.queries import burden, collection_status, standing_return
from peelian.apps.returns.services import (
    mark_unable,
    open_return_file,
    record_reply,
    sign_off_return,
    upload_return,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from tests.apps.returns.made import (
    GOOD,
    HEADER,
    OPENED,
    analyst,
    chief,
    closed,
    liaison,
    opened,
    reply_of,
    sent,
    signed,
)
from tests.apps.world import make_force, make_person
from tests.records.returned.test_grid import ods

pytestmark = pytest.mark.django_db

FIVE_FAULTS = f"""{HEADER}
cleveland,2022-03,officers,nine hundred,500,1400,4.5
cleveland,2022-03,civilians,300,600,900,
cleveland,2062-03,staff,300,600,900,
cleveland,2022-02,officers,-5,505,500,
durham,2022-02,staff,300,600,900,
"""


@pytest.fixture(autouse=True)
def uploads(settings: object, tmp_path: object) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


def test_return_is_kept_with_its_rows() -> None:
    version = sent(opened("cleveland"))

    assert (version.number, version.row_count, version.fault_count, version.changes) == (1, 2, 0, [])
    assert version.rows[1] == {
        "force": "cleveland", "month": "2022-03", "grade": "staff", "men": "300", "women": "600",
        "everybody": "900", "vacancy_rate": None,
    }  # fmt: skip


def test_every_fault_is_told_at_once_and_nothing_is_signed_off_with_one() -> None:
    make_force("durham")
    version = sent(opened("cleveland"), FIVE_FAULTS)

    with pytest.raises(RefusalError) as refusal:
        signed(version)

    assert [(each["row"], each["column"], each["rule"]) for each in version.findings] == [
        (2, "men", "whole"),
        (3, "grade", "code"),
        (4, "month", "outside-period"),
        (5, "men", "minimum"),
        (6, "force", "other-force"),
    ]
    assert refusal.value.message == "Version 1 has 5 faults. Mend them and send it again first."


def test_mended_return_is_the_next_version_with_what_changed() -> None:
    collection = opened("cleveland")
    sent(collection, GOOD.replace("900,500,1400", "900,501,1401"))

    mended = sent(collection)

    assert (mended.number, mended.change_count) == (2, 2)
    assert mended.changes == [
        {"row": "2022-03 / officers", "column": "women", "before": "501", "after": "500"},
        {"row": "2022-03 / officers", "column": "everybody", "before": "1401", "after": "1400"},
    ]


def test_same_file_is_not_a_new_version() -> None:
    collection = opened("cleveland")
    sent(collection)

    with pytest.raises(RefusalError) as refusal:
        sent(collection)

    assert refusal.value.message == "'return.csv' is the same file as version 1. Send the mended one."


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        (
            "return.pdf",
            b"%PDF-1.7",
            "'return.pdf' was not attached: its kind is not allowed. Attach CSV, XLSX or ODS.",
        ),
        (
            "return.xlsx",
            b"MZ\x90\x00 a program",
            "'return.xlsx' was not attached: its name says an Excel workbook",
        ),
        ("return.csv", b"", "'return.csv' was not attached: it is empty."),
    ],
)
def test_file_that_is_no_table_is_refused_and_not_kept(name: str, data: bytes, told: str) -> None:
    collection = opened("cleveland")

    with pytest.raises(InvalidValueError) as refusal:
        upload_return(
            actor=liaison(), reply=reply_of(collection, "cleveland"), name=name, content=ContentFile(data)
        )

    assert refusal.value.message.startswith(told)
    assert Return.objects.count() == 0


@pytest.mark.item("S-054")
def test_force_does_not_send_the_return_of_another_force() -> None:
    collection = opened("cleveland", "durham")

    with pytest.raises(NotPermittedError):
        upload_return(
            actor=liaison("durham"),
            reply=reply_of(collection, "cleveland"),
            name="return.csv",
            content=ContentFile(GOOD.encode()),
        )

    refused = AuditEvent.objects.get(action="returns.upload_return")
    assert (refused.outcome, Return.objects.count()) == ("refused", 0)


def test_unsigned_return_is_the_forces_own() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)
    watchers = [analyst(), liaison("durham"), chief("durham")]
    before = [Return.objects.visible_to(user).count() for user in watchers]

    signed(version)

    assert before == [0, 0, 0]
    assert [Return.objects.visible_to(user).count() for user in watchers] == [1, 0, 0]
    assert Return.objects.visible_to(liaison()).count() == 1


def test_sign_off_is_the_answer_of_the_force() -> None:
    collection = opened("cleveland", "durham")
    version = sent(collection)

    made = signed(version, "3.5")

    assert (made.office, made.round) == ("Chief officer", 0)
    assert reply_of(collection, "cleveland").state == "answered"
    assert collection_status(analyst(), collection).words() == "1 of 2 replied, 1 not yet"


@pytest.mark.parametrize("role", [Role.FORCE_LIAISON, Role.ADMINISTRATOR])
def test_only_a_chief_officer_or_strategic_owner_signs_off(role: Role) -> None:
    version = sent(opened("cleveland"))

    with pytest.raises(NotPermittedError):
        sign_off_return(actor=make_person(make_force(), role), version=version, hours=Decimal(1))

    assert SignOff.objects.count() == 0


def test_older_version_is_not_signed_off() -> None:
    collection = opened("cleveland")
    first = sent(collection)
    sent(collection, GOOD.replace("4.5", "4.6"))

    with pytest.raises(RefusalError) as refusal:
        signed(first)

    assert refusal.value.message == (
        "Version 1 is not the latest: version 2 was sent since. Look at it before you sign it off."
    )


def test_version_that_was_signed_stands_until_the_next_is_signed() -> None:
    collection = opened("cleveland")
    first = sent(collection)
    signed(first)
    second = sent(collection, GOOD.replace("4.5", "4.6"))
    reply = reply_of(collection, "cleveland")
    before = standing_return(reply)

    signed(second)

    assert (before, standing_return(reply)) == (first, second)


def test_hours_that_forces_told_are_added_up() -> None:
    collection = opened("cleveland", "durham")
    signed(sent(collection), "3.5")
    signed(sent(collection, force="durham"), "6")

    cost = burden(collection)

    assert (cost.estimate, cost.told, cost.forces) == (Decimal(12), Decimal("9.5"), 2)


def test_collection_with_a_template_is_not_answered_by_a_note() -> None:
    collection = opened("cleveland")

    with pytest.raises(RefusalError):
        record_reply(actor=analyst(), reply=reply_of(collection, "cleveland"), answered_on=OPENED)


def test_reason_of_a_force_that_is_unable_is_never_replaced_unseen() -> None:
    collection = opened("cleveland")
    seen = reply_of(collection, "cleveland")
    mark_unable(actor=liaison(), reply=seen, reason="The system was moved.", expected_version=1)

    with pytest.raises(StaleEditError):
        mark_unable(actor=analyst(), reply=seen, reason="No answer came.", expected_version=1)
    mark_unable(actor=analyst(), reply=seen, reason="No answer came.", expected_version=2)

    reply = reply_of(collection, "cleveland")
    reasons = list(reply.history.order_by("history_id").values_list("reason", flat=True))
    assert (reply.reason, reasons) == ("No answer came.", ["The system was moved.", "No answer came."])


def test_opening_the_file_of_a_return_is_logged() -> None:
    version = sent(opened("cleveland"))

    with open_return_file(actor=liaison(), version=version) as file:
        content = file.read()
    with pytest.raises(NotPermittedError):
        open_return_file(actor=analyst(), version=version)

    assert content == GOOD.encode()
    outcomes = AuditEvent.objects.filter(action="returns.open_return_file").values_list("outcome", flat=True)
    assert list(outcomes) == ["read", "refused"]


def test_versions_and_sign_offs_are_never_changed() -> None:
    made = signed(sent(opened("cleveland")))

    for model in (Return, SignOff):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Return.objects.filter(pk=made.version_id).update(row_count=0)


def test_nothing_is_sent_or_signed_once_the_collection_is_closed() -> None:
    collection = closed("cleveland")

    with pytest.raises(NotPermittedError):
        sent(collection, GOOD.replace("4.5", "4.6"))
    with pytest.raises(NotPermittedError):
        signed(Return.objects.get())


def test_sheet_that_repeats_its_cells_without_end_is_refused_before_it_is_opened() -> None:
    collection = opened("cleveland")
    bomb = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
        'table:number-columns-repeated="1000"><text:p>x</text:p></table:table-cell></table:table-row>'
    )

    with pytest.raises(InvalidValueError) as refusal:
        upload_return(
            actor=liaison(),
            reply=reply_of(collection, "cleveland"),
            name="return.ods",
            content=ContentFile(ods([["month"]], bomb)),
        )

    assert "its sheet reaches over more than 20,000,000 cells." in refusal.value.message


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_file_in_another_encoding_is_read_and_kept_as_it_was_sent(encoding: str) -> None:
    collection = opened("cleveland")
    data = GOOD.replace(",", ";").replace("900;500;1400", "1,900;500;2,400").encode(encoding)

    version = upload_return(
        actor=liaison(),
        reply=reply_of(collection, "cleveland"),
        name="return.csv",
        content=ContentFile(data),
    )

    with version.file.open("rb") as kept:
        assert kept.read() == data
    assert (version.fault_count, version.rows[0]["men"], version.size_bytes) == (0, "1900", len(data))
    rules = [each["rule"] for each in version.findings]
    wide = ["other-encoding"] if encoding == "utf-16" else []
    assert rules == [*wide, "other-delimiter", "thousands-comma", "thousands-comma"]
