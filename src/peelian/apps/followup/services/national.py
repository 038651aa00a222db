"""Items asked of many forces at once: of all of them, or of those that stood out in a comparison."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peelian.apps.accounts.models import User
from peelian.apps.audit.actors import SystemActor
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.national import forces_called
from peelian.apps.followup.services.fanning import fan_out
from peelian.apps.followup.services.item_content import DEADLINE_YEARS, keep_criteria
from peelian.apps.followup.services.theming import check_theme
from peelian.apps.inspections.problems import Problems
from peelian.apps.judgements.services.grade_import import IMPORTERS
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import require_role
from peelian.apps.organisations.queries import forces_in_scope
from peelian.rules.errors import RefusalError
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words


@service("followup.issue_national")
def issue_national(*, actor: User | SystemActor, item: Item) -> list[Item]:
    """Give each force in scope its own item from an open one to all forces, once."""
    if isinstance(actor, User):
        require_role(actor, item.inspectorate, *IMPORTERS, to="issue an item to each force")
    national = Item.objects.select_for_update().get(pk=item.pk)
    if national.addressee != Item.Addressee.ALL_FORCES or national.state != Item.State.OPEN:
        raise RefusalError(
            "refused",
            f"'{national.title}' is no open item to all forces, so it is not given to each of them. "
            "Choose an open item whose addressee is all forces.",
        )
    if national.force_items.exists():
        raise RefusalError("refused", f"Each force has its own item from '{national.title}' already.")
    items = fan_out(national, forces_in_scope())
    _tell(actor, national, items)
    return items


@service("followup.ask_outliers")
def ask_outliers(
    *,
    actor: User,
    run: MeasurePublication,
    label: str,
    kind: str,
    title: str,
    text: str,
    raised_on: date,
    due: date | None = None,
    theme: str = "",
    closure_criteria: Sequence[str] = (),
) -> Item:
    """Ask the same of every force that stood out in a published comparison.

    Parameters
    ----------
    label
        What the forces asked were called in the comparison, such as "well above average".

    Returns
    -------
    The item to several forces, on which the item of each hangs as `national`.
    """
    inspectorate = run.release.inspectorate
    require_role(actor, inspectorate, *IMPORTERS, to="ask forces that stood out")
    comparison = run.comparison
    labels = sorted({force.label for force in comparison.forces})
    problems = Problems()
    problems.need_one_of("label", label, labels, "label of this comparison")
    problems.need_one_of(
        "kind",
        kind,
        [Item.Kind.RECOMMENDATION, Item.Kind.AREA_FOR_IMPROVEMENT],
        "kind of item for several forces",
    )
    problems.need("title", title, "The item has no title. Name the matter in a few words.")
    problems.need("text", text, "The item has no text. Say what is asked for.")
    check_theme(theme, problems)
    if due is not None and due < raised_on:
        problems.add(
            "due",
            due,
            f"The deadline lies before {day_words(raised_on)}, when the item is raised. Give a later one.",
        )
    elif wrong := unlikely_words(due, raised_on, not_before=raised_on, years=DEADLINE_YEARS):
        problems.add("due", due, wrong)
    problems.raise_if_any()
    _refuse_asking_again(run, label, title.strip())
    forces = forces_called(run, label)
    umbrella = Item.objects.create(
        inspectorate=inspectorate,
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        addressee=Item.Addressee.SEVERAL_FORCES,
        addressee_name=f"{len(forces)} forces",
        due=due,
        theme=theme,
        exception_note=f"{run.title}, {comparison.period_words}: {label}.",
        state=Item.State.OPEN,
        stage=Item.Stage.NOT_STARTED,
        raised_on=raised_on,
        listed_on=raised_on,
        outlier_run=run,
    )
    keep_criteria(umbrella, closure_criteria)
    _tell(actor, umbrella, fan_out(umbrella, forces))
    return umbrella


def _refuse_asking_again(run: MeasurePublication, label: str, title: str) -> None:
    """The same is asked of the same forces once; the lock keeps two who ask at one moment apart."""
    MeasurePublication.objects.select_for_update(of=("self",)).get(pk=run.pk)
    asked = Item.objects.filter(
        outlier_run=run, addressee=Item.Addressee.SEVERAL_FORCES, title__iexact=title, state=Item.State.OPEN
    )
    again = asked.filter(exception_note__endswith=f": {label}.").first()
    if again is not None:
        raise RefusalError(
            "on-record-already",
            f"The forces {label} in this comparison were asked '{again.title}' on "
            f"{day_words(again.listed_on)} already. Follow that item, or give another title to ask something else.",
        )


def _tell(actor: User | SystemActor, national: Item, items: Sequence[Item]) -> None:
    record_event(
        actor=actor,
        action="followup.issue_national",
        subject=national,
        organisation=national.tenant,
        summary=f"'{national.title}' is given to {len(items)} forces, an item each.",
        details={"items": [str(item.pk) for item in items]},
        public=True,
    )
