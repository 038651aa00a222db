"""Adding to the directory of a force."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from peelian.apps.directory.services import (
    add_entry,
    choose_members,
    found_partner_forum,
    log_report,
    record_relation,
)
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.places import address
from peelian.interfaces.workspace.editing import sent
from peelian.interfaces.workspace.once import once
from peelian.interfaces.workspace.pages import attempted, page, person, workspace_page
from peelian.interfaces.workspace.partners.forms import (
    EntryForm,
    MembersForm,
    PartnerForumForm,
    RelationForm,
    ReportForm,
)
from peelian.interfaces.workspace.partners.frame import directory_crumbs, kept_force, visible_forum


@workspace_page
@once
def partner_entry_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an organisation."""
    force, form = kept_force(request, slug), EntryForm(sent(request))
    return _step(
        request, force, form, lambda: add_entry(actor=person(request), force=force, **form.content),
        heading="Add an organisation", done="The organisation is in the directory.",
    )  # fmt: skip


@workspace_page
@once
def partner_forum_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Set up a forum with partners."""
    force = kept_force(request, slug)
    form = PartnerForumForm(force, sent(request))
    return _step(
        request, force, form,
        lambda: found_partner_forum(
            actor=person(request), force=force, title=form.cleaned_data["title"],
            members=list(form.cleaned_data["members"]),
        ),
        heading="Set up a forum", done="The forum is set up.",
    )  # fmt: skip


@workspace_page
def partner_forum_members(request: HttpRequest, partner_forum_id: uuid.UUID) -> HttpResponse:
    """Choose who sits in a forum."""
    forum = visible_forum(request, partner_forum_id, to_keep=True)
    form = MembersForm(forum.force, sent(request), initial={"members": forum.members.all()})
    return _step(
        request, forum.force, form,
        lambda: choose_members(
            actor=person(request), forum=forum, members=list(form.cleaned_data["members"])
        ),
        heading=f"Members of {forum.title}", done="The members are chosen.",
        back=address("partner_forum", forum.pk),
    )  # fmt: skip


@workspace_page
@once
def partner_report_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Log what was sent to an organisation."""
    force = kept_force(request, slug)
    form = ReportForm(force, sent(request))
    return _step(
        request, force, form, lambda: log_report(actor=person(request), **form.cleaned_data),
        heading="Log a report", done="The report is logged.",
    )  # fmt: skip


@workspace_page
@once
def force_relation_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Record how another force stands to this one."""
    force = kept_force(request, slug)
    form = RelationForm(force, sent(request))
    return _step(
        request, force, form,
        lambda: record_relation(actor=person(request), force=force, **form.cleaned_data),
        heading="Record a relation with a force", done="The relation is recorded.",
    )  # fmt: skip


def _step(
    request: HttpRequest,
    force: Organisation,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    heading: str,
    done: str,
    back: str = "",
) -> HttpResponse:
    """A page with one form; once it is accepted, the person is back where it began."""
    back = back or address("partners", force.slug)
    if request.method == "POST" and form.is_valid() and attempted(form, act):
        messages.success(request, done)
        return redirect(back)
    context = {
        "crumbs": directory_crumbs(force, (heading, "")),
        "heading": heading,
        "button": "Save",
        "back": back,
    }
    return page(request, "acting/step.html", context, form)
