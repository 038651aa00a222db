"""Responses to reports and the scrutiny that follows: two told by their forms, the rest invented for the tour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Organisation
from peelian.apps.reports.queries import publication_by_reference
from peelian.apps.responses import services
from peelian.apps.responses.models import Response, ScrutinyItem
from peelian.demonstration.material import CONTENT, read_yaml
from peelian.demonstration.people import inspectorate, person
from peelian.demonstration.steps import LOADER
from peelian.documents.response_form import FormAnswer, write_form
from peelian.documents.response_reading import read_form

NAME = "responding"


def load_responses() -> Iterator[object]:
    """Take over the two forms, take two invented responses from their opening to publication, and begin a third."""
    content = read_yaml(NAME)
    for form in content["forms"]:
        yield _taken_over(form)
    for told in content["published"]:
        yield _published(told)
    yield _under_way(content["under_way"])


def load_scrutiny() -> Iterator[object]:
    """Ask questions, plan a meeting, tie items to the plan, and note what is to be explored."""
    told = read_yaml(NAME)["programme"]
    officer, body = person(told["officer"]), _organisation(told["body"])
    today = timezone.localdate()
    priorities = {
        each["title"]: services.name_priority(actor=officer, body=body, **each) for each in told["priorities"]
    }
    meeting = services.hold_meeting(
        actor=officer,
        body=body,
        title=told["meeting"]["title"],
        held_on=today + timedelta(days=told["meeting"]["in_days"]),
        notes=told["meeting"]["notes"],
    )
    yield meeting
    for each in told["questions"]:
        scrutiny = _scrutiny(body, each["item"])
        yield services.scrutinise(
            actor=officer,
            scrutiny=scrutiny,
            expected_version=scrutiny.version,
            question=each["question"],
            update_due=today + timedelta(days=each["update_in_days"]),
            meeting=meeting,
            priorities=[priorities[title] for title in each["priorities"]],
        )
    for each in told["ended"]:
        scrutiny = _scrutiny(body, each["item"])
        yield services.end_scrutiny(
            actor=officer,
            scrutiny=scrutiny,
            state=each["state"],
            result=each["result"],
            expected_version=scrutiny.version,
        )
    for each in told["opportunities"]:
        values = dict(each)
        result = values.pop("result", "")
        noted = services.note_opportunity(actor=officer, body=body, **values)
        if result:
            services.record_opportunity_result(actor=officer, opportunity=noted, result=result)
        yield noted
    for each in told["funded"]:
        yield services.fund_initiative(
            actor=officer,
            body=body,
            title=each["title"],
            aim=each["aim"],
            result_due=today + timedelta(days=each["result_in_days"]),
        )


def _taken_over(form: dict[str, Any]) -> Response:
    return services.import_response(
        actor=LOADER,
        body=_organisation(form["body"]),
        inspectorate=inspectorate(),
        text=_text(form),
        source=form["source"],
        national=form["national"],
        framework=form["framework"],
        target=form["target"],
        demonstration=True,
    )


def _text(form: dict[str, Any]) -> str:
    """The text of a form; where the form takes up an item that is known here, with the answer tied to it."""
    text = (CONTENT / form["text"]).read_text(encoding="utf-8")
    answers = tuple(FormAnswer(**each) for each in form.get("answers", ()))
    return write_form(replace(read_form(text), answers=answers)) if answers else text


def _published(told: dict[str, Any]) -> Response:
    """One response through every step, by the people of the tour."""
    officer, today = person(told["officer"]), timezone.localdate()
    response = _opened(told, officer)
    response = services.write_response(
        actor=officer, response=response, expected_version=response.version, **told["sections"]
    )
    for each in told["answers"]:
        response = _answered(response, officer, each)
    response = services.invite_comments(
        actor=officer, response=response, by=today, expected_version=response.version
    )
    response = services.comment_on_response(
        actor=person(told["chief"]), response=response, expected_version=response.version, **told["comment"]
    )
    response = services.sign_off_response(
        actor=person(told["commissioner"]), response=response, expected_version=response.version
    )
    response = services.publish_response(
        actor=person(told["commissioner"]),
        response=response,
        expected_version=response.version,
        published_on=told["published_on"],
        elsewhere=services.PublishedElsewhere(told["source"], told["signed_off_on"]),
    )
    if "letter" in told:
        letter = services.keep_letter(actor=officer, response=response, **told["letter"])
        services.publish_letter(actor=officer, letter=letter)
    return response


def _answered(response: Response, officer: Any, told: dict[str, Any]) -> Response:
    """Tie an item to the response, since the press alone tells of it, and answer it."""
    item = Item.objects.get(force=response.force, title=told["item"])
    response = services.quote_item(
        actor=officer, response=response, item=item, expected_version=response.version
    )
    services.answer_item(
        actor=officer,
        response=response,
        item=item,
        kind=told["kind"],
        text=told["text"],
        expected_version=response.version,
    )
    response.refresh_from_db()
    return response


def _under_way(told: dict[str, Any]) -> Response:
    """A draft whose clock runs while the tour is taken: an earlier recommendation to answer, comments invited."""
    officer, today = person(told["officer"]), timezone.localdate()
    day = today - timedelta(days=told["report_published_days_ago"])
    response = _opened({**told, "report_published_on": day}, officer)
    for title in told["quoted"]:
        item = Item.objects.get(force=response.force, title=title)
        response = services.quote_item(
            actor=officer, response=response, item=item, expected_version=response.version
        )
    response = services.write_response(
        actor=officer, response=response, expected_version=response.version, **told["sections"]
    )
    return services.invite_comments(
        actor=officer,
        response=response,
        by=today + timedelta(days=told["comments_in_days"]),
        expected_version=response.version,
    )


def _opened(told: dict[str, Any], officer: Any) -> Response:
    """Open the response to a report that is published here, or to an invented one by its title and day."""
    if "publication" in told:
        report = services.ReportAnswered(publication=publication_by_reference(told["publication"]))
    else:
        report = services.ReportAnswered(title=told["title"], published_on=told["report_published_on"])
    return services.open_response(
        actor=officer, body=_organisation(told["body"]), reports=[report], demonstration=True
    )


def _scrutiny(body: Organisation, title: str) -> ScrutinyItem:
    return ScrutinyItem.objects.get(body=body, item__title=title)


def _organisation(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)
