"""With whom Cleveland Police works: bodies that exist, and partners invented for the tour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from peelian.apps.directory import services
from peelian.apps.directory.models import DirectoryEntry
from peelian.apps.organisations.models import Organisation
from peelian.demonstration.material import read_yaml
from peelian.demonstration.people import person


def load_partners() -> Iterator[object]:
    """The directory of the force, its forums with partners, what it sent, and how other forces stand to it."""
    content = read_yaml("partners")
    liaison, force = person(content["liaison"]), Organisation.objects.get(slug=content["force"])
    entries: dict[str, DirectoryEntry] = {}
    for told in content["entries"]:
        entries[told["name"]] = services.add_entry(actor=liaison, force=force, **told)
        yield entries[told["name"]]
    for told in content["forums"]:
        members = [entries[name] for name in told["members"]]
        yield services.found_partner_forum(actor=liaison, force=force, title=told["title"], members=members)
    for told in content["reports"]:
        yield services.log_report(
            actor=liaison,
            recipient=entries[told["recipient"]],
            kind=told["kind"],
            what=told["what"],
            sent_on=timezone.localdate() + timedelta(days=told["in_days"]),
        )
    for told in content["relations"]:
        other = Organisation.objects.get(slug=told["other"])
        yield services.record_relation(
            actor=liaison, force=force, other=other, kind=told["kind"], note=told["note"]
        )
