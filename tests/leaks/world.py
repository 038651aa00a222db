"""A small world with something public and, on top of it, secrets of four tenants.

Everything has a fixed identifier, so that the same address can be asked with and without the secret.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile
from django.db.models import Model

from peelian.apps.accounts.models import User
from peelian.apps.evidence.models import EvidenceFile, EvidenceItem, EvidenceLink
from peelian.apps.followup.models import Deliverable, Item, NoneDeclared
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.models import Inspection, InspectionComponent, Round, TeamMember
from peelian.apps.judgements.models import (
    FieldworkIssue,
    Figure,
    Finding,
    FindingPoint,
    GateOverride,
    GradeRecord,
    Judgement,
    ReviewFigure,
)
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.organisations.models import ROLES_BY_KIND, Membership, Organisation, Role
from peelian.apps.reports.models import (
    AccuracyCheck,
    AccuracyComment,
    Chart,
    ObservationPoint,
    ReportDraft,
)
from peelian.apps.returns.models import (
    Collection,
    CollectionReply,
    DesignComment,
    Return,
    SignOff,
    ValidationQuestion,
    ValidationRound,
)
from peelian.apps.reviews.hashing import hash_of
from peelian.apps.reviews.models import (
    Answer,
    Assignment,
    CancellationApproval,
    CaseItem,
    FrameStratum,
    Review,
    SampledCase,
    Settlement,
)
from peelian.records.comparison import MeasureDefinition
from tests.apps.world import framework_version
from tests.leaks import (
    actions_secrets,
    directory_secrets,
    followup_secrets,
    monitoring_secrets,
    notices_secrets,
    responses_secrets,
)
from tests.leaks.naming import SECRET, fixed
from tests.rendering.sample import sample_report

TEMPLATE = {
    "table": {
        "identifier": "returned",
        "title": "People",
        "meaning": "People",
        "key": ["note"],
        "source": "The request",
        "columns": [
            {"name": "force", "type": "force", "meaning": "The force"},
            {"name": "note", "type": "text", "meaning": "A note"},
            {"name": "men", "type": "whole", "unit": "people", "meaning": "Men"},
        ],
    }
}
PARTS = tuple(
    each.PART
    for each in (
        followup_secrets,
        actions_secrets,
        directory_secrets,
        monitoring_secrets,
        responses_secrets,
        notices_secrets,
    )
)
METHOD = "stop-and-search-grounds-2021"
LONG_AGO = datetime(2022, 6, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Viewer:
    """Somebody who asks: nobody signed in, or a person in one role."""

    name: str
    tenant: str
    role: str = ""


def viewers() -> list[Viewer]:
    """Anonymous, every role of every kind of organisation, and one role of a second inspectorate and force."""
    return [Viewer("anonymous", ""), *(Viewer(f"{slug}-{role}", slug, role) for slug, role in _places())]


def _places() -> Iterator[tuple[str, str]]:
    for slug, (kind, only) in TENANTS.items():
        yield from ((slug, role) for role in (only or ROLES_BY_KIND[kind]))


# Each tenant with its kind, and the roles in it that ask, where not every role of the kind does.
TENANTS: dict[str, tuple[Organisation.Kind, tuple[Role, ...]]] = {
    "inspectorate": (Organisation.Kind.INSPECTORATE, ()),
    "other-inspectorate": (Organisation.Kind.INSPECTORATE, (Role.LEAD_INSPECTOR, Role.HMI)),
    "cleveland": (Organisation.Kind.FORCE, ()),
    "durham": (Organisation.Kind.FORCE, (Role.FORCE_LIAISON,)),
    "cleveland-local-policing-body": (Organisation.Kind.LOCAL_POLICING_BODY, ()),
    "home-office": (Organisation.Kind.GOVERNMENT, ()),
}


def make_base() -> None:
    """Organisations, one account a role, and things that anybody may read."""
    for slug, (kind, _) in TENANTS.items():
        Organisation.objects.create(
            id=fixed(slug),
            slug=slug,
            kind=kind,
            name=slug.replace("-", " ").title(),
            oversees_id=fixed("cleveland") if kind == Organisation.Kind.LOCAL_POLICING_BODY else None,
        )
    for viewer in viewers():
        if viewer.tenant:
            user = User.objects.create(
                id=fixed(viewer.name), email=f"{viewer.name}@demo.example", name=viewer.name
            )
            Membership.objects.create(
                id=fixed(f"membership {viewer.name}"),
                user=user,
                organisation_id=fixed(viewer.tenant),
                role=Role(viewer.role),
            )
    open_collections()
    version = framework_version("peel-2016")
    for force, grade in (("cleveland", "good"), ("durham", "outstanding")):
        GradeRecord.objects.create(
            id=fixed(f"grade {force}"),
            inspectorate_id=fixed("inspectorate"),
            force_id=fixed(force),
            framework_version=version,
            target="effectiveness",
            status="graded",
            grade=grade,
            as_of=date(2017, 3, 2),
            source="The published report",
        )
        Item.objects.create(
            id=fixed(f"item {force}"),
            inspectorate_id=fixed("inspectorate"),
            kind="area-for-improvement",
            title=f"Public item of {force}",
            text="Improve.",
            addressee="force",
            force_id=fixed(force),
            state="open",
            raised_on=date(2017, 3, 2),
        )
        StageDecision.objects.create(
            id=fixed(f"stage {force}"),
            inspectorate_id=fixed("inspectorate"),
            force_id=fixed(force),
            stage_set="scan-engage",
            stage="scan",
            effect="enters",
            effective_on=date(2017, 1, 1),
            decided_by="Not recorded",
            reasons="The default stage.",
        )
    for part in PARTS:
        part.base()


def open_collections() -> None:
    """Two collections that Cleveland and Durham were asked to answer; that they were asked is no secret to them."""
    for name in ("open", "signed"):
        collection = Collection.objects.create(
            id=fixed(f"collection {name}"),
            inspectorate_id=fixed("inspectorate"),
            slug=f"asked-{name}",
            title=f"Collection {name}",
            state="open",
            period="year",
            requested_on=date(2022, 4, 1),
            consulted_on=date(2022, 4, 1),
            opened_on=date(2022, 4, 1),
            template=TEMPLATE,
        )
        for force in ("cleveland", "durham"):
            CollectionReply.objects.create(
                id=reply_number(name, force), collection=collection, force_id=fixed(force)
            )


def reply_number(collection: str, force: str) -> int:
    """A fixed number for a reply, so that its address stays the same."""
    return fixed(f"reply {collection} {force}").int % 10**9


def return_of_cleveland(collection: str) -> Return:
    """A version of Cleveland's return, of which nobody has signed anything yet."""
    version = Return(
        id=fixed(f"return {collection}"),
        reply_id=reply_number(collection, "cleveland"),
        number=1,
        name=f"{SECRET}.csv",
        media_type="text/csv",
        size_bytes=8,
        sha256="0" * 64,
        rows=[{"force": "cleveland", "note": SECRET, "men": "5"}],
        row_count=1,
        findings=[],
        uploaded_by=User.objects.get(pk=fixed("cleveland-force-liaison")),
    )
    version.file.save("secret", ContentFile(SECRET.encode()), save=False)
    version.save(force_insert=True)
    return version


