"""Drafting a response: the report it answers, its sections, its answers to each item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.utils import timezone
from django.utils.text import slugify

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.edits import save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.organisations.queries import inspectorates
from peelian.apps.reports.models import Publication
from peelian.apps.responses.deadlines import deadline_of
from peelian.apps.responses.items import items_to_answer
from peelian.apps.responses.models import BODY_ROLES, AnsweredReport, ItemAnswer, Response
from peelian.apps.responses.services.common import locked_draft, record_response
from peelian.rules.errors import RefusalError


@dataclass(frozen=True)
class ReportAnswered:
    """One report that a response answers: a publication, or a title with its day or month."""

    title: str = ""
    published_on: date | None = None
    published_precision: str = "day"
    publication: Publication | None = None
    national: bool = False
    framework: str = ""
    target: str = ""


class ResponseContent(TypedDict, total=False):
    """The sections that the body writes."""

    inspection_types: Sequence[str]
    force_quoted: str
    executive_summary: str
    findings_introduction: str
    body_comment: str
    commissioner_name: str
    commissioner_office: str
    reply: str


COLUMNS = tuple(ResponseContent.__annotations__)


@service("responses.open_response")
def open_response(
    *,
    actor: User,
    body: Organisation,
    reports: Sequence[ReportAnswered],
    inspectorate: Organisation | None = None,
    demonstration: bool = False,
) -> Response:
    """Open the draft of a response and start its clock.

    One response may answer a national report and the force's own where they say the same; the clock that ends
    first counts. The rule is the version that was in force on the day of publication. A report that is not
    published here counts as one of `inspectorate`, or of the first one where none is named.
    """
    require_role(actor, body, *BODY_ROLES, to="open a response")
    force = body.oversees
    if force is None:
        raise RefusalError("refused", f"{body.name} holds no force to account, so it answers no report.")
    asking = inspectorate or inspectorates().first()
    if asking is None:
        raise RefusalError("refused", "No inspectorate is set up here. Ask the operator of the service.")
    answered = [report_answered(each, asking, force) for each in reports]
    if not answered:
        raise RefusalError(
            "refused", "A response answers a report. Choose the report, or give its title and day."
        )
    refuse_answered_already(body, answered)
    due, words = deadline_of(answered)
    response = Response(
        body=body,
        force=force,
        title=answered[0].title,
        reference=reference_of(body, answered[0]),
        due=due,
        due_words=words,
        demonstration=demonstration or any(_is_demonstration(each) for each in answered),
    )
    response.save(force_insert=True)
    for each in answered:
        each.response = response
    AnsweredReport.objects.bulk_create(answered)
    record_response(
        actor, response, "open_response", f"Response to '{response.title}' opened. Last day: {words}."
    )
    return response


@service("responses.write_response")
def write_response(
    *, actor: User, response: Response, expected_version: int, **content: Unpack[ResponseContent]
) -> Response:
    """Write sections of a draft; what is left out stays. The force's own section is not among them."""
    if foreign := sorted(set(content) - set(COLUMNS)):
        raise TypeError(f"The body does not write {', '.join(foreign)} of a response.")
    current = locked_draft(actor, response, expected_version, to="write a response")
    problems = Problems()
    kinds = [kind.identifier for kind in regime().inspection_kinds]
    for kind in content.get("inspection_types", ()):
        problems.need_one_of("inspection_types", kind, kinds, "type of inspection")
    if "force_quoted" in content:
        problems.need_one_of("force_quoted", content["force_quoted"], Response.Answer.values, "answer")
    problems.raise_if_any()
    values = {name: content[name] for name in COLUMNS if name in content}  # type: ignore[literal-required]
    if "inspection_types" in values:
        values["inspection_types"] = list(values["inspection_types"])
    changes = save_edit(current, values)
    record_response(
        actor, current, "write_response", f"Response to '{current.title}' changed.", changes=changes
    )
    return current


