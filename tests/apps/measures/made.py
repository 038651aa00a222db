"""Releases of measures for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.measures.models import MeasurePublication, MeasureRelease
from peelian.apps.measures.services import begin_release, import_values, publish_release
from peelian.apps.organisations.models import Organisation, Role
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period
from tests.apps.world import make_all_forces, make_inspectorate, make_person

YEAR = Period.year_ending(date(2022, 3, 31))
INCIDENTS = MeasureDefinition(
    identifier="domestic-abuse-incidents-per-1000",
    title="Domestic abuse-related incidents",
    definition="Incidents that a force flagged as related to domestic abuse, for every 1,000 people.",
    unit="per 1,000 population",
    reading_note="A rise can mean better identification.",
    source="Data collected from forces",
)


def analyst(inspectorate: Organisation | None = None) -> User:
    return make_person(inspectorate or make_inspectorate(), Role.ANALYST)


def publisher(inspectorate: Organisation | None = None) -> User:
    return make_person(inspectorate or make_inspectorate(), Role.PUBLICATIONS)


def make_release(actor: User | None = None, **fields: Any) -> MeasureRelease:
    values: dict[str, Any] = {
        "inspectorate": make_inspectorate(),
        "definition": INCIDENTS,
        "period": YEAR,
        "source": "Data collected from forces, April 2022",
        "denominator_note": "Round populations for the test.",
        **fields,
    }
    return begin_release(actor=actor or analyst(values["inspectorate"]), **values)


def rows_of_all_forces(**numerators: int) -> list[dict[str, str]]:
    """One row for each force in scope: rates of 10, 11, 12 and so on, unless given by slug with underscores."""
    given = {slug.replace("_", "-"): value for slug, value in numerators.items()}
    return [
        {"force": force.slug, "numerator": str(given.get(force.slug, 10 + place)), "denominator": "1000"}
        for place, force in enumerate(make_all_forces())
    ]


def make_filled_release(actor: User | None = None, **numerators: int) -> MeasureRelease:
    rows = rows_of_all_forces(**numerators)
    actor = actor or analyst()
    release = make_release(actor)
    import_values(actor=actor, release=release, expected_version=1, rows=rows)
    release.refresh_from_db()
    return release


def make_publication(**numerators: int) -> MeasurePublication:
    release = make_filled_release(None, **numerators)
    return publish_release(actor=publisher(), release=release, expected_version=release.version)
