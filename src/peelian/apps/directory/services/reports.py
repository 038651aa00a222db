"""The log of what a force sends to organisations of its directory."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import service
from peelian.apps.directory.models import DirectoryEntry, ReportSent
from peelian.apps.directory.services.checks import check_words, record, require_keeper
from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.rules.periods import day_words


@service("directory.log_report")
def log_report(*, actor: User, recipient: DirectoryEntry, kind: str, what: str, sent_on: date) -> ReportSent:
    """Put on record what the force sent to an organisation, and when."""
    force = recipient.force
    require_keeper(actor, force, to="log a report")
    problems = Problems()
    problems.need("what", what, "Say what was sent.")
    check_words(problems, "what", what, 200)
    problems.need_one_of("kind", kind, regime().directory.by_report_kind, "kind of report")
    if sent_on > timezone.localdate():
        problems.add(
            "sent_on",
            sent_on,
            f"{day_words(sent_on)} is still to come. Log a report on the day it is sent or later.",
        )
    problems.raise_if_any()
    sent = ReportSent.objects.create(
        force=force, recipient=recipient, kind=kind, what=what.strip(), sent_on=sent_on
    )
    record(actor, force, "log_report", sent, f"Report logged: {sent}, {day_words(sent_on)}")
    return sent
