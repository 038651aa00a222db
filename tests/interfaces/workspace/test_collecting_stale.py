"""Pages of collections that were open in another tab while somebody went on: what is seen is what is answered for."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from peelian.apps.returns.models import Collection, DesignComment, SignOff, ValidationQuestion
from peelian.apps.returns.services import (
    answer_comment,
    ask_validation_question,
    comment_on_design,
    consult_on_collection,
    edit_collection,
    open_validation_round,
    redesign_collection,
)
from tests.apps.returns.made import (
    GOOD,
    OPENED,
    analyst,
    chief,
    closed,
    designed,
    liaison,
    opened,
    reply_of,
    sent,
    signed,
)
from tests.apps.world import make_force
from tests.interfaces.workspace.reading import day, heading, main, rows, signed_in, summary
from tests.interfaces.workspace.test_collecting_returns import at, of_cleveland

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_version_that_was_not_shown_is_not_signed_off() -> None:
    collection = opened("cleveland")
    sent(collection)
    page = of_cleveland("return_sign_off", collection)
    client = signed_in(chief())
    sent(collection, GOOD.replace("4.5", "4.6"))

    refused = client.post(page, {"number": "1", "hours": "3"})
    unnamed = client.post(page, {"hours": "3"})
    before = SignOff.objects.count()
    client.post(page, {"number": "2", "hours": "3"})

    assert (heading(refused), unnamed.status_code, before) == ("Sign off version 2", 422, 0)
    assert summary(refused) == [
        "Version 1 is not the latest: version 2 was sent since. Look at it before you sign it off."
    ]
    assert b'name="number" value="2"' in refused.content
    assert SignOff.objects.get().version.number == 2


def test_answer_to_a_question_is_not_overwritten_unseen() -> None:
    collection = opened("cleveland")
    signed(sent(collection))
    open_validation_round(actor=analyst(), collection=collection, opened_on=OPENED)
    asked = ask_validation_question(
        actor=analyst(), reply=reply_of(collection, "cleveland"), text="Is this all?"
    )
    page = of_cleveland("return_question", collection, asked.pk)
    client = signed_in(liaison())
    client.post(page, {"answer": "Yes, all of them.", "version": "1"})

    stale = client.post(page, {"answer": "Another.", "version": "1"})

    assert (stale.status_code, "Yes, all of them." in main(stale)) == (422, True)
    assert ValidationQuestion.objects.get().answer == "Yes, all of them."


def test_unable_is_refused_where_a_return_came_since() -> None:
    collection = opened("cleveland")
    client = signed_in(liaison())
    sent(collection)

    stale = client.post(of_cleveland("collection_reply", collection), {"reason": "None.", "version": "1"})

    assert stale.status_code == 422
    assert reply_of(collection, "cleveland").state == "outstanding"


def test_second_answer_to_a_comment_keeps_what_was_typed() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())
    comment = comment_on_design(
        actor=liaison(), collection=collection, organisation=make_force(), text="We hold no grades."
    )
    answer_comment(actor=analyst(), comment=comment, response="Then leave them out.")
    page = at("collection_comment", collection, comment.pk)
    client = signed_in(analyst())

    second = client.post(page, {"response": "Another answer"})
    shown = client.get(page, follow=True)

    assert summary(second) == ["The comment of Cleveland Police has its answer already."]
    assert "Another answer" in second.content.decode()
    assert "The comment of Cleveland Police has its answer already." in main(shown)
    assert DesignComment.objects.get().response == "Then leave them out."


def test_step_that_was_taken_already_leads_to_the_collection() -> None:
    collection = closed("cleveland")
    runner, force = signed_in(analyst()), signed_in(chief())
    told = "The workforce is closed already, since "

    steps = [
        runner.post(at("collection_agree", collection), {**day("agreed_on", "2022-04-01"), "agreed_with": "All"},
                    follow=True),
        runner.post(at("collection_open", collection), day("opened_on", "2022-04-04"), follow=True),
        runner.post(at("collection_close", collection), {"closing_note": ""}, follow=True),
        runner.get(at("collection_edit", collection), follow=True),
        runner.post(at("collection_round", collection), {"number": "3"}, follow=True),
        force.post(of_cleveland("return_upload", collection),
                   {"file": SimpleUploadedFile("r.csv", GOOD.encode())}, follow=True),
        force.post(of_cleveland("return_sign_off", collection), {"number": "1", "hours": "1"}, follow=True),
    ]  # fmt: skip

    assert [told in main(each) for each in steps] == [True] * len(steps)


def test_faulty_cell_shows_what_was_sent_by_its_line() -> None:
    collection = opened("cleveland")
    text = GOOD.replace("\ncleveland,2022-03,staff,300", "\n\ndurham,2022-03,officers,-3")
    sent(collection, text)

    page = signed_in(liaison()).get(of_cleveland("return_version", collection, 1))

    assert rows(page, "values")[1][:5] == ["Row 4", "durham (to mend)", "2022-03", "officers", "-3 (to mend)"]
    assert [each[:3] for each in rows(page, "findings")] == [
        ["Row 4", "force", "durham"],
        ["Row 4", "men", "-3"],
    ]


def test_month_outside_the_period_and_a_row_that_stands_twice_are_marked_among_the_values() -> None:
    collection = opened("cleveland")
    sent(collection, f"{GOOD}cleveland,2026-03,staff,1,1,2,\ncleveland,2022-03,staff,1,1,2,\n")

    page = signed_in(liaison()).get(of_cleveland("return_version", collection, 1))

    assert [each[2] for each in rows(page, "values")] == [
        "2022-03", "2022-03", "2026-03 (to mend)", "2022-03 (to mend)",
    ]  # fmt: skip


def test_force_reads_what_it_is_asked() -> None:
    collection = opened("cleveland")

    page = signed_in(liaison()).get(at("collection", collection))

    asked = {each[0]: each[1:] for each in rows(page, "asked")}
    assert asked["men"] == ["Whole number, people; at least 0", "Men"]
    assert asked["month"][0] == "Month; such as 2022-03; has to be filled; names the row"
    assert asked["grade"][1] == "Officers or staff officers: Sworn officers staff: Everybody else"
    assert "everybody = men + women, or it is asked about." in main(page)
    assert "A row is named by month and grade; each may stand once." in main(page)
    assert Collection.objects.get().is_open


def test_design_that_was_not_seen_is_not_put_to_the_forces() -> None:
    collection = designed()
    edit_collection(
        actor=analyst(), collection=collection, expected_version=1, values={"title": "Another workforce"}
    )
    client = signed_in(analyst())
    step = at("collection_step", collection)

    stale = client.post(step, {"step": "consult", "version": "1"}, follow=True)
    before = Collection.objects.get().state
    client.post(step, {"step": "consult", "version": "2"})

    assert "This was changed since you opened it, by somebody else or by you in another window" in main(stale)
    assert (before, Collection.objects.get().state) == ("design", "consultation")


def test_design_that_was_changed_since_is_not_agreed() -> None:
    collection = consult_on_collection(actor=analyst(), collection=designed())
    back = redesign_collection(actor=analyst(), collection=collection)
    consult_on_collection(actor=analyst(), collection=back)
    client = signed_in(analyst())
    typed = {**day("agreed_on", "2022-04-01"), "agreed_with": "All forces"}

    stale = client.post(at("collection_agree", collection), {**typed, "version": "2"})

    assert (stale.status_code, Collection.objects.get().state) == (422, "consultation")
