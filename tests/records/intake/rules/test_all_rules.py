from pathlib import Path

from peelian.records.intake import rules
from peelian.records.intake.rules import RULES

HERE = Path(__file__).parent
FILES = sorted(path.stem for path in Path(rules.__file__).parent.glob("*.py") if path.stem != "__init__")


def test_every_rule_has_its_own_file_and_test():
    assert sorted(rule.identifier for rule in RULES) == [name.replace("_", "-") for name in FILES]
    assert [name for name in FILES if not (HERE / f"test_{name}.py").is_file()] == []


def test_every_rule_says_what_it_is_about():
    assert [rule.identifier for rule in RULES if not rule.title or not rule.meaning.endswith(".")] == []
