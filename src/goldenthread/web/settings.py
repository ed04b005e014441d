"""Settings: everything an installation may change comes from its environment.

GOLDENTHREAD_HOME        the folder that holds the installation's database, observations and secret key
DATABASE_URL             a PostgreSQL address; empty means SQLite in the home folder
GOLDENTHREAD_HOSTS       the names it answers to, separated by commas
GOLDENTHREAD_HTTPS       1 behind a web server that ends HTTPS and sets X-Forwarded-Proto: cookies are secure
GOLDENTHREAD_NOTICE      a line shown at the top of every page, such as "Invented data"
GOLDENTHREAD_BOUNDARIES  a GeoJSON file of areas to draw maps on, and …_BOUNDARIES_SOURCE whose it is
GOLDENTHREAD_UPLOAD_MB   the largest upload a page takes, in megabytes
"""

import os
from pathlib import Path

from goldenthread.web.installation import database, secret_key

HOME = Path(os.environ.get("GOLDENTHREAD_HOME", "var/installation")).absolute()
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GOLDENTHREAD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("GOLDENTHREAD_HTTPS") == "1"
NOTICE = os.environ.get("GOLDENTHREAD_NOTICE", "")
OBSERVATIONS = HOME / "observations"
BOUNDARIES = os.environ.get("GOLDENTHREAD_BOUNDARIES", "")
BOUNDARIES_SOURCE = os.environ.get("GOLDENTHREAD_BOUNDARIES_SOURCE", "")
UPLOAD_LIMIT = int(os.environ.get("GOLDENTHREAD_UPLOAD_MB", "20")) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "goldenthread.people",
    "goldenthread.plan",
    "goldenthread.measures",
    "goldenthread.delivery",
    "goldenthread.reporting",
    "goldenthread.thread",
    "goldenthread.kit",
    "goldenthread.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "goldenthread.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goldenthread.web.middleware.kept_by_nobody",
    "goldenthread.web.limit.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "goldenthread.web.urls"
WSGI_APPLICATION = "goldenthread.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goldenthread.web.navigation.page_frame",
            ],
        },
    }
]
FORM_RENDERER = "goldenthread.kit.forms.KitRenderer"

DATABASES = {"default": database(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CSRF_FAILURE_VIEW = "goldenthread.web.errors.csrf_failure"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "officer-home"
LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# The web server in front ends HTTPS and says so; without this every page would redirect to itself.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
