"""The directory of a force as pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.directory import services
from peelian.apps.directory.models import DirectoryEntry, PartnerForum
from peelian.apps.directory.queries import entries_of
from peelian.apps.organisations.models import Role
from tests.apps.directory.world import entry, liaison_of, table
from tests.apps.world import (
    make_force,
    make_inspection,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)
from tests.interfaces.workspace.filling import send
from tests.interfaces.workspace.reading import day, links, main, rows, signed_in

pytestmark = pytest.mark.django_db


def at(name: str, *arguments: Any) -> str:
    return reverse(f"workspace:{name}", args=[getattr(each, "pk", each) for each in arguments])


def test_force_fills_its_directory_page_by_page() -> None:
    liaison, force = liaison_of()
    durham = make_force("durham")
    client, here = signed_in(liaison), at("partners", "cleveland")

    send(
        client, at("partner_entry_add", "cleveland"), name="NERSOU", group="regional-body/", area="North East"
    )
    send(client, at("partner_entry_add", "cleveland"), name="Coast School", group="community-group/school")
    body = DirectoryEntry.objects.get(name="NERSOU")
    send(client, at("partner_forum_add", "cleveland"), title="Crime board", members=[body.pk])
    send(
        client, at("partner_report_add", "cleveland"), recipient=body.pk, kind="organised-crime", what="Map",
        **day("sent_on", "2022-06-01"),
    )  # fmt: skip
    last = send(
        client, at("force_relation_add", "cleveland"), other=durham.pk, kind="collaboration", note="Dogs"
    )

    assert last.headers["Location"] == here
    page = client.get(here)
    assert rows(page, "groups") == [["Regional body", "1"], ["Community group: School", "1"]]
    assert rows(page, "entries") == [
        ["Coast School", "Community group: School", "–", "0"],
        ["NERSOU", "Regional body", "North East", "1"],
    ]
    assert rows(page, "forums") == [["Crime board", "1"]]
    assert rows(page, "relations") == [["Durham Constabulary", "Collaboration", "–", "Dogs"]]
    assert rows(page, "reports") == [["NERSOU", "Map", "Serious and organised crime", "1 June 2022"]]
    assert rows(client.get(f"{here}?kind=regional-body&group_type="), "entries")[0][0] == "NERSOU"
    assert len(rows(client.get(f"{here}?area=North East"), "entries")) == 1
    assert len(rows(client.get(f"{here}?area=Nowhere&kind=%00"), "entries")) == 2
    assert rows(client.get(at("partner_entry", body)), "forums") == [["Crime board"]]
    assert rows(client.get(at("partner_entry", body)), "reports") == [
        ["Map", "Serious and organised crime", "1 June 2022"]
    ]
    assert force.name in main(page)


def test_members_of_a_forum_are_chosen_anew() -> None:
    liaison, force = liaison_of()
    first, second = entry(liaison, force), entry(liaison, force, "GAIN coordinator")
    forum = services.found_partner_forum(actor=liaison, force=force, title="Board", members=[first])
    client = signed_in(liaison)

    send(client, at("partner_forum_members", forum), members=[first.pk, second.pk])

    assert [row[0] for row in rows(client.get(at("partner_forum", forum)), "members")] == [
        "GAIN coordinator",
        "NERSOU",
    ]


def test_refusal_keeps_what_was_typed() -> None:
    liaison, _ = liaison_of()

    answer = send(
        signed_in(liaison), at("partner_entry_add", "cleveland"), name="Trust", group="regional-body/",
        note="Write to a@trust.example",
    )  # fmt: skip

    assert "This looks like an email address." in main(answer)
    assert "Write to a@trust.example" in main(answer)


def test_those_who_read_find_it_and_change_nothing() -> None:
    liaison, force = liaison_of()
    make_inspection(force=force)
    forum = services.found_partner_forum(
        actor=liaison, force=force, title="Board", members=[entry(liaison, force)]
    )
    commissioner = signed_in(make_person(make_local_policing_body(force), Role.COMMISSIONER))
    inspector = signed_in(make_person(make_inspectorate(), Role.INSPECTOR))

    for client in (commissioner, inspector):
        assert client.get(at("directories")).headers["Location"] == at("partners", "cleveland")
        assert rows(client.get(at("partners", "cleveland")), "forums") == [["Board", "1"]]
        assert client.get(at("partner_forum", forum)).status_code == 200
        assert client.get(at("partner_entry_add", "cleveland")).status_code == 404
        assert client.get(at("partner_forum_members", forum)).status_code == 404
    assert at("partners", "cleveland") in links(commissioner.get(at("board", "cleveland")))
    assert at("partners", "cleveland") in links(signed_in(liaison).get(at("board", "cleveland")))


def test_strangers_find_nothing() -> None:
    liaison, force = liaison_of()
    body = entry(liaison, force)
    forum = services.found_partner_forum(actor=liaison, force=force, title="Board", members=[body])

    for user in (
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
        make_person(force, Role.CRIME_REGISTRAR),
    ):
        client = signed_in(user)
        for address in (
            at("partners", "cleveland"),
            at("partner_entry", body),
            at("partner_forum", forum),
            at("partner_forum_members", forum),
            at("partner_report_add", "cleveland"),
        ):
            assert client.get(address).status_code == 404


def test_page_takes_as_many_queries_for_many_as_for_few() -> None:
    liaison, force = liaison_of()
    client = signed_in(liaison)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(at("partners", "cleveland"))
        return len(queries)

    first = entry(liaison, force, area="Tees")
    services.found_partner_forum(actor=liaison, force=force, title="A", members=[first])
    counted()
    few = counted()
    services.import_entries(actor=liaison, force=force, rows=table(40), file="p.csv")
    for number in range(5):
        services.found_partner_forum(
            actor=liaison, force=force, title=f"B{number}", members=list(entries_of(force))
        )
        services.log_report(
            actor=liaison, recipient=first, kind="performance", what="X", sent_on=date(2022, 1, 1)
        )

    assert PartnerForum.objects.count() == 6
    assert counted() == few
