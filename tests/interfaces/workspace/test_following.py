"""An item from issue to closing, as pages of those who work on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.followup import services
from peelian.apps.followup.models import ComparedPair, DeliverableReceipt, Item
from peelian.apps.organisations.models import Role
from tests.apps.actions.world import begun
from tests.apps.followup.world import (
    ask_to_close,
    declare,
    draft,
    fresh,
    inspector_of,
    issue,
    open_item,
    start,
    strategic_owner_of,
    verify,
)
from tests.apps.judgements.world import evidence_of, inspection_of
from tests.apps.world import make_force, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import day, labels, links, main, rows, signed_in, summary, tree, typed

pytestmark = pytest.mark.django_db
CRITERIA = ("A plan is adopted.", "The plan is used.")


def asked(**content: Any) -> Item:
    return open_item(inspection_of(), closure_criteria=CRITERIA, **content)


def address(name: str, item: Any) -> str:
    return reverse(f"workspace:{name}", args=[item.pk])


def page_of(user: User, item: Item) -> Any:
    return signed_in(user).get(address("followed_item", item))


def owner_client(item: Item) -> Client:
    return signed_in(strategic_owner_of(item))


def inspector_client(item: Item) -> Client:
    return signed_in(inspector_of(item))


def press(client: Client, name: str, item: Item) -> Any:
    """Press a button of the item's page."""
    return client.post(address(name, item), {"version": fresh(item).version})


def test_receipt_leads_those_who_do_not_judge_it_to_its_item() -> None:
    item = asked(deliverables=[{"text": "A plan", "due": date(2022, 5, 1), "parts": []}])
    owner = strategic_owner_of(item)
    send(signed_in(owner), address("item_owner", item), owner=str(owner.pk))
    send(signed_in(owner), address("deliverable_send", item.deliverables.get()), text="The plan.")
    place = address("receipt_review", DeliverableReceipt.objects.get())
    publications = signed_in(make_person(item.inspectorate, Role.PUBLICATIONS))

    listed = links(publications.get(f"{reverse('workspace:items_waiting')}?list=deliverables"))
    read = publications.get(place)

    assert place in listed
    assert read["Location"] == address("followed_item", item)
    assert publications.post(place).status_code == 404


def test_item_goes_from_issue_to_closing_by_pages_alone() -> None:
    item = asked(deliverables=[{"text": "A plan", "due": date(2022, 5, 1), "parts": ["Analysis"]}])
    owner, inspector = strategic_owner_of(item), inspector_of(item)
    force, inspectorate = signed_in(owner), signed_in(inspector)

    send(force, address("item_owner", item), owner=str(owner.pk))
    press(force, "item_start", item)
    send(force, address("deliverable_send", item.deliverables.get()), text="The plan, with its analysis.")
    first, second = item.closure_criteria.all()
    shown = {f"evidence-{first.pk}": "Board minutes.", f"evidence-{second.pk}": "Visits by the board."}
    send(force, address("item_declare", item), statement="The plan is in use.", **shown)
    press(inspectorate, "item_take_up", item)
    receipt = DeliverableReceipt.objects.get()
    send(
        inspectorate, address("receipt_review", receipt), result="accepted", reasons="It holds the analysis."
    )
    verdict = {"method": "desk", "result": "met", "reasons": "The minutes show it."}
    send(inspectorate, address("item_verify", item), **verdict)
    send(inspectorate, address("item_ask_closing", item), reason="Both criteria are met.")
    second_person = signed_in(make_person(item.inspectorate, Role.HMCIC))
    done = send(second_person, address("item_decide_closing", item), decision="close", reason="Seen in use.")

    assert done.status_code == 302
    assert (fresh(item).state, fresh(item).state_reason) == ("closed", "Seen in use.")
    told = main(inspectorate.get(address("followed_item", item)))
    steps = [
        "owns the item",
        "version 1 came in",
        "Declared complete",
        "Desk review: met",
        "Closing requested",
    ]
    assert [told.index(words) for words in steps] == sorted(told.index(words) for words in steps)
    assert "A plan is adopted.: Board minutes." in told
    assert "Seen in use." in told


