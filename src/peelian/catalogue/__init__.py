"""The regime as data: frameworks, scales, forces, bodies, clocks and what may be compared."""

from peelian.catalogue.catalogue import Catalogue
from peelian.catalogue.findings import CatalogueError, CatalogueFinding
from peelian.catalogue.frameworks import (
    Alias,
    Area,
    Characteristic,
    Component,
    Declared,
    Framework,
    Pillar,
    Stage,
    SubTheme,
)
from peelian.catalogue.loader import ENGLAND_AND_WALES, load_catalogue
from peelian.catalogue.organisations import Body, BodyName, Force, ForceName, Holiday, Population
from peelian.catalogue.regime import (
    Break,
    Clock,
    ClockVersion,
    Comparability,
    Family,
    MonitoringStage,
    StageSet,
)
from peelian.catalogue.scales import Programme, Scale, Tier
from peelian.catalogue.validation import validate_catalogue
from peelian.catalogue.values import UnknownIdentifierError
from peelian.catalogue.vocabularies import (
    Abbreviation,
    EvidenceKind,
    InspectionKind,
    Marking,
    Term,
    Vocabularies,
)

__all__ = [
    "ENGLAND_AND_WALES",
    "Abbreviation",
    "Alias",
    "Area",
    "Body",
    "BodyName",
    "Break",
    "Catalogue",
    "CatalogueError",
    "CatalogueFinding",
    "Characteristic",
    "Clock",
    "ClockVersion",
    "Comparability",
    "Component",
    "Declared",
    "EvidenceKind",
    "Family",
    "Force",
    "ForceName",
    "Framework",
    "Holiday",
    "InspectionKind",
    "Marking",
    "MonitoringStage",
    "Pillar",
    "Population",
    "Programme",
    "Scale",
    "Stage",
    "StageSet",
    "SubTheme",
    "Term",
    "Tier",
    "UnknownIdentifierError",
    "Vocabularies",
    "load_catalogue",
    "validate_catalogue",
]
