"""The statutory response: drafted by the body, commented on by the force, signed, published and sent."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from peelian.apps.followup.models import Item
from peelian.apps.organisations.access import organisations_with_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.queries import publication_by_reference
from peelian.apps.responses import services
from peelian.apps.responses.models import BODY_ROLES, Letter, Response
from peelian.apps.responses.policies import responses_commentable_by
from peelian.apps.responses.queries import invited_to
from peelian.interfaces.api.answers import Listing
from peelian.interfaces.api.problems import WORKSPACE_PROBLEMS, WORKSPACE_READ_PROBLEMS
from peelian.interfaces.api.workspace.lists import asked, listing, question_of
from peelian.interfaces.api.workspace.people import person
from peelian.interfaces.api.workspace.reach import all_named, reach
from peelian.interfaces.api.workspace.response_values import (
    CopySent,
    ForceComment,
    Invitation,
    Inviting,
    ItemReply,
    KeptLetter,
    NewLetter,
    Publishing,
    Quote,
    Report,
    ReportCorrection,
    ResponseOpening,
    ResponseRow,
    ResponseWhole,
    ReturnReason,
    Sections,
    SentCopy,
    Step,
    Withdrawing,
    invitation_of,
    response_row,
    response_whole,
)
from peelian.rules.errors import InvalidValueError

router = Router(tags=["responses"])
ORDER = ("-listed_on", "id")


@router.get(
    "/responses", response={200: Listing[ResponseRow], **WORKSPACE_READ_PROBLEMS}, openapi_extra=asked(())
)
def list_own_responses(request: HttpRequest) -> object:
    """Responses of your local policing body, drafts among them, latest first."""
    question = question_of(request, ())
    found = Response.objects.drafts_visible_to(person(request)).select_related("body", "force")
    return listing(request, question, found, ORDER, response_row)


@router.post("/responses", response={201: ResponseRow, **WORKSPACE_PROBLEMS})
def open_response(request: HttpRequest, opening: ResponseOpening) -> object:
    """Open the response to a report; its last day follows from the day of publication."""
    user = person(request)
    reports = [_report(each) for each in opening.reports]
    made = services.open_response(actor=user, body=own_body(request, opening.body), reports=reports)
    return Status(201, response_row(made))


@router.get("/responses/{uuid:response_id}", response={200: ResponseWhole, **WORKSPACE_READ_PROBLEMS})
def show_own_response(request: HttpRequest, response_id: UUID) -> object:
    """A response of your body whole, with each item and its answer."""
    return response_whole(_response(request, response_id))


@router.patch("/responses/{uuid:response_id}", response={200: ResponseWhole, **WORKSPACE_PROBLEMS})
def write_response(request: HttpRequest, response_id: UUID, sections: Sections) -> object:
    """Write sections of a draft. The force's section is not among them."""
    found = _response(request, response_id)
    services.write_response(actor=person(request), response=found, **sections.given())
    return response_whole(_response(request, response_id))


@router.post("/responses/{uuid:response_id}/answers", response={200: ResponseWhole, **WORKSPACE_PROBLEMS})
def answer_item(request: HttpRequest, response_id: UUID, reply: ItemReply) -> object:
    """Answer one recommendation or area for improvement."""
    found, item = _response(request, response_id), _item(reply.item)
    services.answer_item(
        actor=person(request),
        response=found,
        item=item,
        kind=reply.kind,
        text=reply.text,
        expected_version=reply.expected_version,
    )
    return response_whole(_response(request, response_id))


@router.post("/responses/{uuid:response_id}/quote", response={200: ResponseWhole, **WORKSPACE_PROBLEMS})
def quote_item(request: HttpRequest, response_id: UUID, quote: Quote) -> object:
    """Tie an item of an earlier report to the response."""
    found, item = _response(request, response_id), _item(quote.item)
    services.quote_item(
        actor=person(request), response=found, item=item, expected_version=quote.expected_version
    )
    return response_whole(_response(request, response_id))


