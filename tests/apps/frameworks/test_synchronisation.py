"""Framework versions stay as they were once something is bound to them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from peelian.apps.frameworks.models import FrameworkVersion
from peelian.apps.frameworks.queries import regime
from peelian.apps.frameworks.services import synchronise_frameworks
from peelian.catalogue import Catalogue
from tests.apps.world import LOADER, make_inspection, make_round

pytestmark = pytest.mark.django_db


def edited(identifier: str, title: str) -> Catalogue:
    """The catalogue with one framework's title changed, as a later edit of its file would."""
    catalogue = regime()
    framework = catalogue.frameworks[identifier].model_copy(update={"title": title})
    return replace(catalogue, frameworks={**catalogue.frameworks, identifier: framework})


def test_unbound_version_follows_the_catalogue() -> None:
    synchronise_frameworks(actor=LOADER, catalogue=regime())

    result = synchronise_frameworks(actor=LOADER, catalogue=edited("peel-2021-22", "A new title"))

    assert (result.refreshed, FrameworkVersion.objects.get(pk="peel-2021-22").title) == (
        ["peel-2021-22"],
        "A new title",
    )


@pytest.mark.item("S-024")
def test_bound_version_is_unchanged_by_a_later_edit() -> None:
    inspection = make_inspection(make_round("peel-2021-22"))
    before = inspection.framework

    result = synchronise_frameworks(actor=LOADER, catalogue=edited("peel-2021-22", "A new title"))

    inspection.refresh_from_db()
    assert inspection.framework == before
    assert result.kept == ["peel-2021-22"]
    assert "Give the new text a new identifier" in result.warnings[0]
