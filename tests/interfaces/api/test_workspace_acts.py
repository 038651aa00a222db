"""The acts beside the line: each route calls its service with what was sent."""

from __future__ import annotations

from typing import Any

import pytest

from peelian.apps.inspections.models import Inspection, Round
from peelian.apps.judgements.models import Finding, Judgement
from peelian.apps.judgements.services import override_gate
from peelian.apps.organisations.models import Role
from tests.apps.followup.world import ask_to_close
from tests.apps.judgements.world import (
    accountable_for,
    assess_fully,
    evidence_of,
    finalise,
    finding_in,
    inspection_of,
    lead_of,
    propose,
)
from tests.apps.reports.made_up import (
    chief_inspector_of,
    published,
    publisher_of,
    signed_off,
    write_part,
    written_inspection,
)
from tests.apps.world import make_force, make_inspection, make_person, make_round
from tests.interfaces.api.caller import Caller
from tests.interfaces.api.made import make_item

pytestmark = pytest.mark.django_db
TARGET = "preventing-crime"


def of_lead(inspection: Inspection) -> Caller:
    return Caller(lead_of(inspection))


def of_chief(inspection: Inspection) -> Caller:
    return Caller(chief_inspector_of(inspection))


def planner_of(round: Round) -> Caller:
    return Caller(make_person(round.inspectorate, Role.LEAD_INSPECTOR))


def test_round_shows_how_far_its_inspections_are() -> None:
    round = make_round()
    make_inspection(round)

    caller = planner_of(round)

    assert caller.get("/rounds?framework=peel-2021-22")["data"][0]["title"] == round.title
    assert caller.get(f"/rounds/{round.pk}")["planned"] == 1


def test_every_force_gets_its_inspection() -> None:
    round = make_round()
    make_force("cleveland")
    make_force("durham")

    made = planner_of(round).post(f"/rounds/{round.pk}/inspections/every-force", status=201)

    assert [each["force"] for each in made] == ["cleveland", "durham"]


def test_reports_of_a_round_are_published_together() -> None:
    round = make_round()
    ready = [signed_off(written_inspection(round, make_force(slug))) for slug in ("cleveland", "durham")]
    body = {"inspections": [str(each.pk) for each in ready], "published_on": "2023-03-17"}

    made = Caller(publisher_of(ready[0])).post(f"/rounds/{round.pk}/publish", body, 201)

    assert [each["reference"] for each in made] == [each.reference for each in ready]


def test_plan_is_changed_where_it_was_given() -> None:
    inspection = make_inspection(first_time_topics=[])
    lead = inspection.lead_inspector
    assert lead is not None

    changed = of_lead(inspection).patch(
        f"/inspections/{inspection.pk}", {"title": "PEEL: Cleveland", "expected_version": 1}
    )

    assert (changed["title"], changed["areas"]) == ("PEEL: Cleveland", inspection.areas)
    assert changed["lead_inspector"] == lead.name


def test_accountable_inspector_is_named() -> None:
    inspection = make_inspection()
    other = make_person(inspection.inspectorate, Role.HMI, name="Olu Other")

    changed = of_lead(inspection).post(
        f"/inspections/{inspection.pk}/accountable-inspector", {"email": other.email, "expected_version": 1}
    )

    assert changed["accountable_inspector"] == "Olu Other"


def test_outlook_is_recorded() -> None:
    inspection = make_inspection()
    body = {"progress_outlook": "Improving.", "response_to_last_inspection": "Good.", "expected_version": 1}

    changed = of_lead(inspection).post(f"/inspections/{inspection.pk}/outlook", body)

    assert (changed["progress_outlook"], changed["version"]) == ("Improving.", 2)


def test_evidence_is_linked() -> None:
    inspection = make_inspection()
    evidence = evidence_of(inspection)

    of_lead(inspection).post(f"/evidence/{evidence.pk}/links", {"target": TARGET}, 201)

    found = of_lead(inspection).get(f"/evidence?inspection={inspection.pk}&area={TARGET}")["data"]
    assert [each["id"] for each in found] == [str(evidence.pk)]


def test_case_example_is_read_by_somebody_else() -> None:
    inspection = make_inspection()
    finding = finding_in(inspection, TARGET, is_case_example=True, anonymised=True)

    Caller(accountable_for(inspection)).post(
        f"/findings/{finding.pk}/confirm-case-example", {"expected_version": 1}
    )

    assert Finding.objects.get(pk=finding.pk).second_reader == accountable_for(inspection)


