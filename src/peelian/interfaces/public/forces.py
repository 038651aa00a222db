"""The forces: the list with its map, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import open_items
from peelian.apps.frameworks.queries import regime
from peelian.apps.judgements.queries import history_by_framework, standing_grades_by_force
from peelian.apps.measures.queries import published_titles
from peelian.apps.monitoring.queries import stage_lines, stage_on
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import forces
from peelian.apps.reports.queries import published_reports
from peelian.apps.responses.queries import letters_of_force, published_responses
from peelian.catalogue import Catalogue
from peelian.interfaces.public.force_history import force_history_csv
from peelian.interfaces.public.force_map import force_map, missing_words
from peelian.interfaces.public.grade_words import framework_sections
from peelian.interfaces.public.item_words import KINDS
from peelian.interfaces.public.national import RecordedGrade, complete_grades, not_graded, recorded_grades
from peelian.interfaces.public.pages import force_or_404, page
from peelian.interfaces.public.reports import report_addresses
from peelian.rendering.presenters import date_words

ITEMS_SHOWN = 10
POPULATION_YEAR = "mid-2020"


@dataclass(frozen=True)
class ForceRow:
    """A force in the list: where it is, and the grade that the list shows."""

    force: Organisation
    region: str
    local_policing_body: str
    grade: str
    label: str
    position: int | None
    missing: str


@dataclass(frozen=True)
class OpenItems:
    """The first open items of one kind, and how many there are."""

    kind: str
    title: str
    items: tuple[Item, ...]
    count: int
    overdue: frozenset[UUID]


@require_safe
def force_list(request: HttpRequest) -> HttpResponse:
    """Every force by name, with one grade of each, on a map and in a table."""
    wanted = request.GET.get("q", "").strip()
    found = find_forces(wanted)
    if wanted and len(found) == 1:
        return redirect("public:force", found[0].slug)
    recorded = recorded_grades()
    chosen = _chosen(request, recorded)
    grades = standing_grades_by_force(chosen.version.pk, chosen.target.identifier) if chosen else {}
    told = not_graded(chosen.version.pk, chosen.target.identifier, grades) if chosen else []
    without = {force.slug for force in told}
    rows = [_force_row(force, chosen, grades, without) for force in found]
    drawn = None
    if chosen and not wanted:
        title = f"{chosen.target.title}, {chosen.version.title}"
        drawn = force_map(title, found, grades, without, chosen.version.scale)
    context = {
        "wanted": wanted,
        "rows": rows,
        "recorded": recorded,
        "chosen": chosen,
        "steps": len(chosen.version.scale.tiers) if chosen else 0,
        "map": drawn,
    }
    return page(request, "forces.html", context)


@require_safe
def force(request: HttpRequest, slug: str) -> HttpResponse:
    """One force: its grades now and before, what is open, how it is monitored, and its reports."""
    chosen = force_or_404(slug)
    catalogue = regime()
    sections = framework_sections(history_by_framework(chosen), report_addresses(chosen))
    reports = list(published_reports().filter(force=chosen))
    context = {
        "force": chosen,
        "known": catalogue.forces.get(slug),
        "population": _population(catalogue, slug),
        "current": sections[0] if sections else None,
        "sections": sections,
        "open_items": _open_items(chosen),
        "stage": stage_on(chosen, timezone.localdate()),
        "stages": stage_lines(chosen),
        "reports": reports,
        "responses": list(published_responses(force=chosen)[:ITEMS_SHOWN]),
        "letters": list(letters_of_force(chosen)[:ITEMS_SHOWN]),
        "measures": published_titles(),
    }
    return page(request, "force.html", context)


@require_safe
def force_history(request: HttpRequest, slug: str) -> HttpResponse:
    """The grades of a force over all frameworks as CSV."""
    chosen = force_or_404(slug)
    text = force_history_csv(chosen, history_by_framework(chosen))
    return HttpResponse(
        text,
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{slug}-grades.csv"'},
    )


def find_forces(wanted: str) -> list[Organisation]:
    """The forces whose name, former name, region or local policing body holds the words; all where there are none."""
    everybody = list(forces())
    if not wanted:
        return everybody
    words = wanted.casefold()
    exact = regime().find_force(wanted)
    if exact is not None:
        return [force for force in everybody if force.slug == exact.slug]
    return [force for force in everybody if words in _spoken_of(force)]


def _spoken_of(force: Organisation) -> str:
    known = regime().forces.get(force.slug)
    names = [force.name, force.slug]
    if known:
        names += [
            known.short_name,
            known.region,
            known.local_policing_body,
            known.name_cy,
            *known.other_names,
        ]
    return " ".join(names).casefold()


def _chosen(request: HttpRequest, recorded: list[RecordedGrade]) -> RecordedGrade | None:
    """The grade asked for; without a wish the newest one recorded for every force, else the newest at all."""
    framework, target = request.GET.get("framework", ""), request.GET.get("target", "")
    if wish := request.GET.get("grade", ""):
        framework, _, target = wish.partition(":")
    if framework or target:
        named = (each for each in recorded if framework in ("", each.version.pk))
        found = next((each for each in named if target in ("", each.target.identifier)), None)
        if found is None:
            raise Http404
        return found
    return next(iter([*complete_grades(recorded), *recorded]), None)


def _force_row(
    force: Organisation, chosen: RecordedGrade | None, grades: dict[str, str], without: set[str]
) -> ForceRow:
    known = regime().forces.get(force.slug)
    grade = grades.get(force.slug, "")
    scale = chosen.version.scale if chosen else None
    return ForceRow(
        force,
        known.region if known else force.region,
        known.local_policing_body if known else "",
        grade,
        scale.tier(grade).label if scale and grade else "",
        scale.rank(grade) + 1 if scale and grade else None,
        "" if grade else missing_words(force, without),
    )


def _population(catalogue: Catalogue, slug: str) -> str:
    """How many people live in the force's area, on which day and by whose count."""
    found = [row for row in catalogue.populations if row.force == slug and row.reference == POPULATION_YEAR]
    words = [f"{row.value:,} on {date_words(row.reference_date)} ({row.source})" for row in found]
    return words[0] if words else ""


def _open_items(force: Organisation) -> list[OpenItems]:
    found, today = open_items(force), timezone.localdate()
    groups = []
    for kind, title in KINDS.items():
        of_kind = found.filter(kind=kind)
        shown = tuple(of_kind[:ITEMS_SHOWN])
        overdue = frozenset(item.pk for item in shown if item.stands_overdue(today))
        groups.append(OpenItems(kind.value, title, shown, of_kind.count(), overdue))
    return groups
