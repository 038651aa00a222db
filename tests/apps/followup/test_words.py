"""Items are found by their words: whole or begun, in any order, by old terms and new, and never a draft."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection

from peelian.apps import full_text
from peelian.apps.followup.models import Item
from peelian.apps.followup.queries import ItemFilter, items_filtered
from peelian.apps.followup.queries.words import WORDS
from tests.interfaces.public.made import make_item

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    return sorted(each.title for each in items_filtered(AnonymousUser(), ItemFilter(text=text)))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("vetting", ["Vetting has gaps"]),
        ("GAPS vetting", ["Vetting has gaps"]),
        ("vett", ["Vetting has gaps"]),
        ("ve", []),
        ("records of 2021/22", ["Crime-recording"]),
        ("22", ["Crime-recording"]),
        ("vetting records", []),
        ("\"' OR 1=1 --", []),
        ("vetting* NEAR(gaps)", []),
        ("& | ! : *", []),
        ("", ["Crime-recording", "Vetting has gaps"]),
    ],
)
def test_items_hold_every_word_of_the_search(text: str, titles: list[str]) -> None:
    make_item(title="Vetting has gaps", text="Too few are checked.")
    make_item(title="Crime-recording", text="The records of 2021/22 are late.")

    assert found(text) == titles


@pytest.mark.parametrize(("often", "dense"), [(1_000, 0.5), (1, 2), (1, 0)])
def test_common_and_rare_words_find_the_same(
    often: int, dense: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_text, "OFTEN", often)
    monkeypatch.setattr(full_text, "DENSE", dense)
    make_item(title="Plan")
    make_item(title="Planning")
    make_item(title="Plan in secret", state="draft")
    make_item(title="Other")

    page = items_filtered(AnonymousUser(), ItemFilter(text="plan"))[:3]
    assert found("plan") == ["Plan", "Planning"] == sorted(each.title for each in page)
    if connection.vendor == "sqlite":
        assert ("EXISTS" in str(page.query)) is (dense == 0)


def test_search_follows_changes_and_goes_into_other_queries() -> None:
    item = make_item(title="Vetting")
    Item.objects.filter(pk=item.pk).update(title="Custody")
    Item.objects.filter(pk=make_item(title="Custody again").pk).delete()

    inner = items_filtered(AnonymousUser(), ItemFilter(text="custody"))

    assert list(Item.objects.filter(pk__in=inner.order_by().values("pk"))) == [item]
    assert found("vetting") == []


def test_index_is_made_anew_where_a_migration_dropped_it() -> None:
    dropped = (
        f"INDEX {WORDS.name}" if connection.vendor == "postgresql" else f"TRIGGER {WORDS.name}_on_insert"
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {dropped}")
    make_item(title="Vetting")
    connection.check_constraints()

    WORDS.make(connection)

    assert found("vetting") == ["Vetting"]
