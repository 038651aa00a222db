"""Recording figures: each one a value that keeps its source, period and direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.inspections.edits import lock_for_edit, save_edit
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.policies import WORKERS
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.figure_values import figure_value
from peelian.apps.judgements.measured_numbers import keep_measured_numbers
from peelian.apps.judgements.models import Figure, Finding
from peelian.apps.judgements.openness import require_writing_open
from peelian.apps.judgements.reviewed_numbers import keep_reviewed_numbers
from peelian.apps.organisations.access import require_role
from peelian.rules.figures import Count
from peelian.rules.vague_words import VAGUE_WORDS

EDITED = ("finding_id", "part", "key", "kind", "measure", "value", "quantity_word", "shown", "position")


@service("judgements.record_figure")
def record_figure(
    *,
    actor: User,
    inspection: Inspection,
    value: Mapping[str, Any],
    finding: Finding | None = None,
    part: str = "",
    quantity_word: str = "",
    shown: bool = True,
    position: int | None = None,
) -> Figure:
    """Record a figure under a finding, or under a part of the report that no finding holds.

    `value` is the figure in plain values, its key and measure included; numbers may be given as text to
    keep their printed decimals. A rate given as events alone is formed on the population held for the force;
    another population needs a note. `quantity_word` ties a word that the report prints, such as "nearly all", to
    the count behind it.
    """
    _require_recorder(actor, inspection)
    if position is None:
        position = inspection.figures.count() + 1
    figure = Figure(
        inspection=inspection,
        **_columns(inspection, value),
        finding=finding,
        part=part,
        quantity_word=quantity_word,
        shown=shown,
        position=position,
    )
    _check_place(figure)
    figure.save(force_insert=True)
    record_event(
        actor=actor,
        action="judgements.record_figure",
        subject=figure,
        organisation=figure.tenant,
        summary=f"Figure {figure.key} recorded: {figure.measure}, {figure.figure.words()}.",
        details={"value": figure.value},
    )
    return figure


@service("judgements.update_figure")
def update_figure(
    *,
    actor: User,
    figure: Figure,
    expected_version: int,
    value: Mapping[str, Any],
    finding: Finding | None = None,
    part: str = "",
    quantity_word: str = "",
    shown: bool = True,
    position: int | None = None,
) -> Figure:
    """Replace a figure and where it stands. Logged with what changed."""
    _require_recorder(actor, figure.inspection)
    current = lock_for_edit(figure, expected_version, EDITED)
    values = {
        **_columns(current.inspection, value),
        "finding": finding,
        "part": part,
        "quantity_word": quantity_word,
        "shown": shown,
        "position": current.position if position is None else position,
    }
    keep_reviewed_numbers(current, values["value"])
    keep_measured_numbers(current, values["value"])
    _check_place(Figure(pk=current.pk, inspection=current.inspection, **values))
    changes = save_edit(current, values)
    record_event(
        actor=actor,
        action="judgements.update_figure",
        subject=current,
        organisation=current.tenant,
        summary=f"Figure {current.key} changed: {current.measure}, {current.figure.words()}.",
        details=changes,
    )
    return current


@service("judgements.remove_figure")
def remove_figure(*, actor: User, figure: Figure, expected_version: int) -> None:
    """Remove a figure from a draft. Its value stays in the log."""
    _require_recorder(actor, figure.inspection)
    current = lock_for_edit(figure, expected_version, EDITED)
    record_event(
        actor=actor,
        action="judgements.remove_figure",
        subject=current,
        organisation=current.tenant,
        summary=f"Figure {current.key} removed: {current.measure}.",
        details={"value": current.value},
    )
    current.delete()


def _columns(inspection: Inspection, value: Mapping[str, Any]) -> dict[str, Any]:
    figure = figure_value(inspection, value)
    return {"key": figure.key, "kind": figure.kind, "measure": figure.measure, "value": figure.to_json()}


def _check_place(figure: Figure) -> None:
    problems = Problems()
    framework = figure.inspection.framework
    problems.need("key", figure.key, "The figure has no key. Give it a name inside the report, such as F-1.")
    problems.need(
        "measure", figure.measure, "The figure does not say what it measures. Say it in a few words."
    )
    if bool(figure.finding) == bool(figure.part):
        problems.add(
            "finding", figure.key, "Name either the finding that holds the figure or the part of the report."
        )
    if figure.finding and figure.finding.inspection_id != figure.inspection_id:
        problems.add(
            "finding", figure.finding, "The finding is of another inspection. Choose one of this inspection."
        )
    if figure.part:
        problems.need_one_of(
            "part", figure.part, framework.report_parts, f"part of a report under {framework.title}"
        )
    if figure.inspection.figures.exclude(pk=figure.pk).filter(key=figure.key).exists():
        problems.add(
            "key", figure.key, f"{figure.key} names another figure of this inspection. Choose another key."
        )
    if figure.quantity_word:
        _check_quantity_word(figure, problems)
    problems.raise_if_any()


def _check_quantity_word(figure: Figure, problems: Problems) -> None:
    if figure.kind != Count.kind:
        problems.add(
            "quantity_word", figure.quantity_word, "A quantity word is tied to a count. Give that count."
        )
    problems.need_one_of("quantity_word", figure.quantity_word.casefold(), VAGUE_WORDS, "quantity word")


def _require_recorder(actor: User, inspection: Inspection) -> None:
    require_role(actor, inspection.inspectorate, *WORKERS, to="record figures")
    require_writing_open(inspection)
