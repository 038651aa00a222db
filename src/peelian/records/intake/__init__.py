"""Taking records in: files of a force or a publisher, checked rule by rule, accepted rows apart from the others."""

from peelian.records.intake.check import check_folder
from peelian.records.intake.findings import Finding, Rule, Severity
from peelian.records.intake.report import FileResult, IntakeReport
from peelian.records.intake.sink import RuleCount

__all__ = ["FileResult", "Finding", "IntakeReport", "Rule", "RuleCount", "Severity", "check_folder"]
