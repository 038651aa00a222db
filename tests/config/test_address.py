"""The address of the site, which messages and calendars name."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from peelian.config.environment import read_operator_settings


def test_address_is_read_from_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEELIAN_ADDRESS", "https://peelian.example")

    assert read_operator_settings().PEELIAN_ADDRESS == "https://peelian.example"


def test_address_without_its_scheme_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEELIAN_ADDRESS", "peelian.example")

    with pytest.raises(ImproperlyConfigured) as refusal:
        read_operator_settings()

    assert "PEELIAN_ADDRESS must begin with https:// or http://." in str(refusal.value)
