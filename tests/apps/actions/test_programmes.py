"""Programmes with one or two owners, initiatives, practice notes, and the records beside them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from peelian.apps.actions import services
from peelian.apps.actions.models import (
    Action,
    ChiefStatement,
    Initiative,
    PracticeNote,
    PracticeShare,
    Programme,
)
from peelian.apps.actions.queries import (
    checks_coming_round,
    clocks_due,
    incomplete_exits,
    missing_of,
    overdue_milestones,
    referral_words,
    referrals_in_doubt,
    reviews_without_result,
    unevaluated_initiatives,
)
from peelian.apps.audit.models import AuditEvent
from peelian.apps.organisations.models import Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.actions.world import asked, begun, force_of, worker_of
from tests.apps.judgements.world import inspection_of
from tests.apps.world import make_force, make_local_policing_body, make_person

pytestmark = pytest.mark.django_db


def programme_of(**content: object) -> Programme:
    force = make_force()
    owner = worker_of(force, Role.CHIEF_OFFICER)
    values = {
        "title": "Towards 2020",
        "purpose": "To change how the force works.",
        "benefits": "More time for neighbourhoods.",
        "owner": owner,
        "starts_on": date(2017, 1, 1),
        **content,
    }
    return services.begin_programme(actor=owner, force=force, **values)  # type: ignore[arg-type]


@pytest.mark.item("S-193")
def test_both_owners_see_and_comment_and_only_the_force_owner_edits_its_actions() -> None:
    body = make_local_policing_body(make_force())
    second = make_person(body, Role.COMMISSIONERS_OFFICER)
    programme = programme_of(body=body, body_owner=second)
    owner = programme.owner
    action = services.add_action(
        actor=owner, programme=programme, title="Restructure", owner=owner, due=date(2018, 1, 1)
    )

    for person in (owner, second):
        services.comment_on_programme(actor=person, programme=programme, text="On time.")
    with pytest.raises(NotPermittedError):
        services.change_action(actor=second, action=action, expected_version=1, title="Other")
    with pytest.raises(NotPermittedError, match="owner in the force"):
        services.change_action(
            actor=worker_of(programme.force), action=action, expected_version=1, title="Other"
        )
    with pytest.raises(NotPermittedError, match="owners of 'Towards 2020'"):
        services.comment_on_programme(actor=worker_of(programme.force), programme=programme, text="And me?")
    services.change_action(actor=owner, action=action, expected_version=1, title="Restructure teams")

    assert [Programme.objects.visible_to(each).count() for each in (owner, second)] == [1, 1]
    assert [Action.objects.visible_to(each).get().title for each in (owner, second)] == [
        "Restructure teams"
    ] * 2
    assert [each.author for each in programme.comments.all()] == [owner, second]


def test_joint_programme_needs_a_body_that_oversees_the_force_and_a_person_there() -> None:
    elsewhere = make_local_policing_body(make_force("durham"))

    with pytest.raises(InvalidValueError, match="does not hold Cleveland Police to account"):
        programme_of(body=elsewhere, body_owner=make_person(elsewhere, Role.COMMISSIONER))
    with pytest.raises(InvalidValueError, match="names both"):
        programme_of(body=make_local_policing_body(make_force()))
    programme = programme_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        Programme.objects.filter(pk=programme.pk).update(body=elsewhere)


@pytest.mark.item("S-170")
def test_action_of_a_programme_with_themes_needs_one_of_them() -> None:
    programme = programme_of(themes=["Prevention", "Intervention", "Protection"])
    owner = programme.owner
    action: dict[str, Any] = {"programme": programme, "owner": owner, "due": date(2018, 1, 1)}

    with pytest.raises(InvalidValueError, match="Prevention, Intervention, Protection"):
        services.add_action(actor=owner, title="Road shows", **action)
    services.add_action(actor=owner, title="Road shows", theme="Prevention", **action)
    services.add_action(actor=owner, title="Checks", theme="Protection", **action)

    assert [(each.title, each.theme) for each in programme.actions.order_by("theme")] == [
        ("Road shows", "Prevention"),
        ("Checks", "Protection"),
    ]


@pytest.mark.item("S-182")
def test_milestone_of_a_programme_without_end_is_due_on_its_day_and_overdue_the_day_after() -> None:
    programme = programme_of()
    milestone = services.add_milestone(
        actor=programme.owner, programme=programme, title="New structure", due=date(2018, 4, 2)
    )
    skipped = services.add_milestone(
        actor=programme.owner, programme=programme, title="First stage", due=date(2018, 1, 1)
    )
    services.reach_milestone(actor=programme.owner, milestone=skipped, reached_on=date(2018, 3, 1))

    assert programme.ends_on is None
    assert overdue_milestones(programme.force, date(2018, 4, 2)) == []
    assert overdue_milestones(programme.force, date(2018, 4, 3)) == [milestone]
    assert [clock.kind for clock in clocks_due(date(2018, 4, 2))] == ["milestone"]


@pytest.mark.item("S-183")
def test_milestone_of_a_month_is_overdue_after_its_last_day() -> None:
    programme = programme_of(title="Operating model", starts_on=date(2022, 1, 1))
    milestone = services.add_milestone(
        actor=programme.owner, programme=programme, title="Review of support functions", due=date(2023, 4, 1),
        due_precision="month", reported_by_force=True,
    )  # fmt: skip

    assert overdue_milestones(programme.force, date(2023, 4, 30)) == []
    assert overdue_milestones(programme.force, date(2023, 5, 1)) == [milestone]
    assert milestone.reported_by_force


@pytest.mark.item("S-190")
def test_initiatives_without_a_result_are_listed() -> None:
    force = make_force()
    actor = worker_of(force)
    made = [
        services.begin_initiative(
            actor=actor, force=force, kind=kind, title=kind, objectives="Faster files.", owner=actor,
            evaluation_due=date(2022, 6, 1),
        )
        for kind in ("training", "pilot")
    ]  # fmt: skip
    with pytest.raises(InvalidValueError, match="what the evaluation found"):
        services.evaluate_initiative(
            actor=actor, initiative=made[0], result="", evaluated_on=date(2022, 6, 1), expected_version=1
        )
    services.evaluate_initiative(
        actor=actor, initiative=made[0], result="Files are faster.", evaluated_on=date(2022, 6, 1), expected_version=1
    )  # fmt: skip

    assert list(unevaluated_initiatives(force)) == [made[1]]
    with pytest.raises(IntegrityError), transaction.atomic():
        Initiative.objects.filter(pk=made[1].pk).update(evaluated_on=date(2022, 6, 2))


@pytest.mark.item("S-175")
def test_practice_note_is_read_by_chosen_forces_alone_and_sharing_is_logged() -> None:
    force, chosen, other = make_force(), make_force("durham"), make_force("northumbria")
    actor = worker_of(force)
    note = services.write_practice_note(actor=actor, force=force, title="Health check", text="Once a year.")
    with pytest.raises(InvalidValueError, match="not another force"):
        services.share_practice_note(actor=actor, note=note, forces=[force])

    services.share_practice_note(actor=actor, note=note, forces=[chosen])
    services.share_practice_note(actor=actor, note=note, forces=[chosen])

    readers = [worker_of(each) for each in (force, chosen, other)]
    assert [PracticeNote.objects.visible_to(each).count() for each in readers] == [1, 1, 0]
    assert PracticeShare.objects.count() == 1
    logged = AuditEvent.objects.filter(action="actions.share_practice_note", outcome="done")
    assert {each.organisation for each in logged} == {str(force.pk), str(chosen.pk)}


@pytest.mark.item("S-173")
def test_yearly_check_is_overdue_after_twelve_months() -> None:
    force = make_force()
    actor = worker_of(force)
    check = services.set_up_check(
        actor=actor, force=force, title="Integrity health check", scope="internal", every_months=12,
        first_due=date(2017, 1, 31), owner=actor,
    )  # fmt: skip
    services.record_check(actor=actor, check=check, done_on=date(2017, 2, 1), result="Nothing was found.")

    def stands(day: date) -> tuple[date, bool]:
        found = checks_coming_round(force, day)[0]
        return found.next_due, found.overdue

    assert stands(date(2018, 2, 1)) == (date(2018, 2, 1), False)
    assert stands(date(2018, 2, 2)) == (date(2018, 2, 1), True)
    assert stands(date(2019, 6, 1)) == (date(2018, 2, 1), True)


@pytest.mark.item("S-174")
def test_review_of_vetting_has_scope_day_and_result_and_comes_round() -> None:
    force = make_force()
    actor = worker_of(force)
    with pytest.raises(InvalidValueError, match="scope"):
        services.set_up_check(
            actor=actor, force=force, title="Vetting", scope="all", every_months=6, first_due=date(2017, 6, 1),
            owner=actor,
        )  # fmt: skip
    check = services.set_up_check(
        actor=actor, force=force, title="Vetting", scope="external", every_months=6, first_due=date(2017, 6, 1),
        owner=actor,
    )  # fmt: skip

    assert not checks_coming_round(force, date(2017, 6, 1))[0].overdue
    assert checks_coming_round(force, date(2017, 6, 2))[0].overdue
    services.record_check(actor=actor, check=check, done_on=date(2017, 6, 2), result="Brought up to date.")
    assert checks_coming_round(force, date(2017, 12, 2))[0].next_due == date(2017, 12, 2)
    assert [(run.done_on, run.result) for run in check.runs.all()] == [
        (date(2017, 6, 2), "Brought up to date.")
    ]


@pytest.mark.item("S-176")
def test_case_that_was_not_referred_or_too_late_is_flagged() -> None:
    force = make_force()
    actor = worker_of(force)
    for reference, referred in (("A1", date(2017, 5, 3)), ("A2", None), ("A3", date(2017, 5, 20))):
        services.record_allegation(
            actor=actor, force=force, reference=reference, received_on=date(2017, 5, 1), referred_on=referred
        )

    today = date(2017, 6, 1)
    assert [(each.reference, referral_words(each, today)) for each in referrals_in_doubt(force, today)] == [
        ("A2", "Not referred after 31 days; 5 are allowed."),
        ("A3", "Referred after 19 days; 5 are allowed."),
    ]
    with pytest.raises(InvalidValueError, match="before it was received"):
        services.record_allegation(
            actor=actor,
            force=force,
            reference="A4",
            received_on=date(2017, 5, 2),
            referred_on=date(2017, 5, 1),
        )


@pytest.mark.item("S-184")
def test_outside_reviews_without_a_result_are_listed() -> None:
    item = asked("Neighbourhood policing")
    force = force_of(item)
    actor = worker_of(force)
    made = [
        services.ask_for_review(
            actor=actor, force=force, asked_by="The chief constable", reviewer=reviewer, scope="Neighbourhoods",
            asked_on=date(2022, 3, 1), item=item,
        )
        for reviewer in ("Another force", "The college")
    ]  # fmt: skip
    services.record_review_result(
        actor=actor, review=made[0], result="Teams are taken away too often.", result_on=date(2022, 5, 1)
    )
    with pytest.raises(RefusalError, match="has its result"):
        services.record_review_result(
            actor=actor, review=made[0], result="Again.", result_on=date(2022, 6, 1)
        )

    assert list(reviews_without_result(force)) == [made[1]]
    assert made[0].item == item


@pytest.mark.item("S-191")
def test_exit_from_a_collaboration_is_listed_until_case_cost_and_plan_are_there() -> None:
    force = make_force()
    whole = {"business_case": "A paper.", "cost": "1.2 million pounds.", "replacement_plan": "An own unit."}
    for name in ("", *whole):
        services.leave_collaboration(
            actor=worker_of(force), force=force, collaboration=f"Firearms {name}".strip(), decided_on=date(2021, 4, 1),
            **{each: words for each, words in whole.items() if each != name},
        )  # fmt: skip

    assert {each.collaboration: missing_of(each) for each in incomplete_exits(force)} == {
        "Firearms business_case": ["business case"],
        "Firearms cost": ["cost"],
        "Firearms replacement_plan": ["replacement plan"],
    }


def test_statement_has_name_office_and_day_and_belongs_to_an_inspection_of_the_force() -> None:
    inspection = inspection_of()
    force = make_force()
    actor = worker_of(force)
    content: dict[str, Any] = {
        "about": "Effectiveness 2016",
        "quote": "We welcome it.",
        "stated_on": date(2017, 3, 2),
    }

    with pytest.raises(InvalidValueError):
        services.record_statement(actor=actor, force=force, name="", office="", **content)
    with pytest.raises(InvalidValueError, match="no inspection of Durham"):
        services.record_statement(
            actor=worker_of(make_force("durham")), force=make_force("durham"), name="A", office="B",
            inspection=inspection, **content,
        )  # fmt: skip
    services.record_statement(
        actor=actor, force=force, name="A. Chief", office="Chief constable", inspection=inspection, **content
    )  # fmt: skip

    kept = ChiefStatement.objects.get()
    assert (kept.name, kept.office, kept.stated_on, kept.inspection) == (
        "A. Chief",
        "Chief constable",
        date(2017, 3, 2),
        inspection,
    )


def test_what_a_force_keeps_for_itself_is_read_by_nobody_else() -> None:
    item = asked()
    force = force_of(item)
    actor = worker_of(force)
    begun(item, actor)
    services.leave_collaboration(
        actor=actor, force=force, collaboration="Firearms", decided_on=date(2021, 4, 1)
    )
    others = [
        make_person(item.inspectorate, Role.HMI),
        make_person(make_local_policing_body(force), Role.COMMISSIONER),
        make_person(make_force("durham"), Role.CHIEF_OFFICER),
    ]

    assert Action.objects.visible_to(actor).count() == 1
    assert [Action.objects.visible_to(each).count() for each in others] == [0, 0, 0]
