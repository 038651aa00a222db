"""Print the reference pages that come from the code and the catalogue, such as commands and the data dictionary."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from peelian.catalogue import load_catalogue
from peelian.interfaces.cli.main import main as peelian
from peelian.records.dictionary import dictionary_page, rules_page
from peelian.records.format_pages import formats_page
from peelian.records.measures.reference_page import measures_page
from peelian.records.standards.reference_page import standards_page
from peelian.rules.errors import ERROR_CODES
from peelian.rules.gates import render_gate_table
from peelian.rules.transitions import TABLES, render_table

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
NOTE = "This page is printed from the code by `make reference`."


def error_page() -> str:
    """Every code of an error with its sentence."""
    rows = "\n".join(f"| `{code}` | {sentence} |" for code, sentence in sorted(ERROR_CODES.items()))
    opening = f"# Error codes\n\n{NOTE} Pages, API and command line tell the same code."
    return f"{opening}\n\n| Code | Meaning |\n|---|---|\n{rows}\n"


def gate_page() -> str:
    """Every gate with the step it guards."""
    return f"# Gates\n\n{NOTE} A gate warns or blocks before a step.\n\n{render_gate_table().strip()}\n"


def transition_page() -> str:
    """Which act leads from which state to which, and who may do it."""
    tables = "\n\n".join(
        f"## {name.capitalize()}\n\n{render_table(table).strip()}" for name, table in TABLES.items()
    )
    return f"# Transitions\n\n{NOTE} What is not listed is refused.\n\n{tables}\n"


def commands(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all below it, with their full names."""
    yield name, command
    if isinstance(command, click.Group):
        with click.Context(command, info_name=name) as context:
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                if found is not None and not found.hidden:
                    yield from commands(found, f"{name} {child}")


def command_page() -> str:
    """The help of every command."""
    parts = [f"# Commands\n\n{NOTE} Each command prints the same with `--help`."]
    for name, found in commands(peelian, "peelian"):
        command = copy.copy(found)
        command._help_option = None  # which click keeps from whoever ran the command before
        context = click.Context(
            command, info_name=name, max_content_width=100, terminal_width=100, **peelian.context_settings
        )
        with context:
            parts.append(f"## {name}\n\n```text\n{command.get_help(context).strip()}\n```")
    return "\n\n".join(parts) + "\n"


def data_dictionary_page() -> str:
    """Every table of records with its columns."""
    catalogue = load_catalogue()
    return dictionary_page(catalogue.record_tables, catalogue.record_formats, NOTE)


def intake_rules_page() -> str:
    """Every rule of the intake of records."""
    return rules_page(NOTE)


def public_formats_page() -> str:
    """Every public file that can be read, with where its columns go."""
    return formats_page(load_catalogue(), NOTE)


def measure_page() -> str:
    """Every measure with its definition."""
    return measures_page(load_catalogue(), NOTE)


def standard_reference_page() -> str:
    """Every standard, and item by item which one covers it."""
    return standards_page(load_catalogue(), NOTE)


PAGES = {
    "errors.md": error_page,
    "gates.md": gate_page,
    "transitions.md": transition_page,
    "commands.md": command_page,
    "standards.md": standard_reference_page,
    "data-dictionary.md": data_dictionary_page,
    "intake-rules.md": intake_rules_page,
    "measures.md": measure_page,
    "public-formats.md": public_formats_page,
}


def main() -> int:
    """Write the pages; with --check only say which are out of date."""
    stale = []
    for name, page in PAGES.items():
        path, text = REFERENCE / name, page()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    print(f"Out of date: {', '.join(stale) or 'none'}.")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
