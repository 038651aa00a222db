"""Results: the printed counts, estimates and changes, frozen on closing and computed again from the export."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import DatabaseError, transaction

from peelian.apps.reviews.estimating import results_of
from peelian.apps.reviews.models import Assignment, Review, ReviewRecord
from peelian.apps.reviews.queries import (
    frozen_export,
    measure_series,
    plan_results,
    review_results,
    review_tables,
    shortfalls,
    volumes,
)
from peelian.apps.reviews.services import (
    record_case_facts,
    record_earlier_result,
    record_recorded_volume,
    save_answers,
)
from peelian.catalogue import NOT_RELEVANT, YES, load_catalogue
from peelian.interfaces.cli.estimate import command as estimate
from peelian.records.sampling.kept_frame import FrameColumns
from peelian.rules.errors import InvalidValueError, NotPermittedError, RefusalError
from peelian.rules.periods import Period
from tests.apps.reviews.world import (
    CRIMES,
    RULES,
    VICTIMS,
    analyst,
    answered,
    answers_given,
    closed,
    crime,
    drawn,
    finished,
    given_out,
    in_order,
    inspector,
    keys,
    loaded,
    planned,
    refusal_fields,
    reviewed,
    yes_then_no,
)
from tests.apps.world import make_inspection, make_round

pytestmark = pytest.mark.django_db

GROUNDS = "reasonable-grounds-recorded"
FOUND = "search-object-found"
RECORDED = "crime-recorded"
EARLIER = Period.calendar_year(2019)

SEED_COUNTS = {
    "risk-assessed": (75, 2),
    "repeat-check-made": (55, 15),
    "repeat-recorded": (24, 2),
    "right-team": (89, 1),
    "investigation-standard-met": (69, 18),
    "investigation-timely": (78, 12),
    "supervision-effective": (59, 16),
    "prompt-arrest": (30, 4),
    "evidence-led-pursued": (5, 14),
    "attended-in-time": (23, 12),
}
"""Cases that met and that fell short, for questions whose counts are published."""


def victims_reviewed() -> Review:
    """Ninety case files answered so that the published counts come out."""
    rows = [{"reference": key, "outcome": "none", "investigated": "yes"} for key in keys(900)]
    instrument = load_catalogue().instruments[VICTIMS]
    review = drawn(loaded(planned(VICTIMS, title="Victims"), rows), {"size": 90})
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        answers: dict[str, str] = {}
        for question in instrument.scored_questions:
            name, rule = question.identifier, question.relevance
            if name in SEED_COUNTS:
                met, short = SEED_COUNTS[name]
                answers[name] = yes_then_no(met, short, 90 - met - short)[at]
            elif rule.rule == "judged":
                answers[name] = NOT_RELEVANT
            elif rule.question is None or answers[rule.question] in rule.answers:
                answers[name] = YES
        if "delay-told" in answers:
            answers["delay-told"] = "yes" if at < 27 else "no"
        finished(assignment, answers)
    return Review.objects.get(pk=review.pk)


@pytest.mark.item("S-043", "S-044", "S-045")
def test_ninety_case_files_print_the_published_counts_each_on_its_own_base() -> None:
    results = review_results(analyst(), victims_reviewed())

    printed = {name: results.question(name).whole for name in (*SEED_COUNTS, "delay-told")}
    assert {name: f"{found.k} of {found.n}" for name, found in printed.items()} == {
        "risk-assessed": "75 of 77",
        "repeat-check-made": "15 of 70",
        "repeat-recorded": "24 of 26",
        "right-team": "89 of 90",
        "investigation-standard-met": "18 of 87",
        "investigation-timely": "12 of 90",
        "supervision-effective": "16 of 75",
        "prompt-arrest": "30 of 34",
        "evidence-led-pursued": "14 of 19",
        "attended-in-time": "23 of 35",
        "delay-told": "8 of 12",
    }
    assert max(found.whole.n for found in results.questions) == 90
    failing = results.question("investigation-standard-met")
    assert failing.question.polarity == "failure"
    assert failing.whole.n - failing.whole.k == 69
    assert results.question("delay-told").sentence() == (
        "In 8 of 12 relevant cases the caller was not updated when the response was delayed."
    )


def searches_reviewed(minority: Sequence[str] = (), **fields: Any) -> Review:
    """223 of 7,000 records with 180 that hold grounds; the first records are of ethnic-minority people."""
    rows = [{"reference": key} for key in keys(7_000)]
    review = drawn(loaded(planned(**fields), rows), {"size": 223})
    grounds = [*minority, *yes_then_no(180 - minority.count(YES), 43 - minority.count("no"))]
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        if at < len(minority):
            record_case_facts(
                actor=assignment.reviewer, assignment=assignment, expected_version=1,
                facts={"ethnicity": "ethnic-minority"},
            )  # fmt: skip
        finished(assignment, {GROUNDS: grounds[at], FOUND: NOT_RELEVANT})
    return Review.objects.get(pk=review.pk)


def earlier(
    review: Review, value: str, half: str, question: str, group: str = "", period: Period = EARLIER
) -> None:
    record_earlier_result(
        actor=analyst(), review=review, question=question, period=period, value_percent=Decimal(value),
        half_width_pp=Decimal(half), source="Report of 2019", group=group,
    )  # fmt: skip


@pytest.mark.item("S-048", "S-049", "S-100")
def test_searches_print_their_interval_the_small_group_its_count_and_the_series_its_change() -> None:
    review = searches_reviewed(minority=yes_then_no(14, 4))
    earlier(review, "83.0", "4.6", GROUNDS)
    closed(review)

    result = review_results(analyst(), review).question(GROUNDS)
    series = measure_series(analyst(), review, GROUNDS)

    assert result.whole.published is not None
    assert result.whole.published.sentence() == (
        "80.7 percent (+/- 5.1 percentage points, 95 percent, Wald with t; 180 of 223 cases)"
    )
    group = result.measured("by.ethnicity=ethnic-minority")
    assert group.estimate is not None
    assert (group.k, group.n, group.estimate.sentence()) == (14, 18, "14 of 18")
    assert result.sentence(group.group) == "14 of 18 records had reasonable grounds recorded."
    assert [(point.period.words(), point.words) for point in series.points] == [
        ("2019", "83.0 percent (+/- 4.6 percentage points, as published)"),
        ("2021", "80.7 percent (+/- 5.1 percentage points, 95 percent, Wald with t; 180 of 223 cases)"),
    ]
    assert [(point.lower_percent is None, point.upper_percent is None) for point in series.points] == [
        (False, False),
        (False, False),
    ]
    (change,) = series.changes
    assert change is not None
    assert (change.wording, f"{change.z:.1f}") == ("broadly unchanged", "-0.7")


@pytest.mark.item("S-091", "S-101", "S-102")
def test_four_published_comparisons_give_the_printed_words() -> None:
    crimes = planned(CRIMES, title="Crimes")
    stops = planned(title="Stops")
    pairs = [
        (crimes, RECORDED, "set.all-crime", ("89.9", "2.6"), ("96.4", "2.0")),
        (crimes, RECORDED, "set.violent-offences", ("84.2", "4.6"), ("93.7", "4.2")),
        (crimes, RECORDED, "set.sexual-offences", ("97.1", "2.9"), ("96.0", "3.5")),
        (stops, GROUNDS, "", ("83.0", "4.6"), ("80.7", "5.1")),
    ]
    told = []
    for review, question, group, old, new in pairs:
        earlier(review, *old, question, group, EARLIER)
        earlier(review, *new, question, group, Period.calendar_year(2021))
        (change,) = measure_series(analyst(), review, question, group).changes
        assert change is not None
        told.append((f"{change.z:.2f}", change.wording))

    assert told == [
        ("3.88", "statistically significant improvement"),
        ("2.99", "statistically significant improvement"),
        ("-0.47", "broadly unchanged"),
        ("-0.66", "broadly unchanged"),
    ]


def crimes_reviewed() -> Review:
    """250 of 1,000 incidents, each with a crime, 241 of them recorded; ten incidents hold an unrecorded fraud too."""
    rows = [{"reference": key} for key in keys(1_000, "INC")]
    review = drawn(loaded(planned(CRIMES, title="Crimes"), rows), {"size": 250})
    categories = ["violent"] * 150 + ["sexual"] * 40 + ["rape"] * 10 + ["other"] * 50
    missed = {0: "vulnerable-adult", 1: "vulnerable-adult", 2: "child", 3: "not-vulnerable", 150: "child",
              200: "no-victim", 201: "no-victim", 202: "not-vulnerable", 203: "vulnerable-adult"}  # fmt: skip
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        answered(assignment, {"crimes-recognised": "yes"})
        victim = missed.get(at, "not-vulnerable")
        answers = crime_answers(recorded=at not in missed, vulnerable=victim in ("vulnerable-adult", "child"))
        crime(assignment, {"category": categories[at], "victim": victim}, answers)
        if at >= 240:
            crime(assignment, {"category": "fraud", "victim": "not-vulnerable"}, crime_answers(False, False))
        finished(assignment, rules=RULES)
    return Review.objects.get(pk=review.pk)


def crime_answers(recorded: bool, vulnerable: bool) -> dict[str, str]:
    answers = {RECORDED: "yes" if recorded else "no"}
    if recorded:
        answers |= {"crime-class-right": "yes", "crime-recorded-in-time": "yes"}
    else:
        answers |= {"missed-crime-investigated": "no", "missed-victim-safeguarded": "no"}
    if vulnerable:
        answers["vulnerability-recognised"] = "no"
    return answers


@pytest.mark.item("S-088", "S-089", "S-090", "S-093")
def test_audit_of_crime_recording_prints_its_estimates_volumes_and_missed_crimes(tmp_path: Path) -> None:
    review = crimes_reviewed()
    earlier(review, "89.9", "2.6", RECORDED, "set.all-crime")
    review = record_recorded_volume(
        actor=analyst(), review=review, expected_version=review.version, recorded=69_650,
        source="Crimes recorded in the year to 31 March 2021",
    )  # fmt: skip
    closed(review)

    result = review_results(analyst(), review).question(RECORDED)
    found = volumes(analyst(), review, RECORDED, "set.all-crime")
    missed = shortfalls(analyst(), review, RECORDED, ("category", "victim", "missed-crime-investigated"))

    assert (result.whole.k, result.whole.n) == (241, 260)
    assert {name: (result.measured(name).k, result.measured(name).n) for name in
            ("set.all-crime", "set.violent-offences", "set.sexual-offences")} == {
        "set.all-crime": (241, 250), "set.violent-offences": (146, 150), "set.sexual-offences": (49, 50),
    }  # fmt: skip
    published = result.measured("set.all-crime").published
    assert published is not None
    assert published.sentence() == (
        "96.4 percent (+/- 2.0 percentage points, 95 percent, Wald with t; 241 of 250 cases)"
    )
    assert found is not None
    assert found.additional is not None
    assert (found.unrecorded.printed(), found.additional.printed()) == (
        "more than 2,600",
        "an additional 4,700",
    )
    assert missed == {
        ("fraud", "not-vulnerable", "no"): 10,
        ("other", "no-victim", "no"): 2,
        ("other", "not-vulnerable", "no"): 1,
        ("other", "vulnerable-adult", "no"): 1,
        ("sexual", "child", "no"): 1,
        ("violent", "child", "no"): 1,
        ("violent", "not-vulnerable", "no"): 1,
        ("violent", "vulnerable-adult", "no"): 2,
    }
    whole, groups = estimated(review, tmp_path, "crime.csv", RECORDED, "set.all-crime", "--cluster", "case")
    assert result.whole.estimate is not None
    assert whole == digits(result.whole.estimate.to_dict())
    measured = result.measured("set.all-crime").estimate
    assert measured is not None
    assert groups == {"all-crime": digits(measured.to_dict())}


def estimated(
    review: Review, folder: Path, name: str, outcome: str, group: str, *options: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the command says of an exported file: of all cases, and of each group."""
    path = folder / name
    path.write_text(frozen_export(analyst(), review)[name], encoding="utf-8")
    arguments = [str(path), "--outcome", outcome, "--stratum", "stratum", "--population", "population"]
    arguments += ["--missing", "drop", "--domain", group, *options, "--json"]
    answer = json.loads(CliRunner().invoke(estimate, arguments, catch_exceptions=False).stdout)
    return digits(answer["estimate"]), {each["domain"][group]: digits(each) for each in answer["domains"]}