def unsigned_return() -> None:
    """A secret of a force: a return that it has sent and not signed off."""
    return_of_cleveland("open")


def signed_return() -> None:
    """A secret of the inspectorate and one force: a signed return of an open collection, and what was asked."""
    version = return_of_cleveland("signed")
    chief = User.objects.get(pk=fixed("cleveland-chief-officer"))
    SignOff.objects.create(
        version=version, hours=3, statement=SECRET, signed_by=chief, office="Chief officer"
    )
    reply = version.reply
    CollectionReply.objects.filter(pk=reply.pk).update(state="answered", answered_on=date(2022, 5, 2))
    lead = User.objects.get(pk=fixed("inspectorate-lead-inspector"))
    round = ValidationRound.objects.create(
        collection=reply.collection, number=1, opened_on=date(2022, 6, 1), opened_by=lead
    )
    ValidationQuestion.objects.create(id=1, reply=reply, round=round, kind="asked", text=f"{SECRET}?")
    DesignComment.objects.create(
        id=1, collection=reply.collection, organisation=reply.force, author=chief, text=SECRET
    )


def draft_of(inspectorate: str, force: str) -> Callable[[], None]:
    """A secret: a whole draft inspection of a force, from evidence to observations."""

    def make() -> None:
        tag, owner = f"{inspectorate}-{force}", fixed(inspectorate)
        version = framework_version("peel-2021-22")
        lead = User.objects.get(pk=fixed(f"{inspectorate}-lead-inspector"))
        hmi = User.objects.get(pk=fixed(f"{inspectorate}-hmi"))
        round = Round.objects.create(
            id=fixed(f"round {tag}"),
            inspectorate_id=owner,
            framework_version=version,
            slug="secret-round",
            title=f"{SECRET} round",
            cadence="continual",
            starts_on=date(2021, 10, 1),
            ends_on=date(2022, 12, 31),
        )
        inspection = Inspection.objects.create(
            id=fixed(f"inspection {tag}"),
            inspectorate_id=owner,
            force_id=fixed(force),
            round=round,
            framework_version=version,
            reference=f"{force}-secret",
            title=f"{SECRET} inspection",
            areas=[area.identifier for area in version.framework.areas],
            state="drafting",
            window_start=round.starts_on,
            window_end=round.ends_on,
            lead_inspector=lead,
            accountable_inspector=hmi,
        )
        TeamMember.objects.create(inspection=inspection, user=lead, role="lead-inspector")
        InspectionComponent.objects.create(inspection=inspection, component="victim-service-assessment")
        _line(inspection, tag, lead)
        _report(inspection, tag, lead)
        _review(inspection, tag, lead, hmi)
        collection = Collection.objects.create(
            id=fixed(f"collection {tag}"),
            inspectorate_id=owner,
            slug="secret-collection",
            title=f"{SECRET} collection",
            period="year",
            requested_on=date(2022, 4, 1),
        )
        CollectionReply.objects.create(collection=collection, force_id=fixed(force))
        _measure(tag, owner, force, lead)

    return make


