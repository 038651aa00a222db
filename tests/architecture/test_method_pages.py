"""Every public statistic has its page, and every example on a page and in a docstring gives what it shows."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import peelian.stats

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "methods").glob("*.md"))
STATISTICS_PAGES = [page for page in PAGES if "peelian.stats" in page.read_text(encoding="utf-8")]
MODULES = sorted(found.name for found in pkgutil.iter_modules(peelian.stats.__path__, "peelian.stats."))
PARTS = (
    "**Question.**",
    "**Formula.**",
    "**Assumes.**",
    "**When not to use it.**",
    "**Source.**",
    "**Example.**",
)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def public_statistics() -> list[str]:
    public = {name: getattr(peelian.stats, name) for name in peelian.stats.__all__}
    return sorted(name for name, thing in public.items() if inspect.isfunction(thing))


@pytest.mark.parametrize("name", public_statistics())
def test_public_statistic_has_a_page(name: str) -> None:
    pages = [page.name for page in PAGES if f"`{name}`" in page.read_text(encoding="utf-8")]

    assert pages != [], f"No page of docs/methods names `{name}`."


@pytest.mark.parametrize("page", STATISTICS_PAGES, ids=lambda page: page.stem)
def test_page_has_all_its_parts_and_names_tests_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    holders = re.findall(r"`(tests/[^`]+\.py)`", text.partition("**Held by**")[2])

    assert [part for part in PARTS if part not in text] == []
    assert holders != []
    assert [holder for holder in holders if not (ROOT / holder).is_file()] == []


@pytest.mark.parametrize("page", STATISTICS_PAGES, ids=lambda page: page.stem)
def test_example_on_a_page_gives_what_it_shows(page: Path) -> None:
    result = doctest.testfile(str(page), module_relative=False, optionflags=FLAGS)

    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_give_what_they_show(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name), optionflags=FLAGS).failed == 0
