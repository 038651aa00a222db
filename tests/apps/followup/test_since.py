"""What became of earlier items, as a new assessment sees it."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client

from peelian.apps.followup import services
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries.asked import later_findings
from peelian.apps.followup.queries.since import item_on, response_words
from peelian.apps.inspections.models import Inspection
from peelian.apps.inspections.services import record_outlook
from peelian.apps.judgements.queries import judgement_page
from peelian.rules.errors import InvalidValueError, RefusalError
from tests.apps.followup.world import close, draft, fresh, inspector_of, issue, open_item, start
from tests.apps.judgements.world import AREA, finding_in, inspection_of, lead_of
from tests.apps.world import LOADER, framework_version, make_force, make_inspectorate
from tests.interfaces.workspace.filling import filled
from tests.interfaces.workspace.reading import signed_in, typed

pytestmark = pytest.mark.django_db


def earlier_items() -> list[Item]:
    """Three items of an older round: one closed, one with good progress, one with nothing."""
    inspection = inspection_of("peel-2018-19")
    for title in ("Closed", "Moving", "Waiting"):
        draft(inspection, title=title)
    issue(inspection, date(2019, 9, 27))
    closed, moving, waiting = Item.objects.order_by("position")
    close(closed)
    services.review_progress(actor=inspector_of(moving), item=moving, level="good", reasons="In use.")
    return [fresh(closed), fresh(moving), waiting]


@pytest.mark.item("S-156")
def test_response_to_the_last_inspection_is_filled_from_the_states_of_earlier_items() -> None:
    earlier_items()
    later = inspection_of()
    client = signed_in(lead_of(later))
    page = f"/workspace/inspections/{later.pk}/outlook/"

    opened = client.get(page)
    client.post(page, filled(opened))

    words = "Of 3 earlier items: 1 closed, 2 open; of the open ones, 1 with good progress."
    assert response_words(later) == words
    assert typed(opened, "response_to_last_inspection") == words
    assert Inspection.objects.get(pk=later.pk).response_to_last_inspection == words


def test_nothing_is_said_of_a_force_without_earlier_items() -> None:
    assert response_words(inspection_of()) == ""


@pytest.mark.item("S-155")
def test_outlook_is_no_part_of_the_logic_of_grades() -> None:
    inspection = inspection_of()
    lead = lead_of(inspection)
    before = judgement_page(lead, inspection, AREA)

    record_outlook(
        actor=lead,
        inspection=inspection,
        progress_outlook="Optimistic that the pace of improvement will continue.",
        response_to_last_inspection="Responded well.",
        expected_version=inspection.version,
    )
    after = judgement_page(lead, Inspection.objects.get(pk=inspection.pk), AREA)

    assert before is not None
    assert after is not None
    assert (after.gates, after.judgement.grade, after.judgement.state) == (
        before.gates,
        before.judgement.grade,
        before.judgement.state,
    )


@pytest.mark.item("S-148")
def test_stage_of_an_item_on_a_past_day_is_reproduced() -> None:
    with time_machine.travel(date(2022, 3, 1)):
        item = open_item(inspection_of())
    with time_machine.travel(date(2022, 6, 1)):
        start(item)

    def stage(day: date) -> str | None:
        known = item_on(item, day)
        return known.stage if known else None

    assert [stage(day) for day in (date(2022, 2, 1), date(2022, 5, 31), date(2022, 6, 1))] == [
        None,
        "not-started",
        "in-progress",
    ]


def test_published_finding_looks_again_at_an_earlier_item_with_its_headline_kept() -> None:
    _, item, _ = earlier_items()
    later = inspection_of()
    finding = finding_in(later, headline="The effect is known", progress="improved")

    with pytest.raises(RefusalError, match="Publish the report first"):
        services.link_later_finding(actor=lead_of(later), item=item, finding=finding)
    Inspection.objects.filter(pk=later.pk).update(state="published")
    finding.refresh_from_db()
    services.link_later_finding(actor=lead_of(later), item=item, finding=finding)
    type(finding).objects.filter(pk=finding.pk).update(headline="A correction under way")

    (look,) = later_findings([item])
    assert (look.headline, look.progress) == ("The effect is known", "improved")
    assert "A correction under way" not in Client().get(f"/items/{item.pk}/").content.decode()


def test_source_tells_that_there_is_none_once_and_for_a_known_question() -> None:
    version = framework_version("peel-2016")
    told = {
        "actor": LOADER,
        "inspectorate": make_inspectorate(),
        "force": make_force(),
        "framework_version": version,
        "kind": "area-for-improvement",
        "source": "The response",
    }

    services.tell_none(**told, target="preventing-crime", answer="none")  # type: ignore[arg-type]
    services.tell_none(**told, target="preventing-crime", answer="none")  # type: ignore[arg-type]

    with pytest.raises(RefusalError, match="says already"):
        services.tell_none(**told, target="preventing-crime", answer="not-applicable")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError):
        services.tell_none(**told, target="weather", answer="none")  # type: ignore[arg-type]
    page = Client().get("/forces/cleveland/asked/peel-2016/").content.decode()
    assert "None: the report says that there is none." in page
    assert Client().get("/forces/cleveland/asked/peel-2021-22/").status_code == 404
