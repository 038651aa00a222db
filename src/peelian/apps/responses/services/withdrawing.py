"""Mending a draft that was opened by mistake: the title and day of its report, or the whole of it."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.inspections.edits import save_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Role
from peelian.apps.responses.deadlines import deadline_of
from peelian.apps.responses.models import AnsweredReport, Response
from peelian.apps.responses.services.common import locked_draft, record_response
from peelian.apps.responses.services.drafting import (
    reference_of,
    refuse_answered_already,
    slug_of_title,
)
from peelian.rules.errors import RefusalError
from peelian.rules.periods import day_words


@service("responses.correct_report")
def correct_report(
    *,
    actor: User,
    response: Response,
    report: AnsweredReport,
    title: str,
    published_on: date,
    expected_version: int,
    published_precision: str = "day",
) -> Response:
    """Correct the title or the day of a report that is known by them alone; the clock of the draft follows."""
    current = locked_draft(actor, response, expected_version, to="correct the report of a response")
    mine = AnsweredReport.objects.filter(response=current, pk=report.pk, publication__isnull=True).first()
    if mine is None:
        raise RefusalError("refused", "A report that is published here keeps its own title and day.")
    problems = Problems()
    problems.need("title", title, "The report has no title. Give the title as the report prints it.")
    problems.need_one_of("published_precision", published_precision, ("day", "month"), "precision of a day")
    if published_on > timezone.localdate():
        problems.add(
            "published_on", published_on, "The report cannot be published on a day that has not come yet."
        )
    problems.raise_if_any()
    before = f"'{mine.title}', {day_words(mine.published_on)}"
    was_named_after_it = current.title == mine.title
    mine.title, mine.reference = title.strip(), slug_of_title(title)
    mine.published_on, mine.published_precision = published_on, published_precision
    refuse_answered_already(current.body, [mine], but=current)
    mine.save()
    due, words = deadline_of(list(current.reports.all()))
    values: dict[str, object] = {"due": due, "due_words": words}
    if was_named_after_it:
        values |= {"title": mine.title, "reference": reference_of(current.body, mine, but=current)}
    changes = save_edit(current, values)
    record_response(
        actor,
        current,
        "correct_report",
        f"Report corrected from {before} to '{mine.title}', {day_words(published_on)}. Last day: {words}.",
        changes=changes,
    )
    return current


@service("responses.withdraw_response")
def withdraw_response(
    *, actor: User, response: Response, reason: str, expected_version: int, no_such_report: bool = False
) -> Response:
    """Withdraw a draft that nobody signed, with the reason; what was written in it is kept.

    The duty to answer its reports stays, and so do their clocks. It ends only with `no_such_report`: a report known by
    title and day alone was entered by mistake. That is for the commissioner to say, who bears the duty.
    """
    if no_such_report:
        require_role(actor, response.body, Role.COMMISSIONER, to="say that there is no such report")
    current = locked_draft(actor, response, expected_version, to="withdraw a draft")
    problems = Problems()
    problems.need("reason", reason, "Withdrawing a draft needs a reason. Say why it is withdrawn.")
    problems.raise_if_any()
    if no_such_report and current.reports.filter(publication__isnull=False).exists():
        raise RefusalError(
            "refused",
            "The report is published here, so it goes on waiting for a response. Withdraw the draft alone.",
        )
    save_edit(
        current,
        {
            "state": Response.State.WITHDRAWN,
            "no_such_report": no_such_report,
            "withdrawn_on": timezone.localdate(),
            "withdrawal": reason.strip(),
        },
    )
    record_response(
        actor,
        current,
        "withdraw_response",
        f"Draft '{current.title}' withdrawn{' (no such report)' if no_such_report else ''}: {reason.strip()}",
    )
    return current
