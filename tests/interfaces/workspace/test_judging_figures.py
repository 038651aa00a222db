"""Figures as pages: each kind with fields of its own, and the words it prints."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peelian.apps.inspections.models import Inspection
from peelian.apps.judgements.models import Figure, Finding
from peelian.apps.judgements.services import record_figure
from peelian.apps.organisations.models import Role
from tests.apps.judgements.world import finding_in, inspection_of, lead_of
from tests.apps.reports.made_up import count_figure
from tests.apps.world import make_inspectorate, make_person
from tests.interfaces.workspace.filling import filled, send
from tests.interfaces.workspace.reading import day, heading, labels, main, signed_in, summary, typed

pytestmark = pytest.mark.django_db
ESTIMATE = {"value_percent": "96.4", "half_width_pp": "2.0"}


def lead(inspection: Inspection) -> Client:
    return signed_in(lead_of(inspection))


def add_address(inspection: Inspection, kind: str = "count", finding: Finding | None = None) -> str:
    held = f"&finding={finding.pk}" if finding else ""
    return f"{reverse('workspace:figure_add', args=[inspection.pk])}?kind={kind}{held}"


def edit_address(figure: Figure) -> str:
    return reverse("workspace:figure_edit", args=[figure.pk])


def figure_typed(**changes: Any) -> dict[str, Any]:
    return {
        "key": "G-1",
        "measure": "Attendance",
        "source": "Case-file review",
        "polarity": "success",
        **changes,
    }


def add(inspection: Inspection, kind: str, **changes: Any) -> Any:
    finding = inspection.findings.first() or finding_in(inspection)
    return send(lead(inspection), add_address(inspection, kind, finding), **figure_typed(**changes))


def test_the_kind_is_asked_first() -> None:
    inspection = inspection_of()

    response = lead(inspection).get(reverse("workspace:figure_add", args=[inspection.pk]))

    assert heading(response) == "Which kind of figure is it?"
    assert labels(response, "kind")[0].startswith("Count. So many of so many relevant cases")


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("count", {"k": "75", "n": "77"}, "75 of 77"),
        ("count", {"k": "18", "n": "87", "polarity": "failure"}, "18 of 87"),
        ("count", {"k": "89", "n": "90", "quantity_word": "nearly all"}, "nearly all (89 of 90)"),
        ("estimate", ESTIMATE, "96.4 percent (confidence interval +/- 2.0 percentage points)"),
        ("rate", {"value": "29.9"}, "29.9 per 1,000 population"),
        ("percentage-change", {"value_percent": "-37"}, "37 percent fall (base not given)"),
        ("share", {"value_percent": "33.3"}, "33.3 percent"),
        ("quantity", {"value": "17,020", "unit": "incidents"}, "17,020 incidents"),
        ("quantity", {"value": "4700", "unit": "crimes", "bound": "more than"}, "more than 4,700 crimes"),
        ("statement", {"text": "several years, at least"}, "several years, at least"),
    ],
)
def test_each_kind_is_recorded_and_prints_its_words(kind: str, values: dict[str, str], words: str) -> None:
    inspection = inspection_of()

    response = add(inspection, kind, **values)

    assert response.status_code == 302
    assert Figure.objects.get().printed_words == words
    shown = main(lead(inspection).get(response.headers["Location"]))
    assert f"{words} Attendance Case-file review" in shown


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"period_kind": "year-ending", **day("period_end", "2022-03-31")}, "year ending 31 March 2022"),
        ({"period_kind": "month", **day("period_end", "2022-09-01")}, "September 2022"),
        ({"period_kind": "calendar-year", **day("period_end", "2021-06-01")}, "2021"),
        ({"period_kind": "day", **day("period_end", "2022-06-01")}, "1 June 2022"),
        (
            {"period_kind": "range", **day("period_start", "2021-11-01"), **day("period_end", "2022-01-31")},
            "1 November 2021 to 31 January 2022",
        ),
        ({"period_kind": "words", "period_text": "summer 2022"}, "summer 2022"),
    ],
)
@pytest.mark.item("S-112")
def test_every_form_of_period_is_kept(period: dict[str, str], words: str) -> None:
    inspection = inspection_of()

    add(inspection, "count", k="75", n="77", **period)

    kept = Figure.objects.get().figure.period
    assert kept is not None
    assert kept.words() == words
    page = lead(inspection).get(edit_address(Figure.objects.get()))
    assert filled(page)["period_kind"] == [period["period_kind"]]


def test_the_words_are_shown_before_anything_is_saved() -> None:
    inspection = inspection_of()

    response = add(inspection, "estimate", **ESTIMATE, **{"show-words": "1"})

    assert response.status_code == 200
    assert "It will print: 96.4 percent (confidence interval +/- 2.0 percentage points)" in main(response)
    assert typed(response, "half_width_pp") == "2.0"
    assert Figure.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("estimate", {"value_percent": "96.4", "half_width_pp": "2.0"}),
        ("share", {"value_percent": "33.0"}),
        ("quantity", {"value": "4700", "unit": "crimes"}),
        ("rate", {"numerator": "500", "base": "17000", "decimals": "2", "note": "Residents of one town."}),
        ("rate", {"value": "29.90", "base_source": "Mid-2020 estimates"}),
        ("count", {"k": "75", "n": "77", "claim": "broadly unchanged", "against": "2021 inspection"}),
    ],
)
def test_saving_the_form_unchanged_keeps_every_printed_decimal(kind: str, values: dict[str, str]) -> None:
    inspection = inspection_of()
    add(inspection, kind, **values)
    before = Figure.objects.get()

    assert send(lead(inspection), edit_address(before)).status_code == 302

    after = Figure.objects.get()
    assert after.printed_words == before.printed_words
    assert after.value == before.value


@pytest.mark.item("S-104")
def test_a_rate_on_another_population_is_refused_at_its_remark() -> None:
    inspection = inspection_of()

    refused = add(inspection, "rate", numerator="17020", base="600000")
    shown = add(inspection, "rate", numerator="17020", **{"show-words": "1"})

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["note"])
    assert "It will print: 29.9 per 1,000 population" in main(shown)
    assert Figure.objects.count() == 0


def test_the_figure_beside_a_claim_is_kept_by_an_edit_of_the_words() -> None:
    inspection = inspection_of()
    beside = count_figure("F-0", k=70)
    value = count_figure(
        comparison={"claim": "better", "direction": "up", "value": beside, "against": "2021"}
    )
    record_figure(
        actor=lead_of(inspection), inspection=inspection, value=value, finding=finding_in(inspection)
    )

    send(lead(inspection), edit_address(Figure.objects.get()), claim="improved")

    comparison = Figure.objects.get().figure.comparison
    assert comparison is not None
    assert comparison.claim == "improved"
    assert comparison.value is not None
    assert comparison.value.words() == "70 of 77"


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        ("count", {"k": "78", "n": "77"}, "Figure G-1: the count is 78 of 77. Give a count between 0 and the base."),
        ("share", {"value_percent": "a third"}, "Percentage: 'a third' is no number. Give one such as 96.4."),
        ("share", {"value_percent": "1e400000"}, "Percentage: '1e400000' is no number. Give one such as 96.4."),
        ("rate", {}, "Figure G-1: the rate has neither a value nor a numerator and a base."),
    ],
)  # fmt: skip
def test_a_figure_that_cannot_stand_is_told_and_kept_as_typed(
    kind: str, values: dict[str, str], told: str
) -> None:
    inspection = inspection_of()

    response = add(inspection, kind, **values)

    assert response.status_code == 422
    assert any(told in line for line in summary(response))
    assert typed(response, "measure") == "Attendance"
    assert Figure.objects.count() == 0


def test_a_figure_stands_in_one_place_only() -> None:
    inspection = inspection_of()

    response = add(inspection, "count", k="75", n="77", part="summary")

    assert response.status_code == 422
    assert summary(response) == [
        "Finding that holds it: Name either the finding that holds the figure or the part of the report."
    ]


def test_a_figure_is_removed_after_asking() -> None:
    inspection = inspection_of()
    add(inspection, "count", k="75", n="77")

    send(lead(inspection), reverse("workspace:figure_remove", args=[Figure.objects.get().pk]))

    assert Figure.objects.count() == 0


def test_the_list_asks_the_same_of_the_database_for_one_figure_and_for_three() -> None:
    inspection = inspection_of()
    client, page = lead(inspection), reverse("workspace:figures", args=[inspection.pk])
    add(inspection, "count", k="75", n="77")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    for key in ("G-2", "G-3"):
        add(inspection, "count", k="75", n="77", key=key)
    client.get(page)
    with CaptureQueriesContext(connection) as three:
        client.get(page)

    assert len(three) == len(one)


def test_others_find_nothing() -> None:
    inspection = inspection_of()
    add(inspection, "count", k="75", n="77")
    stranger = signed_in(make_person(make_inspectorate("another"), Role.HMCIC))

    assert stranger.get(reverse("workspace:figures", args=[inspection.pk])).status_code == 404
    assert stranger.get(edit_address(Figure.objects.get())).status_code == 404
