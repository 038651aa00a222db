"""Cancelling a correction that was opened by mistake: the release stands again as it was published."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.comparing import comparison_of
from peelian.apps.measures.models import ForceValue, MeasureRelease
from peelian.apps.measures.policies import PUBLISHERS
from peelian.apps.measures.services.changing import EDITED, next_version
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import RefusalError

WORDS = ("source", "denominator_source", "denominator_note", "note", "correction_reason")
KEPT = ("force_id", "numerator", "denominator", "reason", "exclusion", "taken_from_id")


def as_it_stands(release: MeasureRelease) -> dict[str, Any]:
    """The words and values of a release in plain values, from which a cancelled correction is put back."""
    rows = [
        {
            **{name: _plain(getattr(row, name)) for name in KEPT},
            "value": None if row.value is None else str(row.value),
        }
        for row in release.values.all()
    ]
    return {"words": {name: getattr(release, name) for name in WORDS}, "values": rows}


@service("measures.cancel_correction")
def cancel_correction(
    *, actor: User, release: MeasureRelease, expected_version: int, reason: str
) -> MeasureRelease:
    """Cancel the correction of a published release; what was changed in it is put back as it was published.

    Nothing is published by it. The reason stands in the log.
    """
    require_role(actor, release.inspectorate, *PUBLISHERS, to="cancel a correction")
    current = lock_for_edit(release, expected_version, EDITED)
    if not current.is_correction:
        raise RefusalError("refused", f"{current} is not open for correction, so there is nothing to cancel.")
    problems = Problems()
    problems.need(
        "reason", reason, "A correction is cancelled only with a reason. Say why nothing is corrected."
    )
    problems.raise_if_any()
    opened_for = current.correction_reason
    _put_back(current)
    record_event(
        actor=actor,
        action="measures.cancel_correction",
        subject=current,
        organisation=current.tenant,
        summary=f"The correction of {current} was cancelled: {reason.strip()}",
        details={"reason": reason.strip(), "opened_for": opened_for},
    )
    return current


def _put_back(release: MeasureRelease) -> None:
    stood = release.before_correction
    words = {}
    if stood:
        words = stood["words"]
        release.values.all().delete()
        ForceValue.objects.bulk_create(_row(release, values) for values in stood["values"])
    elif comparison_of(release) != release.publications.get(superseded_by__isnull=True).comparison:
        raise RefusalError(
            "refused",
            f"{release} was opened for correction before its values were kept aside, and differs from what is "
            "published. Put it back as it was published, or publish the correction.",
        )
    next_version(release, state=MeasureRelease.State.PUBLISHED, before_correction={}, **words)


def _row(release: MeasureRelease, values: dict[str, Any]) -> ForceValue:
    value = values["value"]
    return ForceValue(
        release=release,
        value=None if value is None else Decimal(value),
        **{name: values[name] for name in KEPT},
    )


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int) else str(value)