def test_judgement_page_shows_what_it_rests_on() -> None:
    inspection = inspection_of()
    finding = assess_fully(inspection)
    propose(inspection)

    page = of_lead(inspection).get(f"/inspections/{inspection.pk}/judgements/{TARGET}")
    lines = of_lead(inspection).get(f"/inspections/{inspection.pk}/judgements")

    assert page["findings"] == [str(finding.pk)]
    assert {tuple(each["findings"]) for each in page["characteristics"]} == {(str(finding.pk),)}
    assert (page["may"]["grade"], page["may"]["finalise"]) == (True, False)
    assert {each["target"]: each["grade_label"] for each in lines}[TARGET] == "Good"


def test_judgement_of_an_area_that_is_not_covered_is_refused() -> None:
    inspection = inspection_of()

    refused = of_lead(inspection).get(f"/inspections/{inspection.pk}/judgements/effectiveness", 422)

    assert [each["field"] for each in refused["findings"]] == ["target"]


def test_final_grade_is_reopened_with_a_reason() -> None:
    inspection = inspection_of()
    assess_fully(inspection)
    propose(inspection)
    finalise(inspection)

    reopened = of_chief(inspection).post(
        f"/inspections/{inspection.pk}/judgements/{TARGET}/reopen",
        {"reason": "New evidence came in.", "expected_version": 3},
    )

    assert (reopened["state"], reopened["final_by"]) == ("provisional", None)


def test_declared_change_is_kept_with_its_place() -> None:
    inspection = inspection_of()
    body = {"statement": "Performance fell.", "location": "Summary", "expected_version": 1}

    of_lead(inspection).post(f"/inspections/{inspection.pk}/judgements/{TARGET}/declared-change", body)

    assert Judgement.objects.get().declared_change_location == "Summary"


def test_gate_is_let_pass_with_a_reason() -> None:
    inspection = inspection_of()
    body = {
        "step": "item",
        "gate": "recommendation-without-concern",
        "reason": "The recommendation follows from another inspection.",
    }

    made = of_chief(inspection).post(f"/inspections/{inspection.pk}/gate-overrides", body, 201)

    assert (made["gate"], made["role"]) == ("recommendation-without-concern", "hmcic")


def test_items_end_each_in_its_way() -> None:
    inspection = make_inspection()
    chief, lead = of_chief(inspection), of_lead(inspection)
    closed, replaced, newer, aside = (make_item(title=name) for name in ("a", "b", "c", "d"))
    asked = ask_to_close(closed)
    end = {"reason": "Seen on site.", "expected_version": 1}

    states = [
        chief.post(f"/items/{closed.pk}/closing/confirm", {**end, "expected_version": asked.version})[
            "state"
        ],
        lead.post(f"/items/{replaced.pk}/supersede", {**end, "by": str(newer.pk)})["state"],
        lead.post(f"/items/{aside.pk}/set-aside", end)["state"],
        *(
            chief.post(f"/items/{each.pk}/closing/confirm", {**end, "expected_version": 2})["state"]
            for each in (replaced, aside)
        ),
    ]
    link = chief.post(f"/items/{newer.pk}/links", {"earlier": str(closed.pk), "kind": "repeats"}, 201)

    assert states == ["closed", "open", "open", "superseded", "no-longer-relevant"]
    assert link["earlier_id"] == str(closed.pk)
    assert chief.get(f"/items/{closed.pk}")["state_reason"] == "Seen on site."


def test_answer_that_there_is_none_is_taken_back() -> None:
    inspection = make_inspection()
    caller, here = of_lead(inspection), f"/inspections/{inspection.pk}/none-declared"
    answer = {"target": TARGET, "kind": "cause-of-concern"}

    caller.post(here, {**answer, "answer": "none"})
    before = caller.get(here)
    caller.post(f"{here}/remove", answer, 204)

    assert [each["answer"] for each in before] == ["none"]
    assert caller.get(here) == []


def chart() -> dict[str, Any]:
    return {
        "number": 1, "title": "Calls answered", "caption": "Calls answered by force", "unit": "percent",
        "bars": [{"label": "Cleveland", "value": "96.4", "marked": True}],
        "period": "Year ending 31 March 2022", "source": "Force return",
    }  # fmt: skip


