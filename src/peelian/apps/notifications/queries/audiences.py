"""Who is told of a clock: people named for it, or those in a role, as the memberships stand now."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from peelian.apps.organisations.models import Membership, Organisation, Role
from peelian.catalogue.reminders import Audience
from peelian.rules.running_clocks import RunningClock


@dataclass(frozen=True, slots=True)
class Told:
    """A person, and the organisation on whose behalf that person is told."""

    person: uuid.UUID
    organisation: uuid.UUID


class Roll:
    """Who holds which role, read once for many clocks; closed accounts and mere administrators are not on it."""

    def __init__(self) -> None:
        self._in_role: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = defaultdict(list)
        self._working: set[tuple[uuid.UUID, uuid.UUID]] = set()
        self._told: dict[tuple[str, tuple[uuid.UUID, ...], tuple[uuid.UUID, ...]], list[Told]] = {}
        self._bodies: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
        held = Membership.objects.filter(user__is_active=True).exclude(role=Role.ADMINISTRATOR)
        for organisation, role, person in held.order_by("user_id").values_list(
            "organisation_id", "role", "user_id"
        ):
            self._in_role[organisation, role].append(person)
            self._working.add((organisation, person))
        overseeing = Organisation.objects.filter(oversees__isnull=False).order_by("pk")
        for body, force in overseeing.values_list("pk", "oversees_id"):
            if force is not None:
                self._bodies[force].append(body)

    def told(self, clock: RunningClock, audience: Audience) -> list[Told]:
        """Those whom an audience means for one clock; nobody where nobody holds the role."""
        named = getattr(clock, audience.named) if audience.named else ()
        places = tuple(self._places(clock, audience))
        key = (audience.identifier, places, named)
        found = self._told.get(key)
        if found is None:
            found = self._told[key] = [
                Told(person, place) for place in places for person in self._people(audience, place, named)
            ]
        return found

    def _people(self, audience: Audience, place: uuid.UUID, named: tuple[uuid.UUID, ...]) -> list[uuid.UUID]:
        """Those named who work there still; where there are none, everybody in the roles."""
        working = [person for person in named if (place, person) in self._working]
        return working or [person for role in audience.roles for person in self._in_role[place, role]]

    def works_for(self, person: uuid.UUID, organisation: uuid.UUID) -> bool:
        """Whether the person still holds a working role in the organisation."""
        return (organisation, person) in self._working

    def _places(self, clock: RunningClock, audience: Audience) -> list[uuid.UUID]:
        if audience.place == "overseeing":
            return [] if clock.private or clock.force is None else self._bodies[clock.force]
        place = {
            "owing": clock.organisation,
            "force": clock.force,
            "inspectorate": clock.inspectorate,
        }[audience.place]
        return [] if place is None else [place]
