"""Bringing in what a press account lists among an inspector's recommendations, until the report is matched."""

from __future__ import annotations

from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import service
from peelian.apps.followup.models import Item
from peelian.apps.followup.services.item_import import ItemImport, import_items
from peelian.apps.organisations.models import Organisation
from peelian.rules.errors import RefusalError
from peelian.rules.press_accounts import recommendations_told

LONGEST_TITLE = 100


@service("followup.import_press_account")
def import_press_account(
    *,
    actor: User | SystemActor,
    inspectorate: Organisation,
    force: Organisation,
    framework: str,
    account: str,
    source: str,
    published_on: date,
) -> ItemImport:
    """Keep each recommendation that a press account lists, told by the press and unmatched.

    Credits and promotion are skipped, and so is everything else that is no recommendation. Known ones are kept once.
    """
    told = recommendations_told(account)
    if not told:
        raise RefusalError(
            "refused",
            "The account lists no recommendations: no line such as 'Among the recommendations are:' was found. "
            "Bring the items in by a table instead.",
        )
    rows = [
        {
            "kind": Item.Kind.RECOMMENDATION.value,
            "force": force.slug,
            "framework": framework,
            "title": _title(line),
            "text": line,
            "raised_on": published_on.isoformat(),
            "source": source,
            "source_rank": Item.SourceRank.PRESS.value,
            "origin": Item.Origin.PRESS.value,
            "matched": "no",
        }
        for line in told
    ]
    return import_items(actor=actor, inspectorate=inspectorate, rows=rows, file=source)


def _title(line: str) -> str:
    """The line up to its first comma or full stop, short enough for a list."""
    start = line.rstrip(".").partition(",")[0]
    return start if len(start) <= LONGEST_TITLE else f"{start[:LONGEST_TITLE].rsplit(' ', 1)[0]} …"
