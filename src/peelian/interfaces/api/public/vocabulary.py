"""The filters that several lists share, with the values that the regime knows."""

from __future__ import annotations

from collections.abc import Iterable

from peelian.apps.frameworks.queries import regime
from peelian.interfaces.api.asking import Filter, Values


def force_slugs(values: Values) -> Iterable[str]:
    return regime().forces


def framework_identifiers(values: Values) -> Iterable[str]:
    return regime().frameworks


def cycles(values: Values) -> Iterable[str]:
    return dict.fromkeys(framework.cycle for framework in regime().frameworks.values())


def targets(values: Values) -> Iterable[str]:
    """Pillars and areas of the frameworks that are asked for, or of all of them."""
    named = {values.get(name, "") for name in ("framework", "earlier", "later")}
    every = regime().frameworks
    chosen = [every[name] for name in every if name in named] or list(every.values())
    return dict.fromkeys(target.identifier for framework in chosen for target in framework.targets)


def themes(values: Values) -> Iterable[str]:
    return [theme.identifier for theme in regime().themes]


FORCE = Filter("force", "Short name of a force, such as cleveland.", known=force_slugs)
FRAMEWORK = Filter(
    "framework", "Identifier of a framework, such as peel-2021-22.", known=framework_identifiers
)
TARGET = Filter("target", "Identifier of a pillar or area, such as effectiveness.", known=targets)
CYCLE = Filter("cycle", "A cycle of inspection as it is printed, such as 2021/22.", known=cycles)
