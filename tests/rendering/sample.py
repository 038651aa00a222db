"""A short but complete report value for the rendering tests."""

from typing import Any

from peelian.rendering.report_value import ReportValue

TIERS = [
    ("outstanding", "Outstanding", "Well beyond what good looks like."),
    ("good", "Good", "Shows nearly everything that good looks like."),
    ("adequate", "Adequate", "Shows part of what good looks like; some areas for improvement."),
    ("requires-improvement", "Requires improvement", "Shows little of it; many areas for improvement."),
    ("inadequate", "Inadequate", "Causes of concern stand with their recommendations."),
]
GRADES = [
    ("recording-data-about-crime", "Recording data about crime", "good", "at recording crime"),
    ("preventing-crime", "Preventing crime", "inadequate", "at prevention and deterrence"),
    ("responding-to-the-public", "Responding to the public", "adequate", "at responding to the public"),
]
LABELS = {identifier: label for identifier, label, _ in TIERS}


def sentence(grade: str, wording: str) -> str:
    return f"Cleveland Police is {LABELS[grade].lower()} {wording}."


def finding(identifier: str, headline: str, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "headline": headline, **more}


def figure(key: str, kind: str, words: str, measure: str, **more: Any) -> dict[str, Any]:
    common = {"key": key, "kind": kind, "words": words, "measure": measure}
    return {**common, "source": "Case-file review for this inspection", **more}


FIGURES = [
    figure(
        "G-061",
        "estimate",
        "96.4 percent (confidence interval +/- 2.0 percentage points)",
        "Reported crime that the force records, excluding fraud",
        period_words="year ending 31 March 2022",
        value_percent="96.4",
        half_width_pp="2.0",
        finding="recording-better",
        area="recording-data-about-crime",
        reading_note="The level of the interval is read as 95 percent.",
    ),
    figure(
        "G-085",
        "count",
        "75 of 77",
        "Cases in which risk was assessed in a structured way",
        k=75,
        n=77,
        polarity="success",
        finding="risk-at-first-contact",
        area="responding-to-the-public",
    ),
    figure(
        "G-120",
        "rate",
        "29.9 per 1,000 population",
        "Domestic abuse-related incidents",
        period_words="year ending 31 March 2022",
        value="29.9",
        per=1000,
        area="responding-to-the-public",
    ),
]

RECOMMENDATION = {
    "id": "rec-1",
    "reference": "CLE-2022-R1",
    "kind": "recommendation",
    "text": "Within six months, protect the time of neighbourhood teams for prevention.",
    "addressee": "Chief constable of Cleveland Police",
    "due": "2023-09",
    "deliverables": [{"text": "A staffing model for neighbourhood teams", "due": "2023-06-30"}],
}
IMPROVEMENT = {
    "id": "afi-1",
    "reference": "CLE-2022-A1",
    "kind": "area-for-improvement",
    "text": "Answer emergency calls within the published time.",
    "addressee": "Chief constable of Cleveland Police",
}
CHART = {
    "number": 2,
    "title": "Domestic abuse-related incidents per 1,000 population",
    "caption": "Figure 2: domestic abuse-related incidents per 1,000 population, by force",
    "unit": "incidents per 1,000 population",
    "bars": [
        {"label": "Cleveland", "value": 29.9, "marked": True},
        {"label": "Durham", "value": 24.1},
        {"label": "Northumbria", "value": 21.0},
        {"label": "Cumbria", "value": 12.5},
        {"label": "Kent", "value": None},
    ],
    "mean": 19.8,
    "lower": 13.2,
    "upper": 26.4,
    "period": "year ending 31 March 2022",
    "source": "Home Office domestic abuse collection",
    "note": "About 32 percent of forces are expected to fall outside the dotted lines.",
    "exclusions": [{"force": "Hampshire", "reason": "incomplete data"}],
}

RECORDING = {
    "introduction": ["This section looks at how well reported crime is recorded."],
    "findings": [
        finding(
            "recording-better",
            "Crime recording has improved a great deal",
            body=["Nearly every reported crime is now recorded."],
            progress="improved",
            figures=["G-061"],
            notable_practice=True,
        )
    ],
    "none_declared": "none",
}
PREVENTING = {
    "findings": [
        finding(
            "teams-taken-away",
            "Neighbourhood teams are drawn away from prevention",
            body=["Teams spend much of their day on response work."],
            extent="systemic",
            points=[
                {"polarity": "favourable", "text": "Staff know the vulnerable people in their wards."},
                {
                    "polarity": "adverse",
                    "text": "Community officers attend incidents as first responders.",
                    "provenance": "staff-told-us",
                },
            ],
            suggestions=[{"strength": "should consider", "text": "Recognise prevention work."}],
        )
    ],
    "causes_of_concern": [
        {
            "id": "coc-1",
            "title": "Capacity for prevention",
            "text": "The force has too little capacity to prevent crime.",
            "recommendations": [RECOMMENDATION],
        }
    ],
}
RESPONDING = {
    "findings": [
        finding(
            "risk-at-first-contact",
            "Risk is understood at first contact",
            body=[
                "Call handlers ask structured questions. Costs are under £5 & rising; see #12 [sic] *here*."
            ],
            figures=["G-085"],
            attribution="verified",
            too_early=True,
            future_check="Inspectors will look at the waiting times again.",
        )
    ],
    "areas_for_improvement": [IMPROVEMENT],
    "charts": [CHART],
}


