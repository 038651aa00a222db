"""The directory of a force: its partners, forums, other forces and reports sent."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.directory.models import DirectoryEntry, ReportSent
from peelian.apps.directory.policies import can_keep_directory, directories_readable_by
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
from peelian.apps.frameworks.queries import regime
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.places import Button, Cell, Table, address
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.partners.frame import (
    directory_page,
    readable_force,
    visible_entry,
    visible_forum,
)
from peelian.rules.periods import day_words

LATEST = 50
ENTRY_COLUMNS = ("Organisation", "Group", "Area", "Forums")


@workspace_page
def directories(request: HttpRequest) -> HttpResponse:
    """The directories that the person may read; the only one opens at once."""
    forces = list(directories_readable_by(person(request)))
    if len(forces) == 1:
        return redirect("workspace:partners", forces[0].slug)
    rows: list[list[Cell]] = [
        [{"text": each.name, "href": address("partners", each.slug)}] for each in forces
    ]
    empty = "You work for no force, oversee none, and your inspectorate inspects none."
    crumbs = {"items": [{"text": "Your work", "href": address("home")}, {"text": "Partners"}]}
    table = Table("directories", "Directories that you may read", ("Force",), rows, empty)
    return page(
        request, "acting/place.html", {"heading": "Partners of forces", "crumbs": crumbs, "tables": [table]}
    )


@workspace_page
def partners(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything in the directory of a force; its organisations may be narrowed to one group or area."""
    force = readable_force(request, slug)
    keeps, areas = can_keep_directory(person(request), force), areas_of(force)
    return directory_page(
        request,
        force,
        "Partners",
        crumbs={"items": [{"text": "Your work", "href": address("home")}, {"text": "Partners"}]},
        words="Organisations and groups with which the force works. No person is named here.",
        buttons=_buttons(force) if keeps else [],
        tables=[
            _groups(force, areas),
            _organisations(request, force, areas),
            _forums(force),
            _relations(force),
            _log(force),
        ],
    )


@workspace_page
def partner_entry(request: HttpRequest, entry_id: uuid.UUID) -> HttpResponse:
    """One organisation: where it sits, and what was sent to it."""
    entry = visible_entry(request, entry_id)
    listed = one_page(request, reports_to(entry))
    forums: list[list[Cell]] = [
        [{"text": each.title, "href": address("partner_forum", each.pk)}] for each in entry.forums.all()
    ]
    return directory_page(
        request,
        entry.force,
        entry.name,
        facts=[
            ("Group", regime().directory.words(entry.kind, entry.group_type)),
            ("Area", entry.area or "Not given"),
            ("Note", entry.note or "None"),
        ],
        tables=[
            Table("forums", "Forums in which it sits", ("Forum",), forums),
            Table(
                "reports",
                "Reports sent to it, latest first",
                ("What was sent", "Kind", "Day"),
                [_report(each)[1:] for each in listed],
                "Nothing is logged.",
                [],
                listed,
            ),
        ],
    )


@workspace_page
def partner_forum(request: HttpRequest, partner_forum_id: uuid.UUID) -> HttpResponse:
    """One forum with its members."""
    forum = visible_forum(request, partner_forum_id)
    members = entries_of(forum.force).filter(pk__in=forum.members.values("pk"))
    listed = one_page(request, members)
    keeps = can_keep_directory(person(request), forum.force)
    return directory_page(
        request,
        forum.force,
        forum.title,
        facts=[("Members", str(forum_count(forum)))],
        buttons=[Button("Choose members", address("partner_forum_members", forum.pk))] if keeps else [],
        tables=[Table("members", "Members", ENTRY_COLUMNS, _entry_rows(listed), "None.", [], listed)],
    )


def _buttons(force: Organisation) -> list[Button]:
    return [
        Button("Add an organisation", address("partner_entry_add", force.slug)),
        Button("Set up a forum", address("partner_forum_add", force.slug)),
        Button("Log a report", address("partner_report_add", force.slug)),
        Button("Record a relation with a force", address("force_relation_add", force.slug)),
    ]


def _groups(force: Organisation, areas: list[str]) -> Table:
    here = address("partners", force.slug)
    rows: list[list[Cell]] = [
        [
            {
                "text": each.title,
                "href": f"{here}?{urlencode({'kind': each.kind, 'group_type': each.group_type})}",
            },
            {"text": str(each.count)},
        ]
        for each in entries_by_group_type(force)
    ]
    links = [(f"Area: {each}", f"{here}?{urlencode({'area': each})}") for each in areas]
    return Table("groups", "By group", ("Group", "Organisations"), rows, "The directory is empty.", links)


def _organisations(request: HttpRequest, force: Organisation, areas: list[str]) -> Table:
    directory = regime().directory
    known: dict[str, list[str]] = {
        "kind": list(directory.by_kind),
        "group_type": list(directory.by_group_type),
        "area": areas,
    }
    asked = {name: request.GET[name] for name in known if request.GET.get(name) in known[name]}
    listed = one_page(request, entries_of(force).filter(**asked))
    caption = "Organisations in " + _chosen(asked) if asked else "All organisations"
    links = [("All organisations", address("partners", force.slug))] if asked else []
    return Table("entries", caption, ENTRY_COLUMNS, _entry_rows(listed), "None.", links, listed)


def _chosen(asked: dict[str, str]) -> str:
    """The group or area that was asked for, in words."""
    group = regime().directory.words(asked.get("kind", ""), asked.get("group_type", ""))
    return ", ".join(filter(None, (group, asked.get("area"))))


def _entry_rows(listed: Page[DirectoryEntry]) -> list[list[Cell]]:
    directory = regime().directory
    return [
        [
            {"text": each.name, "href": address("partner_entry", each.pk)},
            {"text": directory.words(each.kind, each.group_type)},
            {"text": each.area or "–"},
            {"text": str(each.forum_count)},  # type: ignore[attr-defined]
        ]
        for each in listed
    ]


def _forums(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.title, "href": address("partner_forum", each.pk)},
            {"text": str(each.member_count)},  # type: ignore[attr-defined]
        ]
        for each in forums_of(force)
    ]
    return Table("forums", "Forums with partners", ("Forum", "Members"), rows, "No forum is set up.")


def _relations(force: Organisation) -> Table:
    rows: list[list[Cell]] = [
        [
            {"text": each.other.name},
            {"text": each.title},
            {"text": day_words(each.since) if each.since else "–"},
            {"text": each.note or "–"},
        ]
        for each in relations_of(force)
    ]
    columns = ("Force", "Relation", "Since", "Note")
    return Table("relations", "Other forces", columns, rows, "No relation is recorded.")


def _log(force: Organisation) -> Table:
    rows = [_report(each) for each in reports_of(force)[:LATEST]]
    return Table(
        "reports",
        f"Reports sent, the latest {LATEST}",
        ("To", "What was sent", "Kind", "Day"),
        rows,
        "Nothing is logged.",
    )


def _report(sent: ReportSent) -> list[Cell]:
    known = regime().directory.by_report_kind.get(sent.kind)
    return [
        {"text": sent.recipient.name, "href": address("partner_entry", sent.recipient_id)},
        {"text": sent.what},
        {"text": known.title if known else sent.kind},
        {"text": day_words(sent.sent_on)},
    ]
