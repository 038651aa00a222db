"""The evidence register as pages and other apps ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from peelian.apps.evidence.models import EvidenceItem, EvidenceLink
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection
from peelian.apps.organisations.access import Viewer


@dataclass(frozen=True, kw_only=True)
class EvidenceFilter:
    """What a list of evidence is narrowed to; an empty value narrows nothing."""

    kind: str = ""
    provenance: str = ""
    use_limit: str = ""
    area: str = ""
    characteristic: str = ""
    forum: str = ""
    text: str = ""
    gathered_from: date | None = None
    gathered_to: date | None = None
    with_withdrawn: bool = False


def evidence_for_inspection(user: Viewer, inspection: Inspection) -> QuerySet[EvidenceItem]:
    """The evidence of an inspection: its own, and what was gathered of the force between inspections.

    Gathered between inspections is what belongs to no inspection and is dated after the window of the
    force's inspection before this one, up to the end of this one's window. No visit is needed for that.
    """
    wanted = Q(inspection=inspection)
    if inspection.force_id is not None:
        between = Q(
            inspection=None,
            force=inspection.force_id,
            inspectorate=inspection.inspectorate_id,
            gathered_on__lte=inspection.window_end,
        )
        earlier = _end_of_window_before(inspection)
        wanted |= between & Q(gathered_on__gt=earlier) if earlier else between
    return _with_links(EvidenceItem.objects.visible_to(user).filter(wanted, withdrawn_reason=""))


def evidence_filtered(
    user: Viewer, narrowed: EvidenceFilter, inspection: Inspection | None = None
) -> QuerySet[EvidenceItem]:
    """Evidence that the user may see and that passes the filter, latest first; of one inspection if named."""
    found = _with_links(EvidenceItem.objects.visible_to(user))
    if inspection is not None:
        drawn_in = evidence_for_inspection(user, inspection).values("pk")
        found = found.filter(Q(pk__in=drawn_in) | Q(inspection=inspection))
    found = found.filter(_conditions(narrowed))
    if narrowed.area or narrowed.characteristic:
        links = EvidenceLink.objects.all()
        links = links.filter(target=narrowed.area) if narrowed.area else links
        links = links.filter(characteristic=narrowed.characteristic) if narrowed.characteristic else links
        found = found.filter(pk__in=links.values("evidence_id"))
    return found.order_by("-gathered_on", "pk")


def published_inspection_of(evidence: EvidenceItem) -> Inspection | None:
    """The published inspection whose evidence this is: its own, or one whose findings or grades cite it."""
    cited = Q(evidence=evidence) | Q(findings__evidence=evidence) | Q(judgements__evidence=evidence)
    published = Inspection.objects.filter(cited, state=Inspection.State.PUBLISHED)
    return published.order_by("window_end").first()


def group_title(identifier: str) -> str:
    """The title of a group of the public; nothing where none is named."""
    return next((each.title for each in regime().public_groups if each.identifier == identifier), "")


@dataclass(frozen=True)
class PublicEvidence:
    """What may be published of an item of evidence: no person and no text that somebody typed."""

    kind: str
    provenance: str
    gathered_on: date
    period_start: date | None
    period_end: date | None
    attendance_count: int | None
    document_date: date | None
    survey_responses: int | None
    public_group: str
    targets: tuple[str, ...]


def publication_export(evidence: EvidenceItem) -> PublicEvidence:
    """The item as it may be published. Roles, names, titles and summaries stay in the register."""
    titles = {each.identifier: each.title for each in regime().evidence_kinds}
    return PublicEvidence(
        kind=titles.get(evidence.kind, evidence.kind),
        provenance=evidence.get_provenance_display(),
        gathered_on=evidence.gathered_on,
        period_start=evidence.period_start,
        period_end=evidence.period_end,
        attendance_count=evidence.attendance_count,
        document_date=evidence.document_date,
        survey_responses=evidence.survey_responses,
        public_group=group_title(evidence.public_group),
        targets=tuple(sorted({link.target for link in evidence.links.all()})),
    )


def survey_caveat(evidence: EvidenceItem) -> str:
    """The sentence that goes with survey evidence wherever it is shown; nothing for other evidence."""
    if evidence.survey_responses is None:
        return ""
    replies = "1 reply" if evidence.survey_responses == 1 else f"{evidence.survey_responses:,} replies"
    return (
        f"{replies} from this force to a voluntary survey that is no statistical sample: "
        "it points to themes and does not judge the force. The number of replies varies between forces."
    )


def _end_of_window_before(inspection: Inspection) -> date | None:
    """Return the last day of the window of the force's inspection before this one, under the same pillar."""
    earlier = Inspection.objects.filter(
        inspectorate=inspection.inspectorate_id,
        force=inspection.force_id,
        pillar=inspection.pillar,
        window_end__lt=inspection.window_start,
    )
    return earlier.order_by("-window_end").values_list("window_end", flat=True).first()


def _with_links(items: QuerySet[EvidenceItem]) -> QuerySet[EvidenceItem]:
    return items.select_related("force", "inspection", "recorded_by").prefetch_related(
        Prefetch("links", queryset=EvidenceLink.objects.order_by("target", "characteristic")), "files"
    )


def _conditions(narrowed: EvidenceFilter) -> Q:
    exact = {name: getattr(narrowed, name) for name in ("kind", "provenance", "use_limit")}
    wanted = Q(**{name: value for name, value in exact.items() if value})
    if not narrowed.with_withdrawn:
        wanted &= Q(withdrawn_reason="")
    if narrowed.forum:
        wanted &= Q(forum__icontains=narrowed.forum)
    if narrowed.gathered_from:
        wanted &= Q(gathered_on__gte=narrowed.gathered_from)
    if narrowed.gathered_to:
        wanted &= Q(gathered_on__lte=narrowed.gathered_to)
    for word in narrowed.text.split():
        wanted &= Q(title__icontains=word) | Q(summary__icontains=word) | Q(source__icontains=word)
    return wanted
