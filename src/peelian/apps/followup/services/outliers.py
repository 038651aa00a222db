"""Asking the same of every force that stood out takes two people: one proposes it, another decides.

The forces have their items, and the public reads them, from the decision on.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.services import record_event, service
from peelian.apps.followup.models import AskingProposal, Item
from peelian.apps.followup.policies import ASKERS, ASKING_PROPOSERS
from peelian.apps.followup.queries.national import forces_called
from peelian.apps.followup.services.fanning import fan_out
from peelian.apps.followup.services.item_content import DEADLINE_YEARS, keep_criteria
from peelian.apps.followup.services.national import tell_of_many
from peelian.apps.followup.services.theming import check_theme
from peelian.apps.followup.services.work import require_words
from peelian.apps.inspections.problems import Problems
from peelian.apps.measures.models import MeasurePublication
from peelian.apps.organisations.access import require_role
from peelian.rules.errors import NotPermittedError, RefusalError
from peelian.rules.likely_days import unlikely_words
from peelian.rules.periods import day_words


def check_asking(
    *,
    run: MeasurePublication,
    label: str,
    kind: str,
    title: str,
    text: str,
    day: date,
    due: date | None = None,
    theme: str = "",
) -> None:
    """Refuse what could not be asked on a day: at the preview, when it is proposed, and when it is decided.

    Parameters
    ----------
    label
        What the forces asked were called in the comparison, such as "well above average".
    """
    labels = sorted({force.label for force in run.comparison.forces})
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
    if due is not None and due < day:
        problems.add(
            "due",
            due,
            f"The deadline lies before {day_words(day)}, when the item is raised. Give a later one.",
        )
    elif wrong := unlikely_words(due, day, not_before=day, years=DEADLINE_YEARS):
        problems.add("due", due, wrong)
    problems.raise_if_any()
    _refuse_asking_again(run, label, title.strip())


@service("followup.propose_asking")
def propose_asking(
    *,
    actor: User,
    run: MeasurePublication,
    label: str,
    kind: str,
    title: str,
    text: str,
    due: date | None = None,
    theme: str = "",
    closure_criteria: Sequence[str] = (),
) -> AskingProposal:
    """Propose to ask the same of every force that stood out in a published comparison; nothing is public yet."""
    inspectorate = run.release.inspectorate
    require_role(actor, inspectorate, *ASKING_PROPOSERS, to="propose to ask forces that stood out")
    MeasurePublication.objects.select_for_update(of=("self",)).get(pk=run.pk)
    _refuse_replaced(run)
    today = timezone.localdate()
    check_asking(run=run, label=label, kind=kind, title=title, text=text, day=today, due=due, theme=theme)
    _refuse_proposing_again(run, label, title.strip())
    proposal = AskingProposal.objects.create(
        inspectorate=inspectorate,
        run=run,
        label=label,
        kind=kind,
        title=title.strip(),
        text=text.strip(),
        due=due,
        theme=theme,
        closure_criteria=list(closure_criteria),
        proposed_by=actor,
        proposed_on=today,
    )
    _record(actor, proposal, "propose_asking", f"It is proposed to ask forces that stood out: '{title}'.")
    return proposal


@service("followup.confirm_asking")
def confirm_asking(*, actor: User, proposal: AskingProposal, reason: str = "") -> Item:
    """Ask the forces as it was proposed, as the second person.

    Returns
    -------
    The item to several forces, on which the item of each hangs as `national`.
    """
    require_role(actor, proposal.inspectorate, *ASKERS, to="ask forces that stood out")
    current = _undecided(actor, proposal)
    run, today = current.run, timezone.localdate()
    MeasurePublication.objects.select_for_update(of=("self",)).get(pk=run.pk)
    _refuse_replaced(run)
    check_asking(
        run=run, label=current.label, kind=current.kind, title=current.title, text=current.text, day=today,
        due=current.due, theme=current.theme,
    )  # fmt: skip
    forces = forces_called(run, current.label)
    umbrella = Item.objects.create(
        inspectorate=current.inspectorate,
        kind=current.kind,
        title=current.title,
        text=current.text,
        addressee=Item.Addressee.SEVERAL_FORCES,
        addressee_name=f"{len(forces)} force{'' if len(forces) == 1 else 's'}",
        due=current.due,
        theme=current.theme,
        exception_note=f"{run.title}, {run.comparison.period_words}: {current.label}.",
        state=Item.State.OPEN,
        stage=Item.Stage.NOT_STARTED,
        raised_on=today,
        listed_on=today,
        outlier_run=run,
    )
    keep_criteria(umbrella, current.closure_criteria)
    _decide(actor, current, confirmed=True, reason=reason.strip(), item=umbrella)
    tell_of_many(actor, umbrella, fan_out(umbrella, forces))
    return umbrella


@service("followup.refuse_asking")
def refuse_asking(*, actor: User, proposal: AskingProposal, reason: str) -> AskingProposal:
    """Send a proposal back, as the second person: nobody is asked."""
    require_role(actor, proposal.inspectorate, *ASKERS, to="decide whether forces that stood out are asked")
    reason = require_words(reason, "Sending a proposal back needs a reason. Say what speaks against asking.")
    current = _undecided(actor, proposal)
    _decide(actor, current, confirmed=False, reason=reason)
    _record(actor, current, "refuse_asking", f"The proposal '{current.title}' is sent back. {reason}")
    return current


def _undecided(actor: User, proposal: AskingProposal) -> AskingProposal:
    current = AskingProposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if current.confirmed is not None:
        done = "the forces were asked" if current.confirmed else "it was sent back"
        raise RefusalError("refused", f"'{current.title}' was decided already: {done}.")
    if current.proposed_by_id == actor.pk:
        raise NotPermittedError(
            "second-person-needed", "You proposed this, so another person has to decide on it."
        )
    return current


def _decide(
    actor: User, proposal: AskingProposal, *, confirmed: bool, reason: str, item: Item | None = None
) -> None:
    proposal.decided_by, proposal.decided_on = actor, timezone.localdate()
    proposal.confirmed, proposal.decision_reason, proposal.item = confirmed, reason, item
    proposal.save()


def _refuse_replaced(run: MeasurePublication) -> None:
    """A corrected comparison may leave out a force that the proposal means to ask."""
    newer = MeasurePublication.objects.filter(supersedes=run).first()
    if newer is not None:
        raise RefusalError(
            "refused",
            f"Version {newer.version_number} has replaced this comparison: {newer.correction_reason} "
            "Propose it on the newer version, and send back what was proposed on this one.",
        )


def _refuse_asking_again(run: MeasurePublication, label: str, title: str) -> None:
    """The same is asked of the same forces once."""
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


def _refuse_proposing_again(run: MeasurePublication, label: str, title: str) -> None:
    waiting = AskingProposal.objects.waiting().filter(run=run, label=label, title__iexact=title).first()
    if waiting is not None:
        raise RefusalError(
            "on-record-already",
            f"{waiting.proposed_by.name} proposed '{waiting.title}' for the forces {label} in this comparison on "
            f"{day_words(waiting.proposed_on)} already. Another person decides on it.",
        )


def _record(actor: User, proposal: AskingProposal, action: str, summary: str) -> None:
    record_event(
        actor=actor,
        action=f"followup.{action}",
        subject=proposal,
        organisation=proposal.tenant,
        summary=summary,
        details={"run": str(proposal.run_id), "label": proposal.label},
    )