def test_declaration_without_evidence_is_refused_by_its_criterion_and_keeps_what_was_typed() -> None:
    item = start(asked())
    first = item.closure_criteria.first()
    assert first is not None

    refused = send(
        owner_client(item),
        address("item_declare", item),
        statement="Done.",
        **{f"evidence-{first.pk}": "Minutes."},
    )

    assert refused.status_code == 422
    assert summary(refused) == [
        "The plan is used.: Nothing is shown for the criterion 'The plan is used.'. Say what proves that it is met."
    ]
    assert (typed(refused, "statement"), typed(refused, f"evidence-{first.pk}")) == ("Done.", "Minutes.")


def test_same_person_cannot_decide_on_their_own_request() -> None:
    item = verify(asked())
    both = make_person(item.inspectorate, Role.HMI)
    services.request_closing(actor=both, item=item, reason="Met.", expected_version=fresh(item).version)

    client = signed_in(both)
    shown = main(client.get(address("followed_item", item)))
    refused = client.post(
        address("item_decide_closing", item), {"decision": "close", "reason": "Met."}, follow=True
    )

    assert "Decide on closing" not in shown
    who = "Another person of the inspectorate has to decide: HM Inspector or HM Chief Inspector."
    assert who in shown
    assert who in main(refused)
    assert fresh(item).state == "open"


def test_second_person_sends_a_request_back() -> None:
    item = ask_to_close(asked())

    send(
        signed_in(make_person(item.inspectorate, Role.HMCIC)),
        address("item_decide_closing", item),
        decision="back",
        reason="Visit first.",
    )

    assert (fresh(item).state, fresh(item).stage) == ("open", "under-test")


@pytest.mark.parametrize("result", ["more-asked", "returned"])
def test_inspector_returns_a_declaration_and_the_force_reads_why(result: str) -> None:
    item = declare(asked())
    press(inspector_client(item), "item_take_up", item)

    send(
        inspector_client(item),
        address("item_verify", item),
        method="desk",
        result=result,
        reasons="The minutes are old.",
    )

    assert "The minutes are old." in main(page_of(strategic_owner_of(item), item))
    assert "Declare it complete" in main(page_of(strategic_owner_of(item), item))


def test_too_early_needs_a_day() -> None:
    item = declare(asked())
    press(inspector_client(item), "item_take_up", item)
    verdict = {"method": "desk", "result": "too-early", "reasons": "It began last month."}

    refused = send(inspector_client(item), address("item_verify", item), **verdict)
    later = (timezone.localdate() + timedelta(days=30)).isoformat()
    kept = send(
        inspector_client(item), address("item_verify", item), **verdict, **day("look_again_on", later)
    )

    assert summary(refused) == ["Look again on: Too early to say: give a later day on which to look again."]
    assert kept.status_code == 302


@pytest.mark.item("S-071")
def test_earlier_item_is_linked_to_new_evidence_and_shows_it_with_the_inspector() -> None:
    item = declare(asked(title="Effect of work across the 4Ps"))
    assert item.inspection is not None
    evidence = evidence_of(item.inspection, title="Reviews of disruption")
    inspector = inspector_of(item)
    press(signed_in(inspector), "item_take_up", item)

    send(
        signed_in(inspector),
        address("item_verify", item),
        method="next-inspection",
        result="returned",
        reasons="Processes exist; their effect is not known yet.",
        evidence=[str(evidence.pk)],
    )

    assert fresh(item).stage == "in-progress"
    told = page_of(inspector, item)
    assert "At the next inspection: returned: not met" in main(told)
    assert "Processes exist; their effect is not known yet." in main(told)
    assert inspector.name in main(told)
    assert reverse("workspace:evidence", args=[evidence.pk]) in links(told)
    assert "Reviews of disruption" not in main(page_of(strategic_owner_of(item), item))


