"""The board list of a force, its pack, and the bringing in of its own tracker."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import TrackerImport
from peelian.apps.actions.policies import forces_watched
from peelian.apps.actions.queries import (
    BoardRow,
    Freshness,
    board_items,
    board_pack,
    board_rows,
    late_things,
    late_totals,
    left_owners,
    stale_items,
    to_name,
)
from peelian.apps.actions.services import import_tracker
from peelian.apps.organisations.models import Organisation
from peelian.interfaces.workspace.acting.board_forms import TrackerForm
from peelian.interfaces.workspace.acting.places import (
    Button,
    Cell,
    Table,
    Told,
    address,
    own_force,
    place,
    step,
    watched_force,
    works_for,
)
from peelian.interfaces.workspace.listing import one_page
from peelian.interfaces.workspace.noticing.places import Places
from peelian.interfaces.workspace.pages import page, person, visible_or_404, workspace_page
from peelian.rendering.board_pack import BoardPack, board_pack_docx, board_pack_pdf, board_pack_xlsx
from peelian.rules.number_words import days_counted
from peelian.rules.periods import day_words
from peelian.rules.running_clocks import RunningClock

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATE_NAMED = 12
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PACKS: dict[str, tuple[Callable[[BoardPack], bytes], str]] = {
    "pdf": (board_pack_pdf, "application/pdf"),
    "docx": (board_pack_docx, WORD),
    "xlsx": (board_pack_xlsx, SHEET),
}


@workspace_page
def boards(request: HttpRequest) -> HttpResponse:
    """The boards that the person may read; the only one opens at once."""
    forces = list(forces_watched(person(request)))
    if len(forces) == 1:
        return redirect("workspace:board", forces[0].slug)
    rows: list[list[Cell]] = [[{"text": each.name, "href": address("board", each.slug)}] for each in forces]
    table = Table(
        "boards", "Boards that you may read", ("Force",), rows, "You work for no force and oversee none."
    )
    crumbs = {"items": [{"text": "Your work", "href": address("home")}, {"text": "Boards"}]}
    return page(request, "acting/place.html", {"heading": "Boards", "crumbs": crumbs, "tables": [table]})


@workspace_page
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Every open item of the force: who owns it, what is done about it, and how fresh the news of it are."""
    force, user, today = watched_force(request, slug), person(request), timezone.localdate()
    own = works_for(user, force)
    items = board_items(force)
    only_stale = request.GET.get("show") == "stale"
    stale = stale_items(items, today)
    listed = one_page(request, stale if only_stale else items)
    rows = board_rows(force, listed.object_list, today)
    columns = ("Item", "Kind", "Due", "News", *(("Owner", "Actions", "Held up by") if own else ()))
    here = address("board", force.slug)
    table = Table(
        "board",
        "Items with a stale update" if only_stale else "Open items, what is due first on top",
        columns,
        [_cells(row, own=own) for row in rows],
        "No update is stale." if only_stale else "No item of the force is open.",
        [
            ("All open items", here)
            if only_stale
            else (f"Stale updates only ({stale.count():,})", f"{here}?show=stale")
        ],
        listed,
    )
    return place(
        request,
        force,
        "Board list",
        crumbs={"items": [{"text": "Your work", "href": address("home")}, {"text": "Board list"}]},
        words="Every item of a published report is here by itself, from its publication until it ends.",
        warnings=_warnings(user, force) if own else [],
        buttons=_pack_buttons(force) if own else [],
        tables=[table],
        links=_ways(force)
        if own
        else [
            ("Programmes with two owners", address("programmes", force.slug)),
            ("Partners", address("partners", force.slug)),
        ],
    )


