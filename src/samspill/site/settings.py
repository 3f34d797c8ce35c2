"""Settings. What differs between installations comes from `environment`."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
import dj_email_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspill.operating import environment
from samspill.toolbox import languages

DATA_FOLDER = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA_FOLDER)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
# Of the invented person who leads in the demo.
SAMSPILL_FACILITATOR_EMAIL = "facilitator@samspill.invalid"
# The address phones in the room use; empty means the one the facilitator's browser uses.
SAMSPILL_ADDRESS = os.environ.get("SAMSPILL_ADDRESS", "").rstrip("/")

INSTALLED_APPS = [
    "samspill.site",
    "samspill.anchoring",
    "samspill.reforms",
    "samspill.meetings",
    "samspill.action_plans",
    "samspill.imports",
    "samspill.exports",
    "samspill.surveys",
    "samspill.screens",
    "samspill.readings",
    "samspill.register",
    "samspill.participation",
    "samspill.instruments",
    "samspill.collaborations",
    "samspill.people",
    "samspill.cases",
    "samspill.guides",
    "samspill.foundation.ui",
    "samspill.foundation.jobs",
    "samspill.foundation.mail",
    "samspill.foundation.audit",
    "samspill.foundation.organisations",
    "samspill.foundation.accounts",
    # Below `accounts`, whose pages stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    # Two hundred phones ask each second: before anything else is looked at.
    "samspill.meetings.live_views.LiveRevisions",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samspill.site.middleware.UnprintableCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samspill.site.middleware.FormTokens",
    # After the language and the cookie are known, before anything reads what was sent.
    "samspill.site.middleware.RefusalPages",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samspill.foundation.access.middleware.ActorMiddleware",
]

ROOT_URLCONF = "samspill.site.urls"
WSGI_APPLICATION = "samspill.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["samspill.foundation.ui.template_loader.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database -------------------------------------------------------------------------------

SQLITE_OPTIONS: dict[str, Any] = {
    # A writer waits for its turn instead of failing; IMMEDIATE keeps a read that turns into a
    # write from failing half-way. FULL: what has been acknowledged survives a power cut.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=FULL;"
        "PRAGMA secure_delete=ON;"
        "PRAGMA temp_store=MEMORY;"
        "PRAGMA cache_size=-20000;"
        "PRAGMA journal_size_limit=27103364;"
    ),
}


def _database() -> dict[str, Any]:
    address = os.environ.get("SAMSPILL_DATABASE_URL", "")
    if address:
        database: dict[str, Any] = dict(
            dj_database_url.parse(address, conn_max_age=600, conn_health_checks=True)
        )
        return database
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_FOLDER / "samspill.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
    }


DATABASES = {"default": _database()}

# --- Accounts -------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:start"

ACCOUNT_ADAPTER = "samspill.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "samspill.foundation.accounts.forms.LoginCodeRequestForm",
    "confirm_login_code": "samspill.foundation.accounts.forms.LoginCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 60 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "site:start"
# By the e-mail that is asked for, and never by where a browser is: a hall sits behind one address,
# and the server tells no page of it. A code has three tries, and twenty codes a day an account;
# the owner's browsers are counted apart (`accounts/own_browser`).
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "3/m/key,20/d/key",
    "try_login_code": "3/10m/key",
    "login": "",
    "login_failed": "",
}
MFA_ADAPTER = "samspill.foundation.accounts.adapters.PasskeyAdapter"
MFA_FORMS = {"add_webauthn": "samspill.foundation.accounts.forms.AddPasskeyForm"}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
# localhost is a safe place also without https; the browser itself refuses other plain addresses.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SAMSPILL_ADDRESS.startswith("https://")
# What is signed cannot be guessed.
MFA_RATE_LIMITS = {"webauthn_login": ""}

# One provider of the municipality's own, when it is named.
SAMSPILL_OIDC_ACR = tuple(os.environ.get("SAMSPILL_OIDC_ACR", "").split())
SAMSPILL_OIDC_NAME = os.environ.get("SAMSPILL_OIDC_NAME", "").strip()
SOCIALACCOUNT_ADAPTER = "samspill.foundation.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": environment.openid_providers()}}

# How often somebody has tried is counted for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "samspill_cache",
    }
}

# --- Mail -----------------------------------------------------------------------------------

# Everything goes through the outbox; the worker sends it by the settings below.
EMAIL_BACKEND = "samspill.foundation.mail.backend.OutboxBackend"
SAMSPILL_SMTP = os.environ.get("SAMSPILL_MAIL_URL", "").strip()
EMAIL_TIMEOUT = 20
if SAMSPILL_SMTP:
    _SMTP = dj_email_url.parse(SAMSPILL_SMTP)
    EMAIL_HOST, EMAIL_PORT = _SMTP["EMAIL_HOST"], _SMTP["EMAIL_PORT"]
    EMAIL_HOST_USER = _SMTP["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = _SMTP["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_SSL, EMAIL_USE_TLS = _SMTP["EMAIL_USE_SSL"], _SMTP["EMAIL_USE_TLS"]
DEFAULT_FROM_EMAIL = os.environ.get("SAMSPILL_MAIL_FROM", "samspill@localhost")

# --- Language and time ----------------------------------------------------------------------

# Source texts are English and the default is bokmål: Django then falls back from nynorsk to
# bokmål, and never from English.
LANGUAGE_CODE = "nb"
LANGUAGES = [(language, _(name)) for language, name in languages.NAMES.items()]
LOCALE_PATHS = [os.path.join(os.path.dirname(os.path.dirname(__file__)), "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Oslo"
FORMAT_MODULE_PATH = ["samspill.site.formats"]

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# A form of forty statements is far below this. A page that takes a file says how large.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Safety ---------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Designsystemet draws some signs with data: addresses.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Nothing leaves the site; "no-referrer" would make browsers send "Origin: null" with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "samspill_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "samspill_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "samspill.site.views.form_expired"
LANGUAGE_COOKIE_NAME = "samspill_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
# Behind a municipality's proxy with https; a meeting room without internet has plain http.
_BEHIND_HTTPS = SAMSPILL_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = _BEHIND_HTTPS
CSRF_COOKIE_SECURE = _BEHIND_HTTPS
LANGUAGE_COOKIE_SECURE = _BEHIND_HTTPS
CSRF_TRUSTED_ORIGINS = [SAMSPILL_ADDRESS] if _BEHIND_HTTPS else []
if _BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Who comes by http is led to https, and a browser that has been here asks for nothing else.
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

SILENCED_SYSTEM_CHECKS = [
    # The same product runs on plain http in a meeting room: see above.
    "security.W004",
    "security.W008",
    "security.W012",
    "security.W016",
]

# --- Log ------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_participants": {"()": "samspill.site.logs.NoParticipants"},
        "short_refusals": {"()": "samspill.site.logs.ShortRefusals"},
    },
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "level": "ERROR",
            "formatter": "plain",
            "filters": ["no_participants", "short_refusals"],
        }
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "samspill": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