@service("responses.quote_item")
def quote_item(*, actor: User, response: Response, item: Item, expected_version: int) -> Response:
    """Tie an item of an earlier report to the response, because the answered report takes it up again."""
    current = locked_draft(actor, response, expected_version, to="write a response")
    if not Item.objects.published().filter(pk=item.pk, force=current.force).exists():
        raise RefusalError(
            "refused", f"'{item.title}' is not asked of {current.force.name}. Choose an item of that force."
        )
    current.quoted.add(item)
    save_edit(current, {})
    record_response(actor, current, "quote_item", f"'{item.title}' is taken up again.", item=str(item.pk))
    return current


@service("responses.answer_item")
def answer_item(
    *, actor: User, response: Response, item: Item, kind: str, text: str, expected_version: int
) -> ItemAnswer:
    """Say of one item what is done or proposed, or why nothing is."""
    current = locked_draft(actor, response, expected_version, to="write a response")
    problems = Problems()
    problems.need_one_of("kind", kind, ItemAnswer.Kind.values, "answer")
    problems.need("text", text, "The answer has no words. Say what is done or proposed, or why nothing is.")
    problems.raise_if_any()
    if item.pk not in {each.pk for each in items_to_answer(current)}:
        raise RefusalError(
            "refused", f"'{item.title}' is not among the items of the reports that this response answers."
        )
    answer, _ = ItemAnswer.objects.update_or_create(
        response=current, item=item, defaults={"kind": kind, "text": text.strip()}
    )
    save_edit(current, {})
    record_response(
        actor,
        current,
        "answer_item",
        f"'{item.title}': {answer.get_kind_display()}.",
        item=str(item.pk),
        text=answer.text,
    )
    return answer


def report_answered(
    report: ReportAnswered, inspectorate: Organisation, force: Organisation
) -> AnsweredReport:
    publication = report.publication
    if publication is not None:
        if publication.force_id not in (None, force.pk):
            raise RefusalError("refused", f"'{publication.title}' is about another force than {force.name}.")
        return AnsweredReport(
            inspectorate=publication.inspectorate,
            publication=publication,
            reference=publication.reference,
            title=publication.title,
            published_on=_first_published(publication),
            national=publication.force_id is None,
            framework=publication.framework,
        )
    if not report.title.strip() or report.published_on is None:
        raise RefusalError(
            "refused", "A report that is not in Peelian needs its title and the day it was published."
        )
    if report.published_on > timezone.localdate():
        raise RefusalError("refused", "The report cannot be published on a day that has not come yet.")
    return AnsweredReport(
        inspectorate=inspectorate,
        reference=slug_of_title(report.title),
        title=report.title.strip(),
        published_on=report.published_on,
        published_precision=report.published_precision,
        national=report.national,
        framework=report.framework,
        target=report.target,
    )


def _first_published(publication: Publication) -> date:
    """The day on which the report first came out: a correction does not start the clock anew."""
    days = Publication.objects.filter(reference=publication.reference).values_list("published_on", flat=True)
    return min(days)


def _is_demonstration(report: AnsweredReport) -> bool:
    return report.publication is not None and report.publication.inspection.is_demonstration


def refuse_answered_already(
    body: Organisation, reports: Sequence[AnsweredReport], *, but: Response | None = None
) -> None:
    """One body answers one report once; a draft that was withdrawn answers nothing."""
    for report in reports:
        known = AnsweredReport.objects.filter(
            response__body=body, title=report.title, published_on=report.published_on
        ).exclude(response__state=Response.State.WITHDRAWN)
        if known.exclude(response=but).exists():
            raise RefusalError(
                "refused", f"{body.name} has a response to '{report.title}' already. Go on with that one."
            )


def slug_of_title(title: str) -> str:
    """The reference of a report that is known by its title alone."""
    return slugify(title)[:120]


def reference_of(body: Organisation, report: AnsweredReport, *, but: Response | None = None) -> str:
    """A name for addresses: the force, the report and a number where another response has that name."""
    force = body.oversees.slug if body.oversees else body.slug
    start = f"{force}-{slugify(report.title)}"[:100].strip("-")
    made, number = f"{start}-response", 1
    others = Response.objects.exclude(pk=but.pk) if but else Response.objects.all()
    while others.filter(reference=made).exists():
        number += 1
        made = f"{start}-response-{number}"
    return made
