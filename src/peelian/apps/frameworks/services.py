"""Bringing the catalogue's frameworks into the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from peelian.apps.audit.actors import Actor
from peelian.apps.audit.services import record_event, service
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.catalogue import Catalogue, Framework


@dataclass
class SyncResult:
    """What a synchronisation did: identifiers added, refreshed, and kept although their file changed."""

    added: list[str] = field(default_factory=list)
    refreshed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    @property
    def warnings(self) -> list[str]:
        return [
            f"Framework {identifier} has changed in the catalogue, but inspections are bound to it: the stored "
            "version stays. Give the new text a new identifier."
            for identifier in self.kept
        ]


@service("frameworks.synchronise_catalogue")
def synchronise_frameworks(*, actor: Actor, catalogue: Catalogue) -> SyncResult:
    """Store every framework of the catalogue; a version to which anything is bound is never changed.

    Writes one audit event when anything was added or refreshed.
    """
    result = SyncResult()
    known = {version.identifier: version for version in FrameworkVersion.objects.all()}
    for position, framework in enumerate(catalogue.frameworks.values(), start=1):
        version = _version(catalogue, framework, position)
        stored = known.get(framework.identifier)
        if stored is None:
            version.save(force_insert=True)
            result.added.append(framework.identifier)
        elif stored.content_hash != version.content_hash:
            _refresh(stored, version, result)
        elif stored.position != position:
            FrameworkVersion.objects.filter(pk=stored.pk).update(position=position)
    if result.added or result.refreshed:
        record_event(
            actor=actor,
            action="frameworks.synchronise_catalogue",
            summary=f"Frameworks added: {len(result.added)}; refreshed: {len(result.refreshed)}.",
            details={"added": result.added, "refreshed": result.refreshed, "kept": result.kept},
            public=True,
        )
    return result


def _refresh(stored: FrameworkVersion, version: FrameworkVersion, result: SyncResult) -> None:
    if stored.rounds.exists() or stored.inspections.exists() or stored.grade_records.exists():
        result.kept.append(stored.identifier)
        return
    version.save(force_update=True)
    result.refreshed.append(stored.identifier)


def _version(catalogue: Catalogue, framework: Framework, position: int) -> FrameworkVersion:
    parts = {
        "framework_json": framework.model_dump_json(),
        "scale_json": catalogue.scales[framework.scale].model_dump_json(),
        "programme_json": catalogue.programmes[framework.programme].model_dump_json(),
    }
    return FrameworkVersion(
        identifier=framework.identifier,
        title=framework.title,
        cycle=framework.cycle,
        position=position,
        content_hash=hashlib.sha256("\n".join(parts.values()).encode()).hexdigest(),
        **parts,
    )
