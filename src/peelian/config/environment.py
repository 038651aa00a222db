"""The settings an operator may give, read once from the environment and checked at start."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, fields
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl")
LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class OperatorSettings:
    """Every setting read from the environment; `docs/reference/settings.md` explains each."""

    PEELIAN_VAR: Path = field(default_factory=lambda: Path.cwd() / "var")
    DATABASE_URL: str = ""
    PEELIAN_SECRET_KEY: str = ""
    PEELIAN_DEBUG: bool = False
    PEELIAN_HOSTS: tuple[str, ...] = LOOPBACK_HOSTS
    PEELIAN_ORIGINS: tuple[str, ...] = ()
    PEELIAN_ADDRESS: str = "http://127.0.0.1:8000"
    PEELIAN_SECURE_COOKIES: bool | None = None
    PEELIAN_CATALOGUE: str = ""
    PEELIAN_UPLOAD_MAX_BYTES: int = 20_000_000
    PEELIAN_SMALL_BASE: int = 30
    PEELIAN_LOG_LEVEL: str = "WARNING"
    PEELIAN_LOGIN_LIMITS: bool = True
    PEELIAN_MAIL_URL: str = ""
    PEELIAN_MAIL_FROM: str = "peelian@localhost"

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel only over TLS unless the site is served to this machine alone."""
        if self.PEELIAN_SECURE_COOKIES is not None:
            return self.PEELIAN_SECURE_COOKIES
        return any(host not in LOOPBACK_HOSTS for host in self.PEELIAN_HOSTS)

    @property
    def database_url(self) -> str:
        return self.DATABASE_URL or f"sqlite:///{self.PEELIAN_VAR / 'peelian.sqlite3'}"

    @property
    def mail(self) -> dict[str, object]:
        """Django's mail settings; without a server, messages are kept as files in the data folder."""
        if self.PEELIAN_MAIL_URL:
            return dict(environ.Env.email_url_config(self.PEELIAN_MAIL_URL))
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(self.PEELIAN_VAR / "mail"),
        }


def setting_names() -> list[str]:
    """Names of the settings, for the documentation and `peelian doctor`."""
    return [entry.name for entry in fields(OperatorSettings)]


def read_operator_settings() -> OperatorSettings:
    """Read the environment, refuse values that cannot be right, and name each of them."""
    env = environ.Env()
    defaults = OperatorSettings()
    found: dict[str, object] = {}
    problems: list[str] = []
    readers = {
        "PEELIAN_VAR": lambda name: Path(env.str(name)),
        "PEELIAN_DEBUG": env.bool,
        "PEELIAN_HOSTS": lambda name: tuple(env.list(name)),
        "PEELIAN_ORIGINS": lambda name: tuple(env.list(name)),
        "PEELIAN_SECURE_COOKIES": env.bool,
        "PEELIAN_UPLOAD_MAX_BYTES": env.int,
        "PEELIAN_SMALL_BASE": env.int,
        "PEELIAN_LOGIN_LIMITS": env.bool,
    }
    for name in setting_names():
        if name not in env.ENVIRON:
            continue
        try:
            found[name] = readers.get(name, env.str)(name)
        except (ValueError, ImproperlyConfigured) as error:
            problems.append(f"{name} is {env.ENVIRON[name]!r}, which cannot be read: {error}.")
    settings = OperatorSettings(**{**{n: getattr(defaults, n) for n in setting_names()}, **found})
    problems += _problems(settings)
    if problems:
        raise ImproperlyConfigured("The settings cannot be used. " + " ".join(problems))
    return settings


def _problems(settings: OperatorSettings) -> list[str]:
    problems = []
    if settings.PEELIAN_UPLOAD_MAX_BYTES <= 0:
        problems.append("PEELIAN_UPLOAD_MAX_BYTES must be more than 0.")
    if settings.PEELIAN_SMALL_BASE < 1:
        problems.append("PEELIAN_SMALL_BASE must be 1 or more.")
    if settings.PEELIAN_MAIL_URL and settings.PEELIAN_MAIL_URL.partition("://")[0] not in MAIL_SCHEMES:
        problems.append(f"PEELIAN_MAIL_URL begins with none of {', '.join(MAIL_SCHEMES)}.")
    if not settings.PEELIAN_ADDRESS.startswith(("http://", "https://")):
        problems.append("PEELIAN_ADDRESS must begin with https:// or http://.")
    if settings.PEELIAN_CATALOGUE and not Path(settings.PEELIAN_CATALOGUE).is_dir():
        problems.append(f"PEELIAN_CATALOGUE is {settings.PEELIAN_CATALOGUE!r}, which is not a folder.")
    return problems


def secret_key(settings: OperatorSettings) -> str:
    """The given key, or one made on first start and kept in the data folder, readable by its owner only."""
    if settings.PEELIAN_SECRET_KEY:
        return settings.PEELIAN_SECRET_KEY
    path = settings.PEELIAN_VAR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
