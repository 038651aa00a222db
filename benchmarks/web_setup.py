"""Fill a database for the benchmark of the web pages, and tell what to ask for.

Runs in a process of its own with the settings of one database. Prints, as JSON, the addresses, a signed-in
session and the number of queries of each list with few and with many rows.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta

import django

from peelian.interfaces.cli.static_files import gather_static_files

SEED = 20221231
BATCH = 5_000
KINDS = ("cause-of-concern", "recommendation", "area-for-improvement")
STATES = ("open", "open", "open", "closed", "superseded")


def main() -> int:
    """Load the demonstration, add items, and print what the measuring process needs."""
    count = int(sys.argv[1])
    done = subprocess.run(["peelian", "demo", "--json"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        return 1
    django.setup()
    gather_static_files()
    cookie = session_cookie("lead.inspector@inspectorate.example")
    pages, lists = addresses()
    few = {name: queries(address, "") for name, address in pages.items()}
    few |= {name: queries(address, cookie) for name, address in lists.items()}
    add_items(count)
    many = {name: queries(address, "") for name, address in pages.items()}
    many |= {name: queries(address, cookie) for name, address in lists.items()}
    print(
        json.dumps({"pages": pages, "lists": lists, "cookie": cookie, "queries": {"few": few, "many": many}})
    )
    return 0


def addresses() -> tuple[dict[str, str], dict[str, str]]:
    """The public pages and the lists of the workspace, by name."""
    from django.urls import reverse

    pages = {
        "home": reverse("public:home"),
        "force": reverse("public:force", args=["cleveland"]),
        "report": reverse("public:report", args=["cleveland-2021-22"]),
        "items": reverse("public:items"),
    }
    names = ("home", "rounds", "inspections", "evidence_list", "organisations")
    return pages, {f"workspace {name}": reverse(f"workspace:{name}") for name in names}


def session_cookie(email: str) -> str:
    """Sign somebody in as a browser would, and return the cookie."""
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def queries(address: str, cookie: str) -> int:
    """How many queries one page needs; made afresh, not answered from memory."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", **({"cookie": cookie} if cookie else {})})
    client.get(address)
    from peelian.apps.audit.services import renew_public_content

    renew_public_content()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}.")
    return len(captured)


def add_items(count: int) -> None:
    """Add generated items to every force; the same seed gives the same items."""
    from peelian.apps.audit.services import renew_public_content
    from peelian.apps.followup.models import Item
    from peelian.apps.organisations.models import Organisation

    drawn = random.Random(SEED)
    inspectorate = Organisation.objects.get(slug="inspectorate")
    forces = list(Organisation.objects.filter(kind="force", in_scope=True).order_by("slug"))
    for start in range(0, count, BATCH):
        Item.objects.bulk_create(
            generated_item(drawn, number, inspectorate, drawn.choice(forces))
            for number in range(start, min(start + BATCH, count))
        )
    renew_public_content()


def generated_item(drawn: random.Random, number: int, inspectorate: object, force: object) -> object:
    """One made-up item."""
    from peelian.apps.followup.models import Item

    state = drawn.choice(STATES)
    raised = date(2016, 1, 1) + timedelta(days=drawn.randrange(3_600))
    return Item(
        inspectorate=inspectorate,
        force=force,
        kind=drawn.choice(KINDS),
        addressee="force",
        title=f"Generated item {number}",
        text=f"Made up for a benchmark, number {number}: plan, measure, and report what changed.",
        state=state,
        stage="not-started" if state == "open" else "",
        state_reason="" if state == "open" else "Made up.",
        raised_on=raised,
        listed_on=raised,
        source="Benchmark",
        exception_note="Made up.",
    )


if __name__ == "__main__":
    sys.exit(main())
