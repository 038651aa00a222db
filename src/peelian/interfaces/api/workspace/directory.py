"""Directories of forces: partners, forums, reports sent to them, and other forces."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.directory.policies import directories_kept_by, directories_readable_by
from peelian.apps.directory.queries import entries_of, forums_of, relations_of, reports_of
from peelian.apps.directory.services import (
    add_entry,
    found_partner_forum,
    log_report,
    record_relation,
)
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.directory_values import (
    EntryOut,
    EntryRecord,
    ForceRelationOut,
    ForceRelationRecord,
    PartnerForumOut,
    PartnerForumRecord,
    ReportSentOut,
    ReportSentRecord,
    relation_out,
)
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.rules.errors import InvalidValueError

router = Router(tags=["directories of forces"])
PARTNERS = "/partners/{slug:force}"


@router.get(
    f"{PARTNERS}", response={200: Listing[EntryOut], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_partners(request: HttpRequest, force: str) -> object:
    """Organisations in the directory of a force whose directory you may read."""
    found = entries_of(_readable(request, force)).order_by()
    return listing(request, question_of(request, ()), found, ("name", "id"))


@router.post(f"{PARTNERS}", response={201: EntryOut, **WORKSPACE_PROBLEMS})
def add_partner(request: HttpRequest, force: str, record: EntryRecord) -> object:
    """Add an organisation to the directory of your force."""
    return Status(201, add_entry(actor=person(request), force=_kept(request, force), **record.given()))


@router.get(
    PARTNERS + "/forums",
    response={200: Listing[PartnerForumOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_partner_forums(request: HttpRequest, force: str) -> object:
    """Forums of a force with partners, each with the number of its members."""
    found = forums_of(_readable(request, force)).order_by()
    return listing(request, question_of(request, ()), found, ("title", "id"))


@router.post(PARTNERS + "/forums", response={201: PartnerForumOut, **WORKSPACE_PROBLEMS})
def add_partner_forum(request: HttpRequest, force: str, record: PartnerForumRecord) -> object:
    """Set up a forum with organisations of the directory."""
    own, user = _kept(request, force), person(request)
    members = all_named(DirectoryEntry.objects.filter(force=own), record.members, "members")
    return Status(201, found_partner_forum(actor=user, force=own, title=record.title, members=members))


@router.get(
    PARTNERS + "/reports",
    response={200: Listing[ReportSentOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_reports_sent(request: HttpRequest, force: str) -> object:
    """The log of reports that a force sent, latest first."""
    found = reports_of(_readable(request, force)).order_by()
    return listing(request, question_of(request, ()), found, ("-sent_on", "id"))


@router.post(PARTNERS + "/reports", response={201: ReportSentOut, **WORKSPACE_PROBLEMS})
def add_report_sent(request: HttpRequest, force: str, record: ReportSentRecord) -> object:
    """Log a report that your force sent to an organisation of its directory."""
    own, given = _kept(request, force), record.given(leave_out=("recipient",))
    entries = DirectoryEntry.objects.filter(force=own).select_related("force")
    recipient = all_named(entries, [record.recipient], "recipient")[0]
    return Status(201, log_report(actor=person(request), recipient=recipient, **given))


@router.get(PARTNERS + "/relations", response={200: list[ForceRelationOut], **WORKSPACE_READ_PROBLEMS})
def list_force_relations(request: HttpRequest, force: str) -> object:
    """How other forces stand to a force, whichever of the two recorded it."""
    return [relation_out(each) for each in relations_of(_readable(request, force))]


@router.post(PARTNERS + "/relations", response={201: list[ForceRelationOut], **WORKSPACE_PROBLEMS})
def add_force_relation(request: HttpRequest, force: str, record: ForceRelationRecord) -> object:
    """Record how another force stands to yours; the answer is every relation of your force."""
    own, given = _kept(request, force), record.given(leave_out=("force",))
    record_relation(actor=person(request), force=own, other=_other(record.force), **given)
    return Status(201, [relation_out(each) for each in relations_of(own)])


def _readable(request: HttpRequest, slug: str) -> Organisation:
    return reach(directories_readable_by(person(request)), slug=slug)


def _kept(request: HttpRequest, slug: str) -> Organisation:
    return reach(directories_kept_by(person(request)), slug=slug)


def _other(slug: str) -> Organisation:
    """The force with this short name, which anybody may know."""
    found = forces().filter(slug=slug).first()
    if found is None:
        message = f"There is no force '{slug}'. Use a short name such as cleveland."
        finding = {"field": "force", "value": slug, "message": message}
        raise InvalidValueError("invalid-value", message, {"findings": [finding]})
    return found
