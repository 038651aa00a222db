"""The statutory response: its clock, who writes which part, and what publishing begins."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from peelian.apps.accounts.models import User
from peelian.apps.audit.models import AuditEvent
from peelian.apps.judgements.models import GradeRecord
from peelian.apps.organisations.models import Role
from peelian.apps.responses import policies, services
from peelian.apps.responses.models import Letter, Response, ResponseCopy, ScrutinyItem
from peelian.apps.responses.queries import (
    clocks_due,
    items_tagged,
    left_unanswered,
    opportunities_without_result,
    standing_of,
)
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError, StaleEditError
from peelian.rules.periods import day_words
from tests.apps.followup.world import close
from tests.apps.reports.made_up import published as published_report
from tests.apps.responses.world import (
    REPORT_DAY,
    body_of_cleveland,
    chief,
    commissioner,
    fresh,
    make_item,
    officer,
    open_response,
    published,
    signed,
    written,
)
from tests.apps.world import (
    framework_version,
    make_force,
    make_inspectorate,
    make_local_policing_body,
    make_person,
)

pytestmark = pytest.mark.django_db
LAST_DAY = date(2017, 4, 26)


def grade(framework: str, tier: str, as_of: date) -> None:
    GradeRecord.objects.create(
        inspectorate=make_inspectorate(),
        force=make_force(),
        framework_version=framework_version(framework),
        target="effectiveness",
        status="graded",
        grade=tier,
        as_of=as_of,
        source="The report",
    )


def test_clock_ends_on_the_56th_day_beginning_with_publication() -> None:
    response = open_response()

    assert response.due == LAST_DAY
    assert response.due_words == "26 April 2017 (56 days beginning with 2 March 2017)"


@pytest.mark.parametrize(
    ("on", "late", "words"),
    [
        (LAST_DAY, 0, "Entered here afterwards, so not measured"),
        (date(2017, 4, 27), 1, "1 day late"),
        (date(2017, 5, 6), 10, "10 days late"),
    ],
)
def test_response_is_late_by_the_days_after_its_last(on: date, late: int, words: str) -> None:
    response = published(on=on)

    standing = standing_of(response, timezone.localdate())

    assert (standing.days_late, standing.words) == (late, words)


def test_no_day_is_fixed_for_a_report_before_the_rule() -> None:
    response = open_response(title="PEEL: Effectiveness 2015", published_on=date(2016, 2, 18))

    assert response.due is None
    assert standing_of(response, timezone.localdate()).words == "No fixed day"


@pytest.mark.item("S-196")
def test_report_known_to_the_month_counts_from_the_months_end() -> None:
    response = open_response(published_on=date(2017, 10, 1), published_precision="month")

    report = response.reports.get()
    assert (report.published_on, report.published_precision) == (date(2017, 10, 1), "month")
    assert response.due == date(2017, 12, 25)


def test_one_response_answers_a_national_and_a_force_report_and_the_first_clock_counts() -> None:
    response = services.open_response(
        actor=officer(),
        body=body_of_cleveland(),
        inspectorate=make_inspectorate(),
        reports=[
            services.ReportAnswered(title="Force report", published_on=date(2017, 3, 2)),
            services.ReportAnswered(title="National report", published_on=date(2017, 2, 2), national=True),
        ],
    )

    assert [report.title for report in response.reports.all()] == ["National report", "Force report"]
    assert response.due == date(2017, 3, 29)


def test_same_report_is_answered_once() -> None:
    open_response()

    with pytest.raises(RefusalError, match="has a response"):
        open_response()


@pytest.mark.item("S-195")
def test_response_names_the_report_it_answers() -> None:
    with pytest.raises(RefusalError, match="answers a report"):
        services.open_response(
            actor=officer(), body=body_of_cleveland(), inspectorate=make_inspectorate(), reports=[]
        )
    with pytest.raises(RefusalError, match="needs its title"):
        open_response(title=" ")


def test_comments_are_invited_for_no_more_than_56_days() -> None:
    response, today = open_response(), timezone.localdate()

    with pytest.raises(RefusalError, match="1 January 2057 lies more than 56 days ahead"):
        services.invite_comments(
            actor=officer(), response=response, by=date(2057, 1, 1), expected_version=response.version
        )
    last = today + timedelta(days=56)
    services.invite_comments(actor=officer(), response=response, by=last, expected_version=response.version)

    assert fresh(response).comments_due == last


@pytest.mark.item("S-164")
def test_only_the_force_writes_its_section() -> None:
    response = open_response()
    services.invite_comments(
        actor=officer(), response=response, by=timezone.localdate(), expected_version=response.version
    )
    words: dict[str, Any] = {
        "text": "Ours.",
        "name": "A",
        "office": "B",
        "expected_version": fresh(response).version,
    }

    for person in (officer(), commissioner(), make_person(make_force("durham"), Role.CHIEF_OFFICER)):
        with pytest.raises(NotPermittedError):
            services.comment_on_response(actor=person, response=response, **words)
    version = fresh(response).version
    with pytest.raises(TypeError):
        services.write_response(
            actor=officer(),
            response=response,
            expected_version=version,
            force_response="Theirs.",  # type: ignore[call-arg]
        )
    services.comment_on_response(actor=chief(), response=response, **words)

    assert fresh(response).force_response == "Ours."


def test_force_comments_only_when_invited() -> None:
    response = open_response()

    with pytest.raises(RefusalError, match="not invited"):
        services.comment_on_response(
            actor=chief(), response=response, text="Ours.", name="A", office="B", expected_version=1
        )
    assert not Response.objects.visible_to(chief()).exists()


@pytest.mark.item("S-199", "S-203")
def test_sign_off_names_every_part_that_is_missing() -> None:
    make_item("recommendation", "Direct prevention", exception_note="Alone.")
    response = open_response()

    with pytest.raises(InvalidValueError) as error:
        services.sign_off_response(actor=commissioner(), response=response, expected_version=response.version)

    findings: Any = error.value.details["findings"]
    assert [finding["field"] for finding in findings] == [
        "executive_summary",
        "body_comment",
        "commissioner_name",
        "commissioner_office",
        "invited_on",
        "answers",
    ]
    assert fresh(response).state == "draft"
    assert AuditEvent.objects.filter(action="responses.sign_off_response", outcome="refused").count() == 1


def test_areas_for_improvement_are_answered_on_choice() -> None:
    make_item()

    assert signed().state == "signed-off"


def test_commissioner_signs_and_nobody_else() -> None:
    response = written()

    for person in (officer(), chief(), make_person(make_inspectorate(), Role.HMCIC)):
        with pytest.raises(NotPermittedError):
            services.sign_off_response(actor=person, response=response, expected_version=response.version)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("action-taken", "Done."), ("action-proposed", "By June."), ("no-action", "It no longer applies.")],
)
def test_each_recommendation_is_answered_with_words(kind: str, words: str) -> None:
    item = make_item("recommendation", "Direct prevention", exception_note="Alone.")
    response = open_response()

    with pytest.raises(InvalidValueError, match="no words"):
        services.answer_item(
            actor=officer(), response=response, item=item, kind=kind, text=" ", expected_version=1
        )
    services.answer_item(
        actor=officer(), response=response, item=item, kind=kind, text=words, expected_version=1
    )

    assert signed(response).state == "signed-off"


def test_item_of_another_report_is_not_answered_here() -> None:
    other = make_item(raised_on=date(2016, 12, 8))

    with pytest.raises(RefusalError, match="not among the items"):
        services.answer_item(
            actor=officer(),
            response=open_response(),
            item=other,
            kind="action-taken",
            text="Done.",
            expected_version=1,
        )


@pytest.mark.item("S-200")
def test_movement_comes_from_the_record_of_grades() -> None:
    grade("peel-2015", "requires-improvement", date(2016, 2, 18))
    grade("peel-2016", "good", REPORT_DAY)

    assert signed().movement == "Effectiveness: Good: improved by one tier."
    assert signed(open_response(title="A review without grade", framework="", target="")).movement == ""


@pytest.mark.item("S-209")
def test_response_is_public_when_published_and_not_before() -> None:
    response = signed()
    visitor = AnonymousUser()

    before = Response.objects.visible_to(visitor).exists()
    services.publish_response(actor=officer(), response=response, expected_version=response.version)

    assert (before, Response.objects.visible_to(visitor).exists()) == (False, True)
    assert fresh(response).published_on == timezone.localdate()


@pytest.mark.item("S-208", "S-215")
def test_copies_go_out_after_the_sign_off_once_each_and_never_by_the_force() -> None:
    response = written()

    with pytest.raises(RefusalError, match="after the sign-off"):
        services.send_copy(actor=officer(), response=response, recipient="secretary-of-state")
    services.sign_off_response(actor=commissioner(), response=response, expected_version=response.version)
    with pytest.raises(NotPermittedError):
        services.send_copy(actor=chief(), response=response, recipient="secretary-of-state")
    for recipient in ("secretary-of-state", "inspectorate"):
        services.send_copy(actor=officer(), response=response, recipient=recipient)
    with pytest.raises(RefusalError, match="already"):
        services.send_copy(actor=officer(), response=response, recipient="inspectorate")

    assert ResponseCopy.objects.filter(response=response).count() == 2
    assert all(copy.sent_on == timezone.localdate() for copy in response.copies.all())


@pytest.mark.item("S-204")
def test_publishing_puts_each_open_item_into_the_scrutiny_programme() -> None:
    items = [make_item(title=f"Item {number}") for number in range(3)]
    close(items[2])

    response = published()

    scrutiny = ScrutinyItem.objects.filter(response=response)
    assert {each.item_id for each in scrutiny} == {items[0].pk, items[1].pk}
    assert {each.update_due for each in scrutiny} == {timezone.localdate() + timedelta(days=90)}


@pytest.mark.item("S-210")
def test_letter_is_public_when_the_body_says_so() -> None:
    response = published()
    letter = services.keep_letter(
        actor=officer(), response=response, title="Letter of the inspector", sender="HM Inspector",
        dated=date(2017, 3, 2), text="The letter.",
    )  # fmt: skip
    visitor = AnonymousUser()

    before = Letter.objects.visible_to(visitor).exists()
    services.publish_letter(actor=officer(), letter=letter)

    assert (before, Letter.objects.visible_to(visitor).exists()) == (False, True)


@pytest.mark.item("S-206")
def test_items_are_listed_by_priority_of_the_plan() -> None:
    make_item(title="First")
    make_item(title="Second")
    response = published()
    body = response.body
    priority = services.name_priority(
        actor=officer(), body=body, title="Safer streets", plan="Plan 2016 to 2020"
    )
    tagged = ScrutinyItem.objects.get(item__title="First")

    services.scrutinise(
        actor=officer(), scrutiny=tagged, expected_version=1, question="By when?", priorities=[priority]
    )

    assert list(items_tagged(officer(), priority)) == [tagged]


@pytest.mark.item("S-207")
def test_opportunities_without_result_are_listed() -> None:
    body = body_of_cleveland()
    made = [
        services.note_opportunity(
            actor=officer(), body=body, area=area, text=f"Look at {area}.", owner="The officer"
        )
        for area in ("partnership", "engagement")
    ]

    services.record_opportunity_result(actor=officer(), opportunity=made[0], result="A joint team works.")

    assert list(opportunities_without_result(officer())) == [made[1]]


def test_scrutiny_ends_with_a_result() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()

    with pytest.raises(InvalidValueError, match="came of it"):
        services.end_scrutiny(
            actor=officer(), scrutiny=scrutiny, state="ended", result="", expected_version=1
        )
    services.end_scrutiny(
        actor=officer(), scrutiny=scrutiny, state="ended", result="Done.", expected_version=1
    )

    assert ScrutinyItem.objects.get().state == "ended"


def test_draft_is_seen_by_its_own_body_alone() -> None:
    open_response()
    others = [
        AnonymousUser(), chief(), make_person(make_inspectorate(), Role.HMCIC),
        make_person(make_local_policing_body(make_force("durham")), Role.COMMISSIONER),
    ]  # fmt: skip

    assert Response.objects.visible_to(officer()).count() == 1
    assert [Response.objects.visible_to(person).count() for person in others] == [0, 0, 0, 0]


def test_published_response_stays_as_it_is() -> None:
    response = published()

    with pytest.raises(RefusalError, match="stays as it is"):
        services.write_response(
            actor=officer(), response=response, expected_version=response.version, executive_summary="Other."
        )


def test_two_people_never_overwrite_each_other() -> None:
    response = open_response()
    services.write_response(
        actor=officer(), response=response, expected_version=1, executive_summary="First."
    )

    with pytest.raises(StaleEditError):
        services.write_response(
            actor=officer(), response=response, expected_version=1, executive_summary="Second."
        )


def test_unknown_tick_boxes_stay_unknown() -> None:
    response = open_response()

    assert (response.inspection_types, response.force_quoted) == ([], "unknown")
    with pytest.raises(InvalidValueError, match="no type of inspection"):
        services.write_response(
            actor=officer(), response=response, expected_version=1, inspection_types=["all"]
        )


def test_policies_asked_both_ways_give_one_answer() -> None:
    written()
    signed(open_response(title="Another report"))
    people: list[Any] = [
        AnonymousUser(),
        officer(),
        commissioner(),
        chief(),
        make_person(make_inspectorate(), Role.HMI),
    ]

    for person in people:
        for can, able in (
            (policies.can_edit_response, policies.responses_editable_by),
            (policies.can_sign_response, policies.responses_signable_by),
            (policies.can_publish_response, policies.responses_publishable_by),
            (policies.can_comment_on_response, policies.responses_commentable_by),
        ):
            asked = {each.pk for each in Response.objects.all() if can(person, each)}
            assert {each.pk for each in able(person)} == asked


def test_database_itself_keeps_the_one_who_spoke_for_the_force_from_signing() -> None:
    response = written()

    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(signed_off_by=response.force_responded_by)
    assert fresh(response).signed_off_by is None


@pytest.fixture
def late_by_a_day() -> Iterator[Response]:
    """A response that was opened on its last day and signed on the day after, which is today."""
    with time_machine.travel(datetime(2026, 3, 27, 9, tzinfo=UTC), tick=False) as clock:
        response = open_response(published_on=date(2026, 1, 31), framework="", target="")
        clock.move_to(datetime(2026, 3, 28, 9, tzinfo=UTC))
        yield signed(response)


def test_late_response_is_not_dated_back_to_be_on_time(late_by_a_day: Response) -> None:
    act: dict[str, Any] = {
        "actor": officer(),
        "response": late_by_a_day,
        "expected_version": late_by_a_day.version,
    }

    with pytest.raises(InvalidValueError, match="between 28 March 2026, the day of the sign-off, and today"):
        services.publish_response(**act, published_on=late_by_a_day.due)
    done = services.publish_response(**act)

    assert (late_by_a_day.due, standing_of(done, timezone.localdate()).words) == (
        date(2026, 3, 27),
        "1 day late",
    )


@pytest.mark.parametrize(
    ("on", "signed_on", "source", "words"),
    [
        (date(2026, 3, 28), date(2026, 3, 27), "A page", "when the response was opened here"),
        (date(2026, 3, 26), date(2026, 3, 27), "A page", "The sign-off lies between"),
        (date(2026, 3, 26), None, "A page", "The sign-off lies between"),
        (date(2026, 3, 26), date(2026, 3, 25), " ", "Say where the response was published"),
        (date(2026, 1, 30), date(2026, 1, 30), "A page", "the day of the report"),
    ],
)
def test_what_was_published_elsewhere_says_where_and_when_before_it_was_opened_here(
    late_by_a_day: Response, on: date, signed_on: date | None, source: str, words: str
) -> None:
    with pytest.raises(InvalidValueError, match=words):
        services.publish_response(
            actor=commissioner(),
            response=late_by_a_day,
            expected_version=late_by_a_day.version,
            published_on=on,
            elsewhere=services.PublishedElsewhere(source, signed_on),
        )


def test_what_was_published_elsewhere_keeps_its_stated_days(late_by_a_day: Response) -> None:
    done = services.publish_response(
        actor=commissioner(),
        response=late_by_a_day,
        expected_version=late_by_a_day.version,
        published_on=date(2026, 3, 26),
        elsewhere=services.PublishedElsewhere("A page", date(2026, 3, 25)),
    )

    assert (done.source, done.signed_off_on, done.published_on) == (
        "A page",
        date(2026, 3, 25),
        date(2026, 3, 26),
    )
    assert standing_of(done, timezone.localdate()).words == "Entered here afterwards, so not measured"


def test_officer_alone_states_no_days_in_place_of_those_on_record(late_by_a_day: Response) -> None:
    with pytest.raises(NotPermittedError, match="enter a response that was published elsewhere"):
        services.publish_response(
            actor=officer(),
            response=late_by_a_day,
            expected_version=late_by_a_day.version,
            published_on=date(2026, 3, 26),
            elsewhere=services.PublishedElsewhere("A page", date(2026, 3, 25)),
        )

    assert fresh(late_by_a_day).state == "signed-off"


def test_withdrawn_response_is_told_that_it_is_never_published() -> None:
    response = open_response()
    withdrawn = services.withdraw_response(
        actor=officer(), response=response, reason="Opened twice.", expected_version=response.version
    )

    with pytest.raises(RefusalError, match="so it is never published"):
        services.publish_response(actor=officer(), response=withdrawn, expected_version=withdrawn.version)


def test_report_known_by_title_and_day_is_corrected_in_a_draft_and_the_clock_follows() -> None:
    response = open_response(title="PEEL Efectiveness", published_on=date(2015, 1, 1))

    mended = services.correct_report(
        actor=officer(),
        response=response,
        report=response.reports.get(),
        title="PEEL: Effectiveness 2016",
        published_on=REPORT_DAY,
        expected_version=response.version,
    )

    assert (mended.title, mended.due, mended.reference) == (
        "PEEL: Effectiveness 2016",
        LAST_DAY,
        "cleveland-peel-effectiveness-2016-response",
    )
    assert mended.reports.get().published_on == REPORT_DAY


def test_report_of_a_signed_response_is_not_corrected() -> None:
    response = signed()

    with pytest.raises(RefusalError, match="was signed off on"):
        services.correct_report(
            actor=officer(),
            response=response,
            report=response.reports.get(),
            title="Other",
            published_on=REPORT_DAY,
            expected_version=response.version,
        )


def test_report_is_not_corrected_into_one_that_another_response_answers() -> None:
    open_response()
    other = open_response(title="A review")

    with pytest.raises(RefusalError, match="has a response"):
        services.correct_report(
            actor=officer(),
            response=other,
            report=other.reports.get(),
            title="PEEL: Effectiveness 2016",
            published_on=REPORT_DAY,
            expected_version=other.version,
        )


def test_unsigned_draft_is_withdrawn_with_a_reason_and_its_report_can_be_answered_anew() -> None:
    response = open_response()

    with pytest.raises(InvalidValueError, match="needs a reason"):
        services.withdraw_response(
            actor=officer(), response=response, reason=" ", expected_version=response.version
        )
    services.withdraw_response(
        actor=officer(), response=response, reason="Opened twice.", expected_version=response.version
    )

    assert [clock.subject for clock in clocks_due(timezone.localdate())] == [str(response.pk)]
    assert standing_of(fresh(response), timezone.localdate()).words == "Withdrawn"
    assert AuditEvent.objects.get(action="responses.withdraw_response", outcome="done").summary.endswith(
        "Opened twice."
    )
    anew = open_response()
    assert [clock.subject for clock in clocks_due(timezone.localdate())] == [str(anew.pk)]


def test_nothing_waits_for_a_report_that_was_entered_by_mistake_unless_it_is_published_here() -> None:
    mistyped = open_response(title="PEEL: Efectiveness 2016")
    published_here = services.open_response(
        actor=officer(),
        body=body_of_cleveland(),
        reports=[services.ReportAnswered(publication=published_report())],
    )

    def withdraw(response: Response, actor: User) -> None:
        services.withdraw_response(
            actor=actor,
            response=response,
            reason="Mistyped.",
            expected_version=response.version,
            no_such_report=True,
        )

    with pytest.raises(NotPermittedError, match="say that there is no such report"):
        withdraw(mistyped, officer())
    waiting = [clock.subject for clock in clocks_due(timezone.localdate())]
    withdraw(mistyped, commissioner())
    with pytest.raises(RefusalError, match="published here"):
        withdraw(published_here, commissioner())

    assert str(mistyped.pk) in waiting
    assert left_unanswered(timezone.localdate()) == []


def test_signed_response_is_not_withdrawn() -> None:
    response = signed()

    with pytest.raises(RefusalError, match="was signed off on"):
        services.withdraw_response(
            actor=commissioner(), response=response, reason="No.", expected_version=response.version
        )


def test_second_publication_is_refused_with_the_day_of_the_first() -> None:
    response = published()

    with pytest.raises(RefusalError, match=f"published on {day_words(timezone.localdate())} already"):
        services.publish_response(actor=officer(), response=response, expected_version=response.version)


def test_question_is_a_clock_of_the_force_until_it_is_answered() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    asked = services.scrutinise(
        actor=officer(), scrutiny=scrutiny, expected_version=scrutiny.version, question="By when?"
    )

    def questions() -> list[tuple[Any, Any]]:
        found = clocks_due(timezone.localdate())
        return [(each.organisation, each.force) for each in found if each.kind == "scrutiny-question"]

    before = questions()
    services.answer_question(actor=chief(), scrutiny=asked, answer="In May.", expected_version=asked.version)

    assert (before, questions()) == ([(make_force().pk, make_force().pk)], [])


def test_changed_question_waits_for_its_own_answer() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    for question in ("By when?", "By whom?"):
        scrutiny = services.scrutinise(
            actor=officer(), scrutiny=scrutiny, expected_version=scrutiny.version, question=question
        )
        if question == "By when?":
            scrutiny = services.answer_question(
                actor=chief(), scrutiny=scrutiny, answer="In May.", expected_version=scrutiny.version
            )

    assert (scrutiny.question, scrutiny.answer, scrutiny.answered_on) == ("By whom?", "", None)


def test_only_the_force_answers_a_question() -> None:
    make_item()
    published()
    scrutiny = ScrutinyItem.objects.get()
    asked = services.scrutinise(
        actor=officer(), scrutiny=scrutiny, expected_version=scrutiny.version, question="By when?"
    )

    for person in (officer(), make_person(make_force("durham"), Role.CHIEF_OFFICER)):
        with pytest.raises(NotPermittedError):
            services.answer_question(
                actor=person, scrutiny=asked, answer="In May.", expected_version=asked.version
            )
