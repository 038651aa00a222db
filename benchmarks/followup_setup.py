"""Fill a database for the benchmark of the register, and tell what to ask for.

Runs in a process of its own with the settings of one database. Prints, as JSON, the addresses, signed-in sessions and
the number of queries of each list with few and with many items.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.web_setup import generated_item, queries, session_cookie
from peelian.interfaces.cli.static_files import gather_static_files

SEED, BATCH, FEW = 20230317, 5_000, 120
WORDS_OF_AN_ITEM = 60
WHO = {"lead": "lead.inspector@inspectorate.example", "force": "liaison@cleveland.example"}
WORDS = (
    "custody",
    "vetting",
    "vulnerability",
    "recording",
    "wellbeing",
    "detainees",
    "THRIVE",
    "supervision",
)
REGISTER = "/workspace/register/"
LISTS = {
    "register of the inspectorate": ("lead", REGISTER),
    "  kind and state": ("lead", f"{REGISTER}?kind=recommendation&state=open"),
    "  one force": ("lead", f"{REGISTER}?force=kent&state=open"),
    "  theme": ("lead", f"{REGISTER}?theme=domestic-abuse"),
    "  overdue": ("lead", f"{REGISTER}?due=overdue"),
    "  stage": ("lead", f"{REGISTER}?stage=declared-complete"),
    "  search: a rare word": ("lead", f"{REGISTER}?text=number+777"),
    "  search: a common word": ("lead", f"{REGISTER}?text=custody"),
    "  search: in every item": ("lead", f"{REGISTER}?text=plan+measure"),
    "  search and filters": ("lead", f"{REGISTER}?text=vetting&state=open&theme=domestic-abuse"),
    "register of a force": ("force", REGISTER),
    "  nearest date first": ("force", f"{REGISTER}?order=date&state=open"),
    "  search in a force": ("force", f"{REGISTER}?text=custody"),
    "  stale news": ("force", f"{REGISTER}?news=stale"),
}
FILES = {form: f"{REGISTER}register.{form}" for form in ("csv", "json", "xlsx")}


def main() -> int:
    """Load the demonstration, add items and updates, and print what the measuring process needs."""
    items, updates = int(sys.argv[1]), int(sys.argv[2])
    done = subprocess.run(["peelian", "demo", "--json"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        return 1
    django.setup()
    gather_static_files()
    cookies = {who: session_cookie(email) for who, email in WHO.items()}
    add_items(FEW, 0)
    add_updates(FEW)
    few = {name: queries(address, cookies[who]) for name, (who, address) in LISTS.items()}
    add_items(items, FEW)
    add_updates(updates)
    gather_statistics()
    many = {name: queries(address, cookies[who]) for name, (who, address) in LISTS.items()}
    plan = {"lists": LISTS, "files": FILES, "cookies": cookies, "queries": {"few": few, "many": many}}
    print(json.dumps(plan))
    return 0


def add_items(count: int, first: int) -> None:
    """Add generated items to every force; the same seed gives the same items. The first few fit every list."""
    from peelian.apps.followup.models import Item
    from peelian.apps.frameworks.queries import regime
    from peelian.apps.organisations.models import Organisation

    drawn = random.Random(SEED + first)
    inspectorate = Organisation.objects.get(slug="inspectorate")
    forces = list(Organisation.objects.filter(kind="force", in_scope=True).order_by("slug"))
    known = {force.slug: force for force in forces}
    themes = ["", *(theme.identifier for theme in regime().themes)]
    words = running_words(regime())
    for start in range(first, first + count, BATCH):
        made = []
        for number in range(start, min(start + BATCH, first + count)):
            few = number < FEW
            force = known[("cleveland", "kent")[number % 2]] if few else drawn.choice(forces)
            item: Any = generated_item(drawn, number, inspectorate, force)
            item.text += " " + " ".join(drawn.choices(words, k=WORDS_OF_AN_ITEM))
            _work_on(item, drawn, themes, few)
            made.append(item)
        Item.objects.bulk_create(made)


def running_words(catalogue: Any) -> list[str]:
    """The words of every characteristic of the regime, each as often as it occurs: what a database expects of words."""
    areas = [area for framework in catalogue.frameworks.values() for area in framework.areas]
    return [
        word
        for area in areas
        for each in area.characteristics
        for word in re.findall(r"[A-Za-z]+", each.text)
    ]


def _work_on(item: Any, drawn: random.Random, themes: list[str], few: bool) -> None:
    """Give an item a theme, words, a date and a stage."""
    item.theme = "domestic-abuse" if few else drawn.choice(themes)
    item.text += " " + (" ".join((*WORDS, "number 777")) if few else " ".join(drawn.sample(WORDS, 3)))
    if few:
        item.kind, item.state, item.state_reason = "recommendation", "open", ""
        item.stage, item.due = "declared-complete", date(2026, 1, 1)
    elif item.state == "open":
        item.stage = drawn.choices(
            ("not-started", "in-progress", "declared-complete", "under-test"), (50, 40, 6, 4)
        )[0]
        if drawn.random() < 0.3:
            item.due = date(2026, 1, 1) + timedelta(days=drawn.randrange(900))


def add_updates(count: int) -> None:
    """Add generated updates of forces to open items, the latest day kept on the item."""
    from django.contrib.auth import get_user_model

    from peelian.apps.actions.models import Update
    from peelian.apps.followup.models import Item

    drawn = random.Random(SEED)
    author = get_user_model().objects.get(email=WHO["force"])
    keys = list(Item.objects.filter(source="Benchmark").order_by("pk").values_list("pk", flat=True))
    for start in range(0, count, BATCH):
        Update.objects.bulk_create(
            Update(
                item_id=keys[number % len(keys)],
                author=author,
                on=date(2022, 1, 1) + timedelta(days=drawn.randrange(1_200)),
                text=f"Made up for a benchmark: update {number}.",
            )
            for number in range(start, min(start + BATCH, count))
        )


def gather_statistics() -> None:
    """Let PostgreSQL look at what came in and write it down, as it does by itself within minutes of a large import."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("CHECKPOINT")


if __name__ == "__main__":
    sys.exit(main())