@workspace_page
def pack(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The board pack as a file, made as the items stand now."""
    force = own_force(request, slug)
    if form not in PACKS:
        raise Http404
    write, media_type = PACKS[form]
    made = board_pack(force, timezone.localdate())
    answer = HttpResponse(write(made), content_type=media_type)
    name = f"board-pack-{force.slug}-{made.made_on.isoformat()}.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@workspace_page
def tracker(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring in the force's own tracker."""
    force, actor = own_force(request, slug), person(request)
    form = TrackerForm(request.POST or None, request.FILES or None)
    made: list[TrackerImport] = []

    def act() -> None:
        file = form.cleaned_data["file"]
        result = import_tracker(actor=actor, force=force, name=file.name, data=file.read())
        made.append(result.kept)

    shown = step(
        request, force, form, act, heading="Bring in your tracker", button="Bring in", done="The tracker was read.",
        back=address("board", force.slug), multipart=True,
        hint="The same file may be sent again: rows that are here already change nothing.",
    )  # fmt: skip
    return redirect("workspace:tracker_result", made[0].pk) if made else shown


@workspace_page
def tracker_result(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """What became of a tracker: what came in, and each fault by row and column."""
    found = visible_or_404(
        TrackerImport.objects.visible_to(person(request)).select_related("force", "imported_by"), pk=import_id
    )
    rows: list[list[Cell]] = [
        [
            {"text": str(each["row"])},
            {"text": each.get("column", each["field"])},
            {"text": each["value"]},
            {"text": each["message"]},
        ]
        for each in found.findings
    ]
    faulty = len({each["row"] for each in found.findings})
    return place(
        request,
        found.force,
        found.name,
        words="Mend the rows below in the tracker and send it again. What came in stays as it is.",
        facts=[
            ("Read on", f"{day_words(found.imported_on)}, by {found.imported_by.name}"),
            ("Rows", f"{found.rows:,}"),
            ("Came in, new or changed", f"{found.taken:,}"),
            ("Here already", f"{found.unchanged:,}"),
            ("Rows with faults", f"{faulty:,}"),
            ("Fingerprint of the file", found.sha256),
            *([("How it was read", "\n".join(found.notes))] if found.notes else []),
        ],
        tables=[
            Table("faults", "Faults, by row of the tracker", ("Row", "Column", "Value", "What to do"), rows)
        ],
        buttons=[Button("Send it again", address("tracker", found.force.slug))],
    )


def _cells(row: BoardRow, *, own: bool) -> list[Cell]:
    due = f"{row.due_words} (overdue)" if row.overdue else row.due_words
    cells: list[Cell] = [
        {"text": row.item.title, "href": address("item_plan", row.item.pk)},
        {"text": row.item.get_kind_display()},
        {"text": due},
        news_cell(row.freshness),
    ]
    if not own:
        return cells
    late = f", {row.actions_late:,} late" if row.actions_late else ""
    done = f"{row.actions_done:,} of {row.actions:,} done{late}" if row.actions else "None"
    return [
        *cells,
        {"text": row.owner_words},
        {"text": done},
        {"text": "; ".join(row.held_up) or "Nothing"},
    ]


def news_cell(fresh: Freshness) -> Cell:
    """How fresh the news of an item are; what is stale is told by a tag and in words."""
    if not fresh.stale:
        return {"text": fresh.words}
    told = f"Last update {day_words(fresh.told_on)}" if fresh.told_on else "No update yet"
    late = f"{days_counted(fresh.days_late)} late"
    return {
        "html": format_html(
            '<strong class="govuk-tag govuk-tag--yellow">Stale</strong><br>{}, {}', told, late
        )
    }


def _warnings(user: User, force: Organisation) -> list[Told]:
    found = late_things(force, timezone.localdate())
    late, others = to_name(found, LATE_NAMED)
    places = Places(user, [_named(each.clock) for each in late])
    return [
        *(
            [Told(f"{', '.join(late_totals(found))}. What is late longest comes first:")]
            if len(found) > 1
            else []
        ),
        *(Told(each.words, address("left_owner", force.slug, each.owner.pk)) for each in left_owners(force)),
        *(Told(each.words, _place_of(places, force, each.clock)) for each in late),
        *([Told(others)] if others else []),
    ]


def _place_of(places: Places, force: Organisation, clock: RunningClock) -> str:
    """The page of a late thing, or the list of the force in which it stands."""
    if clock.kind == "milestone":
        return address("programmes", force.slug)
    if clock.kind == "recurring-check":
        return address("force_records", force.slug)
    return places.of(*_named(clock))


def _named(clock: RunningClock) -> tuple[str, str]:
    return clock.kind, clock.about or clock.subject


def _pack_buttons(force: Organisation) -> list[Button]:
    return [
        Button("Board pack (PDF)", address("board_pack", force.slug, "pdf")),
        Button("Board pack (Word)", address("board_pack", force.slug, "docx")),
        Button("Board pack (workbook)", address("board_pack", force.slug, "xlsx")),
        Button("Bring in your tracker", address("tracker", force.slug)),
    ]


def _ways(force: Organisation) -> list[tuple[str, str]]:
    return [
        ("Forums and their meetings", address("forums", force.slug)),
        ("Partners, their forums and other forces", address("partners", force.slug)),
        ("Plans and their versions", address("plans", force.slug)),
        ("Programmes of change", address("programmes", force.slug)),
        ("Initiatives and their evaluation", address("initiatives", force.slug)),
        ("Practice shared between forces", address("practice", force.slug)),
        ("Checks, reviews, exits, referrals and statements", address("force_records", force.slug)),
    ]
