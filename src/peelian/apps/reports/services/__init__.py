"""Every change of reports, accuracy checks and publications."""

from peelian.apps.reports.services.accuracy import (
    answer_accuracy_comment,
    draft_accuracy_comment,
    open_accuracy_check,
    share_for_accuracy_check,
    sign_off_report,
    submit_accuracy_comments,
    update_accuracy_comment,
)
from peelian.apps.reports.services.charts import add_chart, remove_chart
from peelian.apps.reports.services.drafting import (
    DraftContent,
    remove_observation_point,
    update_observation_point,
    write_area_text,
    write_observation_point,
    write_report_draft,
)
from peelian.apps.reports.services.press import make_press_statement
from peelian.apps.reports.services.publication import (
    correct_report,
    publish_report,
    publish_round,
    start_correction,
)

__all__ = [
    "DraftContent",
    "add_chart",
    "answer_accuracy_comment",
    "correct_report",
    "draft_accuracy_comment",
    "make_press_statement",
    "open_accuracy_check",
    "publish_report",
    "publish_round",
    "remove_chart",
    "remove_observation_point",
    "share_for_accuracy_check",
    "sign_off_report",
    "start_correction",
    "submit_accuracy_comments",
    "update_accuracy_comment",
    "update_observation_point",
    "write_area_text",
    "write_observation_point",
    "write_report_draft",
]
