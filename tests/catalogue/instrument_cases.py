"""Made-up cases whose answers to one question are known."""

from peelian.catalogue import NOT_RELEVANT, Question
from peelian.rules.scoring import Answer, ReviewedCase

OTHER = "something else"


def cases_of(question: Question, met: int, short: int, apart: int = 0) -> list[ReviewedCase]:
    """Make cases that meet the standard, that fall short, and to which the question does not apply."""
    falls_short = next(
        option.identifier
        for option in question.choices
        if not option.meets and option.identifier != NOT_RELEVANT
    )
    meets = question.answers_that_meet[0]
    answered = [(meets, True)] * met + [(falls_short, True)] * short + [(meets, False)] * apart
    return [
        made_case(question, f"C-{number}", answer, applies=applies)
        for number, (answer, applies) in enumerate(answered, 1)
    ]


def made_case(question: Question, key: str, answer: str, *, applies: bool) -> ReviewedCase:
    """Make one case; where the question does not apply, an answer left over must not count."""
    rule = question.relevance
    answers = {question.identifier: Answer(answer)}
    facts = {}
    if rule.question is not None:
        answers[rule.question] = Answer(rule.answers[0] if applies else OTHER)
    if rule.field is not None:
        facts[rule.field] = rule.values[0] if applies else OTHER
    if rule.rule == "judged" and not applies:
        answers[question.identifier] = Answer(NOT_RELEVANT)
    return ReviewedCase(key, answers, facts)