def test_written_parts_of_a_report() -> None:
    inspection = make_inspection()
    caller, here = of_lead(inspection), f"/inspections/{inspection.pk}"
    first = caller.post(f"{here}/observations", {"heading": "Risk", "text": "Seen."}, 201)

    caller.patch(f"{here}/report", {"summary": "Two areas.", "expected_version": 1})
    caller.patch(f"{here}/report/areas/{TARGET}", {"introduction": "Here it starts.", "expected_version": 1})
    changed = caller.patch(f"/observations/{first['id']}", {"text": "Read.", "expected_version": 1})

    written = caller.get(f"{here}/report")
    assert (written["draft"]["summary"], written["draft"]["version"]) == ("Two areas.", 2)
    assert {each["target"]: each["introduction"] for each in written["areas"]}[TARGET] == "Here it starts."
    assert written["observations"] == [{**first, "text": "Read.", "version": 2}] == [changed]
    caller.post(f"/observations/{first['id']}/remove", {"expected_version": 2}, 204)
    assert caller.get(f"{here}/report")["observations"] == []


def test_chart_is_added_and_removed() -> None:
    inspection = make_inspection()
    caller, here = of_lead(inspection), f"/inspections/{inspection.pk}"

    made = caller.post(f"{here}/charts", {"target": TARGET, "value": chart()}, 201)
    before = caller.get(f"{here}/report")["charts"]
    caller.post(f"/charts/{made['id']}/remove", status=204)

    assert [each["number"] for each in before] == [1]
    assert caller.get(f"{here}/report")["charts"] == []


def test_preview_is_the_report_as_it_would_be_published() -> None:
    inspection = written_inspection()

    preview = of_lead(inspection).get(f"/inspections/{inspection.pk}/preview")

    assert preview["report"]["reference"] == inspection.reference
    assert len(preview["content_hash"]) == 64


def test_comment_of_the_force_is_changed_before_it_is_submitted() -> None:
    inspection = written_inspection()
    assert inspection.force is not None
    check = of_lead(inspection).post(
        f"/inspections/{inspection.pk}/accuracy-checks", {"closes_on": "2099-01-31"}, 201
    )
    liaison = Caller(make_person(inspection.force, Role.FORCE_LIAISON))
    comment = liaison.post(
        f"/accuracy-checks/{check['id']}/comments", {"place": "Summary", "text": "Three."}, 201
    )

    liaison.patch(f"/accuracy-comments/{comment['id']}", {"text": "Four.", "expected_version": 1})

    here = f"/accuracy-checks/{check['id']}"
    assert [each["text"] for each in liaison.get(here)["comments"]] == ["Four."]
    assert of_lead(inspection).get(here)["comments"] == []
    assert [each["id"] for each in liaison.get("/accuracy-checks")["data"]] == [check["id"]]


def test_published_report_is_corrected_as_a_new_version() -> None:
    publication = published()
    chief = of_chief(publication.inspection)
    here = f"/publications/{publication.reference}"

    opened = chief.post(f"{here}/correction", {"reason": "A figure was wrong."})
    write_part(publication.inspection, summary="Inspectors looked at four areas again.")
    corrected = chief.post(f"{here}/versions", {"reason": "A figure was wrong."}, 201)

    assert opened["state"] == "corrected"
    assert (corrected["version_number"], corrected["correction_reason"]) == (2, "A figure was wrong.")


def test_press_statement_carries_findings_of_the_report() -> None:
    publication = published()
    key = publication.report.findings()[0].id
    body = {"speaker": "A. Chief, HM Chief Inspector", "quote": "The force has changed.", "findings": [key]}

    made = Caller(publisher_of(publication.inspection)).post(
        f"/publications/{publication.reference}/press-statements", body, 201
    )

    assert [each["id"] for each in made["findings"]] == [key]
    assert made["retold"] is False


def test_gates_of_publication_tell_who_let_which_pass() -> None:
    inspection = written_inspection()
    write_part(inspection, summary="As {{finding:nowhere}} says.")
    chief = chief_inspector_of(inspection)
    override_gate(
        actor=chief, inspection=inspection, step="publish", gate="areas-declared", reason="One came later."
    )

    gates = of_lead(inspection).get(f"/inspections/{inspection.pk}/publication-gates")

    told = {gate["code"]: gate["override"] for gate in gates}
    assert told["areas-declared"]["overridden_by"] == chief.name
    assert told["areas-declared"]["reason"] == "One came later."
    assert told["dangling-reference"] is None
