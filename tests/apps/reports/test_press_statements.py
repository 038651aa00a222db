"""News items: their grades are the report's, because they are written from it."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.apps.organisations.models import Role
from peelian.apps.reports.models import PressStatement, Publication
from peelian.apps.reports.services import make_press_statement
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.reports.made_up import corrected, published, publisher_of
from tests.apps.world import make_person

pytestmark = pytest.mark.django_db

QUOTE = "The force has come a long way."


def statement(publication: Publication, **given: Any) -> PressStatement:
    values: dict[str, Any] = {
        "actor": publisher_of(publication.inspection),
        "speaker": "A. Chief, HM Chief Inspector of Constabulary",
        "quote": QUOTE,
        "findings": ["risk", "profiles", "calls"],
        **given,
    }
    return make_press_statement(publication=publication, **values)


@pytest.mark.item("S-125")
def test_statement_gives_the_reports_grades_three_findings_and_quote() -> None:
    publication = published()

    made = statement(publication)

    assert made.title == "Cleveland Police: 1 good and 1 requires improvement"
    assert made.paragraphs[1:] == [line.sentence for line in publication.report.summary.grades]
    assert [(each["headline"], each["leaning"]) for each in made.findings] == [
        ("Risk is understood at first contact", "favourable"),
        ("Profiles are out of date", "adverse"),
        ("Calls are answered sooner", "mixed"),
    ]
    assert (made.quote, made.retold) == (QUOTE, False)


def test_statement_that_shows_the_good_alone_beside_mixed_grades_is_refused() -> None:
    publication = published()

    with pytest.raises(InvalidValueError) as refused:
        statement(publication, findings=["risk", "posts"])

    assert refused.value.message == (
        "1 of 2 grades stand in the lower half of the scale, and 0 of the 2 findings chosen are adverse. "
        "Choose at least 1 that is adverse."
    )


EVERY_FINDING = ["risk", "calls", "profiles", "posts", "analysts", "allocation"]


@pytest.mark.parametrize("findings", [[], [*EVERY_FINDING, "risk"], ["not-in-the-report"]])
def test_statement_takes_one_to_six_findings_of_the_report(findings: list[str]) -> None:
    publication = published()

    with pytest.raises(InvalidValueError):
        statement(publication, findings=findings)

    assert not PressStatement.objects.exists()


def test_inspectors_do_not_issue_statements() -> None:
    publication = published()

    with pytest.raises(NotPermittedError):
        statement(publication, actor=make_person(publication.inspectorate, Role.INSPECTOR))


def test_statement_on_a_corrected_version_is_refused() -> None:
    publication = published()
    corrected(publication)

    with pytest.raises(RefusalError, match="corrected since"):
        statement(publication)
