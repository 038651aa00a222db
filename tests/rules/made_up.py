"""A small invented regime, so that the rules are tested on values and not on one catalogue."""

from datetime import date

from peelian.catalogue import (
    Area,
    Break,
    Catalogue,
    Characteristic,
    Comparability,
    Component,
    Declared,
    Family,
    Force,
    ForceName,
    Framework,
    Pillar,
    Programme,
    Scale,
    Tier,
    Vocabularies,
)

LADDER = Scale(
    identifier="ladder",
    title="ladder of four rungs",
    tiers=tuple(
        Tier(identifier=name, label=name.title(), meaning=f"{name} work")
        for name in ("poor", "weak", "fair", "fine")
    ),
)
STAIRS = Scale(
    identifier="stairs",
    title="stairs of three steps",
    tiers=tuple(
        Tier(identifier=name, label=name.title(), meaning=f"{name} work") for name in ("low", "mid", "high")
    ),
)

HARBOUR = Area(
    identifier="harbour",
    title="Watching the harbour",
    judgement_wording="watching the harbour",
    grading="graded",
    characteristics=(
        Characteristic(identifier="harbour.1", number=1, text="Ships are met."),
        Characteristic(identifier="harbour.2", number=2, text="Cargo is looked at."),
    ),
)
TIDES = Area(
    identifier="tides",
    title="Knowing the tides",
    judgement_wording="knowing the tides",
    grading="ungraded",
    allows_items=False,
)
LAMPS = Area(
    identifier="lamps",
    title="Keeping the lamps",
    judgement_wording="keeping the lamps",
    grading="when-tested",
)
KEEPING = Pillar(
    identifier="keeping",
    title="Keeping watch",
    judgement_wording="keeping watch",
    definition="A watch that is kept.",
    graded=True,
    central_question="Is the watch kept?",
)


def framework(identifier: str, scale: str, family: str, **extra: object) -> Framework:
    """Build a framework with the areas above."""
    values: dict[str, object] = {
        "identifier": identifier,
        "programme": "watch",
        "title": f"Watch {identifier[-4:]}",
        "cycle": identifier[-4:],
        "cadence": "annual",
        "scale": scale,
        "family": family,
        "published": date(int(identifier[-4:]), 1, 1),
        "central_question": "Is the coast safe?",
        "pillars": (KEEPING,),
        "areas": (HARBOUR, TIDES, LAMPS),
        "report_parts": ("summary", "areas"),
        "source": "invented",
    }
    return Framework(**{**values, **extra})


FIRST = framework("watch-2001", "ladder", "old")
SECOND = framework("watch-2002", "ladder", "old")
THIRD = framework(
    "watch-2003",
    "stairs",
    "new",
    declared=Declared(areas=4, graded=3),
    components=(
        Component(identifier="walk", title="The walk along the coast", required=True),
        Component(identifier="lamp-test", title="The lamp test", area="lamps", required=False),
    ),
    changes=("The stairs replaced the ladder.",),
    report_parts=("summary", "changes", "observations", "areas", "about-the-data"),
)
FOURTH = framework("watch-2004", "stairs", "newer")
FIFTH = framework("watch-2005", "stairs", "newest")


def force(slug: str, *, in_scope: bool = True) -> Force:
    """Build a force in or out of scope."""
    name = f"{slug.title()} Watch"
    return Force(
        slug=slug,
        short_name=slug.title(),
        names=(ForceName(name=name),),
        region="coast",
        country="island",
        local_policing_body="council",
        local_policing_body_kind="council",
        in_scope=in_scope,
    )


FORCES = {slug: force(slug) for slug in ("north", "south", "west")} | {"rail": force("rail", in_scope=False)}

WATCH = Programme(identifier="watch", title="Watch", start_year=2001, central_question="Is the coast safe?")

CATALOGUE = Catalogue(
    programmes={"watch": WATCH},
    scales={"ladder": LADDER, "stairs": STAIRS},
    frameworks={item.identifier: item for item in (FIRST, SECOND, THIRD, FOURTH, FIFTH)},
    forces=FORCES,
    bodies={},
    populations=(),
    named_holidays=(),
    clocks={},
    comparability=Comparability(
        families=(Family(identifier="old", frameworks=("watch-2001", "watch-2002")),),
        breaks=(
            Break(earlier="watch-2002", later="watch-2003", reason="The scale changed."),
            Break(earlier="watch-2003", later="watch-2004", reason="The focus changed."),
        ),
    ),
    monitoring={},
    terms=(),
    vocabularies=Vocabularies.model_construct(),
)
