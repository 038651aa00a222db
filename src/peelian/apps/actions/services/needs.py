"""What actions hang on: other actions, without circles, and partners outside the force."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.actions.models import Action, ActionDependency, ActionPartner
from peelian.apps.actions.services.actions import require_editor
from peelian.apps.actions.services.work import record
from peelian.apps.audit.services import service
from peelian.apps.inspections.problems import Problems
from peelian.rules.errors import RefusalError


@service("actions.add_dependency")
def add_dependency(*, actor: User, action: Action, needed: Action) -> ActionDependency:
    """Say that one action of the force needs another done first; a circle is refused with its whole path."""
    require_editor(actor, action)
    if needed.force_id != action.force_id:
        raise RefusalError("refused", "The two actions belong to two forces. Choose one of this force.")
    list(Action.objects.select_for_update(of=("self",)).filter(force=action.force_id).values_list("pk"))
    path = _path(needed, action)
    if path:
        named = " needs ".join(f"'{each.title}'" for each in [action, *path])
        raise RefusalError("refused", f"That would be a circle: {named}. Take one of these needs away first.")
    made, new = ActionDependency.objects.get_or_create(action=action, needed=needed)
    if new:
        record(
            actor,
            action.force,
            "add_dependency",
            action,
            f"'{action.title}' needs '{needed.title}' done first.",
        )
    return made


@service("actions.remove_dependency")
def remove_dependency(*, actor: User, action: Action, needed: Action) -> None:
    """Take away that one action needs another."""
    require_editor(actor, action)
    removed, _ = ActionDependency.objects.filter(action=action, needed=needed).delete()
    if not removed:
        raise RefusalError(
            "refused", f"'{action.title}' does not need '{needed.title}'. Nothing was changed."
        )
    record(
        actor,
        action.force,
        "remove_dependency",
        action,
        f"'{action.title}' no longer needs '{needed.title}'.",
    )


@service("actions.name_partner")
def name_partner(*, actor: User, action: Action, name: str) -> ActionPartner:
    """Name an outside organisation that does the action with the force; the action is then a joint one."""
    require_editor(actor, action)
    problems = Problems()
    problems.need("name", name, "The partner has no name.")
    problems.raise_if_any()
    partner = ActionPartner.objects.create(action=action, name=name.strip())
    Action.objects.filter(pk=action.pk).update(joint=True)
    record(
        actor, action.force, "name_partner", action, f"{partner.name} does '{action.title}' with the force."
    )
    return partner


@service("actions.confirm_partner")
def confirm_partner(
    *, actor: User, partner: ActionPartner, confirmed_by: str, confirmed_on: date
) -> ActionPartner:
    """Record that the partner confirmed its part: who did, and when."""
    require_editor(actor, partner.action)
    problems = Problems()
    problems.need("confirmed_by", confirmed_by, "Say who confirmed it, with the office held.")
    if confirmed_on > timezone.localdate():
        problems.add("confirmed_on", confirmed_on, "This day has not come yet. Give a day up to today.")
    problems.raise_if_any()
    partner.confirmed_by, partner.confirmed_on = confirmed_by.strip(), confirmed_on
    partner.save(update_fields=["confirmed_by", "confirmed_on"])
    record(
        actor, partner.action.force, "confirm_partner", partner.action,
        f"{partner.name} confirmed its part in '{partner.action.title}'.",
    )  # fmt: skip
    return partner


def _path(start: Action, end: Action) -> list[Action]:
    """The chain of needs that leads from one action to another; empty where there is none."""
    if start == end:
        return [end]
    needs: dict[object, list[Action]] = {}
    rows = ActionDependency.objects.filter(action__force=start.force_id).select_related("needed")
    for row in rows:
        needs.setdefault(row.action_id, []).append(row.needed)
    seen, waiting = {start.pk}, [[start]]
    while waiting:
        chain = waiting.pop()
        for following in needs.get(chain[-1].pk, []):
            if following.pk == end.pk:
                return [*chain, end]
            if following.pk not in seen:
                seen.add(following.pk)
                waiting.append([*chain, following])
    return []
