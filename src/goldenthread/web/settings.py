"""Settings: everything an installation may change comes from its environment.

GOLDENTHREAD_HOME        the folder that holds the installation's database, observations and secret key
DATABASE_URL             a PostgreSQL address; empty means SQLite in the home folder
GOLDENTHREAD_HOSTS       the names it answers to, separated by commas
GOLDENTHREAD_HTTPS       1 behind a web server that ends HTTPS and sets X-Forwarded-Proto: cookies are secure
GOLDENTHREAD_NOTICE      a line shown at the top of every page, such as "Invented data"
GOLDENTHREAD_BOUNDARIES  a GeoJSON file of areas to draw maps on, and …_BOUNDARIES_SOURCE whose it is
GOLDENTHREAD_UPLOAD_MB   the largest upload a page takes, in megabytes
GOLDENTHREAD_SECOND_FACTOR  required (as shipped) or optional, for everyone with a role
GOLDENTHREAD_OIDC_ISSUER the council's OpenID Connect provider, with …_CLIENT_ID, …_CLIENT_SECRET and …_NAME
GOLDENTHREAD_OIDC_TRUST_EMAIL  1 where that provider holds only the council's own people, and does not say
                         that it checked their addresses, as Entra ID does not
GOLDENTHREAD_SMTP        the mail server: smtp://user:password@host:port?security=starttls; empty: none
GOLDENTHREAD_MAIL_FROM   whom letters come from, such as strategy@council.example
GOLDENTHREAD_LICENCE     the licence of what is published; empty: the Open Government Licence v3.0
GOLDENTHREAD_CONTACT     whom people ask about what is published, such as strategy@council.example
GOLDENTHREAD_ADDRESS     where people reach the installation, such as https://strategy.council.example
GOLDENTHREAD_RATES       requests a minute: api=120,token=600,computing=60 as shipped; off for no limits
"""

import os
from pathlib import Path

from goldenthread.kit.rate import read_rates
from goldenthread.web import council_sign_in
from goldenthread.web.installation import database, secret_key
from goldenthread.web.mail import mail_server
from goldenthread.web.translation import is_compiled

HOME = Path(os.environ.get("GOLDENTHREAD_HOME", "var/installation")).absolute()
SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("GOLDENTHREAD_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
HTTPS = os.environ.get("GOLDENTHREAD_HTTPS") == "1"
NOTICE = os.environ.get("GOLDENTHREAD_NOTICE", "")
OBSERVATIONS = os.environ.get("GOLDENTHREAD_OBSERVATIONS") or HOME / "observations"
BOUNDARIES = os.environ.get("GOLDENTHREAD_BOUNDARIES", "")
BOUNDARIES_SOURCE = os.environ.get("GOLDENTHREAD_BOUNDARIES_SOURCE", "")
LICENCE = os.environ.get("GOLDENTHREAD_LICENCE", "") or "Open Government Licence v3.0"
CONTACT = os.environ.get("GOLDENTHREAD_CONTACT", "")
RATES = read_rates(os.environ.get("GOLDENTHREAD_RATES", ""))
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
    "goldenthread.finance",
    "goldenthread.reporting",
    "goldenthread.thread",
    "goldenthread.publish",
    "goldenthread.api",
    "goldenthread.kit",
    "goldenthread.web",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "goldenthread.api.door.api_door",
    "goldenthread.web.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "goldenthread.web.language.speaks",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goldenthread.web.middleware.kept_by_nobody",
    "goldenthread.web.rate.ComputingLimit",
    "goldenthread.web.limit.BodyLimit",
    "goldenthread.web.middleware.without_zero_bytes",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goldenthread.web.second_factor.second_factor_first",
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
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
CSRF_FAILURE_VIEW = "goldenthread.web.errors.csrf_failure"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "officer-home"
LOGOUT_REDIRECT_URL = "home"

# What signing in does: decision 15. Attempts are counted in the database, not in a process's memory.
SECOND_FACTOR = council_sign_in.second_factor(os.environ)
TRUST_COUNCIL_EMAIL = os.environ.get("GOLDENTHREAD_OIDC_TRUST_EMAIL") == "1"
ACCOUNT_ADAPTER = "goldenthread.people.sign_in.Accounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = False
ACCOUNT_FORMS = {
    "login": "goldenthread.people.forms.sign_in.SignInForm",
    "reauthenticate": "goldenthread.people.forms.sign_in.AgainForm",
}
SOCIALACCOUNT_ADAPTER = "goldenthread.people.council_account.CouncilAccounts"
SOCIALACCOUNT_PROVIDERS = council_sign_in.providers(os.environ)
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "goldenthread.people.second_factor.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "goldenthread.people.forms.second_factor.CodeForm",
    "reauthenticate": "goldenthread.people.forms.second_factor.CodeAgainForm",
    "activate_totp": "goldenthread.people.forms.second_factor.SetUpForm",
}

mail = mail_server(os.environ.get("GOLDENTHREAD_SMTP", ""))
EMAIL_HOST, EMAIL_PORT = mail.host, mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.user, mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = mail.security == "starttls", mail.security == "ssl"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GOLDENTHREAD_MAIL_FROM", "goldenthread@localhost")
ADDRESS = os.environ.get("GOLDENTHREAD_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

LANGUAGE_CODE = "en-gb"
# A language is offered once its translation is compiled, which set-up does.
LANGUAGES = [
    ("en-gb", "English"),
    *((code, name) for code, name in (("cy", "Cymraeg"),) if is_compiled(code)),
]
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
