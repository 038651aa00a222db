"""Bringing in responses that were published before, from the text of their form."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.models import Organisation
from peelian.apps.responses.deadlines import deadline_of
from peelian.apps.responses.items import items_to_answer
from peelian.apps.responses.models import AnsweredReport, ItemAnswer, Response
from peelian.apps.responses.services.drafting import (
    ReportAnswered,
    reference_of,
    refuse_answered_already,
    report_answered,
)
from peelian.apps.responses.services.publishing import begin_scrutiny
from peelian.documents.response_form import ResponseForm
from peelian.documents.response_reading import read_form
from peelian.rules.errors import NotPermittedError, RefusalError

WRITTEN = (("%d %B %Y", "day"), ("%B %Y", "month"))
NAME_AND_OFFICE = re.compile(r"(?P<name>[^,]*),?\s*(?P<office>.*)", re.DOTALL)


@service("responses.import_response", longest=1_000_000)
def import_response(
    *,
    actor: SystemActor,
    body: Organisation,
    inspectorate: Organisation,
    text: str,
    source: str,
    national: bool = False,
    framework: str = "",
    target: str = "",
    demonstration: bool = False,
) -> Response:
    """Keep a response as its form prints it, the force's section included, with the source that prints it.

    The operator at the machine alone may do so, because the form holds a section that only the force writes.
    What the form does not tell stays unknown: the tick boxes, the day of publication, who sent the copies.
    """
    if not isinstance(actor, SystemActor):
        raise NotPermittedError(
            "not-permitted",
            "Responses of the past are brought in by the operator of the service. Ask the operator.",
        )
    if body.oversees is None:
        raise RefusalError("refused", f"{body.name} holds no force to account, so it answers no report.")
    form = read_form(text)
    published_on, precision = _report_day(form, source)
    report = report_answered(
        ReportAnswered(
            title=form.title,
            published_on=published_on,
            published_precision=precision,
            national=national,
            framework=framework,
            target=target,
        ),
        inspectorate,
        body.oversees,
    )
    refuse_answered_already(body, [report])
    response = _kept(form, body, body.oversees, report, source, demonstration)
    answered = _keep_answers(form, response)
    begun = begin_scrutiny(response, timezone.localdate())
    record_event(
        actor=actor,
        action="responses.import_response",
        subject=response,
        organisation=body,
        summary=f"Response to '{response.title}' taken over from: {source.strip()}.",
        details={"answers": answered, "scrutiny": begun},
        public=True,
    )
    return response


def written_day(words: str) -> tuple[date, str] | None:
    """A day or a month as a form prints it, with which of the two it is.

    >>> written_day("October 2017")
    (datetime.date(2017, 10, 1), 'month')
    """
    for pattern, precision in WRITTEN:
        try:
            return datetime.strptime(words.strip(), pattern).date(), precision  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    return None


def _report_day(form: ResponseForm, source: str) -> tuple[date, str]:
    problems = Problems()
    problems.need("title", form.title, "The form names no inspection under 'Title of inspection'.")
    problems.need("executive_summary", form.executive_summary, "The form has no executive summary.")
    problems.need("body_comment", form.body_comment, "The form has no comment of the local policing body.")
    problems.need("source", source, "Say where the response was published, so that readers can find it.")
    found = written_day(form.published)
    if found is None:
        problems.add(
            "published",
            form.published,
            f"'{form.published}' under 'Date inspection published' is no day such as 2 March 2017, and no month "
            "such as October 2017.",
        )
    if form.published_on_website and written_day(form.published_on_website) is None:
        problems.add(
            "published_on_website",
            form.published_on_website,
            "Give the day on which the response was published such as 26 April 2017, or leave the line empty.",
        )
    problems.raise_if_any()
    return cast("tuple[date, str]", found)


def _kept(
    form: ResponseForm,
    body: Organisation,
    force: Organisation,
    report: AnsweredReport,
    source: str,
    demonstration: bool,
) -> Response:
    due, words = deadline_of([report])
    website = written_day(form.published_on_website)
    published_on = website[0] if website else None
    force_name, force_office = _speaker(form.force_signature)
    body_name, body_office = _speaker(form.body_signature)
    response = Response(
        body=body,
        force=force,
        reference=reference_of(body, report),
        title=report.title,
        inspection_types=list(form.inspection_types),
        force_quoted=form.quoted,
        executive_summary=form.executive_summary,
        movement=form.judgement,
        findings_introduction=form.findings,
        findings=[{**asdict(each), "items": list(each.items)} for each in form.questions],
        body_comment=form.body_comment,
        commissioner_name=body_name,
        commissioner_office=body_office,
        force_response=form.force_response,
        force_responder=force_name,
        force_office=force_office,
        reply=form.reply,
        due=due,
        due_words=words,
        state=Response.State.PUBLISHED,
        published_on=published_on,
        published_precision=website[1] if website else "day",
        listed_on=published_on or report.published_on,
        demonstration=demonstration,
        source=source.strip(),
    )
    response.save(force_insert=True)
    report.response = response
    report.save(force_insert=True)
    return response


def _keep_answers(form: ResponseForm, response: Response) -> int:
    """The answers of the form, each to an item that is known by its title; what cannot be kept is named."""
    kinds = {label.casefold(): value for value, label in ItemAnswer.Kind.choices}
    asked = Item.objects.published().filter(
        force=response.force, title__in=[each.title for each in form.answers]
    )
    response.quoted.set(asked)
    items = {item.title.casefold(): item for item in items_to_answer(response)}
    problems, made = Problems(), []
    for answer in form.answers:
        item, kind = items.get(answer.title.casefold()), kinds.get(answer.kind.casefold())
        if item is None:
            problems.add(
                "answers", answer.title, f"'{answer.title}' is no known item of this report. Import it first."
            )
        elif kind and answer.text:
            made.append(ItemAnswer(response=response, item=item, kind=kind, text=answer.text))
        elif answer.kind:
            problems.add(
                "answers",
                answer.kind,
                f"'{answer.kind}' is no answer to '{answer.title}'. Write one of: "
                f"{', '.join(label for _, label in ItemAnswer.Kind.choices)}, a colon, and the words.",
            )
    problems.raise_if_any()
    ItemAnswer.objects.bulk_create(made)
    return len(made)


def _speaker(signature: str) -> tuple[str, str]:
    """Name and office of the one who signed, cut to what is kept."""
    found = NAME_AND_OFFICE.fullmatch(signature)
    return (found["name"].strip()[:150], found["office"].strip()[:150]) if found else ("", "")
