"""The regime of England and Wales, as the bundled catalogue tells it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from peelian.catalogue import Catalogue, Force, UnknownIdentifierError, load_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_frameworks_are_eight_and_run_from_the_oldest(catalogue: Catalogue) -> None:
    assert list(catalogue.frameworks) == [
        "peel-2014",
        "peel-2015",
        "peel-2016",
        "peel-2017",
        "peel-2018-19",
        "peel-2021-22",
        "peel-2023-25",
        "peel-2025-27",
    ]


def test_no_peel_framework_is_older_than_its_programme(catalogue: Catalogue) -> None:
    programme = catalogue.programmes["peel"]
    years = {framework.published.year for framework in catalogue.frameworks.values()}

    assert programme.start_year == 2014
    assert min(years) == 2014


def test_peel_2016_is_annual_and_scoped_by_pillar(catalogue: Catalogue) -> None:
    framework = catalogue.frameworks["peel-2016"]

    assert framework.cadence == "annual"
    assert [pillar.identifier for pillar in framework.pillars] == [
        "effectiveness",
        "efficiency",
        "legitimacy",
        "leadership",
    ]


@pytest.mark.item("S-014")
def test_legitimacy_2016_has_three_questions(catalogue: Catalogue) -> None:
    questions = catalogue.frameworks["peel-2016"].questions_of("legitimacy")

    assert [area.identifier for area in questions] == [
        "fairness-to-public",
        "ethical-workforce",
        "fairness-to-workforce",
    ]


@pytest.mark.item("S-015")
def test_effectiveness_2016_has_five_questions_in_order(catalogue: Catalogue) -> None:
    questions = catalogue.frameworks["peel-2016"].questions_of("effectiveness")

    assert [(area.number, area.identifier) for area in questions] == [
        (1, "preventing-crime"),
        (2, "investigating-crime"),
        (3, "protecting-vulnerable-people"),
        (4, "serious-organised-crime"),
        (5, "specialist-capabilities"),
    ]


def test_specialist_capabilities_2016_carry_neither_grade_nor_items(catalogue: Catalogue) -> None:
    area = catalogue.frameworks["peel-2016"].target("specialist-capabilities")

    assert area.model_dump(include={"grading", "allows_items"}) == {
        "grading": "ungraded",
        "allows_items": False,
    }


def test_abuse_of_authority_2016_is_a_topic_seen_for_the_first_time(catalogue: Catalogue) -> None:
    topics = [area.identifier for area in catalogue.frameworks["peel-2016"].areas if area.first_time]

    assert topics == ["abuse-of-authority-for-sexual-gain"]


def test_only_six_of_thirteen_questions_were_graded_in_2014(catalogue: Catalogue) -> None:
    framework = catalogue.frameworks["peel-2014"]

    graded = [area.pillar for area in framework.areas if area.grading == "graded"]

    assert len(framework.areas) == 13
    assert graded == ["effectiveness"] * 3 + ["efficiency"] * 3
    assert [pillar.identifier for pillar in framework.pillars if pillar.graded] == ["efficiency"]


def test_peel_2018_19_has_ten_questions_of_which_one_is_ungraded(catalogue: Catalogue) -> None:
    framework = catalogue.frameworks["peel-2018-19"]

    counts = {
        pillar.identifier: len(framework.questions_of(pillar.identifier)) for pillar in framework.pillars
    }

    assert counts == {"effectiveness": 5, "efficiency": 2, "legitimacy": 3}
    assert [area.identifier for area in framework.areas if area.grading == "ungraded"] == [
        "specialist-capabilities"
    ]


@pytest.mark.parametrize("framework", ["peel-2015", "peel-2016", "peel-2017", "peel-2018-19"])
@pytest.mark.parametrize("pillar", ["effectiveness", "efficiency", "legitimacy"])
def test_every_graded_pillar_has_a_definition_and_a_question(
    catalogue: Catalogue, framework: str, pillar: str
) -> None:
    found = next(part for part in catalogue.frameworks[framework].pillars if part.identifier == pillar)

    assert found.definition.startswith("A")
    assert found.central_question.endswith("?")


def test_peel_2021_22_declares_twelve_areas_and_eleven_graded(catalogue: Catalogue) -> None:
    framework = catalogue.frameworks["peel-2021-22"]

    assert framework.declared is not None
    assert (framework.declared.areas, framework.declared.graded) == (12, 11)
    assert len(framework.areas) == 12
    assert len(framework.graded_targets) == 11


def test_every_ordinarily_graded_area_of_2021_22_has_four_to_six_characteristics(
    catalogue: Catalogue,
) -> None:
    areas = catalogue.frameworks["peel-2021-22"].areas
    counts = {
        area.identifier: len(area.characteristics)
        for area in areas
        if area.grading in ("graded", "when-tested")
    }

    assert len(counts) == 10
    assert {identifier: count for identifier, count in counts.items() if not 4 <= count <= 6} == {}


@pytest.mark.parametrize("framework", ["peel-2021-22", "peel-2023-25", "peel-2025-27"])
def test_characteristics_are_numbered_under_the_name_of_their_area(
    catalogue: Catalogue, framework: str
) -> None:
    for area in catalogue.frameworks[framework].areas:
        expected = [f"{area.identifier}.{number + 1}" for number in range(len(area.characteristics))]
        assert [found.identifier for found in area.characteristics] == expected


def test_service_to_victims_has_six_stages_each_with_an_expectation(catalogue: Catalogue) -> None:
    area = next(
        area for area in catalogue.frameworks["peel-2021-22"].areas if area.identifier == "service-to-victims"
    )

    assert area.grading == "ungraded"
    assert [stage.identifier for stage in area.stages] == [
        "contact",
        "response",
        "crime-recording",
        "allocation",
        "investigation",
        "outcome",
    ]
    assert [stage.identifier for stage in area.stages if not stage.expectation] == []


def test_organised_crime_2021_22_has_three_sub_themes(catalogue: Catalogue) -> None:
    target = catalogue.frameworks["peel-2021-22"].target("disrupting-serious-organised-crime")

    assert [theme["identifier"] for theme in target.model_dump()["sub_themes"]] == [
        "understanding-and-setting-priorities",
        "resources-and-skills",
        "tackling-and-safeguarding",
    ]


@pytest.mark.item("S-023")
@pytest.mark.parametrize(
    ("identifier", "spellings"),
    [
        ("recording-data-about-crime", ["Recording data about crime", "recording crime"]),
        (
            "treating-the-public",
            [
                "Engaging with and treating the public with fairness and respect",
                "treating people fairly and with respect",
            ],
        ),
        ("preventing-crime", ["Preventing crime and anti-social behaviour", "prevention and deterrence"]),
        ("responding-to-the-public", ["Responding to the public"]),
        ("investigating-crime", ["Investigating crime"]),
        ("protecting-vulnerable-people", ["Protecting vulnerable people"]),
        ("managing-offenders", ["Managing offenders and suspects"]),
        (
            "disrupting-serious-organised-crime",
            ["Disrupting serious organised crime", "tackling serious and organised crime"],
        ),
        (
            "building-the-workforce",
            ["Building, supporting and protecting the workforce", "building and developing its workforce"],
        ),
        (
            "planning-and-value-for-money",
            [
                "Strategic planning, organisational management and value for money",
                "operating efficiently",
                "operational efficiency",
            ],
        ),
        ("service-to-victims", ["Victim service assessment", "Providing a service to the victims of crime"]),
    ],
)
def test_every_spelling_of_an_area_leads_to_one_identifier(
    catalogue: Catalogue, identifier: str, spellings: list[str]
) -> None:
    framework = catalogue.frameworks["peel-2021-22"]

    assert {framework.resolve(text) for text in spellings} == {identifier}


def test_resolve_reads_past_case_hyphens_and_ampersands(catalogue: Catalogue) -> None:
    framework = catalogue.frameworks["peel-2021-22"]

    assert framework.resolve("  PREVENTING crime & anti social behaviour ") == "preventing-crime"
    assert framework.resolve("league position") is None


@pytest.mark.parametrize(
    ("framework", "text", "identifier"),
    [
        ("peel-2014", "reducing crime", "preventing-crime"),
        ("peel-2014", "investigating offending", "investigating-crime"),
        ("peel-2014", "anti-social behaviour", "anti-social-behaviour"),
        ("peel-2014", "value for money", "efficiency"),
        ("peel-2016", "Vulnerability", "protecting-vulnerable-people"),
        ("peel-2016", "Investigation", "investigating-crime"),
        ("peel-2016", "fairness to public", "fairness-to-public"),
        ("peel-2017", "demand", "understanding-demand"),
        ("peel-2017", "use of resources", "use-of-resources"),
        ("peel-2017", "future planning", "future-planning"),
        ("peel-2018-19", "current demand", "resources-and-demand"),
        (
            "peel-2023-25",
            "Serious and organised crime (separate regional inspection)",
            "disrupting-serious-organised-crime",
        ),
    ],
)
def test_spellings_of_published_grade_lists_resolve(
    catalogue: Catalogue, framework: str, text: str, identifier: str
) -> None:
    assert catalogue.frameworks[framework].resolve(text) == identifier


@pytest.mark.item("S-027")
def test_five_tiers_are_ordered_from_inadequate_to_outstanding(catalogue: Catalogue) -> None:
    scale = catalogue.scale_of("peel-2021-22")
    ranks = [
        scale.rank(tier) for tier in ("inadequate", "requires-improvement", "adequate", "good", "outstanding")
    ]

    assert ranks == [0, 1, 2, 3, 4]
    assert scale.labels == ("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding")


def test_four_tiers_do_not_know_adequate(catalogue: Catalogue) -> None:
    scale = catalogue.scale_of("peel-2016")

    with pytest.raises(UnknownIdentifierError) as refusal:
        scale.tier("adequate")

    assert refusal.value.message == (
        "There is no grade on the Four-tier scale 'adequate'. "
        "Choose one of: good, inadequate, outstanding, requires-improvement."
    )


def test_older_rounds_form_one_family_and_later_rounds_stand_alone(catalogue: Catalogue) -> None:
    families = {family.identifier: family.frameworks for family in catalogue.comparability.families}

    assert families == {
        "peel-four-tier": ("peel-2014", "peel-2015", "peel-2016", "peel-2017", "peel-2018-19"),
        "peel-2021": ("peel-2021-22",),
        "peel-2023": ("peel-2023-25",),
        "peel-2025": ("peel-2025-27",),
    }


def test_every_change_of_family_has_its_reason(catalogue: Catalogue) -> None:
    ordered = list(catalogue.frameworks.values())
    changes = [
        (earlier.identifier, later.identifier)
        for earlier, later in pairwise(ordered)
        if earlier.family != later.family
    ]

    assert [(gap.earlier, gap.later) for gap in catalogue.comparability.breaks] == changes


def test_there_are_forty_three_forces_in_scope(catalogue: Catalogue) -> None:
    countries = [force.country for force in catalogue.forces_in_scope]

    assert (len(countries), countries.count("England"), countries.count("Wales")) == (43, 39, 4)
    assert [force.slug for force in catalogue.forces.values() if force.welsh] == [
        "north-wales",
        "gwent",
        "south-wales",
        "dyfed-powys",
    ]


def test_british_transport_police_is_out_of_scope_with_the_reason(catalogue: Catalogue) -> None:
    outside = [force for force in catalogue.forces.values() if not force.in_scope]

    assert [force.slug for force in outside] == ["btp"]
    assert outside[0].note == (
        "Outside the scope of inspection, so left out of totals for England and Wales."
    )


@pytest.mark.parametrize(
    ("slug", "name", "body", "kind"),
    [
        ("cleveland", "Cleveland Police", "Cleveland Police and Crime Commissioner", "pcc"),
        ("durham", "Durham Constabulary", "Durham Police and Crime Commissioner", "pcc"),
        ("dyfed-powys", "Dyfed-Powys Police", "Dyfed-Powys Police and Crime Commissioner", "pcc"),
        ("essex", "Essex Police", "Essex Police, Fire and Crime Commissioner", "pfcc"),
        ("metropolitan", "Metropolitan Police Service", "Mayor's Office for Policing and Crime", "mayor"),
        ("greater-manchester", "Greater Manchester Police", "Mayor of Greater Manchester", "mayor"),
        ("city-of-london", "City of London Police", "City of London Corporation", "corporation"),
    ],
)
def test_a_force_has_its_name_and_its_local_policing_body(
    catalogue: Catalogue, slug: str, name: str, body: str, kind: str
) -> None:
    force = catalogue.forces[slug]

    assert (force.name, force.local_policing_body, force.local_policing_body_kind) == (name, body, kind)


def test_hampshire_keeps_the_name_of_its_day(catalogue: Catalogue) -> None:
    force = catalogue.forces["hampshire"]

    assert force.name_on(date(2022, 11, 15)) == "Hampshire Constabulary"
    assert force.name_on(date(2022, 11, 16)) == "Hampshire and Isle of Wight Constabulary"


@pytest.mark.parametrize("text", ["Cleveland", "cleveland police", "E23000013", "CLEVELAND"])
def test_a_force_is_found_by_any_of_its_names(catalogue: Catalogue, text: str) -> None:
    assert catalogue.find_force(text) == catalogue.forces["cleveland"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("London, City of", "city-of-london"),
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("Hampshire Constabulary", "hampshire"),
        ("Heddlu Gwent", "gwent"),
        ("Metropolitan Police", "metropolitan"),
    ],
)
def test_odd_spellings_of_data_sets_find_their_force(catalogue: Catalogue, text: str, slug: str) -> None:
    assert catalogue.find_force(text) == catalogue.forces[slug]


@pytest.mark.item("S-001")
def test_the_inspectorate_has_the_name_of_the_day(catalogue: Catalogue) -> None:
    inspectorate = catalogue.bodies["inspectorate"]

    assert inspectorate.name_on(date(2016, 12, 8)) == "HMIC"
    assert inspectorate.name_on(date(2023, 3, 17)) == "HMICFRS"
    assert inspectorate.full_name_on(date(2016, 12, 8)) == "Her Majesty's Inspectorate of Constabulary"
    assert inspectorate.full_name_on(date(2023, 3, 17)) == (
        "His Majesty's Inspectorate of Constabulary and Fire & Rescue Services"
    )


@pytest.mark.parametrize(
    ("day", "short"),
    [(date(2017, 7, 18), "HMIC"), (date(2017, 7, 19), "HMICFRS")],
)
def test_the_inspectorate_changes_its_name_overnight(catalogue: Catalogue, day: date, short: str) -> None:
    assert catalogue.bodies["inspectorate"].name_on(day) == short


def test_the_complaints_body_of_2017_was_the_ipcc(catalogue: Catalogue) -> None:
    body = catalogue.bodies["iopc"]

    assert body.name_on(date(2017, 10, 1)) == "IPCC"
    assert body.name_on(date(2018, 1, 8)) == "IOPC"
    assert body.name_on(date(2003, 1, 1)) is None


def test_populations_sum_to_england_and_wales(catalogue: Catalogue) -> None:
    rows = [row for row in catalogue.populations if row.reference == "mid-2020"]

    assert len(rows) == 43
    assert sum(row.value for row in rows) == 59_719_724
    assert {row.reference_date for row in rows} == {date(2020, 6, 30)}


def test_population_of_cleveland_names_its_source(catalogue: Catalogue) -> None:
    population = catalogue.population("cleveland")

    assert population.value == 569_768
    assert population.source.startswith("Office for National Statistics mid-2020")


def test_population_nobody_holds_is_refused_with_what_is_allowed(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownIdentifierError) as refusal:
        catalogue.population("cleveland", "mid-2031")

    assert refusal.value.message == "There is no population 'cleveland mid-2031'. Choose one of: none."


@pytest.mark.parametrize(
    ("day", "days"), [(date(2017, 1, 30), None), (date(2017, 1, 31), 56), (date(2017, 3, 2), 56)]
)
def test_the_statutory_limit_begins_with_the_amendment(
    catalogue: Catalogue, day: date, days: int | None
) -> None:
    version = catalogue.clocks["police-act-s55"].version_on(day)

    assert version is not None
    assert version.days == days


def test_a_report_of_2_march_2017_is_answered_by_26_april(catalogue: Catalogue) -> None:
    version = catalogue.clocks["police-act-s55"].version_on(date(2017, 3, 2))

    assert version is not None
    assert version.days is not None
    assert (version.day_kind, version.first_day_counted) == ("calendar", True)
    assert date(2017, 3, 2) + timedelta(days=version.days - 1) == date(2017, 4, 26)


@pytest.mark.parametrize("label", ["Engage", "special measures", "Enhanced monitoring"])
def test_public_labels_lead_to_engage(catalogue: Catalogue, label: str) -> None:
    assert catalogue.monitoring["scan-engage"].resolve(label) == "engage"


def test_stage_sets_follow_one_another_and_the_first_has_five_stages(catalogue: Catalogue) -> None:
    sets = sorted(catalogue.monitoring.values(), key=lambda stage_set: stage_set.valid_from)

    assert [stage_set.identifier for stage_set in sets] == ["2009", "2013", "scan-engage"]
    assert [stage.order for stage in sets[0].stages] == [1, 2, 3, 4, 5]
    assert [
        earlier.valid_to == later.valid_from - timedelta(days=1) for earlier, later in pairwise(sets)
    ] == [True, True]


def test_inspection_kinds_are_the_five_boxes_of_the_response_form(catalogue: Catalogue) -> None:
    assert [(kind.identifier, kind.scope) for kind in catalogue.inspection_kinds] == [
        ("force-specific", "force"),
        ("follow-up", "force"),
        ("partner", "force"),
        ("national", "national"),
        ("thematic", "national"),
    ]


def test_survey_evidence_is_for_themes_only(catalogue: Catalogue) -> None:
    limits = {
        kind.identifier: kind.use_limit for kind in catalogue.evidence_kinds if kind.use_limit != "none"
    }

    assert limits == {
        "workforce-survey": "themes-only",
        "public-feedback": "themes-only",
        "context": "context-only",
    }


def test_the_preferred_term_for_the_abuse_keeps_the_older_one(catalogue: Catalogue) -> None:
    term = catalogue.terms[0]

    assert term.preferred == "abuse of position for a sexual purpose"
    assert term.synonyms == ("abuse of authority for sexual gain", "abuse of authority for sexual purposes")
    assert term.valid_from == date(2017, 4, 1)


def test_catalogue_is_read_once_and_frozen() -> None:
    first, second = load_catalogue(), load_catalogue()
    force: Force = first.forces["cleveland"]

    assert first is second
    with pytest.raises(ValueError, match="frozen"):
        force.region = "Elsewhere"  # type: ignore[misc]


def test_criteria_for_engage_are_versioned_and_know_their_triggers(catalogue: Catalogue) -> None:
    stages = catalogue.monitoring["scan-engage"]
    criteria = stages.criteria_on(date(2019, 1, 1))

    assert criteria is not None
    assert criteria.version == "2018"
    assert [trigger.identifier for trigger in criteria.triggers] == [
        "concern-not-answered",
        "concern-not-managed",
        "service-failure",
    ]
    assert (criteria.trigger("no-such"), stages.criteria_on(date(2017, 12, 31))) == (None, None)
    assert (stages.is_closer("engage", "scan"), stages.is_closer("scan", "engage")) == (True, False)


def test_regimes_whose_criteria_are_not_recorded_have_none(catalogue: Catalogue) -> None:
    assert [catalogue.monitoring[name].criteria for name in ("2009", "2013")] == [(), ()]
