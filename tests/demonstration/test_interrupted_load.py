"""A load that breaks off is taken up again, and never put beside real people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from peelian.apps.accounts.models import User
from peelian.apps.audit.queries import verify_audit_log
from peelian.apps.judgements.models import Figure
from peelian.demonstration.load import STEPS, load_demonstration
from peelian.demonstration.people import known_accounts
from peelian.demonstration.regime import synchronise_regime
from peelian.demonstration.steps import Step, loaded_steps
from peelian.rules.errors import RefusalError
from tests.demonstration.loading import nothing_to_show

pytestmark = pytest.mark.django_db


class PowerFailureError(Exception):
    """The machine stopped in the middle of a step."""


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def stop_among_the_figures(step: Step, count: int) -> None:
    if (step.name, count) == ("cleveland-figures", 20):
        raise PowerFailureError


def test_a_load_that_broke_off_goes_on_where_the_log_ends():
    synchronise_regime()
    with pytest.raises(PowerFailureError):
        load_demonstration(stop_among_the_figures)
    kept = [step.name for step in STEPS if step.name in loaded_steps()]
    half = Figure.objects.count()
    passwords = known_accounts()

    loaded = load_demonstration(nothing_to_show)

    assert kept == [step.name for step in STEPS[:5]]
    assert half == 0
    assert loaded == len(STEPS) - 5
    assert Figure.objects.count() == 156
    assert known_accounts() == passwords
    assert verify_audit_log().holds


def test_a_database_with_real_people_is_left_alone():
    synchronise_regime()
    User.objects.create_user(email="somebody@force.example", name="Somebody")

    with pytest.raises(RefusalError) as refusal:
        load_demonstration(nothing_to_show)

    assert "not the demonstration's" in refusal.value.message
    assert loaded_steps() == frozenset()