def digits(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer[name] for name in ("estimate", "se", "lower", "upper", "n_used", "df", "sentence")}


def test_command_gives_the_same_digits_from_the_export_of_a_stratified_sample(tmp_path: Path) -> None:
    beats = ["north"] * 100 + ["south"] * 200
    rows = [
        {"reference": key, "beat": beat, "ethnicity": "white" if at % 2 else "ethnic-minority"}
        for at, (key, beat) in enumerate(zip(keys(300), beats, strict=True))
    ]
    review = drawn(
        loaded(planned(), rows, FrameColumns("reference", stratum="beat")),
        {"sizes": {"north": 40, "south": 30}},
    )
    for at, assignment in enumerate(in_order(given_out(review, inspector()))):
        finished(
            assignment, {GROUNDS: "no" if at % 9 == 0 else "yes", FOUND: "yes" if at % 3 else NOT_RELEVANT}
        )
    closed(review)

    for question in (GROUNDS, FOUND):
        result = review_results(analyst(), review).question(question)
        whole, groups = estimated(review, tmp_path, "case.csv", question, "by.ethnicity")

        assert result.whole.estimate is not None
        assert whole == digits(result.whole.estimate.to_dict())
        told = {
            each.group.partition("=")[2]: each.estimate for each in result.groups if "ethnicity" in each.group
        }
        assert groups == {name: digits(each.to_dict()) for name, each in told.items() if each is not None}


