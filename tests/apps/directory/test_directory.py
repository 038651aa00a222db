"""The directory of a force: partners, bodies, forums, reports, relations, and who reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.directory import services
from peelian.apps.directory.models import DirectoryEntry, ForceRelation, PartnerForum, ReportSent
from peelian.apps.directory.policies import (
    can_keep_directory,
    can_read_directory,
    directories_kept_by,
    directories_readable_by,
)
from peelian.apps.directory.queries import (
    areas_of,
    entries_by_group_type,
    entries_of,
    forum_count,
    forums_of,
    relations_of,
    reports_of,
    reports_to,
)
from peelian.apps.organisations.models import Organisation, Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.directory.world import entry, liaison_of, table
from tests.apps.world import (
    make_force,
    make_inspection,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)

pytestmark = pytest.mark.django_db


def findings(act: Callable[[], object]) -> list[tuple[str, str]]:
    """Field and sentence of everything that a service refuses."""
    with pytest.raises(InvalidValueError) as refused:
        act()
    return [(each["field"], each["message"]) for each in refused.value.details["findings"]]


@pytest.mark.item("S-227")
def test_twenty_three_partners_are_loaded_and_sit_in_a_forum() -> None:
    liaison, force = liaison_of()

    result = services.import_entries(actor=liaison, force=force, rows=table(23), file="partners.csv")
    forum = services.found_partner_forum(
        actor=liaison, force=force, title="Safer area", members=list(entries_of(force))
    )

    assert (result.added, result.known, result.findings) == (23, 0, ())
    assert forum_count(forum) == 23
    assert [each.member_count for each in forums_of(force)] == [23]
    assert {each.title: each.count for each in entries_by_group_type(force)} == {
        "Statutory partner: Local authority": 2,
        "Statutory partner: Licensing": 4,
        "Statutory partner: Prison and probation": 2,
        "Statutory partner: Trading Standards": 4,
        "Statutory partner: Children's services": 2,
        "Statutory partner: Health": 4,
        "Non-statutory partner: Voluntary body": 5,
    }
    assert areas_of(force) == ["Coast", "Tees"]
    assert entries_of(force).filter(area="Coast").count() == 11


@pytest.mark.item("S-228")
@pytest.mark.parametrize("name", ["Regional organised crime unit", "NERSOU", "GAIN coordinator"])
def test_regional_body_sits_in_a_forum_and_receives_a_report(name: str) -> None:
    liaison, force = liaison_of()
    body = entry(liaison, force, name)

    forum = services.found_partner_forum(actor=liaison, force=force, title="Crime board", members=[body])
    sent = services.log_report(
        actor=liaison, recipient=body, kind="organised-crime", what="Map of groups", sent_on=date(2022, 6, 1)
    )

    assert [each.name for each in forum.members.all()] == [name]
    assert list(reports_to(body)) == [sent]


@pytest.mark.item("S-229")
def test_log_of_reports_to_the_national_crime_agency_stands_latest_first() -> None:
    liaison, force = liaison_of()
    agency = entry(liaison, force, "National Crime Agency", kind="national-body")
    other = entry(liaison, force)
    days = (date(2022, 6, 1), date(2022, 9, 1))

    for recipient, day in ((agency, days[0]), (agency, days[1]), (other, days[0])):
        services.log_report(
            actor=liaison, recipient=recipient, kind="organised-crime", what="Summary", sent_on=day
        )

    assert [(each.kind, each.sent_on) for each in reports_to(agency)] == [
        ("organised-crime", days[1]),
        ("organised-crime", days[0]),
    ]
    assert reports_of(force).count() == 3


@pytest.mark.item("S-230")
def test_relation_is_read_from_both_sides() -> None:
    liaison, cleveland = liaison_of()
    durham, kent = make_force("durham"), make_force("kent")
    for other, kind in (
        (durham, "collaboration"),
        (kent, "recruitment-competitor"),
        (durham, "regional-sharing"),
    ):
        services.record_relation(actor=liaison, force=cleveland, other=other, kind=kind)

    assert [(each.kind, each.other) for each in relations_of(cleveland)] == [
        ("collaboration", durham),
        ("recruitment-competitor", kent),
        ("regional-sharing", durham),
    ]
    assert [(each.kind, each.other) for each in relations_of(durham)] == [
        ("collaboration", cleveland),
        ("regional-sharing", cleveland),
    ]
    assert [(each.kind, each.other) for each in relations_of(kent)] == [("recruitment-competitor", cleveland)]


def test_relation_is_recorded_once_whichever_side_records_it() -> None:
    (first, cleveland), (second, durham) = liaison_of(), liaison_of("durham")
    services.record_relation(actor=first, force=cleveland, other=durham, kind="collaboration")

    again = findings(
        lambda: services.record_relation(actor=second, force=durham, other=cleveland, kind="collaboration")
    )

    assert again == [("kind", "This relation of Durham Constabulary and Cleveland Police stands already.")]
    turned = ForceRelation.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceRelation.objects.create(
            first=turned.second, second=turned.first, kind="regional-sharing", recorded_by=durham
        )


def test_relation_is_with_another_force_and_has_begun() -> None:
    liaison, force = liaison_of()
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert [
        field
        for field, _ in findings(
            lambda: services.record_relation(
                actor=liaison,
                force=force,
                other=force,
                kind="rivalry",
                since=tomorrow,
                note="Ask a@b.example",
            )
        )
    ] == ["kind", "other", "since", "note"]


@pytest.mark.item("S-231")
def test_communities_stand_under_their_group_type() -> None:
    liaison, force = liaison_of()
    types = ("school", "university", "refugee-group", "university")
    for number, group_type in enumerate(types):
        entry(liaison, force, f"Group {number}", kind="community-group", group_type=group_type)

    groups = [(each.group_type, each.title, each.count) for each in entries_by_group_type(force)]

    assert groups == [
        ("university", "Community group: University and its students", 2),
        ("refugee-group", "Community group: Refugee group", 1),
        ("school", "Community group: School", 1),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"name": " "}, ("name", "The organisation has no name.")),
        ({"name": "x" * 201}, ("name", "This has 201 characters. Use at most 200.")),
        (
            {"kind": "rival"},
            (
                "kind",
                "'rival' is no kind of organisation. Choose one of: partner-statutory, partner-non-statutory, "
                "regional-body, national-body, community-group.",
            ),
        ),
        (
            {"group_type": "school"},
            ("group_type", "A regional body has no group type. Leave it empty."),
        ),
        (
            {"kind": "community-group"},
            (
                "group_type",
                "'' is no group type of a community group. Choose one of: university, refugee-group, school, "
                "other-group.",
            ),
        ),
    ],
)
def test_entry_that_does_not_fit_is_refused_with_a_sentence(
    content: dict[str, str], expected: tuple[str, str]
) -> None:
    liaison, force = liaison_of()

    assert findings(lambda: entry(liaison, force, **content)) == [expected]
    assert AuditEvent.objects.get().outcome == AuditEvent.Outcome.REFUSED


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Write to jo.bloggs@council.example", "an email address"),
        ("Call 01642 326326", "a telephone number"),
        ("Call (01642) 32-63-26", "a telephone number"),
        ("Call +44 7700 900123", "a telephone number"),
    ],
)
@pytest.mark.parametrize("field", ["name", "note", "area"])
def test_no_way_to_reach_a_person_is_kept(field: str, text: str, what: str) -> None:
    liaison, force = liaison_of()

    found = findings(lambda: entry(liaison, force, **{field: text}))

    assert found == [
        (
            field,
            f"This looks like {what}. The directory holds organisations only, no way to reach a person: take it out.",
        )
    ]


@pytest.mark.parametrize(
    "text", ["Founded in 2014, 12 members", "Act of 1996, 10-20 Main Street", "Team @ Tees"]
)
def test_numbers_that_reach_nobody_are_kept(text: str) -> None:
    liaison, force = liaison_of()

    assert entry(liaison, force, note=text).note == text


def test_same_name_stands_once_in_an_area() -> None:
    liaison, force = liaison_of()
    entry(liaison, force, "Advice", area="Tees")

    elsewhere = entry(liaison, force, "Advice", area="Coast")
    again = findings(lambda: entry(liaison, force, " ADVICE", area="tees"))

    assert elsewhere.area == "Coast"
    assert again == [("name", "ADVICE is in the directory of Cleveland Police already.")]


def test_table_with_faults_brings_the_other_rows_in_and_nothing_twice() -> None:
    liaison, force = liaison_of()
    rows: list[dict[str | None, object]] = [
        *table(2),  # type: ignore[list-item]
        {"name": "", "kind": "rival", "group_type": "", "area": "", "note": "Ring 01642 326326"},
        {"name": "Agency", "kind": "national-body"},
        {"name": "Agency", "kind": "national-body", "group_type": None},
        {"name": "Trust", "kind": "regional-body", "group_type": "", "area": "", "note": "", None: ["x"]},
    ]

    first = services.import_entries(actor=liaison, force=force, rows=rows, file="p.csv")  # type: ignore[arg-type]
    again = services.import_entries(actor=liaison, force=force, rows=rows, file="p.csv")  # type: ignore[arg-type]

    assert first.words == "p.csv: 6 rows. 3 came in, 1 was here already, 2 have faults."
    assert [(each["row"], each["field"]) for each in first.findings] == [
        ("4", "name"), ("4", "note"), ("4", "kind"), ("7", "row"),
    ]  # fmt: skip
    assert (again.added, again.known, DirectoryEntry.objects.count()) == (0, 4, 3)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "p.csv has no rows. Its columns are name, kind, group_type, area, note."),
        (
            [{"name": "Agency", "telephone": "1"}],
            "p.csv has the columns name, telephone. Use name, kind, group_type, area, note; name and kind are needed.",
        ),
    ],
)
def test_table_without_its_columns_is_refused(rows: list[dict[str, str | None]], message: str) -> None:
    liaison, force = liaison_of()

    found = findings(lambda: services.import_entries(actor=liaison, force=force, rows=rows, file="p.csv"))

    assert found == [("file", message)]


def test_forum_has_members_of_its_own_force_and_one_name() -> None:
    (liaison, force), (other, durham) = liaison_of(), liaison_of("durham")
    own, strange = entry(liaison, force), entry(other, durham, "Stranger")
    forum = services.found_partner_forum(actor=liaison, force=force, title="Board", members=[own])

    again = findings(
        lambda: services.found_partner_forum(actor=liaison, force=force, title="board", members=[])
    )
    mixed = findings(lambda: services.choose_members(actor=liaison, forum=forum, members=[own, strange]))

    assert again == [
        ("title", "Cleveland Police has a forum with partners of this name already."),
        ("members", "Nobody sits in this forum. Choose at least one organisation."),
    ]
    assert mixed == [("members", "Stranger is not in the directory of Cleveland Police. Add it there first.")]
    assert forum_count(forum) == 1


def test_report_of_a_day_to_come_or_of_no_kind_is_refused() -> None:
    liaison, force = liaison_of()
    body = entry(liaison, force)
    tomorrow = timezone.localdate() + timedelta(days=1)

    found = findings(
        lambda: services.log_report(actor=liaison, recipient=body, kind="gossip", what=" ", sent_on=tomorrow)
    )

    assert [field for field, _ in found] == ["what", "kind", "sent_on"]
    assert found[2][1].endswith("is still to come. Log a report on the day it is sent or later.")
    assert ReportSent.objects.count() == 0


@pytest.mark.parametrize("role", [Role.FORCE_LIAISON, Role.STRATEGIC_OWNER, Role.CHIEF_OFFICER])
def test_those_who_work_for_the_force_keep_its_directory(role: Role) -> None:
    force = make_force()
    keeper = make_person(force, role)

    added = entry(keeper, force)

    assert AuditEvent.objects.get().summary == "Added to the directory: NERSOU"
    assert AuditEvent.objects.get().organisation == str(force.pk)
    assert (added.tenant, can_keep_directory(keeper, force)) == (force, True)


def strangers(force: Organisation) -> list[User]:
    durham = make_force("durham")
    return [
        make_person(force, Role.CRIME_REGISTRAR),
        make_person(force, Role.ADMINISTRATOR),
        make_person(durham, Role.FORCE_LIAISON),
        make_person(make_local_policing_body(durham), Role.COMMISSIONER),
        make_person(make_inspectorate("other-inspectorate"), Role.LEAD_INSPECTOR),
        make_person(make_inspectorate(), Role.ADMINISTRATOR),
        make_person(),
    ]


def readers(force: Organisation) -> list[User]:
    body = make_local_policing_body(force)
    return [
        make_person(force, Role.STRATEGIC_OWNER),
        make_person(body, Role.COMMISSIONER),
        make_person(body, Role.COMMISSIONERS_OFFICER),
        make_person(make_inspectorate(), Role.ANALYST),
    ]


def test_force_its_overseer_and_its_inspectorate_read_the_directory_and_nobody_else() -> None:
    liaison, force = liaison_of()
    kent = make_force("kent")
    make_inspection(force=force)
    body = entry(liaison, force)
    services.found_partner_forum(actor=liaison, force=force, title="Board", members=[body])
    services.log_report(
        actor=liaison, recipient=body, kind="organised-crime", what="Map", sent_on=date(2022, 6, 1)
    )
    services.record_relation(actor=liaison, force=force, other=kent, kind="collaboration")
    kept = (DirectoryEntry, PartnerForum, ReportSent, ForceRelation)

    def seen(user: User) -> list[int]:
        return [model.objects.visible_to(user).count() for model in kept]

    assert [seen(each) for each in readers(force)] == [[1, 1, 1, 1]] * 4
    assert [seen(each) for each in strangers(force)] == [[0, 0, 0, 0]] * 7
    assert [model.objects.visible_to(AnonymousUser()).count() for model in kept] == [0, 0, 0, 0]
    assert seen(make_person(kent, Role.CHIEF_OFFICER)) == [0, 0, 0, 1]


def test_policies_agree_of_one_force_and_of_the_list() -> None:
    force = make_force()
    make_inspection(force=force)

    for user in [*readers(force), *strangers(force)]:
        assert (force in directories_readable_by(user)) == can_read_directory(user, force)
        assert (force in directories_kept_by(user)) == can_keep_directory(user, force)
    assert [can_keep_directory(each, force) for each in readers(force)] == [True, False, False, False]


def test_only_those_who_keep_it_change_anything() -> None:
    liaison, force = liaison_of()
    body = entry(liaison, force)
    forum = services.found_partner_forum(actor=liaison, force=force, title="Board", members=[body])
    day, durham = date(2022, 6, 1), make_force("durham")
    make_inspection(force=force)
    outsiders = [*strangers(force), *readers(force)[1:]]

    for user in outsiders:
        for act in (
            lambda user=user: entry(user, force, "Other"),
            lambda user=user: services.import_entries(actor=user, force=force, rows=table(1), file="p.csv"),
            lambda user=user: services.found_partner_forum(
                actor=user, force=force, title="X", members=[body]
            ),
            lambda user=user: services.choose_members(actor=user, forum=forum, members=[body]),
            lambda user=user: services.log_report(
                actor=user, recipient=body, kind="organised-crime", what="Map", sent_on=day
            ),
            lambda user=user: services.record_relation(
                actor=user, force=force, other=durham, kind="collaboration"
            ),
        ):
            with pytest.raises(NotPermittedError):
                act()

    assert (DirectoryEntry.objects.count(), ReportSent.objects.count(), ForceRelation.objects.count()) == (
        1,
        0,
        0,
    )


def test_body_that_is_no_force_keeps_no_directory() -> None:
    inspectorate = make_inspectorate()
    inspector = make_person(inspectorate, Role.INSPECTOR)

    with pytest.raises(RefusalError) as refused:
        entry(inspector, inspectorate)

    assert refused.value.message == (
        "The inspectorate is no police force. Only forces keep a directory; choose a force."
    )


def test_reading_takes_as_many_queries_for_many_as_for_few() -> None:
    liaison, force = liaison_of()

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            list(entries_of(force)), entries_by_group_type(force), list(forums_of(force))
            [each.recipient.name for each in reports_of(force)], relations_of(force)
        return len(queries)

    entry(liaison, force)
    few = counted()
    services.import_entries(actor=liaison, force=force, rows=table(30), file="p.csv")
    everybody = list(entries_of(force))
    for number in range(4):
        services.found_partner_forum(actor=liaison, force=force, title=f"F{number}", members=everybody)
    for each in everybody:
        services.log_report(
            actor=liaison, recipient=each, kind="performance", what="X", sent_on=date(2022, 1, 1)
        )
    for slug in ("durham", "kent", "essex"):
        services.record_relation(actor=liaison, force=force, other=make_force(slug), kind="collaboration")

    assert (few, counted()) == (5, 5)
