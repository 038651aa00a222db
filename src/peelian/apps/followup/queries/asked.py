"""What one cycle asked a force, question by question, as far as its sources tell."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from peelian.apps.followup.models import Item, LaterFinding, NoneTold
from peelian.apps.followup.queries.items import NOT_RECORDED, QuestionItems
from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.organisations.models import Organisation


@dataclass(frozen=True)
class PillarQuestions:
    """The questions of one pillar; without a title where the framework has no pillars."""

    title: str
    questions: tuple[QuestionItems, ...]

    @property
    def is_told(self) -> bool:
        """Whether anything at all is recorded under the pillar."""
        return any(question.answer != NOT_RECORDED for question in self.questions)


def asked_by_question(
    force: Organisation, version: FrameworkVersion, kind: str = Item.Kind.AREA_FOR_IMPROVEMENT
) -> list[PillarQuestions]:
    """For each question of a framework, what the force was asked, or the answer that it was asked nothing."""
    items: dict[str, list[Item]] = defaultdict(list)
    found = Item.objects.published().filter(force=force, origin_cycle=version.cycle, kind=kind)
    for item in found.prefetch_related("deliverables").order_by("position", "listed_on", "created_at", "id"):
        items[item.target].append(item)
    told = dict(
        NoneTold.objects.filter(force=force, framework_version=version, kind=kind).values_list(
            "target", "answer"
        )
    )
    framework = version.framework
    pillars = [(pillar.identifier, pillar.title) for pillar in framework.pillars] or [("", "")]
    return [
        PillarQuestions(
            title,
            tuple(
                QuestionItems(
                    area.identifier,
                    area.title,
                    tuple(items[area.identifier]),
                    "items" if items[area.identifier] else told.get(area.identifier, NOT_RECORDED),
                )
                for area in framework.areas
                if not pillar or area.pillar == pillar
            ),
        )
        for pillar, title in pillars
    ]


def later_findings(items: list[Item]) -> list[LaterFinding]:
    """Published findings that looked again at any of the items, oldest inspection first."""
    found = LaterFinding.objects.filter(item__in=items).select_related("item", "finding__inspection__force")
    return list(found.order_by("finding__inspection__window_start", "id"))