def test_closing_freezes_answers_and_results_without_any_case_identifier() -> None:
    review = reviewed(
        [{"reference": key} for key in keys(60)],
        30,
        {GROUNDS: yes_then_no(20, 10), FOUND: yes_then_no(0, 0, 30)},
    )
    before = review_results(analyst(), review)

    record = closed(review)

    after = review_results(analyst(), Review.objects.get(pk=review.pk))
    frozen = json.dumps([record.tables, record.results])
    assert (before.is_frozen, after.is_frozen, after.questions == before.questions) == (False, True, True)
    assert [case.key for case in review.cases.all() if case.key in frozen] == []
    assert ("Nothing is written down" in frozen, "Entry 3" in frozen) == (False, False)
    assert results_of(review, review_tables(analyst(), review)) == after.questions
    with pytest.raises(RefusalError):
        record.save()
    with pytest.raises(RefusalError):
        record.delete()
    with pytest.raises(DatabaseError, match="never"), transaction.atomic():
        ReviewRecord.objects.filter(pk=record.pk).update(sha256="0" * 64)


def test_closed_review_takes_no_answer() -> None:
    review = reviewed([{"reference": "A"}], 1, {GROUNDS: ["yes"], FOUND: ["yes"]})
    closed(review)
    assignment = Assignment.objects.get()

    with pytest.raises(NotPermittedError):
        save_answers(actor=assignment.reviewer, assignment=assignment, answers=answers_given({GROUNDS: "no"}))

    assert ReviewRecord.objects.count() == 1


