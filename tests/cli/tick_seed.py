"""Run as a program: things that are due today, in the database that the surroundings name."""

from __future__ import annotations

import os
import sys

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peelian.config.settings")
    django.setup()
    from django.utils import timezone

    from peelian.apps.followup.models import Item
    from peelian.apps.organisations.models import Role
    from tests.apps.world import make_force, make_inspectorate, make_person

    inspectorate, force = make_inspectorate(), make_force()
    for number in range(3):
        make_person(force, Role.FORCE_LIAISON, name=f"Liaison {number}")
    Item.objects.bulk_create(
        Item(
            inspectorate=inspectorate,
            kind="area-for-improvement",
            title=f"Item {number}",
            text="Improve.",
            addressee="force",
            force=force,
            state="open",
            stage="not-started",
            due=timezone.localdate(),
        )
        for number in range(int(sys.argv[1]))
    )
