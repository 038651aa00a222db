"""Every error code that the product raises is in the public list."""

import ast
from pathlib import Path

import peelian
from peelian.rules import errors
from peelian.rules.errors import ERROR_CODES, NotPermittedError, PeelianError, RefusalError

TREE = {
    name
    for name, thing in vars(errors).items()
    if isinstance(thing, type) and issubclass(thing, PeelianError)
}


def codes_raised(source):
    """Return the literal codes with which a module makes errors of the tree."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id in TREE)
    return {call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)}


def test_an_error_carries_code_message_and_details():
    error = RefusalError("refused", "Not now. Ask tomorrow.", {"day": "today"})

    assert (error.code, error.message, str(error), error.details) == (
        "refused",
        "Not now. Ask tomorrow.",
        "Not now. Ask tomorrow.",
        {"day": "today"},
    )


def test_a_role_that_may_not_is_a_refusal():
    assert issubclass(NotPermittedError, RefusalError)


def test_every_code_raised_is_listed():
    package = Path(peelian.__file__).parent
    raised = {code for path in package.rglob("*.py") for code in codes_raised(path.read_text("utf-8"))}

    assert sorted(raised - set(ERROR_CODES)) == []


def test_every_listed_code_explains_itself_in_a_sentence():
    assert [code for code, sentence in ERROR_CODES.items() if not sentence.endswith(".")] == []


def test_the_codes_are_printed_for_the_reference_pages():
    lines = errors.render_error_table().splitlines()

    assert (len(lines), lines[2]) == (
        len(ERROR_CODES) + 2,
        "| `refused` | A rule of the regime does not allow this act. |",
    )
