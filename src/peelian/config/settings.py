"""Django settings of Peelian, derived from the operator's settings."""

from __future__ import annotations

from pathlib import Path

import environ
from csp.constants import SELF

from peelian.config.environment import read_operator_settings, secret_key

OPERATOR = read_operator_settings()
PACKAGE = Path(__file__).resolve().parent.parent
VAR = OPERATOR.PEELIAN_VAR

SECRET_KEY = secret_key(OPERATOR)
DEBUG = OPERATOR.PEELIAN_DEBUG
ALLOWED_HOSTS = list(OPERATOR.PEELIAN_HOSTS)
CSRF_TRUSTED_ORIGINS = list(OPERATOR.PEELIAN_ORIGINS)

INSTALLED_APPS = [
    "peelian.interfaces.look",  # first, so that its templates stand before those of the sign-in part
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "simple_history",
    "ninja",
    "csp",
    "peelian.apps.audit",
    "peelian.apps.accounts",
    "peelian.apps.organisations",
    "peelian.apps.frameworks",
    "peelian.apps.inspections",
    "peelian.apps.directory",
    "peelian.apps.evidence",
    "peelian.apps.returns",
    "peelian.apps.measures",
    "peelian.apps.reviews",
    "peelian.apps.judgements",
    "peelian.apps.followup",
    "peelian.apps.actions",
    "peelian.apps.monitoring",
    "peelian.apps.reports",
    "peelian.apps.responses",
    "peelian.apps.notifications",
    "peelian.interfaces.workspace",
    "peelian.interfaces.public",
    "peelian.interfaces.api",
    "peelian.interfaces.cli",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peelian.interfaces.public.cache.PublicPages",
    "peelian.interfaces.look.privacy.PrivatePages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "peelian.config.urls"
WSGI_APPLICATION = "peelian.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database() -> dict[str, object]:
    database = dict(environ.Env.db_url_config(OPERATOR.database_url))
    if database["ENGINE"] == "django.db.backends.sqlite3":
        Path(str(database["NAME"])).parent.mkdir(parents=True, exist_ok=True)
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
        }
        database["CONN_MAX_AGE"] = 60  # opening the file costs ten times what answering a kept page does
    elif database["ENGINE"] == "django.db.backends.postgresql":
        database["OPTIONS"] = {"pool": True}
    return database


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {  # on disk, so that all server processes count wrong passwords together
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(VAR / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "workspace:home"
ACCOUNT_ADAPTER = "peelian.apps.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_FORMS = {
    "login": "peelian.interfaces.look.sign_in.SignInForm",
    "reauthenticate": "peelian.interfaces.look.sign_in.PasswordAgainForm",
    "change_password": "peelian.interfaces.look.sign_in.NewPasswordForm",
    "set_password": "peelian.interfaces.look.sign_in.FirstPasswordForm",
    "reset_password": "peelian.interfaces.look.sign_in.AskForLinkForm",
    "reset_password_from_key": "peelian.interfaces.look.sign_in.PasswordByLinkForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Peelian: "
ACCOUNT_LOGOUT_REDIRECT_URL = "public:home"
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {} if OPERATOR.PEELIAN_LOGIN_LIMITS else False
MFA_ADAPTER = "peelian.apps.accounts.second_step.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "peelian.interfaces.look.sign_in.SecondStepForm",
    "reauthenticate": "peelian.interfaces.look.sign_in.CodeAgainForm",
    "activate_totp": "peelian.interfaces.look.sign_in.TurnOnAppForm",
    "add_webauthn": "peelian.interfaces.look.sign_in.AddKeyForm",
    "edit_webauthn": "peelian.interfaces.look.sign_in.RenameKeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_TOTP_ISSUER = "Peelian"
globals().update(OPERATOR.mail)
DEFAULT_FROM_EMAIL = OPERATOR.PEELIAN_MAIL_FROM

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "interfaces" / "static"]
MEDIA_ROOT = VAR / "uploads"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

SESSION_COOKIE_SECURE = OPERATOR.secure_cookies
CSRF_COOKIE_SECURE = OPERATOR.secure_cookies
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if OPERATOR.secure_cookies else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPERATOR.secure_cookies else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "base-uri": [SELF],
        "form-action": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "microphone", "geolocation", "payment", "usb", "fullscreen")
}
NINJA_PAGINATION_PER_PAGE = 100
FORM_RENDERER = "peelian.interfaces.look.forms.LookFormRenderer"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": OPERATOR.PEELIAN_LOG_LEVEL},
}
