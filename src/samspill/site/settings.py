"""Settings. What differs between installations comes from `environment`."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from samspill.operating import environment
from samspill.toolbox import languages

DATA_FOLDER = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA_FOLDER)
DEBUG = False
ALLOWED_HOSTS = environment.hosts()
# The token of the link that `samspill run` prints; empty means that there is no such link.
SAMSPILL_LOGIN_TOKEN = os.environ.get("SAMSPILL_LOGIN_TOKEN", "")
SAMSPILL_FACILITATOR_EMAIL = "facilitator@samspill.invalid"
# The address phones in the room use; empty means the one the facilitator's browser uses.
SAMSPILL_ADDRESS = os.environ.get("SAMSPILL_ADDRESS", "").rstrip("/")

INSTALLED_APPS = [
    "samspill.site",
    "samspill.action_plans",
    "samspill.imports",
    "samspill.exports",
    "samspill.surveys",
    "samspill.screens",
    "samspill.readings",
    "samspill.participation",
    "samspill.instruments",
    "samspill.collaborations",
    "samspill.foundation.ui",
    "samspill.foundation.jobs",
    "samspill.foundation.audit",
    "samspill.foundation.organisations",
    "samspill.foundation.accounts",
    "csp",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "samspill.site.middleware.UnprintableCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    # After the language and the cookie are known, before anything reads what was sent.
    "samspill.site.middleware.RefusalPages",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
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
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "accounts:log_in"
LOGIN_REDIRECT_URL = "site:start"

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
