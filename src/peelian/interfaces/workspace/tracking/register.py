"""The register: one page at a time, and whole as a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup.queries.register import in_order, register_page
from peelian.apps.followup.queries.rows import COLUMNS, WORK_COLUMNS, worked_rows
from peelian.apps.organisations.access import forces_of, forces_overseen_by, staffed_inspectorates
from peelian.interfaces.look.filters import refused_file
from peelian.interfaces.look.row_files import FILES, row_file
from peelian.interfaces.workspace.pages import page, person, workspace_page
from peelian.interfaces.workspace.tracking import lines
from peelian.interfaces.workspace.tracking.changes import changes_open_to
from peelian.interfaces.workspace.tracking.filters import RegisterFilters
from peelian.rules.errors import InvalidValueError
from peelian.rules.number_words import of_number


@workspace_page
def register(request: HttpRequest) -> HttpResponse:
    """Every item that concerns the person, narrowed and in the order asked for."""
    user, today = person(request), timezone.localdate()
    filters = RegisterFilters(request)
    wanted = filters.wanted
    try:
        found = register_page(user, filters.items(today), wanted.order, cursor=request.GET.get("after", ""))
    except InvalidValueError as error:
        raise Http404 from error
    changes = changes_open_to(user)
    shown = {
        "forces": "force" in filters.fields,
        "news": "news" in filters.fields,
        "choose": bool(changes),
    }
    context = {
        "columns": lines.register_columns(**shown),
        "rows": lines.register_rows(found, today, **shown),
        "changes": changes,
        "clear": reverse("workspace:register"),
        "told": of_number(len(found.items), "item"),
        "asked_of": _asked_of(user),
        "whole": not (found.next_cursor or request.GET.get("after")),
        "first": not request.GET.get("after"),
        "start": query_of(request.GET),
        "next": query_of(request.GET, found.next_cursor) if found.next_cursor else "",
        "kept": [(name, value) for name, value in request.GET.items() if name in filters.fields and value],
        "files": [(ending, ending.upper()) for ending in FILES],
    }
    return page(request, "tracking/register.html", context, filters)


@workspace_page
def register_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The register as a file, narrowed in the same way and written row by row as it is read."""
    if ending not in FILES:
        raise Http404
    user, filters = person(request), RegisterFilters(request)
    if refused := refused_file(filters):
        return refused
    found = in_order(filters.items(timezone.localdate()), filters.wanted.order)
    return row_file("register", ending, (*COLUMNS, *WORK_COLUMNS), worked_rows(user, found))


def _asked_of(user: User) -> str:
    """What the register holds, as the reader stands to the forces in it."""
    if not staffed_inspectorates(user):
        if forces_of(user):
            return "Everything that was asked of your force"
        if forces_overseen_by(user):
            return "Everything that was asked of the force that you hold to account"
    return "Everything that was asked of forces"


def query_of(query: QueryDict, cursor: str = "") -> str:
    """The present wishes, at the start of the list or at another place in it."""
    changed = query.copy()
    changed.pop("after", None)
    if cursor:
        changed["after"] = cursor
    return f"?{changed.urlencode()}" if changed else ""
