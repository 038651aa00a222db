"""What a proposed move says, and what has to hold of it before it is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypedDict

from django.utils import timezone

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.problems import Problems
from peelian.apps.monitoring.models import StageProposal
from peelian.apps.monitoring.queries import stage_on
from peelian.apps.monitoring.services.checks import check_criteria, check_likely, check_not_ahead, sentences
from peelian.catalogue import StageSet


class ProposalContent(TypedDict, total=False):
    """What a proposal says. `evidence` holds pairs of `text` and `day`."""

    stage: str
    criteria_version: str
    triggers: Sequence[str]
    reasons: str
    evidence: Sequence[Mapping[str, Any]]
    exit_criteria: Sequence[str]


def checked_content(proposal: StageProposal, content: ProposalContent) -> dict[str, Any]:
    """The content as it is stored, once all of it can stand; what is not given stays."""
    stages = regime().monitoring[proposal.stage_set]
    stage = content.get("stage", proposal.stage)
    triggers = list(content.get("triggers", proposal.triggers))
    reasons = content.get("reasons", proposal.reasons).strip()
    evidence = [each for each in content.get("evidence", proposal.evidence) if str(each["text"]).strip()]
    exits = sentences(content.get("exit_criteria", proposal.exit_criteria))
    version = content.get("criteria_version", proposal.criteria_version)
    problems = Problems()
    problems.need_one_of("stage", stage, [each.identifier for each in stages.stages], "stage")
    problems.need("reasons", reasons, "The proposal has no reasons. Say why the force should move.")
    _check_evidence(evidence, problems)
    today = timezone.localdate()
    held = stage_on(proposal.force, today)
    if held is not None and stage in {each.identifier for each in stages.stages}:
        _check_move(stages, held.stage.identifier, stage, triggers, exits, problems)
        criteria = stages.criteria_on(today)
        version = version or (criteria.version if criteria and triggers else "")
        if version or triggers:
            check_criteria(stages, today, version, triggers, problems)
    problems.raise_if_any()
    return {
        "stage": stage,
        "criteria_version": version,
        "triggers": triggers,
        "reasons": reasons,
        "evidence": [{"text": str(e["text"]).strip(), "day": _day(e["day"]).isoformat()} for e in evidence],
        "exit_criteria": exits,
    }


def _check_evidence(evidence: Sequence[Mapping[str, Any]], problems: Problems) -> None:
    if not evidence:
        problems.add(
            "evidence", "", "Nothing is named that was weighed. Give at least one piece of evidence."
        )
    for each in evidence:
        if each["day"] is None:
            problems.add("evidence", each["text"], f"'{each['text']}' has no day. Say from when it is.")
        else:
            check_not_ahead("evidence", _day(each["day"]), f"'{each['text']}'", problems)
            check_likely("evidence", _day(each["day"]), problems)


def _check_move(
    stages: StageSet, held: str, stage: str, triggers: Sequence[str], exits: Sequence[str], problems: Problems
) -> None:
    title = stages.stage(stage).title
    if stage == held:
        problems.add("stage", stage, f"The force is in the stage {title} already. Review the stage instead.")
        return
    if not stages.is_closer(stage, than=held):
        return
    if stages.criteria and not triggers:
        problems.add("triggers", "", f"Say which of the criteria lead to {title}. Choose at least one.")
    if not exits:
        problems.add(
            "exit_criteria",
            "",
            f"Say what the force has to show before it leaves {title}. Give at least one line.",
        )


def _day(day: date | str) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)
