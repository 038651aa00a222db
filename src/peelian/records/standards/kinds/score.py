"""Score: the answers that reviewers gave to one question, case by case.

Relevant is every case to which the question applies and that has an answer; an exception is
one whose answer does not meet the standard.
"""

from __future__ import annotations

from peelian.catalogue.instruments import NOT_RELEVANT
from peelian.catalogue.standards import ScoreStandard
from peelian.records.expressions import is_missing
from peelian.records.standards.checked import Checked, Records, exceptions


def check(standard: ScoreStandard, records: Records) -> Checked:
    """Return the answered cases of a question, and those that fall short."""
    named = standard.parameters
    question = records.catalogue.instruments[named.instrument].question(named.question)
    rows = records.relevant(standard)
    asked = (rows["instrument"] == named.instrument) & (rows["question"] == named.question)
    answered = rows.filter(asked & ~is_missing(rows["answer"]) & (rows["answer"] != NOT_RELEVANT))
    short = answered.filter(answered["answer"].notin(question.answers_that_meet))
    return Checked(answered, exceptions(short, records.key(short, standard.table), short["answer"]))
