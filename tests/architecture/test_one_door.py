"""Nothing outside the services writes to the database."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "peelian"
MANAGER_WRITES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "update", "bulk_update", "delete",
    "acreate", "aupdate", "adelete",
}  # fmt: skip
INSTANCE_WRITES = {"save", "asave", "delete", "adelete", "bulk_create", "bulk_update", "update_or_create"}


def modules_that_only_read() -> list[Path]:
    """The doors, and of each app the rooms that ask and show."""
    doors = [path for path in (SOURCE / "interfaces").rglob("*.py") if "migrations" not in path.parts]
    rooms = [
        path
        for room in ("queries", "policies", "forms")
        for path in [*(SOURCE / "apps").glob(f"*/{room}.py"), *(SOURCE / "apps").glob(f"*/{room}/**/*.py")]
    ]
    return sorted([*doors, *rooms])


def names_in(node: ast.expr) -> set[str]:
    """Attribute names along a chain such as ``Item.objects.filter(...)``."""
    return {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def writes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and name of each call that writes to the database."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        through_manager = "objects" in names_in(node.func.value)
        if node.func.attr in INSTANCE_WRITES or (through_manager and node.func.attr in MANAGER_WRITES):
            yield node.lineno, node.func.attr


def state_updates(tree: ast.AST) -> Iterator[int]:
    """Lines that set a state by ``.update(state=...)``, past the table of transitions."""
    for node in ast.walk(tree):
        is_update = (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
        )
        if is_update and any(keyword.arg == "state" for keyword in node.keywords):
            yield node.lineno


def where(path: Path, line: int) -> str:
    return f"{path.relative_to(SOURCE)}:{line}"


def test_only_services_write() -> None:
    found = [
        f"{where(path, line)} calls {name}"
        for path in modules_that_only_read()
        for line, name in writes(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_no_state_is_set_past_the_table_of_transitions() -> None:
    found = [
        where(path, line)
        for path in sorted(SOURCE.rglob("*.py"))
        for line in state_updates(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert found == []


def test_the_check_sees_a_write() -> None:
    tree = ast.parse("Item.objects.filter(pk=1).update(state='closed')\nitem.save()\nwords.update(more)")

    assert list(writes(tree)) == [(1, "update"), (2, "save")]
    assert list(state_updates(tree)) == [1]