def test_stratum_of_one_case_has_counts_and_says_why_there_is_no_estimate() -> None:
    rows = [{"reference": key, "beat": "b" if key == "REC-00001" else "a"} for key in keys(40)]
    rows += [{"reference": "REC-00099", "beat": "b"}]
    review = drawn(
        loaded(planned(), rows, FrameColumns("reference", stratum="beat")), {"sizes": {"a": 35, "b": 1}}
    )
    for assignment in given_out(review, inspector()):
        finished(assignment, {GROUNDS: "yes", FOUND: NOT_RELEVANT})

    found = review_results(analyst(), review).question(GROUNDS)

    assert (found.whole.k, found.whole.n, found.whole.estimate) == (36, 36, None)
    assert found.whole.problem == (
        "A stratum holds a single reviewed case, so it is unknown how far its cases differ. Enlarge the sample so that "
        "each stratum has two cases, or all it holds."
    )
    assert found.sentence() == "36 of 36 records had reasonable grounds recorded."


def test_whole_frame_reviewed_leaves_nothing_to_chance() -> None:
    rows = [{"reference": key} for key in keys(40)]
    review = reviewed(rows, 40, {GROUNDS: yes_then_no(36, 4), FOUND: yes_then_no(0, 0, 40)})

    found = review_results(analyst(), review).question(GROUNDS).whole.estimate

    assert found is not None
    assert (found.estimate, found.se, found.lower, found.upper) == (0.9, 0.0, 0.9, 0.9)


