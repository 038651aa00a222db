"""The gate on components that a framework requires of every assessment."""

from collections.abc import Collection, Iterator

from peelian.catalogue.frameworks import Framework
from peelian.rules.gates.results import GateResult, tripped


def missing_components(framework: Framework, done: Collection[str]) -> Iterator[GateResult]:
    """Yield a result for each required component that is not done."""
    for component in framework.components:
        if component.required and component.identifier not in done:
            yield tripped(
                "required-component-missing",
                f"{component.title} is not done. {framework.title} requires it in every assessment; "
                "record it before going on.",
                component.identifier,
            )