@pytest.mark.item("S-148")
def test_state_of_each_part_at_a_review_is_told_as_it_was_then() -> None:
    item = asked(
        deliverables=[{"text": "A plan", "due": date(2022, 5, 1), "parts": ["Work with other bodies"]}]
    )
    client, page = inspector_client(item), address("item_review", item)

    send(
        client, page, level="reasonable", reasons="One part is not begun.", **day("reviewed_on", "2023-03-01"),
        **{"part-1": "done", "part-2": "not-started"},
    )  # fmt: skip
    send(
        client, page, level="good", reasons="All parts are under way.", **day("reviewed_on", "2023-09-01"),
        **{"part-1": "done", "part-2": "in-progress"},
    )  # fmt: skip

    told = main(client.get(address("followed_item", item)))
    first, second = told.split("1 September 2023")
    assert "A plan: Done Work with other bodies: Not started" in first
    assert "Work with other bodies: In progress" in second


@pytest.mark.item("S-147")
def test_item_waits_in_the_queue_from_the_day_of_its_next_look() -> None:
    item = asked()
    with time_machine.travel(date(2017, 3, 2)):
        services.review_progress(
            actor=inspector_of(item),
            item=item,
            level="reasonable",
            reasons="Plans are read.",
            next_review_on=date(2018, 1, 1),
        )

    def waiting_on(today: date) -> list[list[str]]:
        with time_machine.travel(today):
            return rows(
                inspector_client(item).get(reverse("workspace:items_waiting") + "?list=look-again"), "waiting"
            )

    assert waiting_on(date(2017, 12, 31)) == [["Nothing waits here."]]
    assert [row[0] for row in waiting_on(date(2018, 1, 1))] == [item.title]
    with time_machine.travel(date(2018, 1, 2)):
        services.review_progress(actor=inspector_of(item), item=item, level="good", reasons="In use.")
    assert waiting_on(date(2018, 1, 3)) == [["Nothing waits here."]]


def test_queue_has_a_list_for_each_thing_that_waits() -> None:
    inspection = inspection_of()
    for title in ("Declared", "Tested", "Asked"):
        draft(inspection, title=title)
    issue(inspection)
    declared, tested, closing = Item.objects.order_by("position")
    declare(declared)
    verify(tested)
    ask_to_close(closing)
    client = inspector_client(declared)

    def listed(name: str) -> list[str]:
        return [
            row[0]
            for row in rows(client.get(reverse("workspace:items_waiting") + f"?list={name}"), "waiting")
        ]

    assert listed("declared") == ["Declared"]
    assert listed("under-test") == ["Tested"]
    assert listed("closing") == ["Asked"]
    assert [listed(name) for name in ("deliverables", "look-again", "revisits")] == [
        ["Nothing waits here."]
    ] * 3


def test_revisit_is_planned_and_recorded() -> None:
    item = asked()
    window = {**day("opens_on", "2022-06-01"), **day("closes_on", "2022-12-31")}
    late = {**day("opens_on", "2010-05-01"), **day("closes_on", "2010-06-01")}

    with time_machine.travel(date(2022, 5, 1)):
        client = inspector_client(item)
        passed = send(client, address("item_revisit", item), reason="To see the plan used.", **late)
        send(client, address("item_revisit", item), reason="To see the plan used.", **window)
    visit = item.revisits.get()
    client = inspector_client(item)
    send(client, address("revisit_done", visit), outcome="It is used.", **day("done_on", "2022-07-01"))

    assert "when the revisit is planned" in summary(passed)[0]

    told = main(client.get(address("followed_item", item)))
    assert "Revisit planned from 1 June 2022 to 31 December 2022" in told
    assert "Revisited It is used." in told