def test_question_without_a_relevant_case_says_so() -> None:
    review = reviewed(
        [{"reference": key} for key in keys(4)], 4, {GROUNDS: ["yes"] * 4, FOUND: [NOT_RELEVANT] * 4}
    )

    assert review_results(analyst(), review).question(FOUND).sentence() == "No relevant case was answered."


def test_own_closed_review_of_an_earlier_round_is_a_point_of_the_series() -> None:
    inspection = make_inspection()
    for year, title in ((2019, "First"), (2021, "Second")):
        review = reviewed(
            [{"reference": key} for key in keys(80)], 40, {GROUNDS: yes_then_no(30, 10), FOUND: yes_then_no(0, 0, 40)},
            inspection=inspection, title=title, period=Period.calendar_year(year),
        )  # fmt: skip
        closed(review)

    series = measure_series(analyst(), review, GROUNDS)

    assert [(point.source, point.own) for point in series.points] == [("First", True), ("Second", True)]
    assert series.changes[0] is not None
    assert series.changes[0].wording == "broadly unchanged"


def test_faults_of_an_earlier_result_are_told_at_once() -> None:
    review = planned()

    with pytest.raises(InvalidValueError) as refusal:
        record_earlier_result(
            actor=analyst(), review=review, question="weather", period=Period.described("long ago"),
            value_percent=Decimal(101), half_width_pp=Decimal(-1), source=" ", level=Decimal(95),
        )  # fmt: skip

    assert refusal_fields(refusal) == [
        "question",
        "source",
        "period",
        "value_percent",
        "half_width_pp",
        "level",
    ]


def test_volumes_wait_for_the_number_of_recorded_crimes() -> None:
    review = planned(CRIMES)
    earlier(review, "96.4", "2.0", RECORDED, "set.all-crime")

    assert volumes(analyst(), review, RECORDED, "set.all-crime") is None


@pytest.mark.item("S-060")
def test_desk_review_gives_each_plan_its_word_and_the_country_one() -> None:
    year = Period.calendar_year(2017)
    national = make_inspection(make_round("peel-2017", starts_on=year.start, ends_on=year.end))
    instrument = load_catalogue().instruments["desk-review-of-plans-2017"]
    review = planned(instrument.identifier, national, title="Plans")
    rows = [{"reference": "cleveland"}, {"reference": "durham"}]
    for assignment in given_out(drawn(loaded(review, rows), {"size": 2}), inspector()):
        full = assignment.case.key == "cleveland"
        answers = {
            question.identifier: ("fully" if full else "partly") if question.kind == "score" else YES
            for question in instrument.scored_questions
        }
        save_answers(
            actor=assignment.reviewer,
            assignment=assignment,
            answers=answers_given({name: value for name, value in answers.items() if value != "partly"}),
        )
        finish_with_reasons(assignment, {name: value for name, value in answers.items() if value == "partly"})

    told = plan_results(analyst(), review)

    assert {name: plan.overall.label for name, plan in told.plans.items()} == {
        "cleveland": "Comprehensive",
        "durham": "Partial",
    }
    assert told.picture == "inconsistent"


def finish_with_reasons(assignment: Assignment, answers: dict[str, str]) -> None:
    given = [replace(each, reason="The plan says little of it.") for each in answers_given(answers)]
    save_answers(actor=assignment.reviewer, assignment=assignment, answers=given)
    finished(assignment)
