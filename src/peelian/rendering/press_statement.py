"""The press statement that goes with a report.

Every grade word comes from the report value, so that a statement cannot say
another grade than the report it announces.
"""

from dataclasses import dataclass

from peelian.rendering.presenters import date_words, paragraphs, tally_words
from peelian.rendering.report_value import ReportValue

FINDINGS = 3


@dataclass(frozen=True)
class Quote:
    """Words of the signatory, and who speaks them."""

    speaker: str
    office: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PressStatement:
    """A press statement in parts.

    Parameters
    ----------
    title : str
        The grade in one line.
    paragraphs : tuple of str
        What was inspected, and each grade in the words of the report.
    findings : tuple of str
        The three findings that the inspector puts first, or fewer if there are fewer.
    quote : Quote or None
        The signatory's words; ``None`` while the observations are unsigned.
    where_to_read : str
        Where the whole report stands.
    """

    title: str
    paragraphs: tuple[str, ...]
    findings: tuple[str, ...]
    quote: Quote | None
    where_to_read: str

    def text(self) -> str:
        """Return the statement as plain text."""
        findings = "\n".join(f"- {finding}" for finding in self.findings)
        spoken = self._spoken()
        parts = [self.title, *self.paragraphs, findings, *spoken, self.where_to_read]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _spoken(self) -> list[str]:
        if self.quote is None:
            return []
        quoted = [f"“{each}”" for each in self.quote.paragraphs]
        return [f"{self.quote.speaker}, {self.quote.office}, said:", *quoted]


def press_statement(value: ReportValue, address: str) -> PressStatement:
    """Write the statement for a report.

    Parameters
    ----------
    value : ReportValue
        The frozen report.
    address : str
        Where the report is published.

    Returns
    -------
    PressStatement
    """
    return PressStatement(
        title=_title(value),
        paragraphs=(_inspected(value), *(line.sentence for line in value.summary.grades)),
        findings=_findings(value),
        quote=_quote(value),
        where_to_read=f"The whole report, with every figure and its source, is at {address}.",
    )


def _title(value: ReportValue) -> str:
    grades = value.summary.grades
    if len(grades) == 1:
        return f"{value.force.name} graded {grades[0].label.lower()}: {grades[0].title.lower()}"
    tally = tally_words(value.framework, value.summary)
    return f"{value.force.name}: {tally}" if tally else f"{value.force.name}: report published"


def _inspected(value: ReportValue) -> str:
    inspectorate = value.inspectorate
    return (
        f"{inspectorate.full_name} ({inspectorate.name}) today, {date_words(value.published)}, "
        f"published its report on {value.force.name} under {value.framework.title}. "
        f"The inspection asked: {value.central_question}"
    )


def _findings(value: ReportValue) -> tuple[str, ...]:
    points = value.observations.points if value.observations else ()
    headlines = [point.heading for point in points] or [each.headline for each in value.findings()]
    return tuple(headlines[:FINDINGS])


def _quote(value: ReportValue) -> Quote | None:
    observations = value.observations
    if observations is None or observations.signatory is None:
        return None
    said = tuple(part for text in observations.closing for part in paragraphs(text))
    return Quote(observations.signatory.name, observations.signatory.office, said)
