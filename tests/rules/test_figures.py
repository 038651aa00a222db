"""Figures print themselves as the reports do, and refuse what contradicts itself."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peelian.rules.errors import InvalidValueError
from peelian.rules.figures import (
    Count,
    Estimate,
    Figure,
    FigureComparison,
    PercentageChange,
    Period,
    Quantity,
    Rate,
    Share,
    Statement,
    figure_from_json,
)

MARCH_2022 = Period.year_ending(date(2022, 3, 31))


def count(k, n, **extra):
    return Count(key="G-110", measure="cases", source="Case-file review", k=k, n=n, **extra)


def estimate(value, half_width, **extra):
    return Estimate(
        key="G-062",
        measure="crime recorded",
        source="Audit of incidents",
        value_percent=value,
        half_width_pp=half_width,
        **extra,
    )


def rate(**extra):
    return Rate(key="G-134", measure="incidents", source="Home Office", **extra)


def test_count_prints_k_of_n():
    assert count(75, 77).words() == "75 of 77"


@pytest.mark.item("S-045")
def test_count_of_failures_gives_the_compliant_cases():
    compliant = count(18, 87, polarity="failure").compliance()

    assert (compliant.words(), compliant.polarity) == ("69 of 87", "success")


def test_count_of_successes_is_its_own_compliance():
    assert count(75, 77, polarity="success").compliance().words() == "75 of 77"


def test_count_without_direction_has_no_compliance():
    assert count(5, 9).compliance() is None


def test_compliance_turns_the_bound_round():
    compliant = count(2, 50, polarity="failure", bound="at least").compliance()

    assert compliant.words() == "up to 48 of 50"


@pytest.mark.item("S-048")
def test_small_base_prints_the_count_alone():
    small = count(14, 18)

    assert (small.words_with_percent(), small.percent()) == ("14 of 18", None)


def test_large_base_prints_the_percentage_too():
    assert count(75, 77).words_with_percent() == "75 of 77 (97.4 percent)"


def test_small_base_is_the_callers_choice():
    assert count(14, 18).words_with_percent(small_base=10) == "14 of 18 (77.8 percent)"


def test_estimate_keeps_its_printed_decimals():
    assert estimate("96.4", "2.0").words() == ("96.4 percent (confidence interval +/- 2.0 percentage points)")


@pytest.mark.item("S-099")
def test_estimate_bounds_stay_between_0_and_100():
    shown = estimate("97.1", "2.9")

    assert (shown.interval_words(), shown.lower, shown.upper) == (
        "94.2 to 100.0 percent",
        Decimal("94.2"),
        Decimal("100.0"),
    )


@given(
    value=st.decimals(0, 100, places=1),
    half_width=st.decimals(0, 60, places=1),
)
def test_interval_brackets_its_estimate(value, half_width):
    shown = estimate(value, half_width)

    assert 0 <= shown.lower <= shown.value_percent <= shown.upper <= 100


@pytest.mark.item("S-103")
def test_rate_is_formed_from_numerator_and_base():
    shown = rate(numerator=17020, base=569231, base_source="ONS mid-2020")

    assert (shown.words(), shown.value) == ("29.9 per 1,000 population", Decimal("29.9"))


def test_rate_rounds_half_up():
    assert rate(numerator=125, base=100000).words() == "1.3 per 1,000 population"


def test_printed_rate_is_kept_and_its_disagreement_is_known():
    shown = rate(value="1.9", numerator=1013, base=569231)

    assert (shown.words(), shown.agrees_with_base()) == ("1.9 per 1,000 population", False)


def test_rate_without_base_cannot_be_checked():
    assert rate(value=21).agrees_with_base() is None


@pytest.mark.item("S-113")
def test_change_without_base_says_so():
    use_of_force = PercentageChange(key="G-093", measure="use of force", source="Force", value_percent=37)
    children = PercentageChange(key="G-165", measure="children", source="Staff", value_percent=25)

    assert [use_of_force.words(), children.words()] == [
        "37 percent increase (base not given)",
        "25 percent increase (base not given)",
    ]


def test_change_is_formed_from_both_counts():
    shown = PercentageChange(key="G-128", measure="orders", source="Force", base=61, new=138)

    assert shown.words() == "126 percent increase (from 61 to 138)"


def test_falling_and_level_changes_have_their_words():
    words = [
        PercentageChange(key="X", measure="m", source="s", base=200, new=new).words() for new in (150, 200)
    ]

    assert words == ["25 percent fall (from 200 to 150)", "no change (from 200 to 200)"]


def test_bound_is_printed_before_the_number():
    shown = Quantity(key="G-068", measure="missed", source="s", value=2600, unit="crimes", bound="more than")

    assert shown.words() == "more than 2,600 crimes"


def test_share_and_statement_print_as_given():
    share = Share(key="G-140", measure="vacancies", source="s", value_percent="33.3")
    statement = Statement(key="G-051", measure="time", source="s", text="several years")

    assert (share.words(), statement.words()) == ("33.3 percent", "several years")


def test_comparison_prints_claim_and_earlier_figure():
    comparison = FigureComparison(
        claim="statistically significant improvement",
        direction="up",
        value=estimate("89.9", "2.6"),
        against="2021 inspection",
    )

    assert comparison.words() == (
        "statistically significant improvement, "
        "89.9 percent (confidence interval +/- 2.6 percentage points), 2021 inspection"
    )


@pytest.mark.parametrize(
    ("end", "older"),
    [(date(2021, 3, 31), True), (date(2022, 3, 31), False)],
)
def test_figure_is_older_when_its_period_ended_before_the_window(end, older):
    shown = rate(value="21", period=Period.year_ending(end))

    assert shown.is_older_than(date(2021, 10, 1)) is older


def test_figure_without_period_is_not_called_old():
    assert count(1, 2, period=Period.described("summer 2022")).is_older_than(date(2022, 1, 1)) is False


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: count(78, 77), "Figure G-110: the count is 78 of 77. Give a count between 0 and the base."),
        (lambda: count(0, 0), "Figure G-110: the base is 0. A count needs a base of at least 1."),
        (lambda: estimate("96.4", "-1"), "Figure G-062: the half-width is -1. Use 0 or more."),
        (
            lambda: estimate("101", "1"),
            "Figure G-062: the percentage is 101. Give one between 0 and 100.",
        ),
        (
            lambda: count(1, 2, polarity="good"),
            "Figure G-110: polarity is 'good'. Use one of: success, failure, unknown.",
        ),
        (
            lambda: count(1, 2, bound="about"),
            "Figure G-110: bound is 'about'. Use one of: more than, at least, fewer than, up to.",
        ),
        (
            lambda: Count(key="G-1", measure="m", source=" ", k=1, n=2),
            "Figure G-1: the source is empty. Say where the number comes from.",
        ),
        (
            lambda: rate(),
            "Figure G-134: the rate has neither a value nor a numerator and a base.",
        ),
        (
            lambda: PercentageChange(key="X", measure="m", source="s", base=0, new=4),
            "Figure X: the change has no value, and cannot be formed without a base above 0 and a new count.",
        ),
        (lambda: estimate("high", "1"), "value_percent is 'high'. Give a number such as 96.4."),
        (lambda: estimate("90", "1", level=95), "Figure G-062: the level is 95. Use a share such as 0.95."),
        (lambda: rate(value=1, per=0), "Figure G-134: the rate is per 0. Use 1 or more, such as 1000."),
        (lambda: rate(value=1, base=0), "Figure G-134: the base is 0. A rate needs a base of at least 1."),
        (lambda: rate(value=1, numerator=-1), "Figure G-134: the numerator is -1. Use 0 or more."),
        (lambda: count(1, 2, decimals=-1), "Figure G-110: decimals is -1. Use 0 to 6."),
        (
            lambda: Statement(key="X", measure="m", source="s", text=""),
            "Figure X: the statement is empty. Give the words as printed.",
        ),
        (
            lambda: FigureComparison(claim="c", direction="sideways"),
            "The direction of a comparison is 'sideways'. Use one of: up, down, none.",
        ),
    ],
)
def test_contradictions_are_refused_with_a_sentence(build, message):
    with pytest.raises(InvalidValueError) as refusal:
        build()

    assert (refusal.value.message, refusal.value.code) == (message, "figure-invalid")


def test_a_figure_without_kind_cannot_be_printed():
    with pytest.raises(TypeError, match="use one of the kinds"):
        Figure(key="X", measure="m", source="s").words()


common = st.fixed_dictionaries(
    {
        "key": st.sampled_from(["G-001", "G-099"]),
        "measure": st.text(max_size=10),
        "source": st.just("Force data"),
        "polarity": st.sampled_from(["success", "failure", "unknown"]),
        "provenance": st.sampled_from(["verified", "force-told-us"]),
        "bound": st.sampled_from([None, "more than", "up to"]),
        "note": st.text(max_size=10),
        "period": st.sampled_from(
            [
                None,
                MARCH_2022,
                Period.day(date(2022, 1, 10)),
                Period.month(2022, 9),
                Period.range(date(2021, 1, 1), date(2021, 12, 31)),
                Period.calendar_year(2019),
                Period.described("summer 2022"),
            ]
        ),
        "comparison": st.sampled_from(
            [
                None,
                FigureComparison(claim="increased", direction="up", value=count(1, 3), against="2020"),
            ]
        ),
    }
)
percent = st.decimals(0, 100, places=1)
whole = st.integers(0, 10**9)
any_figure = st.one_of(
    st.builds(lambda c, n: Count(k=n // 2, n=n + 1, **c), common, whole),
    st.builds(lambda c, v, h: Estimate(value_percent=v, half_width_pp=h, **c), common, percent, percent),
    st.builds(lambda c, n: Rate(numerator=n, base=569231, **c), common, whole),
    st.builds(lambda c, n: PercentageChange(base=n + 1, new=n // 3, **c), common, whole),
    st.builds(lambda c, v: Share(value_percent=v, **c), common, percent),
    st.builds(lambda c, v: Quantity(value=v, unit="days", **c), common, st.decimals(0, 9999, places=2)),
    st.builds(lambda c: Statement(text="several years", **c), common),
)


@given(any_figure)
def test_json_round_trip_loses_nothing(figure):
    written = json.dumps(figure.to_json())
    read = figure_from_json(json.loads(written))

    assert (read, read.words()) == (figure, figure.words())


def test_json_holds_numbers_words_and_what_follows_from_them():
    data = estimate("97.1", "2.9").to_json()

    assert {name: data[name] for name in ("kind", "value_percent", "half_width_pp", "words", "derived")} == {
        "kind": "estimate",
        "value_percent": 97.1,
        "half_width_pp": 2.9,
        "words": "97.1 percent (confidence interval +/- 2.9 percentage points)",
        "derived": {"lower_percent": 94.2, "upper_percent": 100.0},
    }


def test_strings_keep_their_printed_decimals():
    read = figure_from_json(
        {
            "kind": "estimate",
            "key": "G-062",
            "measure": "m",
            "source": "s",
            "value_percent": "96.0",
            "half_width_pp": "2.0",
        }
    )

    assert read.words() == "96.0 percent (confidence interval +/- 2.0 percentage points)"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            {"kind": "guess", "key": "X"},
            (
                "Figure X: the kind is 'guess'. Use one of: count, estimate, rate, percentage-change, share, "
                "quantity, statement."
            ),
        ),
        (
            {"kind": "statement", "key": "X", "measure": "m", "source": "s", "text": "t", "colour": 1},
            (
                "Figure X: a statement has no field colour. Its fields are: key, measure, source, period, "
                "provenance, polarity, decimals, bound, note, reading_note, comparison, text."
            ),
        ),
    ],
)
def test_json_that_is_no_figure_is_refused(data, message):
    with pytest.raises(InvalidValueError) as refusal:
        figure_from_json(data)

    assert refusal.value.message == message


def test_json_with_a_missing_field_names_it():
    with pytest.raises(InvalidValueError, match="missing 1 required keyword-only argument: 'text'"):
        figure_from_json({"kind": "statement", "key": "X", "measure": "m", "source": "s"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"kind": "count", "k": 7.5, "n": 77}, "Figure X: k is '7.5'. Give a whole number."),
        ({"kind": "count", "k": 7, "n": True}, "Figure X: n is 'True'. Give a whole number."),
        ({"kind": "count", "k": 7, "n": 77, "source": 5}, "Figure X: source is '5'. Give text."),
        ({"kind": "count", "k": 7, "n": 77, "measure": None}, "Figure X: measure is 'None'. Give text."),
        (
            {"kind": "count", "k": 7, "n": 77, "period": 2022},
            "Figure X: period is '2022'. Give named values.",
        ),
        ({"kind": "share", "value_percent": "5", "decimals": 40}, "Figure X: decimals is 40. Use 0 to 6."),
        (
            {"kind": "quantity", "value": "1e40"},
            "value is 1e40. Give a number with at most 12 digits before the point and 12 after it.",
        ),
        (
            {"kind": "count", "k": 7, "n": 10**12},
            "Figure X: n is too large to print. Give a number of at most 12 digits.",
        ),
        (
            {"kind": "rate", "value": "3", "per": 10**40, "base_source": "mid-2020"},
            "Figure X: per is too large to print. Give a number of at most 12 digits.",
        ),
    ],
)
def test_json_of_another_type_or_size_is_refused(given, message):
    with pytest.raises(InvalidValueError) as refusal:
        figure_from_json({"key": "X", "measure": "m", "source": "s", **given})

    assert refusal.value.message == message


def test_what_is_no_named_values_is_no_figure():
    with pytest.raises(InvalidValueError, match="A figure is given as named values, not as None"):
        figure_from_json(None)


def test_a_change_that_rounds_to_nothing_is_still_a_change():
    small = {"kind": "percentage-change", "key": "X", "measure": "m", "source": "s", "base": 1000}

    assert figure_from_json({**small, "new": 1004}).words() == "0 percent increase (from 1,000 to 1,004)"
    assert figure_from_json({**small, "new": 996}).words() == "0 percent fall (from 1,000 to 996)"
    assert figure_from_json({**small, "new": 1000}).words() == "no change (from 1,000 to 1,000)"
