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
from peelian.catalogue.instruments import (
    NO,
    NOT_RELEVANT,
    YES,
    CaseField,
    CaseSet,
    Instrument,
    Option,
    OverallWord,
    Part,
    Picture,
    Question,
    Relevance,
)
from peelian.catalogue.loader import ENGLAND_AND_WALES, load_catalogue
from peelian.catalogue.organisations import Body, BodyName, Force, ForceName, Holiday, Population
from peelian.catalogue.outcomes import Outcome
from peelian.catalogue.record_formats import FormatColumn, RecordFormat
from peelian.catalogue.record_tables import ColumnType, RecordCode, RecordColumn, RecordTable
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
    "NO",
    "NOT_RELEVANT",
    "YES",
    "Abbreviation",
    "Alias",
    "Area",
    "Body",
    "BodyName",
    "Break",
    "CaseField",
    "CaseSet",
    "Catalogue",
    "CatalogueError",
    "CatalogueFinding",
    "Characteristic",
    "Clock",
    "ClockVersion",
    "ColumnType",
    "Comparability",
    "Component",
    "Declared",
    "EvidenceKind",
    "Family",
    "Force",
    "ForceName",
    "FormatColumn",
    "Framework",
    "Holiday",
    "InspectionKind",
    "Instrument",
    "Marking",
    "MonitoringStage",
    "Option",
    "Outcome",
    "OverallWord",
    "Part",
    "Picture",
    "Pillar",
    "Population",
    "Programme",
    "Question",
    "RecordCode",
    "RecordColumn",
    "RecordFormat",
    "RecordTable",
    "Relevance",
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
