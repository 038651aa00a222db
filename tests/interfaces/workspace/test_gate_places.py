"""Where each gate is put right."""

from __future__ import annotations

import pytest
from django.urls import resolve

from peelian.interfaces.workspace.judging.gate_places import PLACES, gate_place
from peelian.rules.gates import GATES, OBSERVATIONS_PART
from peelian.rules.gates.results import tripped
from tests.apps.judgements.world import AREA, inspection_of

pytestmark = pytest.mark.django_db


def test_every_gate_has_a_page_on_which_it_is_put_right() -> None:
    inspection = inspection_of()

    addresses = {code: gate_place(inspection, tripped(code, "", AREA)) for code in GATES}

    assert set(PLACES) == set(GATES)
    assert {resolve(address.partition("?")[0]).namespace for address in addresses.values()} == {"workspace"}


@pytest.mark.parametrize(
    ("part", "name"),
    [(OBSERVATIONS_PART, "observations"), ("summary", "report_edit"), ("areas", "findings")],
)
def test_missing_part_leads_to_where_it_is_written(part: str, name: str) -> None:
    place = gate_place(inspection_of(), tripped("report-part-missing", "", part))

    assert resolve(place).url_name == name
