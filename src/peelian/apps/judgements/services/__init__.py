"""Every change of findings, figures, judgements and published grades."""

from peelian.apps.judgements.services.fieldwork_issues import (
    raise_fieldwork_issue,
    recheck_issue,
    record_remedy,
    share_issue,
    tell_remedy,
)
from peelian.apps.judgements.services.figures import record_figure, remove_figure, update_figure
from peelian.apps.judgements.services.finding_content import Ask, FindingContent, Point
from peelian.apps.judgements.services.findings import (
    confirm_case_example,
    remove_finding,
    update_finding,
    write_finding,
)
from peelian.apps.judgements.services.grade_import import ImportResult, import_grade_records
from peelian.apps.judgements.services.grade_records import correct_grade_records, write_grade_records
from peelian.apps.judgements.services.grade_rows import GRADE_COLUMNS
from peelian.apps.judgements.services.grades import (
    declare_change,
    finalise_grade,
    reopen_grade,
    submit_provisional_grade,
)
from peelian.apps.judgements.services.measure_figures import flow_measure_into_figure
from peelian.apps.judgements.services.overrides import override_gate
from peelian.apps.judgements.services.return_figures import flow_return_into_figure
from peelian.apps.judgements.services.review_figures import WantedFigure, flow_results_into_figures

__all__ = [
    "GRADE_COLUMNS",
    "Ask",
    "FindingContent",
    "ImportResult",
    "Point",
    "WantedFigure",
    "confirm_case_example",
    "correct_grade_records",
    "declare_change",
    "finalise_grade",
    "flow_measure_into_figure",
    "flow_results_into_figures",
    "flow_return_into_figure",
    "import_grade_records",
    "override_gate",
    "raise_fieldwork_issue",
    "recheck_issue",
    "record_figure",
    "record_remedy",
    "remove_figure",
    "remove_finding",
    "reopen_grade",
    "share_issue",
    "submit_provisional_grade",
    "tell_remedy",
    "update_figure",
    "update_finding",
    "write_finding",
    "write_grade_records",
]
