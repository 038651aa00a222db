"""Press statements: written from a publication, so that their grades are the report's."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.reports.models import PressStatement, Publication
from peelian.apps.reports.policies import ANNOUNCERS
from peelian.rendering.press_statement import leanings, one_sidedness, press_statement
from peelian.rendering.report_value import ReportValue
from peelian.rules.errors import RefusalError

MOST_FINDINGS = 6


@service("reports.make_press_statement")
def make_press_statement(
    *, actor: User, publication: Publication, speaker: str, quote: str, findings: Sequence[str]
) -> PressStatement:
    """Publish a news item on a report: its grades, up to six findings, and what the inspector says.

    Parameters
    ----------
    speaker
        Name and office of the one who is quoted.
    findings
        Keys of findings of the report, favourable and adverse in the measure of its grades; their headlines
        are printed.
    """
    require_role(actor, publication.tenant, *ANNOUNCERS, to="make a press statement")
    if Publication.objects.filter(supersedes=publication).exists():
        raise RefusalError(
            "refused", f"{publication} has been corrected since. Write about the newest version."
        )
    report = publication.report
    _check(speaker, quote, findings, report)
    headlines = {finding.id: finding.headline for finding in report.findings()}
    told, written = leanings(report), press_statement(report)
    statement = PressStatement.objects.create(
        publication=publication,
        title=written.title,
        paragraphs=list(written.paragraphs),
        findings=[{"id": key, "headline": headlines[key], "leaning": told[key]} for key in findings],
        quote=quote,
        speaker=speaker,
        published_at=timezone.now(),
    )
    record_event(
        actor=actor,
        action="reports.make_press_statement",
        subject=statement,
        organisation=publication.tenant,
        summary=f"A press statement on {publication} was published: {statement.title}.",
        details={"findings": list(findings), "speaker": speaker},
        public=True,
    )
    return statement


def _check(speaker: str, quote: str, findings: Sequence[str], report: ReportValue) -> None:
    problems = Problems()
    problems.need("speaker", speaker, "The statement names nobody who speaks. Give name and office.")
    problems.need("quote", quote, "The statement has no quotation. Give the words of the inspector.")
    if not 1 <= len(findings) <= MOST_FINDINGS:
        problems.add(
            "findings",
            len(findings),
            f"{len(findings)} findings are chosen. Choose one to {MOST_FINDINGS} of the report.",
        )
    known = {finding.id for finding in report.findings()}
    for key in findings:
        if key not in known:
            problems.add("findings", key, f"The report has no finding '{key}'. Choose one of its own.")
    lacking = one_sidedness(report, findings)
    if lacking:
        problems.add("findings", len(findings), lacking)
    problems.raise_if_any()
