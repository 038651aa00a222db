"""Plans: themes, versions with receipts, and what the inspectorate makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from peelian.apps.actions import services
from peelian.apps.actions.models import ActionPlan, PlanReceipt, PlanVersion
from peelian.apps.actions.queries import items_without_theme
from peelian.apps.actions.services.plans import fingerprint
from peelian.apps.audit.models import AuditEvent
from peelian.apps.followup.models import Item
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.actions.world import asked, begun, force_of, moved, worker_of
from tests.apps.world import make_force, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db
THEMES = ("Prevention", "Intervention", "Protection")


def plan_for(item: Item, title: str = "Abuse of position") -> ActionPlan:
    actor = worker_of(force_of(item))
    plan = services.draft_plan(actor=actor, force=force_of(item), title=title, themes=THEMES)
    services.tie_item(actor=actor, plan=plan, item=item, theme="Prevention")
    return plan


def sent(plan: ActionPlan, **content: object) -> PlanVersion:
    values = {"dated": date(2017, 5, 26), "text": "What the force will do.", **content}
    return services.send_plan(actor=worker_of(plan.force), plan=plan, **values)  # type: ignore[arg-type]


@pytest.mark.item("S-177")
def test_second_version_leaves_the_first_unchanged() -> None:
    item = asked()
    plan = plan_for(item)
    action = begun(item, worker_of(force_of(item)))
    first = sent(plan)
    moved(action, worker_of(force_of(item)), "in-progress")
    second = sent(plan, text="What the force will do next.")

    kept = PlanVersion.objects.get(number=1)
    assert (kept.text, kept.sha256, kept.sent_at) == (first.text, first.sha256, first.sent_at)
    assert [each.content["items"][0]["actions"][0]["state"] for each in (kept, second)] == [
        "not-started",
        "in-progress",
    ]
    assert kept.sha256 == fingerprint(kept.text, kept.content) != second.sha256
    kept.text = "Something else."
    with pytest.raises(RefusalError, match="stays as it is"):
        kept.save()


def test_receipt_is_given_once_by_the_inspectorate_and_told_to_both() -> None:
    version = sent(plan_for(asked()))
    inspector = make_person(version.inspectorate, Role.INSPECTOR)

    with pytest.raises(NotPermittedError):
        services.receive_plan(actor=worker_of(version.plan.force), version=version)
    receipt = services.receive_plan(actor=inspector, version=version)
    with pytest.raises(RefusalError, match="receipt already"):
        services.receive_plan(actor=inspector, version=version)

    told = AuditEvent.objects.filter(action="actions.receive_plan", outcome="done")
    assert {each.organisation for each in told} == {str(version.inspectorate.pk), str(version.plan.force.pk)}
    assert receipt.received_by == inspector


@pytest.mark.item("S-181", "S-149")
def test_plan_is_comprehensive_with_an_action_not_begun_and_says_why() -> None:
    item = asked()
    actor = worker_of(force_of(item))
    plan = plan_for(item)
    moved(begun(item, actor, title="Monitoring of systems improved"), actor, "in-progress")
    begun(item, actor, title="Intelligence from support organisations")
    version = sent(plan)
    inspector = make_person(version.inspectorate, Role.INSPECTOR)
    receipt = services.receive_plan(actor=inspector, version=version)

    with pytest.raises(InvalidValueError, match="no reasons"):
        services.review_plan(actor=inspector, receipt=receipt, result="comprehensive", reasons=" ")
    services.review_plan(
        actor=inspector, receipt=receipt, result="comprehensive", reasons="All parts are planned."
    )
    with pytest.raises(RefusalError, match="has its result"):
        services.review_plan(actor=inspector, receipt=receipt, result="not-accepted", reasons="No.")

    states = [each["state"] for each in version.content["items"][0]["actions"]]
    assert (PlanReceipt.objects.get().result, states) == ("comprehensive", ["in-progress", "not-started"])


@pytest.mark.item("S-178")
def test_plan_that_cites_a_strategy_agreed_after_it_warns() -> None:
    plan = plan_for(asked())
    cited = {"strategy": "National strategy on abuse of position", "strategy_agreed_on": date(2017, 4, 19)}

    early = sent(plan, dated=date(2017, 3, 31), strategy_version="1", **cited)
    late = sent(plan, dated=date(2017, 5, 26), **cited)
    with pytest.raises(InvalidValueError, match="day on which it was agreed"):
        sent(plan, strategy="A strategy")

    assert early.warnings == [
        "The plan is dated 31 March 2017 and cites 'National strategy on abuse of position', which was agreed on "
        "19 April 2017, after it. Check the day of the plan, or which version of the strategy it stands on."
    ]
    assert late.warnings == []


@pytest.mark.item("S-169")
def test_items_of_a_plan_of_several_years_without_a_theme_are_listed() -> None:
    item, other = asked("Prevention"), asked("Victims")
    force = force_of(item)
    actor = worker_of(force)
    plan = services.draft_plan(
        actor=actor, force=force, title="Plan to 2020", first_year=2017, last_year=2020, themes=THEMES
    )
    services.tie_item(actor=actor, plan=plan, item=item, theme="Prevention")
    services.tie_item(actor=actor, plan=plan, item=other)

    with pytest.raises(InvalidValueError, match="theme of the plan"):
        services.tie_item(actor=actor, plan=plan, item=other, theme="Money")
    with pytest.raises(RefusalError, match="tied to Prevention"):
        services.change_plan(
            actor=actor, plan=plan, expected_version=1, title="Plan", themes=["Intervention"]
        )

    assert [each.item for each in items_without_theme(plan)] == [other]
    assert (plan.last_year, plan.themes) == (2020, list(THEMES))


def test_plan_without_items_or_text_is_not_sent() -> None:
    item = asked()
    plan = services.draft_plan(actor=worker_of(force_of(item)), force=force_of(item), title="Empty")

    with pytest.raises(InvalidValueError) as error:
        sent(plan, text=" ")
    with pytest.raises(InvalidValueError, match="ends before it begins"):
        services.draft_plan(
            actor=worker_of(force_of(item)),
            force=force_of(item),
            title="Years",
            first_year=2020,
            last_year=2019,
        )

    assert "covers no item" in error.value.message
    assert PlanVersion.objects.count() == 0


def test_item_of_another_force_cannot_be_tied_to_a_plan() -> None:
    plan = plan_for(asked())
    other = Item.objects.create(
        inspectorate=Item.objects.get().inspectorate, kind="recommendation", title="T", text="T",
        addressee="force", force=make_force("durham"), state="open", stage="not-started",
    )  # fmt: skip

    with pytest.raises(InvalidValueError, match="no item of Cleveland"):
        services.tie_item(actor=worker_of(plan.force), plan=plan, item=other)


def test_plan_is_read_by_the_force_and_its_versions_by_the_inspectorate() -> None:
    version = sent(plan_for(asked()))
    force = version.plan.force
    inspector = make_person(version.inspectorate, Role.ANALYST)
    commissioner = make_person(make_local_policing_body(force), Role.COMMISSIONER)
    stranger = make_person(make_force("durham"), Role.CHIEF_OFFICER)

    assert [PlanVersion.objects.visible_to(u).count() for u in (worker_of(force), inspector)] == [1, 1]
    assert [PlanVersion.objects.visible_to(u).count() for u in (commissioner, stranger)] == [0, 0]
    assert [ActionPlan.objects.visible_to(u).count() for u in (worker_of(force), inspector)] == [1, 0]
