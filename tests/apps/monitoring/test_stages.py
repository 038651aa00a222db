"""Stages of monitoring: dated decisions with reasons, the stage on any day, and the words of the press."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from peelian.apps.monitoring import policies, services
from peelian.apps.monitoring.models import StageDecision
from peelian.apps.monitoring.queries import (
    find_stage_by_label,
    forces_in_stage,
    stage_on,
    stage_timeline,
    stages_on,
)
from peelian.apps.organisations.models import ROLES_BY_KIND, Organisation, Role
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from tests.apps.world import make_force, make_inspectorate, make_person
from tests.interfaces.public.made import make_stage

pytestmark = pytest.mark.django_db


def decide(**fields: Any) -> StageDecision:
    inspectorate = make_inspectorate()
    values: dict[str, Any] = {
        "force": make_force(),
        "stage_set": "scan-engage",
        "stage": "engage",
        "effect": "enters",
        "effective_on": date(2019, 9, 27),
        "decided_by": "HM Chief Inspector of Constabulary",
        "reasons": "Graded inadequate throughout.",
        "source": "Letter to the chief constable",
        **fields,
    }
    actor = values.pop("actor", None) or make_person(inspectorate, Role.HMCIC)
    return services.decide_stage(actor=actor, inspectorate=inspectorate, **values)


@pytest.mark.item("S-150")
def test_force_has_a_stage_on_each_of_three_days_around_a_change() -> None:
    decide()

    days = [date(2019, 9, 26), date(2019, 9, 27), date(2023, 3, 17)]
    stages = [stage_on(make_force(), day) for day in days]

    assert [stage.stage.identifier for stage in stages if stage] == ["scan", "engage", "engage"]
    assert [stage.stage.order for stage in stages if stage] == [1, 2, 2]


@pytest.mark.item("S-151")
def test_cleveland_is_in_engage_since_2019_by_press_account() -> None:
    decide(
        effective_on=date(2019, 1, 1),
        effective_precision="year",
        decided_by="Not recorded",
        source_rank="press",
        source="News broadcast of 17 March 2023",
    )

    stage = stage_on(make_force(), date(2023, 3, 17))

    assert stage is not None
    assert stage.decision is not None
    assert (stage.stage.title, stage.decision.effective_on.year) == ("Engage", 2019)
    assert (stage.decision.get_source_rank_display(), stage.decision.decided_by) == (
        "Press account",
        "Not recorded",
    )


@pytest.mark.item("S-152")
@pytest.mark.parametrize("label", ["special measures", "Enhanced monitoring", "Engage"])
def test_words_of_the_press_find_the_stage(label: str) -> None:
    decide()

    found = find_stage_by_label(label)

    assert found is not None
    assert found.stage.identifier == "engage"
    assert forces_in_stage(label, date(2023, 3, 17)) == [make_force()]


def test_unknown_label_finds_nothing() -> None:
    assert (find_stage_by_label("worst force"), forces_in_stage("worst force", date(2023, 3, 17))) == (
        None,
        [],
    )


@pytest.mark.item("S-153")
def test_staying_in_a_stage_needs_a_factor() -> None:
    decide()
    stay = {"effect": "stays", "effective_on": date(2023, 3, 17), "reasons": "Progress is not yet enough."}

    with pytest.raises(InvalidValueError, match="at least one factor"):
        decide(**stay, factors=[" "])
    decision = decide(**stay, factors=["Instability at the top.", "Pressure of demand."])

    assert decision.factors == ["Instability at the top.", "Pressure of demand."]


@pytest.mark.item("S-151")
@pytest.mark.parametrize(
    ("field", "message"), [("reasons", "no reasons"), ("decided_by", "Name the one who decided")]
)
def test_entering_a_stage_needs_reasons_and_the_one_who_decided(field: str, message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        decide(**{field: ""})

    assert StageDecision.objects.count() == 0


def test_leaving_engage_is_a_decision_too() -> None:
    decide()
    decide(stage="scan", effective_on=date(2024, 1, 10), reasons="Sustained improvement.")

    stage = stage_on(make_force(), date(2024, 2, 1))

    assert stage is not None
    assert stage.stage.identifier == "scan"
    assert [decision.stage for decision in stage_timeline(make_force())] == ["engage", "scan"]


def test_unknown_stage_and_a_day_outside_the_regime_are_refused_together() -> None:
    with pytest.raises(InvalidValueError) as error:
        decide(stage="worse", effective_on=date(2009, 5, 1))

    findings = error.value.details["findings"]
    assert isinstance(findings, list)
    assert [each["field"] for each in findings] == ["stage", "effective_on"]


def test_force_cannot_stay_where_it_is_not_nor_enter_where_it_is() -> None:
    with pytest.raises(RefusalError, match="cannot stay"):
        decide(effect="stays", factors=["Demand."])
    decide()
    with pytest.raises(RefusalError, match="already"):
        decide(effective_on=date(2020, 1, 1))


def test_older_regime_has_its_own_stages() -> None:
    decide(stage_set="2009", stage="commissioned-review", effective_on=date(2010, 6, 1))

    in_2010, in_2020 = (stage_on(make_force(), day) for day in (date(2010, 7, 1), date(2020, 1, 1)))

    assert in_2010 is not None
    assert in_2020 is not None
    assert (in_2010.stage.identifier, in_2020.stage.identifier) == ("commissioned-review", "scan")
    assert stage_on(make_force(), date(1999, 1, 1)) is None


def test_stages_of_several_forces_are_read_in_one_query(django_assert_num_queries: Any) -> None:
    forces = [make_force(), make_force("durham")]
    decide()

    with django_assert_num_queries(1):
        stages = stages_on(forces, date(2023, 3, 17))

    assert {slug: stage.stage.identifier for slug, stage in stages.items()} == {
        "cleveland": "engage",
        "durham": "scan",
    }


@pytest.mark.parametrize("role", [Role.HMI, Role.LEAD_INSPECTOR, Role.PUBLICATIONS])
def test_only_the_chief_inspector_decides(role: Role) -> None:
    with pytest.raises(NotPermittedError):
        decide(actor=make_person(make_inspectorate(), role))


def test_policy_asked_both_ways_gives_one_answer() -> None:
    inspectorate, force = make_inspectorate(), make_force()
    make_inspectorate("other")
    people: list[Any] = [AnonymousUser()]
    for organisation in (inspectorate, force):
        people += [make_person(organisation, role) for role in ROLES_BY_KIND[organisation.kind]]

    for person in people:
        every = Organisation.objects.all()
        for listed, asked in (
            (policies.inspectorates_decidable_by, policies.can_decide_inspectorate),
            (policies.inspectorates_proposable_by, policies.can_propose_inspectorate),
            (policies.inspectorates_watchable_by, policies.can_watch_inspectorate),
            (policies.forces_answerable_by, policies.can_answer_force),
        ):
            found = {each.pk for each in listed(person)}
            assert found == {each.pk for each in every if asked(person, each)}


@pytest.mark.item("S-224")
def test_primary_source_takes_the_place_of_the_press_account() -> None:
    press = decide(
        effective_on=date(2019, 1, 1),
        effective_precision="year",
        decided_by="Not recorded",
        source_rank="press",
    )

    primary = decide(effective_on=date(2019, 9, 27), replaces=press)

    press.refresh_from_db()
    assert press.superseded_by == primary
    assert list(stage_timeline(make_force())) == [press, primary]
    held = [stage_on(make_force(), day) for day in (date(2019, 9, 26), date(2019, 9, 27))]
    assert [(each.stage.identifier, each.decision) for each in held if each] == [
        ("scan", None),
        ("engage", primary),
    ]


def test_primary_source_may_name_the_same_day_as_the_account_it_replaces() -> None:
    press = decide(source_rank="press")

    primary = decide(replaces=press)

    assert StageDecision.objects.filter(superseded_by__isnull=True).get() == primary


def test_no_entry_gives_way_to_a_source_that_is_not_better_nor_twice() -> None:
    secondary = decide(source_rank="secondary")
    with pytest.raises(RefusalError, match="Only a better source"):
        decide(source_rank="press", replaces=secondary)
    with pytest.raises(RefusalError, match="not a standing one of this force"):
        decide(force=make_force("durham"), replaces=secondary)
    primary = decide(replaces=secondary)
    with pytest.raises(RefusalError, match="not a standing one"):
        decide(replaces=secondary)

    assert stage_on(make_force(), date(2020, 1, 1)).decision == primary  # type: ignore[union-attr]


def test_decision_of_a_day_to_come_is_refused() -> None:
    with (
        time_machine.travel(date(2023, 3, 16), tick=False),
        pytest.raises(InvalidValueError, match="17 March 2023, which has not come yet"),
    ):
        decide(effective_on=date(2023, 3, 17))


def test_two_decisions_on_one_day_are_refused() -> None:
    decide()

    with pytest.raises(RefusalError, match="stands on 27 September 2019 already") as error:
        decide(stage="scan")

    assert error.value.code == "decisions-overlap"


def test_decision_that_a_later_one_contradicts_is_refused() -> None:
    decide()

    with pytest.raises(RefusalError, match="The decision of 27 September 2019") as error:
        decide(effective_on=date(2018, 6, 1))

    assert error.value.code == "decisions-overlap"


def test_database_itself_refuses_two_standing_decisions_on_a_day() -> None:
    decide()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_stage(make_force(), effective_on=date(2019, 9, 27))


def test_criteria_of_a_decision_are_those_in_force_on_its_day() -> None:
    with pytest.raises(InvalidValueError) as error:
        decide(criteria_version="2009", triggers=["bad-press"])
    with pytest.raises(InvalidValueError, match="No criteria of Monitoring of police performance"):
        decide(
            stage_set="2009", stage="commissioned-review", effective_on=date(2010, 6, 1), criteria_version="x"
        )
    decision = decide(criteria_version="2018", triggers=["service-failure"])

    findings = error.value.details["findings"]
    assert isinstance(findings, list)
    assert [each["field"] for each in findings] == ["criteria_version", "triggers"]
    assert decision.triggers == ["service-failure"]


def test_next_review_comes_after_the_decision() -> None:
    with pytest.raises(InvalidValueError, match="next review comes after"):
        decide(next_review_on=date(2019, 9, 27))
