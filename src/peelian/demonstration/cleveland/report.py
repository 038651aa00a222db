"""Writing the parts of the report that are written for it: summary, observations, charts, notes on the data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peelian.apps.frameworks.queries import regime
from peelian.apps.inspections.services import advance_inspection
from peelian.apps.reports.services import (
    add_chart,
    write_area_text,
    write_observation_point,
    write_report_draft,
)
from peelian.demonstration.cleveland.script import inspection, lead, script
from peelian.demonstration.material import joined, read_yaml
from peelian.rules.periods import period_from_json


def load_report() -> Iterator[object]:
    """Go into drafting and write every part of the report."""
    yield advance_inspection(actor=lead(), inspection=inspection(), action="start-drafting")
    content, current = script(), inspection()
    observations, data = content["observations"], content["about_the_data"]
    yield write_report_draft(
        actor=lead(),
        inspection=current,
        expected_version=1,
        summary=joined(content["summary"]["text"]),
        changes=joined(content["changes"]["text"]),
        observations_introduction=joined(observations["introduction"]),
        observations_closing=joined(observations["closing"]),
        signatory_name=observations["signatory"]["name"],
        signatory_office=observations["signatory"]["office"],
        service_introduction=joined(content["service_to_victims"]["introduction"]),
        data_introduction=joined(data["introduction"]),
        data_notes=[*_retelling_notes(content), *data["notes"], *_coverage_notes(data["sources"])],
        data_sources=[_source(each) for each in data["sources"]],
    )
    yield from _area_texts()
    yield from _observation_points()
    yield from _charts()


def _area_texts() -> Iterator[object]:
    content, current = script(), inspection()
    service = content["service_to_victims"]
    yield write_area_text(
        actor=lead(),
        inspection=current,
        target=service["area"],
        introduction="",
        grading_note=service["grading_note"],
        expected_version=1,
    )
    for area in content["areas"]:
        yield write_area_text(
            actor=lead(),
            inspection=current,
            target=area["identifier"],
            introduction=joined(area["introduction"]),
            grading_note=" ".join(area.get("not_recorded", [])),
            expected_version=1,
        )


def _observation_points() -> Iterator[object]:
    current = inspection()
    by_key = {finding.key: finding for finding in current.findings.all()}
    for position, point in enumerate(script()["observations"]["points"], start=1):
        asks = [_ask(each) for each in point.get("suggestions", [])]
        yield write_observation_point(
            actor=lead(),
            inspection=current,
            heading=point["heading"],
            text=" ".join([point["text"].strip(), *asks]),
            findings=[by_key[key] for key in point["findings"]],
            position=position,
        )


def _ask(suggestion: dict[str, str]) -> str:
    """A suggestion as the sentence that it was: who, how strongly, and what."""
    text = suggestion["text"]
    return f"The force {suggestion['strength']} {text[0].lower()}{text[1:]}"


def _charts() -> Iterator[object]:
    forces, on = regime().forces, script()["published"]["date"]
    for chart in read_yaml("charts")["charts"]:
        bars = [{"label": b["label"], "value": b["value"], "marked": b["marked"]} for b in chart["bars"]]
        exclusions = [
            {"force": forces[e["force"]].name_on(on), "reason": e["reason"]} for e in chart["exclusions"]
        ]
        told = {
            name: chart[name] for name in ("number", "title", "caption", "unit", "mean", "lower", "upper")
        }
        yield add_chart(
            actor=lead(),
            inspection=inspection(),
            target=chart["area"],
            value={
                **told,
                "bars": bars,
                "exclusions": exclusions,
                "period": period_from_json(chart["period"]).words(),
                "source": chart["source"],
                "note": chart["note"].strip(),
            },
        )


def _source(source: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"{source['name']}, {source['owner']}",
        "release": source["release"],
        "period": period_from_json(source["period"]).words(),
        "figures": source["figures"],
    }


def _retelling_notes(content: dict[str, Any]) -> list[dict[str, str]]:
    """What a reader of the demonstration has to know of its text and its dates."""
    return [
        {"heading": "This retelling", "text": " ".join(each.strip() for each in content["notes"])},
        {"heading": "Assessment window", "text": content["window"]["note"].strip()},
        {"heading": "Day of publication", "text": content["published"]["note"].strip()},
    ]


def _coverage_notes(sources: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What each source covers, as a note of its own."""
    return [
        {"heading": each["name"], "text": f"{each['coverage']} {each['note']}".strip()} for each in sources
    ]
