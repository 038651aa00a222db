"""Where messages go: to the mail server that the operator names, or into the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from peelian.config.environment import OperatorSettings, read_operator_settings


def test_messages_are_kept_as_files_where_no_server_is_named(tmp_path: Path) -> None:
    assert OperatorSettings(PEELIAN_VAR=tmp_path).mail == {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path / "mail"),
    }


def test_messages_go_to_the_server_that_is_named() -> None:
    mail = OperatorSettings(PEELIAN_MAIL_URL="smtp+tls://user:word@mail.example:587").mail

    chosen = [mail[name] for name in ("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_USE_TLS")]
    assert chosen == ["mail.example", 587, "user", True]


def test_address_that_is_no_mail_server_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEELIAN_MAIL_URL", "https://mail.example")

    with pytest.raises(ImproperlyConfigured, match="PEELIAN_MAIL_URL begins with none of smtp"):
        read_operator_settings()