def _line(inspection: Inspection, tag: str, lead: User) -> None:
    target = "investigating-crime"
    evidence = EvidenceItem.objects.create(
        id=fixed(f"evidence {tag}"),
        inspectorate=inspection.inspectorate,
        force=inspection.force,
        inspection=inspection,
        kind="document",
        title=f"{SECRET} plan",
        summary=f"{SECRET} summary",
        provenance="verified",
        marking="official",
        gathered_on=date(2022, 3, 1),
        document_owner=SECRET,
        document_date=date(2021, 1, 1),
        document_version="1",
        recorded_by=lead,
    )
    EvidenceLink.objects.create(evidence=evidence, target=target)
    file = EvidenceFile(
        id=fixed(f"file {tag}"),
        evidence=evidence,
        name=f"{SECRET}.txt",
        media_type="text/plain",
        size_bytes=8,
        sha256="0" * 64,
        uploaded_by=lead,
    )
    file.file.save("secret", ContentFile(SECRET.encode()), save=False)
    file.save(force_insert=True)
    finding = Finding.objects.create(
        id=fixed(f"finding {tag}"),
        inspection=inspection,
        target=target,
        key="secret-finding",
        headline=f"{SECRET} headline",
        body=SECRET,
        future_check=f"{SECRET} next time",
    )
    FindingPoint.objects.create(finding=finding, polarity="adverse", text=SECRET, provenance="verified")
    Figure.objects.create(
        id=fixed(f"figure {tag}"),
        inspection=inspection,
        finding=finding,
        key="S-1",
        kind="count",
        measure=SECRET,
        value={"kind": "count", "key": "S-1", "measure": SECRET, "source": SECRET, "k": 75, "n": 77},
    )
    Judgement.objects.create(
        id=fixed(f"judgement {tag}"),
        inspection=inspection,
        target=target,
        state="provisional",
        grade="inadequate",
        reasons=SECRET,
        provisional_by=lead,
        provisional_at=LONG_AGO,
    )
    GateOverride.objects.create(
        id=fixed(f"override {tag}"),
        inspection=inspection,
        step="finalise",
        gate="items-missing",
        target=target,
        reason=SECRET,
        overridden_by=lead,
    )
    FieldworkIssue.objects.create(
        id=fixed(f"issue {tag}"), inspection=inspection, raised_on=date(2022, 3, 2), text=SECRET
    )
    concern = Item.objects.create(
        id=fixed(f"item {tag}"),
        inspectorate=inspection.inspectorate,
        inspection=inspection,
        kind="cause-of-concern",
        target=target,
        title=f"{SECRET} concern",
        text=SECRET,
        addressee="force",
        force=inspection.force,
    )
    Item.objects.create(
        id=fixed(f"recommendation {tag}"),
        inspectorate=inspection.inspectorate,
        inspection=inspection,
        kind="recommendation",
        target=target,
        title=f"{SECRET} recommendation",
        text=SECRET,
        addressee="force",
        force=inspection.force,
        parent=concern,
    )
    Deliverable.objects.create(id=fixed(f"deliverable {tag}"), item=concern, text=SECRET)
    NoneDeclared.objects.create(
        inspection=inspection, target="preventing-crime", kind="recommendation", answer="none"
    )