@router.post("/responses/{uuid:response_id}/invite", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def invite_comments(request: HttpRequest, response_id: UUID, inviting: Inviting) -> object:
    """Invite the comments of the chief officer by a day."""
    found = _response(request, response_id)
    return response_row(services.invite_comments(actor=person(request), response=found, **inviting.given()))


@router.get(
    "/response-invitations",
    response={200: Listing[Invitation], **WORKSPACE_READ_PROBLEMS},
    openapi_extra=asked(()),
)
def list_invitations(request: HttpRequest) -> object:
    """Drafts on which you, as chief officer, are invited to comment."""
    question = question_of(request, ())
    found = responses_commentable_by(person(request)).select_related("body")
    return listing(request, question, found, ORDER, invitation_of)


@router.post(
    "/response-invitations/{uuid:response_id}/comment", response={200: Invitation, **WORKSPACE_PROBLEMS}
)
def comment_on_response(request: HttpRequest, response_id: UUID, comment: ForceComment) -> object:
    """Write the force's own section; after the sign-off the answer says since when it stays as it is."""
    found = reach(invited_to(person(request)), pk=response_id)
    made = services.comment_on_response(actor=person(request), response=found, **comment.given())
    return invitation_of(made)


@router.post("/responses/{uuid:response_id}/sign-off", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def sign_off_response(request: HttpRequest, response_id: UUID, step: Step) -> object:
    """Sign the response off, as commissioner; what is missing is told all at once."""
    found = _response(request, response_id)
    return response_row(services.sign_off_response(actor=person(request), response=found, **step.given()))


@router.post("/responses/{uuid:response_id}/return", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def return_response(request: HttpRequest, response_id: UUID, reason: ReturnReason) -> object:
    """Take a signed-off response back to drafting."""
    found = _response(request, response_id)
    return response_row(services.return_response(actor=person(request), response=found, **reason.given()))


@router.post("/responses/{uuid:response_id}/publish", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def publish_response(request: HttpRequest, response_id: UUID, publishing: Publishing) -> object:
    """Publish a signed-off response, which begins the scrutiny of its items.

    What was published elsewhere before it was opened here is entered with its place and its days.
    """
    found = _response(request, response_id)
    given = publishing.given({"source", "signed_off_on"})
    stated = services.PublishedElsewhere(publishing.source, publishing.signed_off_on)
    elsewhere = stated if publishing.source or publishing.signed_off_on else None
    return response_row(
        services.publish_response(actor=person(request), response=found, elsewhere=elsewhere, **given)
    )


@router.post("/responses/{uuid:response_id}/report", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def correct_report(request: HttpRequest, response_id: UUID, correction: ReportCorrection) -> object:
    """Correct title and day of a report that a draft answers and that is known by them alone."""
    found = _response(request, response_id)
    report = reach(found.reports.all(), title=correction.report)
    return response_row(
        services.correct_report(
            actor=person(request), response=found, report=report, **correction.given({"report"})
        )
    )


@router.post("/responses/{uuid:response_id}/withdraw", response={200: ResponseRow, **WORKSPACE_PROBLEMS})
def withdraw_response(request: HttpRequest, response_id: UUID, reason: Withdrawing) -> object:
    """Withdraw a draft that nobody signed, with the reason; its report waits as before."""
    found = _response(request, response_id)
    return response_row(services.withdraw_response(actor=person(request), response=found, **reason.given()))


@router.post("/responses/{uuid:response_id}/copies", response={201: SentCopy, **WORKSPACE_PROBLEMS})
def send_copy(request: HttpRequest, response_id: UUID, sent: CopySent) -> object:
    """Put on record that a copy was sent."""
    found = _response(request, response_id)
    made = services.send_copy(actor=person(request), response=found, **sent.given())
    return Status(201, made)


@router.post("/responses/{uuid:response_id}/letters", response={201: KeptLetter, **WORKSPACE_PROBLEMS})
def keep_letter(request: HttpRequest, response_id: UUID, letter: NewLetter) -> object:
    """Keep a letter beside the response; it is not public by that."""
    found = _response(request, response_id)
    made = services.keep_letter(actor=person(request), response=found, **letter.given())
    return Status(201, made)


@router.post("/letters/{uuid:letter_id}/publish", response={200: KeptLetter, **WORKSPACE_PROBLEMS})
def publish_letter(request: HttpRequest, letter_id: UUID) -> object:
    """Make a letter public beside its published response."""
    user = person(request)
    own = organisations_with_role(user, *BODY_ROLES)
    found = Letter.objects.visible_to(user).filter(response__body__in=own).select_related("response__body")
    return services.publish_letter(actor=user, letter=reach(found, pk=letter_id))


def _response(request: HttpRequest, response_id: UUID) -> Response:
    found = Response.objects.drafts_visible_to(person(request)).select_related("body", "force")
    return reach(found, pk=response_id)


def _item(identifier: UUID) -> Item:
    return all_named(Item.objects.published(), [identifier], "item")[0]


def own_body(request: HttpRequest, slug: str) -> Organisation:
    own = Organisation.objects.filter(
        pk__in=organisations_with_role(person(request), *BODY_ROLES), oversees__isnull=False
    ).order_by("slug")
    chosen = [each for each in own if slug in ("", each.slug)]
    if len(chosen) == 1:
        return chosen[0]
    slugs = [each.slug for each in own]
    message = f"'{slug}' is no body of yours. Name one of: {', '.join(slugs) or 'none'}."
    finding = {"field": "body", "value": slug, "message": message, "allowed": slugs}
    raise InvalidValueError("invalid-value", message, {"findings": [finding]})


def _report(report: Report) -> services.ReportAnswered:
    if not report.reference:
        return services.ReportAnswered(**report.given({"reference"}))
    publication = publication_by_reference(report.reference)
    if publication is None:
        message = f"'{report.reference}' is no report published here. Give its title and day instead."
        finding = {"field": "reports", "value": report.reference, "message": message}
        raise InvalidValueError("invalid-value", message, {"findings": [finding]})
    return services.ReportAnswered(publication=publication)
