"""Reviews of cases as pages and other apps ask for them."""

from peelian.apps.reviews.queries.agreement import (
    DisagreementRow,
    QuestionAgreement,
    ReviewAgreement,
    agreement,
    disagreements,
)
from peelian.apps.reviews.queries.manifests import draw_manifest
from peelian.apps.reviews.queries.methods import review_is_whole
from peelian.apps.reviews.queries.progress import (
    StratumProgress,
    cases_answered,
    cases_to_answer,
    open_things,
    own_reviews,
    review_progress,
    reviews,
    sampled_cases,
)
from peelian.apps.reviews.queries.proofs import RecordsProof, verify_review_records
from peelian.apps.reviews.queries.results import (
    PlanResults,
    ReviewResults,
    frozen_export,
    plan_results,
    review_results,
    review_tables,
    shortfalls,
)
from peelian.apps.reviews.queries.series import (
    MeasureSeries,
    SeriesPoint,
    Volumes,
    change_between,
    measure_series,
    volumes,
)
from peelian.apps.reviews.queries.sheets import CaseSheet, SheetPart, SheetQuestion, case_sheet
from peelian.apps.reviews.queries.sizes import PlanPrecision, StratumPrecision, plan_of_sets, plan_precision

__all__ = [
    "CaseSheet",
    "DisagreementRow",
    "MeasureSeries",
    "PlanPrecision",
    "PlanResults",
    "QuestionAgreement",
    "RecordsProof",
    "ReviewAgreement",
    "ReviewResults",
    "SeriesPoint",
    "SheetPart",
    "SheetQuestion",
    "StratumPrecision",
    "StratumProgress",
    "Volumes",
    "agreement",
    "case_sheet",
    "cases_answered",
    "cases_to_answer",
    "change_between",
    "disagreements",
    "draw_manifest",
    "frozen_export",
    "measure_series",
    "open_things",
    "own_reviews",
    "plan_of_sets",
    "plan_precision",
    "plan_results",
    "review_is_whole",
    "review_progress",
    "review_results",
    "review_tables",
    "reviews",
    "sampled_cases",
    "shortfalls",
    "verify_review_records",
    "volumes",
]