def test_items_that_look_alike_are_suggested_until_a_person_decides() -> None:
    inspection = inspection_of()
    for title in ("Plans across the 4Ps", "Effect of plans across the 4Ps", "Calls"):
        draft(inspection, title=title, text=f"The matter is {title.casefold()}.")
    issue(inspection)
    item, other, _ = Item.objects.order_by("position")
    page = address("item_alike", item)

    shown = inspector_client(item).get(page)
    send(inspector_client(item), page, other=str(other.pk), answer="same", reason="One matter.")
    again = inspector_client(item).get(page)

    assert labels(shown, "other") == [other.title]
    assert "No other item of the same addressee looks like this one." in main(again)
    assert ComparedPair.objects.get().same is True
    assert "Asks the same as" in main(page_of(inspector_of(item), item))


def test_refused_suggestion_is_not_made_again_and_links_nothing() -> None:
    inspection = inspection_of()
    for title in ("Plans across the 4Ps", "Plans across the 4Ps again"):
        draft(inspection, title=title, text="The matter.")
    issue(inspection)
    item, other = Item.objects.order_by("position")

    send(
        inspector_client(item),
        address("item_alike", item),
        other=str(other.pk),
        answer="other",
        reason="One is of custody.",
    )

    assert not item.earlier_links.exists()
    assert "No other item" in main(inspector_client(item).get(address("item_alike", item)))


def test_theme_link_and_end_are_given_on_pages() -> None:
    inspection = inspection_of()
    draft(inspection, title="Older")
    issue(inspection)
    later = inspection_of()
    draft(later, title="Newer")
    issue(later, date(2023, 3, 17))
    older, newer = Item.objects.order_by("listed_on")
    chief = signed_in(make_person(older.inspectorate, Role.HMI))

    send(chief, address("item_theme", newer), theme="domestic-abuse")
    send(chief, address("item_link", newer), other=str(older.pk), kind="continues")
    second = signed_in(make_person(older.inspectorate, Role.HMCIC))
    send(chief, address("item_supersede", older), other=str(newer.pk), reason="The newer says it better.")
    alone = chief.post(address("item_decide_closing", older), {"decision": "close", "reason": "So it is."})
    send(second, address("item_decide_closing", older), decision="close", reason="So it is.")
    send(chief, address("item_set_aside", newer), reason="The law has changed.")
    send(second, address("item_decide_closing", newer), decision="close", reason="It has.")

    assert alone.status_code == 302

    assert fresh(newer).theme == "domestic-abuse"
    assert sorted(newer.earlier_links.values_list("kind", flat=True)) == ["continues", "supersedes"]
    assert (fresh(older).state, fresh(older).superseded_by) == ("superseded", newer)
    assert fresh(newer).state == "no-longer-relevant"


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CRIME_REGISTRAR])
def test_strangers_and_those_without_a_working_role_find_nothing(role: Role) -> None:
    item = declare(asked())
    other = make_person(make_force("durham"), Role.CHIEF_OFFICER)
    idle = make_person(item.force, role)

    assert [page_of(user, item).status_code for user in (other, idle)] == [404, 404]


def test_each_role_sees_only_its_own_steps() -> None:
    item = start(asked())
    liaison = make_person(item.force, Role.FORCE_LIAISON)
    analyst = make_person(item.inspectorate, Role.ANALYST)

    assert "Declare it complete" in main(page_of(strategic_owner_of(item), item))
    assert "Declare it complete" not in main(page_of(liaison, item))
    assert signed_in(analyst).get(address("item_declare", item)).status_code == 404
    assert owner_client(item).get(address("item_verify", item)).status_code == 404
    assert owner_client(item).get(reverse("workspace:items_waiting")).status_code == 404


