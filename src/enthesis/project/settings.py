"""Settings of the server. What a clinic may choose comes from the environment, and safe is the default.

``ENTHESIS_CLINIC``  the folder of the database and the secret key (default ``clinic``)
``ENTHESIS_HOSTS``   names the server answers to, with commas, besides this machine's own
``ENTHESIS_DEBUG``   ``1`` shows tracebacks in the browser; never where patients are
"""

import os
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from enthesis.project.clinic_folder import clinic_folder, kept_secret
from enthesis.project.time_zone import machine_zone

PACKAGE = Path(__file__).resolve().parent.parent
BUILT = PACKAGE / "web" / "static" / "built"

DEBUG = os.environ.get("ENTHESIS_DEBUG") == "1"
SECRET_KEY = kept_secret("secret-key", 48)

_served_names = [name for name in os.environ.get("ENTHESIS_HOSTS", "").split(",") if name]
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *_served_names]
# Cookies may travel without TLS only inside this machine.
_over_tls = bool(_served_names)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _over_tls
SECURE_SSL_REDIRECT = _over_tls
# Served under a name of its own, the server stands behind the clinic's proxy, which ends TLS for it.
BEHIND_PROXY = _over_tls
SECURE_HSTS_SECONDS = 31_536_000 if _over_tls else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _over_tls else None
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in _served_names]

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "enthesis_session"
CSRF_COOKIE_NAME = "enthesis_csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "enthesis.web.pages.errors.no_token"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "enthesis.store",
    "enthesis.web",
    "enthesis.demonstration",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "csp.middleware.CSPMiddleware",
    "enthesis.web.middleware.KeepOutOfCaches",
    "enthesis.web.middleware.RefuseWhatIsTooLarge",
    "enthesis.web.middleware.TellWrongUse",
]

# Nothing from another host, nothing inline but what carries this answer's nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

ROOT_URLCONF = "enthesis.project.urls"
WSGI_APPLICATION = "enthesis.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "enthesis.web.templates.environment"},
    },
]

# IMMEDIATE is what prevents "database is locked"; FULL survives a power cut and costs almost nothing.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": clinic_folder() / "enthesis.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "store.Account"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "patients"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = machine_zone()
USE_I18N = False
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = None
# Served straight from the packages: no collecting step between an edit and the page.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# What a form may hold beside its files; the whole of a request is held to MOST_BYTES before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 40 * 1024 * 1024
# A DICOM series comes as one file a slice.
DATA_UPLOAD_MAX_NUMBER_FILES = 3000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "enthesis": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Addresses name patients, so served pages are not listed in the terminal.
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