def _report(inspection: Inspection, tag: str, lead: User) -> None:
    ReportDraft.objects.create(id=fixed(f"draft {tag}").int % 10**9, inspection=inspection, summary=SECRET)
    ObservationPoint.objects.create(
        id=fixed(f"observation {tag}"), inspection=inspection, heading=f"{SECRET} heading", text=SECRET
    )
    Chart.objects.create(
        id=fixed(f"chart {tag}"),
        inspection=inspection,
        target="investigating-crime",
        number=1,
        value={"title": SECRET},
    )


def _review(inspection: Inspection, tag: str, lead: User, hmi: User) -> None:
    """A review of cases in the hands of two reviewers, with a frame, answers and a settled disagreement."""
    instrument = regime().instruments[METHOD]
    definition = instrument.model_dump(mode="json")
    review = Review(
        id=fixed(f"review {tag}"),
        inspection=inspection,
        title=f"{SECRET} review",
        state="reviewing",
        instrument_identifier=instrument.identifier,
        definition=definition,
        definition_hash=hash_of(definition),
        series="secret-series",
        period={"kind": "calendar-year", "year": 2021},
        frame_name=f"{SECRET}.csv",
        frame_rows=2,
        frame_fingerprint="0" * 64,
        plan={"sizes": {SECRET: 1}},
        seed=f"{SECRET} seed",
        algorithm="keyed",
        planned_by=lead,
    )
    review.frame_file.save("frame.parquet", ContentFile(b"not read"), save=False)
    review.save(force_insert=True)
    FrameStratum.objects.create(review=review, stratum=SECRET, population=2, size=1)
    ReviewFigure.objects.create(
        figure_id=fixed(f"figure {tag}"),
        review=review,
        question="reasonable-grounds-recorded",
        kind="count",
        record_sha256="0" * 64,
    )
    case = SampledCase.objects.create(
        id=fixed(f"case {tag}"),
        review=review,
        number=1,
        key=f"{SECRET}-1",
        stratum=SECRET,
        facts={"object": SECRET},
        double_marked=True,
    )
    item = CaseItem.objects.create(id=fixed(f"case item {tag}"), case=case, kind="crime", number=1)
    for marker, (person, value) in enumerate(((lead, "yes"), (hmi, "no")), start=1):
        assignment = Assignment.objects.create(
            id=fixed(f"assignment {marker} {tag}"), case=case, reviewer=person, marker=marker
        )
        Answer.objects.create(
            assignment=assignment, question="reasonable-grounds-recorded", value=value, reason=SECRET
        )
    Settlement.objects.create(
        case=case, item=item, question="search-object-found", value="no", reason=SECRET, settled_by=hmi
    )


