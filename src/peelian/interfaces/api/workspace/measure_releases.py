"""Releases of measures: begun, filled from a file or from returns, forces left out, published, corrected."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status, UploadedFile

from peelian.apps.measures.models import MeasurePublication, MeasureRelease
from peelian.apps.measures.queries import offered_definitions, releases
from peelian.apps.measures.services import (
    begin_release,
    cancel_correction,
    discard_release,
    edit_release,
    exclude_force,
    import_values,
    open_correction,
    publish_release,
    restore_force,
    take_returns,
)
from peelian.apps.measures.value_file import rows_of_file
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.asking import Filter
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.bodies import Edit
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.measure_values import (
    CorrectionCancelled,
    Discarding,
    ForceExclusion,
    ImportedOut,
    MeasurePublicationOut,
    NewRelease,
    ReleaseCorrection,
    ReleaseDetail,
    ReleaseEdit,
    ReleaseOut,
    Restoring,
    TakenReturns,
    ValuesForm,
    definition_named,
)
from peelian.interfaces.api.workspace.people import own_inspectorate, person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.rules.periods import period_from_json

router = Router(tags=["measures"])
WORDED = ("source", "denominator_source", "denominator_note", "note")
HERE = "/measure-releases/{uuid:release_id}"
FILTERS = (
    Filter("state", "Where the release stands.", choices=tuple(MeasureRelease.State.values)),
    Filter("measure", "Identifier of a measure, such as domestic-abuse-incidents-per-1000."),
)


@router.get(
    "/measure-releases",
    response={200: Listing[ReleaseOut], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(FILTERS),
)
def list_releases(request: HttpRequest) -> object:
    """Releases of measures of your inspectorate, drafts included, latest period first."""
    question = question_of(request, FILTERS)
    narrowed = question.given(state="state", measure="measure")
    return listing(request, question, releases(person(request)).filter(**narrowed), ("-period_end", "id"))


@router.post("/measure-releases", response={201: ReleaseOut, **WORKSPACE_PROBLEMS})
def add_release(request: HttpRequest, record: NewRelease) -> object:
    """Begin the release of a measure for a period; it keeps the definition as it stands today."""
    user = person(request)
    named = [record.collection] if record.collection else []
    made = begin_release(
        actor=user,
        inspectorate=own_inspectorate(user, record.inspectorate),
        definition=definition_named(offered_definitions(user), record.measure),
        period=period_from_json(record.period),
        collection=next(iter(all_named(Collection.objects.visible_to(user), named, "collection")), None),
        **record.given(["inspectorate", "measure", "period", "collection"]),
    )
    return Status(201, made)


@router.get(HERE, response={200: ReleaseDetail, **WORKSPACE_READ_PROBLEMS})
def show_release(request: HttpRequest, release_id: UUID) -> object:
    """One release with the value of each force, or why there is none, and who is left out."""
    found = _release(request, release_id)
    return {
        "release": found,
        "values": list(found.values.select_related("force", "taken_from").order_by("force__slug")),
    }


@router.patch(HERE, response={200: ReleaseOut, **WORKSPACE_PROBLEMS})
def change_release(request: HttpRequest, release_id: UUID, edit: ReleaseEdit) -> object:
    """Change the sources and notes of a draft."""
    found = _release(request, release_id)
    stands = {name: getattr(found, name) for name in WORDED}
    return edit_release(actor=person(request), release=found, **{**stands, **edit.given()})


@router.post(f"{HERE}/discard", response={204: None, **WORKSPACE_PROBLEMS})
def discard(request: HttpRequest, release_id: UUID, discarding: Discarding) -> object:
    """Discard a draft of which nothing was ever published; the log keeps the reason."""
    found = _release(request, release_id)
    discard_release(actor=person(request), release=found, **discarding.given())
    return Status(204, None)


@router.post(f"{HERE}/values", response={200: ImportedOut, **WORKSPACE_PROBLEMS})
def bring_in_values(
    request: HttpRequest, release_id: UUID, given: Form[ValuesForm], file: File[UploadedFile]
) -> object:
    """Bring in a CSV file of values; every fault is told with its row, and nothing is kept while there is one."""
    found = _release(request, release_id)
    return import_values(
        actor=person(request),
        release=found,
        expected_version=given.expected_version,
        rows=rows_of_file(file),
        file=file.name or "",
    )


@router.post(f"{HERE}/returns", response={200: ImportedOut, **WORKSPACE_PROBLEMS})
def take_in_returns(request: HttpRequest, release_id: UUID, taken: TakenReturns) -> object:
    """Take the values of the release's closed collection, and who was unable to supply."""
    found = _release(request, release_id)
    return take_returns(actor=person(request), release=found, **taken.given())


@router.post(f"{HERE}/exclusions", response={200: ReleaseOut, **WORKSPACE_PROBLEMS})
def leave_out(request: HttpRequest, release_id: UUID, exclusion: ForceExclusion) -> object:
    """Leave a force out of mean, lines and rank; the reason is printed with them."""
    found = _release(request, release_id)
    exclude_force(
        actor=person(request),
        release=found,
        expected_version=exclusion.expected_version,
        force=_force(found, exclusion.force),
        reason=exclusion.reason,
    )
    return _release(request, release_id)


@router.post(f"{HERE}/exclusions/remove", response={200: ReleaseOut, **WORKSPACE_PROBLEMS})
def take_back_in(request: HttpRequest, release_id: UUID, restoring: Restoring) -> object:
    """Take a force back into the comparison."""
    found = _release(request, release_id)
    restore_force(
        actor=person(request),
        release=found,
        expected_version=restoring.expected_version,
        force=_force(found, restoring.force),
    )
    return _release(request, release_id)


@router.post(f"{HERE}/publish", response={201: MeasurePublicationOut, **WORKSPACE_PROBLEMS})
def publish_measure_release(request: HttpRequest, release_id: UUID, edit: Edit) -> object:
    """Publish a release: the comparison is frozen under its hash, and open to everybody."""
    found = _release(request, release_id)
    made: MeasurePublication = publish_release(
        actor=person(request), release=found, expected_version=edit.expected_version
    )
    return Status(201, made)


@router.post(f"{HERE}/correction", response={200: ReleaseOut, **WORKSPACE_PROBLEMS})
def correct(request: HttpRequest, release_id: UUID, correction: ReleaseCorrection) -> object:
    """Open a published release for correction; what is published stays until the new version is."""
    found = _release(request, release_id)
    return open_correction(actor=person(request), release=found, **correction.given())


@router.post(f"{HERE}/correction/cancel", response={200: ReleaseOut, **WORKSPACE_PROBLEMS})
def cancel(request: HttpRequest, release_id: UUID, cancelling: CorrectionCancelled) -> object:
    """Cancel a correction that is open: the release stands again as it was published; the log keeps the reason."""
    found = _release(request, release_id)
    return cancel_correction(actor=person(request), release=found, **cancelling.given())


def _release(request: HttpRequest, release_id: UUID) -> MeasureRelease:
    """A release that the person may see."""
    return reach(releases(person(request)), pk=release_id)


def _force(release: MeasureRelease, slug: str) -> Organisation:
    """A force that has a row in the release."""
    return reach(Organisation.objects.filter(pk__in=release.values.values("force")), slug=slug)
