"""What the workspace API tells of the directories of forces, and what it takes."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

from peelian.apps.directory.models import DirectoryEntry, PartnerForum, ReportSent
from peelian.apps.directory.queries import Relation, forum_count
from peelian.interfaces.api.workspace.bodies import Body, Line, Name

Area = Annotated[str, Field(max_length=120)]
Note = Annotated[str, Field(max_length=5000)]


class EntryOut(Schema):
    """An organisation in the directory of a force."""

    id: UUID
    name: str
    kind: str
    group_type: str
    area: str
    note: str
    forum_count: int

    @staticmethod
    def resolve_forum_count(entry: DirectoryEntry) -> int:
        return getattr(entry, "forum_count", 0)


class EntryRecord(Body):
    """A new organisation."""

    name: Line
    kind: Name
    group_type: Name = ""
    area: Area = ""
    note: Note = ""


class PartnerForumOut(Schema):
    """A forum with partners, and how many sit in it."""

    id: UUID
    title: str
    members: int

    @staticmethod
    def resolve_members(forum: PartnerForum) -> int:
        counted: int | None = getattr(forum, "member_count", None)
        return forum_count(forum) if counted is None else counted


class PartnerForumRecord(Body):
    """A new forum with its members."""

    title: Line
    members: Annotated[list[UUID], Field(max_length=1000)]


class ReportSentOut(Schema):
    """A line of the log of reports sent."""

    id: UUID
    recipient: str
    kind: str
    what: str
    sent_on: date

    @staticmethod
    def resolve_recipient(sent: ReportSent) -> str:
        return sent.recipient.name


class ReportSentRecord(Body):
    """A report that was sent."""

    recipient: UUID
    kind: Name
    what: Line
    sent_on: date


class ForceRelationOut(Schema):
    """How another force stands to the one that was asked about."""

    force: str
    kind: str
    since: date | None
    note: str


class ForceRelationRecord(Body):
    """A relation with another force, named by its short name."""

    force: Name
    kind: Name
    since: date | None = None
    note: Note = ""


def relation_out(relation: Relation) -> ForceRelationOut:
    return ForceRelationOut(
        force=relation.other.slug, kind=relation.kind, since=relation.since, note=relation.note
    )