def _measure(tag: str, owner: uuid.UUID, force: str, lead: User) -> None:
    """A release of a measure that is not published yet, with the value of a force."""
    definition = MeasureDefinition(
        identifier="secret-measure",
        title=SECRET,
        definition=SECRET,
        unit="per 1,000 population",
        source=SECRET,
    )
    release = MeasureRelease.objects.create(
        id=fixed(f"release {tag}"),
        inspectorate_id=owner,
        measure=definition.identifier,
        definition=definition.model_dump(mode="json"),
        definition_hash=definition.sha256,
        period={"kind": "calendar-year", "year": 2021},
        period_end=date(2021, 12, 31),
        source=f"{SECRET} source",
        begun_by=lead,
    )
    ForceValue.objects.create(
        release=release, force_id=fixed(force), numerator=7, denominator=1000, value=7, exclusion=SECRET
    )


def comment_of(force: str) -> Callable[[], None]:
    """A secret of a force: a comment on the draft shown to it, written but not yet submitted."""

    def make() -> None:
        check = AccuracyCheck.objects.get(pk=fixed(f"check {force}"))
        AccuracyComment.objects.create(
            id=fixed(f"comment {force}"),
            accuracy_check=check,
            place="Summary",
            text=f"{SECRET} comment",
            author=User.objects.get(pk=fixed(f"{force}-force-liaison")),
        )

    return make


def check_shown_to(force: str) -> Callable[[], None]:
    """A secret of the inspectorate and one force: a draft report sent to the force for it to check the facts."""

    def make() -> None:
        version = framework_version("peel-2021-22")
        lead = User.objects.get(pk=fixed("inspectorate-lead-inspector"))
        owner = fixed("inspectorate")
        round = Round.objects.create(
            id=fixed(f"round shown {force}"),
            inspectorate_id=owner,
            framework_version=version,
            slug=f"shown-{force}",
            title=f"{SECRET} shown round",
            cadence="continual",
            starts_on=date(2021, 10, 1),
            ends_on=date(2022, 12, 31),
        )
        inspection = Inspection.objects.create(
            id=fixed(f"inspection shown {force}"),
            inspectorate_id=owner,
            force_id=fixed(force),
            round=round,
            framework_version=version,
            reference=f"{force}-shown",
            title=f"{SECRET} shown inspection",
            areas=[area.identifier for area in version.framework.areas],
            state="accuracy-check",
            shared_with_force=True,
            window_start=round.starts_on,
            window_end=round.ends_on,
            lead_inspector=lead,
        )
        value = sample_report(title=f"{SECRET} report").model_dump(mode="json")
        AccuracyCheck.objects.create(
            id=fixed(f"check {force}"),
            inspection=inspection,
            value=value,
            content_hash="0" * 64,
            shared_at=LONG_AGO,
            shared_by=lead,
            closes_on=date(2022, 6, 15),
        )

    return make


def register_of(force: str) -> Callable[[], None]:
    """A secret of a force's registrar: a cancelled crime record. None of those who ask keeps or reads the register."""

    def make() -> None:
        CancellationApproval.objects.create(
            id=fixed(f"cancellation {force}"),
            force_id=fixed(force),
            record=f"{SECRET}-1",
            reason="error",
            information=SECRET,
            rules=SECRET,
            approved_by=User.objects.get(pk=fixed(f"{force}-force-liaison")),
        )

    return make


