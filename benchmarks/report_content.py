"""Content for the report benchmark: the JSON of a report, or one of Cleveland's size."""

import json
from html import escape
from pathlib import Path
from typing import Any

from peelian.rendering.finding_view import View
from peelian.rendering.report_value import ReportValue

AREAS, FINDINGS_PER_AREA, FIGURES, FORCES = 11, 6, 156, 43
SENTENCE = "Inspectors read case files, spoke to staff and watched the work before they came to this view. "


def report_of(path: Path | None) -> ReportValue:
    """Read a report's JSON export, or make a report of the size of Cleveland 2021/22."""
    if path is None:
        return ReportValue.model_validate(_made_report())
    document = json.loads(path.read_text(encoding="utf-8"))
    return ReportValue.model_validate(document.get("report", document))


def _made_report() -> dict[str, Any]:
    tiers = ("inadequate", "requires-improvement", "adequate", "good", "outstanding")
    areas = [_area(number, tiers[number % 5]) for number in range(AREAS)]
    figures = [_figure(number) for number in range(FIGURES)]
    return {
        "reference": "benchmark",
        "version": 1,
        "title": "A report of the usual size",
        "demonstration": True,
        "inspectorate": {"name": "Inspectorate", "full_name": "The inspectorate"},
        "force": {"slug": "force", "code": "E00", "name": "The force"},
        "framework": {
            "identifier": "framework",
            "title": "The framework",
            "cycle": "2021/22",
            "scale": "five-tier",
            "tiers": [{"identifier": tier, "label": _label(tier), "meaning": SENTENCE} for tier in tiers],
        },
        "central_question": "Is the public well served?",
        "published": "2023-03-17",
        "summary": {"text": [SENTENCE * 4], "grades": [_grade_line(area) for area in areas]},
        "changes": [SENTENCE * 5] * 2,
        "areas": areas,
        "about_the_data": {"introduction": [SENTENCE * 6], "figures": figures},
    }


def _label(tier: str) -> str:
    return tier.replace("-", " ").capitalize()


def _grade_line(area: dict[str, Any]) -> dict[str, Any]:
    kept = {name: area[name] for name in ("title", "grade", "label", "sentence")}
    return {"target": area["identifier"], **kept}


def _area(number: int, grade: str) -> dict[str, Any]:
    return {
        "identifier": f"area-{number}",
        "title": f"Area {number}",
        "grade": grade,
        "label": _label(grade),
        "sentence": f"The force is graded {_label(grade).lower()} in area {number}.",
        "introduction": [SENTENCE],
        "findings": [_finding(number, place) for place in range(FINDINGS_PER_AREA)],
        "charts": [_chart(number + 1)] if number < 2 else [],
    }


def _finding(area: int, place: int) -> dict[str, Any]:
    first = (area * FINDINGS_PER_AREA + place) * 2
    return {
        "id": f"finding-{area}-{place}",
        "headline": f"Finding {place} of area {area}",
        "body": [SENTENCE * 5] * 2,
        "points": [{"polarity": "favourable", "text": SENTENCE}, {"polarity": "adverse", "text": SENTENCE}],
        "figures": [f"F-{first}", f"F-{first + 1}"],
    }


def _figure(number: int) -> dict[str, Any]:
    return {
        "key": f"F-{number}",
        "kind": "count",
        "measure": f"Cases in which step {number} was done",
        "words": f"{number} of {FIGURES}",
        "period_words": "year ending 31 March 2022",
        "source": "Case-file review for this inspection",
    }


def _chart(number: int) -> dict[str, Any]:
    bars = [
        {"label": f"Force {place}", "value": 40.5 - place * 0.7, "marked": place == 5}
        for place in range(FORCES)
    ]
    return {
        "number": number,
        "title": f"Rate {number}",
        "caption": f"Figure {number}: rate per 1,000 population",
        "unit": "per 1,000 population",
        "bars": bars,
        "mean": 25.8,
        "lower": 17.0,
        "upper": 34.6,
        "source": "A collection",
    }


def html_of(view: View) -> str:
    """Write the same words, tables and charts as a plain HTML document."""
    summary, about = view["summary"], view["about"]
    grades = [(line["title"], line["label"], line["sentence"]) for line in summary["grades"]]
    figures = [
        (each["key"], each["words"], each["measure"], each["period"], each["source"])
        for each in about["figures"]
    ]
    parts = [
        f'<!DOCTYPE html><html lang="en-GB"><head><title>{escape(view["title"])}</title>',
        "<style>@page{size:A4;margin:24mm}body{font:10.5pt serif}h1{break-before:page}",
        "table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #999;text-align:left}</style>",
        f"</head><body><h1>{escape(view['title'])}</h1>",
        _paragraphs([view["inspectorate"], view["force"], view["hash"]]),
        f"<h1>Summary</h1>{_paragraphs(summary['text'])}",
        _table(("Area", "Grade", "Judgement"), grades),
        f"<h1>Changes to the framework</h1>{_paragraphs(view['changes'])}",
        _service(view["victims"]),
        *(_area_html(area) for area in view["areas"]),
        f"<h1>About the data</h1>{_paragraphs(about['introduction'])}",
        _table(("Key", "Figure", "What it measures", "Period", "Source"), figures),
        "</body></html>",
    ]
    return "".join(parts)


def _service(victims: View | None) -> str:
    if victims is None:
        return ""
    stages = "".join(
        f"<h2>{escape(stage['title'])}</h2>{_paragraphs(stage['expectation'])}{_findings(stage['findings'])}"
        for stage in victims["stages"]
    )
    return f"<h1>Service to victims of crime</h1>{stages}{_findings(victims['findings'])}"


def _area_html(area: View) -> str:
    themes = "".join(_findings(theme["findings"]) for theme in area["sub_themes"])
    charts = "".join(
        f"<figure>{chart['svg']}</figure>{_table(('Force', chart['unit']), chart['rows'])}"
        for chart in area["charts"]
    )
    head = f"<h1>{escape(area['title'])}</h1><p>{escape(area['sentence'])} {escape(area['label'])}</p>"
    return f"{head}{_paragraphs(area['introduction'])}{_findings(area['findings'])}{themes}{charts}"


def _findings(findings: list[View]) -> str:
    return "".join(_finding_html(each) for each in findings)


def _finding_html(finding: View) -> str:
    points = "".join(f"<li>{escape(each['word'])}: {escape(each['text'])}</li>" for each in finding["points"])
    figures = [
        f"{each['words']}: {each['measure']}. {each['period']} {each['source']}"
        for each in finding["figures"]
    ]
    return (
        f"<h3>{escape(finding['headline'])}</h3>{_paragraphs(finding['body'])}"
        f"<ul>{points}</ul>{_paragraphs(figures)}"
    )


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts)


def _table(header: tuple[str, ...], rows: list[Any]) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
