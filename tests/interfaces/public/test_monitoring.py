"""The public pages on monitoring: the stages, who is watched more closely, and the timeline of a force."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from peelian.apps.monitoring import services
from tests.apps.followup.world import draft_concern, issue
from tests.apps.monitoring.world import (
    ENTERING,
    LEAVING,
    answer,
    decide_on,
    entered,
    hmcic,
    hmi,
    notice,
    propose,
)
from tests.apps.world import make_force, make_inspection
from tests.interfaces.public.made import make_stage, read, table, words

pytestmark = pytest.mark.django_db
TODAY = date(2023, 3, 10)
LATER = date(2023, 9, 1)


@pytest.fixture(autouse=True)
def on_the_day() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


def test_page_tells_the_stages_and_which_forces_are_watched_more_closely(client: Client) -> None:
    make_force("durham")
    entered(TODAY)

    page = read(client, "/monitoring/")

    assert table(page, "Forces in a closer stage today") == [
        ["Cleveland Police", "Engage", "10 March 2023", ENTERING["reasons"]]
    ]
    text = words(page)
    assert "Also called: special measures, enhanced monitoring" in text
    assert "1 other force is in the usual stage" in text


def test_nothing_recorded_says_so(client: Client) -> None:
    text = words(read(client, "/monitoring/"))

    assert "No force is recorded in a closer stage." in text
    assert "No decision is recorded." in text
    assert "usual stage, as far" not in text


def test_where_no_force_is_watched_closely_the_others_are_all_of_them(client: Client) -> None:
    make_force()
    make_force("durham")

    assert "All 2 forces are in the usual stage" in words(read(client, "/monitoring/"))


@pytest.mark.item("S-150", "S-151")
def test_timeline_tells_of_entering_and_of_leaving_with_a_concern_still_open(client: Client) -> None:
    inspection = make_inspection()
    concern = draft_concern(inspection)
    issue(inspection, date(2022, 6, 1))
    decision = entered(TODAY)
    with time_machine.travel(LATER, tick=False):
        for criterion in decision.exit_criteria.all():
            services.assess_exit_criterion(
                actor=hmi(),
                criterion=criterion,
                result="met",
                reasons="Seen in August.",
                expected_version=criterion.version,
            )
        while_engaged = words(read(client, "/forces/cleveland/"))
        leaving = notice(propose(**LEAVING), LATER + timedelta(days=14))
        answer(leaving, "We thank the inspectorate.")
        decide_on(leaving, LATER)
        text = words(read(client, "/forces/cleveland/"))
        found = table(read(client, "/monitoring/"), "Every decision that stands")

    assert "Crime is recorded within a day." in while_engaged
    assert "Seen in August." not in while_engaged
    assert "1 September 2023 Leaves Engage for Scan" in text
    assert "10 March 2023 Enters Engage" in text
    assert "What led to it, by the criteria of version 2018" in text
    assert "Evidence of 4 November 2022 to 20 January 2023. Notice given on 10 March 2023." in text
    assert f"Causes of concern that were still open when the force left: {concern.title}" in text
    assert "Met. Seen in August." in text
    assert "We thank the inspectorate." not in text
    assert [row[:3] for row in found] == [
        ["Cleveland Police", "1 September 2023", "Leaves Engage for Scan"],
        ["Cleveland Police", "10 March 2023", "Enters Engage"],
    ]


def test_proposals_and_answers_show_nowhere_in_public(client: Client) -> None:
    make_force()
    before = [read(client, address) for address in ("/forces/cleveland/", "/monitoring/")]
    proposal = notice(propose(), TODAY + timedelta(days=14))
    answer(proposal)

    after = [read(client, address) for address in ("/forces/cleveland/", "/monitoring/")]

    assert [words(page) for page in after] == [words(page) for page in before]


@pytest.mark.item("S-224")
def test_press_account_is_labelled_and_then_marked_as_replaced(client: Client) -> None:
    press = make_stage(make_force(), source_rank="press", source="A newspaper")
    labelled = words(read(client, "/forces/cleveland/"))
    services.decide_stage(
        actor=hmcic(), inspectorate=press.inspectorate, force=press.force, stage_set="scan-engage", stage="engage",
        effect="enters", effective_on=date(2019, 10, 2), decided_by="Chief Inspector", reasons="By letter.",
        source="The letter", replaces=press,
    )  # fmt: skip

    text = words(read(client, "/forces/cleveland/"))

    assert "Press account. Source: A newspaper." in labelled
    assert "27 September 2019 · replaced by a better source" in text
    assert "Engage, by the last decision recorded (2 October 2019)" in text


@pytest.mark.parametrize("decisions", [1, 3])
def test_page_asks_the_same_number_of_questions_however_many_decisions(
    client: Client, django_assert_max_num_queries: Any, decisions: int
) -> None:
    for slug in ("cleveland", "durham", "kent")[:decisions]:
        make_stage(make_force(slug))

    with django_assert_max_num_queries(8):
        read(client, "/monitoring/")