SECRETS: dict[str, Callable[[], None]] = {
    "draft of the inspectorate": draft_of("inspectorate", "cleveland"),
    "draft of the other inspectorate": draft_of("other-inspectorate", "durham"),
    "report shown to Cleveland": check_shown_to("cleveland"),
    "comment of Cleveland": comment_of("cleveland"),
    "register of Durham": register_of("durham"),
    "unsigned return of Cleveland": unsigned_return,
    "signed return of Cleveland": signed_return,
    **{name: secret.make for part in PARTS for name, secret in part.secrets.items()},
}
STAFF_TENANTS: dict[str, tuple[str, ...]] = {
    "draft of the inspectorate": ("inspectorate",),
    "draft of the other inspectorate": ("other-inspectorate",),
    "report shown to Cleveland": ("inspectorate", "cleveland"),
    "comment of Cleveland": ("cleveland",),
    "unsigned return of Cleveland": ("cleveland",),
    "signed return of Cleveland": ("inspectorate", "cleveland"),
    "register of Durham": (),
    **{name: secret.tenants for part in PARTS for name, secret in part.secrets.items()},
}


def identifiers(model: type[Model]) -> list[str]:
    return [str(pk) for pk in model._default_manager.values_list("pk", flat=True)]


def forbidden_to(viewer: Viewer) -> list[str]:
    """Names of the secrets that the viewer must not learn of."""
    staff = viewer.role not in ("", Role.ADMINISTRATOR)
    return [name for name, tenants in STAFF_TENANTS.items() if not (staff and viewer.tenant in tenants)]


def known_values() -> dict[str, list[str]]:
    """Values to put into addresses, by parameter name: of public things and of secret things.

    In the world without the secrets the addresses of secret things are addresses of nothing.
    """
    tags = ("inspectorate-cleveland", "other-inspectorate-durham")

    def of(*kinds: str) -> list[str]:
        return [str(fixed(f"{kind} {tag}")) for kind in kinds for tag in tags]

    found = {
        "inspection_id": [*of("inspection"), str(fixed("inspection shown cleveland"))],
        "round_id": of("round"),
        "evidence_id": of("evidence"),
        "file_id": of("file"),
        "finding_id": of("finding"),
        "figure_id": of("figure"),
        "issue_id": of("issue"),
        "item_id": [str(fixed("item cleveland")), *of("item")],
        "collection_id": [
            *of("collection"),
            str(fixed("collection open")),
            str(fixed("collection signed")),
        ],
        "number": ["1"],
        "question_id": ["1"],
        "remark_id": ["1"],
        "observation_id": of("observation"),
        "point_id": of("observation"),
        "chart_id": of("chart"),
        "override_id": of("override"),
        "judgement_id": of("judgement"),
        "release_id": of("release"),
        "measure": ["secret-measure"],
        "review_id": of("review"),
        "case_id": of("case"),
        "case_item_id": of("case item"),
        "assignment_id": of("assignment 1", "assignment 2"),
        "question": ["reasonable-grounds-recorded"],
        "kind": ["crime"],
        "table": ["case", "crime"],
        "check_id": [str(fixed("check cleveland"))],
        "comment_id": [str(fixed("comment cleveland"))],
        "organisation_id": [str(fixed(slug)) for slug in ("cleveland", "durham", "other-inspectorate")],
        "membership_id": [str(fixed("membership cleveland-chief-officer"))],
        "target": ["investigating-crime"],
        "framework": ["peel-2016", "peel-2021-22"],
        "identifier": ["peel-2016", "cleveland", METHOD, "thrive-complete"],
        "sha256": [hash_of(regime().instruments[METHOD].model_dump(mode="json"))],
        "reference": ["cleveland-secret", "cleveland-shown"],
        "part": ["observations"],
        "component": ["victim-service-assessment"],
        "slug": ["cleveland", "secret-collection"],
        "uuid": of("inspection"),
        "uuidstr": of("inspection"),
        "int": ["1"],
        "str": ["cleveland"],
        "path": ["cleveland"],
        "ending": ["csv", "json", "xlsx"],
        "theme": ["domestic-abuse", "none"],
    }
    for part in PARTS:
        for name, values in part.values.items():
            found[name] = [*found.get(name, []), *values]
    return found
