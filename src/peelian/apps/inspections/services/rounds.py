"""Planning rounds of inspection."""

from __future__ import annotations

from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.inspections.models import Round
from peelian.apps.inspections.policies import PLANNERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import InvalidValueError
from peelian.rules.periods import day_words
from peelian.rules.programme import require_round_year


@service("inspections.plan_round")
def plan_round(
    *,
    actor: User,
    inspectorate: Organisation,
    framework_identifier: str,
    title: str,
    slug: str,
    starts_on: date,
    ends_on: date,
    number: int = 1,
    pillar: str = "",
) -> Round:
    """Plan one time round the forces under one framework version.

    The cadence comes from the framework; a pillar limits the round to one strand of an older framework.
    No round is dated before its programme began.
    """
    require_role(actor, inspectorate, *PLANNERS, to="plan a round")
    version = known_framework_version(framework_identifier)
    require_round_year(version.programme, starts_on.year)
    _check(inspectorate, version, title, slug, number, starts_on, ends_on, pillar)
    planned = Round.objects.create(
        inspectorate=inspectorate,
        framework_version=version,
        slug=slug,
        title=title,
        number=number,
        cadence=version.framework.cadence,
        pillar=pillar,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    record_event(
        actor=actor,
        action="inspections.plan_round",
        subject=planned,
        organisation=inspectorate,
        summary=f"{title} was planned from {day_words(starts_on)} to {day_words(ends_on)} under {version.title}.",
        details={
            "framework": version.identifier,
            "cadence": planned.cadence,
            "pillar": pillar,
            "number": number,
        },
    )
    return planned


def known_framework_version(identifier: str) -> FrameworkVersion:
    """Return a framework version, or refuse naming the ones there are."""
    version = FrameworkVersion.objects.filter(pk=identifier).first()
    if version is None:
        known = ", ".join(framework_versions().values_list("identifier", flat=True)) or "none"
        raise InvalidValueError(
            "unknown-identifier",
            f"There is no framework version '{identifier}'. Choose one of: {known}.",
            {"kind": "framework", "identifier": identifier},
        )
    return version


def _check(
    inspectorate: Organisation,
    version: FrameworkVersion,
    title: str,
    slug: str,
    number: int,
    starts_on: date,
    ends_on: date,
    pillar: str,
) -> None:
    problems = Problems()
    if inspectorate.kind != Organisation.Kind.INSPECTORATE:
        problems.add("inspectorate", inspectorate.name, f"{inspectorate.name} is no inspectorate: name one.")
    problems.need("title", title, "The round has no title. Give it one.")
    problems.need(
        "slug", slug, "The round has no short name for its address. Give it one, such as peel-2021-22."
    )
    problems.need_address("slug", slug, 80)
    if number < 1:
        problems.add("number", number, f"The round has number {number}. The first round is number 1.")
    if ends_on < starts_on:
        problems.add(
            "ends_on",
            ends_on,
            f"The round ends on {day_words(ends_on)}, before it starts on {day_words(starts_on)}. "
            "Give a later last day.",
        )
    if pillar:
        known = [each.identifier for each in version.framework.pillars]
        problems.need_one_of("pillar", pillar, known, f"pillar of {version.title}")
    if Round.objects.filter(inspectorate=inspectorate, slug=slug).exists():
        problems.add("slug", slug, f"There is already a round '{slug}'. Choose another short name.")
    problems.raise_if_any()