def test_stale_step_shows_what_stands_now() -> None:
    item = start(asked())
    client = owner_client(item)
    opened = client.get(address("item_declare", item))
    services.assign_theme(
        actor=inspector_of(item), item=item, theme="domestic-abuse", expected_version=fresh(item).version
    )
    shown = {f"evidence-{each.pk}": "Minutes." for each in item.closure_criteria.all()}

    refused = client.post(address("item_declare", item), filled(opened, statement="Done.", **shown))
    kept = client.post(address("item_declare", item), filled(refused))

    assert refused.status_code == 422
    assert "This was saved after you opened it, by somebody else or by you in another window" in main(refused)
    assert kept.status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_queue_and_page_ask_the_same_number_of_questions(
    count: int, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    inspection = inspection_of()
    for number in range(count):
        draft(inspection, title=f"Item {number}")
    issue(inspection)
    for item in Item.objects.all():
        declare(item)
    client = inspector_client(item)
    client.get(reverse("workspace:items_waiting"))

    with django_assert_num_queries(12):
        client.get(reverse("workspace:items_waiting"))
    assert len(tree(client.get(reverse("workspace:items_waiting"))).xpath("//tbody/tr")) == count


def test_second_press_of_the_decision_leads_to_the_item_that_is_closed() -> None:
    item = ask_to_close(asked())
    client = signed_in(make_person(item.inspectorate, Role.HMCIC))
    form = filled(client.get(address("item_decide_closing", item)), decision="close", reason="Seen in use.")

    client.post(address("item_decide_closing", item), form)
    again = client.post(address("item_decide_closing", item), form, follow=True)

    assert f"'{item.title}' was closed already. Here it is." in main(again)


def test_decision_tells_how_many_actions_are_open_and_not_which() -> None:
    item = asked()
    newer = open_item(inspection_of(), title="Newer")
    worker = strategic_owner_of(item)
    begun(item, worker, title="Secret course", due=date(2030, 1, 1))
    services.request_superseding(
        actor=inspector_of(item),
        item=item,
        by=newer,
        reason="Said better.",
        expected_version=fresh(item).version,
    )

    page = signed_in(make_person(item.inspectorate, Role.HMCIC)).get(address("item_decide_closing", item))

    assert "The force has 1 action on this item that is neither done nor stopped." in main(page)
    assert "Secret course" not in main(page)


def test_second_tab_is_told_who_owns_the_item_now() -> None:
    item = asked()
    first, second = (
        strategic_owner_of(item),
        make_person(item.force, Role.CHIEF_OFFICER, name="Chief Example"),
    )
    client = signed_in(first)
    forms = [client.get(address("item_owner", item)) for _ in range(2)]

    client.post(address("item_owner", item), filled(forms[0], owner=str(first.pk)))
    stale = client.post(address("item_owner", item), filled(forms[1], owner=str(second.pk)))

    assert stale.status_code == 422
    assert "Strategic owner Owner Example" in " ".join(main(stale).split())
    assert [each.owner for each in item.ownerships.all()] == [first]


def test_item_that_was_not_started_is_not_declared_and_its_page_says_why() -> None:
    item = asked()

    told = owner_client(item).get(address("item_declare", item), follow=True)

    assert "The work on this item has not begun." in main(told)


def test_inspector_sets_a_longer_interval_and_the_force_reads_why() -> None:
    item = asked()

    send(
        inspector_client(item),
        address("item_interval", item),
        days="180",
        reason="The course runs twice a year.",
    )

    told = main(owner_client(item).get(address("item_plan", item)))
    assert "180 days: The course runs twice a year." in told


def test_deliverable_is_handed_in_as_a_document_that_the_inspector_opens() -> None:
    item = asked(deliverables=[{"text": "A plan", "due": date(2022, 5, 1)}])
    force, deliverable = owner_client(item), item.deliverables.get()

    force.post(
        address("deliverable_send", deliverable), {"file": SimpleUploadedFile("plan.txt", b"The plan.")}
    )

    receipt = DeliverableReceipt.objects.get()
    document = address("receipt_document", receipt.document)
    inspector = inspector_client(item)
    read = inspector.get(document)
    assert b"".join(read.streaming_content) == b"The plan."  # type: ignore[attr-defined]
    assert document in links(inspector.get(address("receipt_review", receipt)))
    assert document in links(page_of(strategic_owner_of(item), item))
