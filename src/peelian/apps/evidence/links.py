"""Links from evidence to what it speaks to, checked against the framework of the inspection."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from peelian.apps.frameworks.queries import framework_versions
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.problems import Problems
from peelian.catalogue import Area, Framework

Link = tuple[str, str]
"""An area or pillar, and in the area a characteristic or nothing."""


def check_links(inspection: Inspection | None, links: Collection[Link]) -> None:
    """Refuse links to what the framework does not have, all in one answer.

    Evidence gathered between inspections is checked against every framework version, since the version
    of the next inspection is not known yet.
    """
    frameworks = [inspection.framework] if inspection else [each.framework for each in framework_versions()]
    where = inspection.framework.title if inspection else "any framework"
    problems = Problems()
    for target, characteristic in links:
        if not any(target == each.identifier for framework in frameworks for each in framework.targets):
            problems.add("links", target, f"'{target}' is no area or pillar of {where}. Choose another.")
        elif characteristic and characteristic not in set(_characteristics(frameworks, target)):
            known = ", ".join(_characteristics(frameworks, target)) or "none"
            problems.add(
                "links",
                characteristic,
                f"'{characteristic}' is no characteristic of {target} in {where}. Choose one of: {known}.",
            )
    problems.raise_if_any()


def _characteristics(frameworks: Collection[Framework], target: str) -> Iterator[str]:
    for framework in frameworks:
        for each in framework.targets:
            if each.identifier == target and isinstance(each, Area):
                yield from (characteristic.identifier for characteristic in each.characteristics)