BODIES: tuple[dict[str, Any], ...] = (RECORDING, PREVENTING, RESPONDING)


def area(row: tuple[str, str, str, str], body: dict[str, Any]) -> dict[str, Any]:
    identifier, title, grade, wording = row
    head = {"identifier": identifier, "title": title, "grade": grade, "label": LABELS[grade]}
    accountable = {"name": "A. Inspector", "office": "HM Inspector of Constabulary"}
    return {**head, "sentence": sentence(grade, wording), "accountable": accountable, **body}


def grade_line(row: tuple[str, str, str, str]) -> dict[str, Any]:
    identifier, title, grade, wording = row
    head = {"target": identifier, "title": title, "grade": grade, "label": LABELS[grade]}
    return {**head, "sentence": sentence(grade, wording)}


def sample_document() -> dict[str, Any]:
    """Return the sample report as plain JSON."""
    return {
        "reference": "cleveland-2021-22",
        "version": 1,
        "title": "PEEL 2021/22: an inspection of Cleveland Police",
        "demonstration": True,
        "inspectorate": {
            "name": "HMICFRS",
            "full_name": "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services",
        },
        "force": {"slug": "cleveland", "code": "E23000013", "name": "Cleveland Police"},
        "framework": {
            "identifier": "peel-2021-22",
            "title": "PEEL assessment framework 2021/22",
            "cycle": "2021/22",
            "scale": "five-tier",
            "tiers": [
                {"identifier": identifier, "label": label, "meaning": meaning}
                for identifier, label, meaning in reversed(TIERS)
            ],
        },
        "central_question": "Does the force keep people safe and reduce crime?",
        "published": "2023-03-17",
        "window": {"start": "2021-10-01", "end": "2022-12-31"},
        "warnings": [{"code": "areas-declared", "message": "12 areas declared, 11 found."}],
        "summary": {
            "text": ["Inspectors looked at how well the force serves the public."],
            "grades": [grade_line(row) for row in GRADES],
            "ungraded": [
                {
                    "target": "service-to-victims",
                    "title": "Service to victims of crime",
                    "reason": "This part of the framework is not graded.",
                }
            ],
            "declared": {"areas": 12, "graded": 11},
            "counts": {"good": 1, "adequate": 1, "inadequate": 1},
        },
        "changes": ["Grades of this round cannot be compared with those of earlier rounds."],
        "observations": {
            "introduction": ["The force has faced hard years."],
            "points": [
                {
                    "heading": "Recording has improved",
                    "text": "Recording of crime is far better than before.",
                    "findings": ["recording-better"],
                }
            ],
            "closing": ["The force will be watched closely."],
            "signatory": {"name": "A. Inspector", "office": "HM Chief Inspector of Constabulary"},
        },
        "service_to_victims": {
            "introduction": ["Twenty closed cases were read for each of three outcome types."],
            "stages": [
                {
                    "identifier": "contact",
                    "title": "Contact",
                    "expectation": "Calls are answered quickly and callers are treated well.",
                    "findings": [finding("call-times", "Calls are answered faster, but not yet in time")],
                }
            ],
        },
        "areas": [area(row, body) for row, body in zip(GRADES, BODIES, strict=True)],
        "about_the_data": {
            "introduction": ["Every figure is listed here with its source."],
            "sources": [
                {
                    "name": "Case-file review",
                    "release": "For this inspection",
                    "period": "2022",
                    "figures": ["G-061", "G-085"],
                }
            ],
            "notes": [{"heading": "Population", "text": "Mid-2020 estimates are used."}],
            "figures": FIGURES,
            "exclusions": [{"force": "City of London", "reason": "not comparable"}],
        },
    }


def sample_report(**changes: Any) -> ReportValue:
    """Return the sample report, with top-level fields replaced by ``changes``."""
    return ReportValue.model_validate(sample_document() | changes)
