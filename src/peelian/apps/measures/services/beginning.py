"""Beginning a release: a measure, a period and a source, before any value is there."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.models import MeasureRelease
from peelian.apps.measures.policies import COMPILERS
from peelian.apps.measures.return_rows import period_fault
from peelian.apps.measures.services.changing import need_source
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.models import Organisation
from peelian.apps.returns.models import Collection
from peelian.records.comparison import MeasureDefinition
from peelian.rules.periods import Period, day_words


@service("measures.begin_release")
def begin_release(
    *,
    actor: User,
    inspectorate: Organisation,
    definition: MeasureDefinition,
    period: Period,
    source: str,
    denominator_source: str = "",
    denominator_note: str = "",
    note: str = "",
    collection: Collection | None = None,
    is_demonstration: bool = False,
) -> MeasureRelease:
    """Begin the release of a measure for a period. The definition is stored with it, as it now stands.

    Nobody but staff of the inspectorate sees a release before it is published.
    """
    require_role(actor, inspectorate, *COMPILERS, to="begin a release of a measure")
    problems = Problems()
    need_source(problems, source)
    last_day = period.end or date.max
    if period.end is None:
        problems.add("period", period.words(), "The period has no last day. Give a period with its dates.")
    elif last_day > timezone.localdate():
        problems.add(
            "period",
            period.words(),
            f"The period ends on {day_words(last_day)}, which has not come yet. Give a period that is over.",
        )
    elif _stands(inspectorate, definition, last_day):
        problems.add(
            "period",
            period.words(),
            f"There is already a release of '{definition.title}' for a period that ends on this day. Open it: a draft "
            "is changed or discarded, and what is published is corrected.",
        )
    if collection is not None and collection.inspectorate_id != inspectorate.pk:
        problems.add(
            "collection", collection, "The collection is of another inspectorate. Choose one of yours."
        )
    elif collection is not None and (fault := period_fault(period, collection)):
        problems.add("period", period.words(), fault)
    problems.raise_if_any()
    release = MeasureRelease.objects.create(
        inspectorate=inspectorate,
        measure=definition.identifier,
        definition=definition.model_dump(mode="json"),
        definition_hash=definition.sha256,
        period=period.to_json(),
        period_end=last_day,
        source=source.strip(),
        denominator_source=denominator_source.strip(),
        denominator_note=denominator_note.strip(),
        note=note.strip(),
        collection=collection,
        begun_by=actor,
        is_demonstration=is_demonstration,
    )
    record_event(
        actor=actor,
        action="measures.begin_release",
        subject=release,
        organisation=inspectorate,
        summary=f"A release was begun: {release}.",
        details={"definition_hash": release.definition_hash, "source": release.source},
    )
    return release


def _stands(inspectorate: Organisation, definition: MeasureDefinition, last_day: date) -> bool:
    found = MeasureRelease.objects.filter(
        inspectorate=inspectorate, measure=definition.identifier, period_end=last_day
    )
    return found.exists()
