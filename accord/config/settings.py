"""Settings. Everything a site may set is an ACCORD_* variable (docs/operate.md lists them)."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from accord.config import asked
from accord.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.get("ACCORD_HOME", "var")).resolve()
DEBUG = os.environ.get("ACCORD_DEBUG", "0") == "1"
CLOCK = asked.moment("ACCORD_CLOCK")
SECRET_KEY = secret_key(HOME)
ALLOWED_HOSTS = os.environ.get("ACCORD_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
_https = os.environ.get("ACCORD_HTTPS", "0") == "1"
SITE: str = (os.environ.get("ACCORD_SITE", "") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}").rstrip("/")
if not re.fullmatch(r"https?://[^\s/?#@]+", SITE):
    raise ValueError("ACCORD_SITE must be the site's own address, as https://accord.example")

INSTALLED_APPS = [
    "accord.overview",
    "accord.notices",
    "accord.accountability",
    "accord.directory",
    "accord.indicators",
    "accord.learning",
    "accord.spaces",
    "accord.discussions",
    "accord.moderation",
    "accord.record",
    "accord.people",
    "accord.kit",
    "allauth",
    "allauth.account",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # A page that it kept carries the headers that all others below gave it.
    "accord.record.cached.pages.KeptPagesMiddleware",
    # Outermost, so that redirects, sheets and pages for requests that nothing further reads carry their headers, too.
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "accord.kit.middleware.ReadableRequestsMiddleware",
    "accord.kit.middleware.HelpfulErrorsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "accord.record.cached.who.KeptReaderMiddleware",
    "accord.people.middleware.OwnWorldMiddleware",
    "accord.kit.middleware.PrivatePagesMiddleware",
    "accord.moderation.middleware.HiddenPagesMiddleware",
    "accord.kit.middleware.MessagesWhenAskedMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "accord.config.urls"
WSGI_APPLICATION = "accord.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "accord.kit.context.kit",
            ],
            "builtins": ["accord.kit.templatetags.kit", "accord.kit.extending"],
            "libraries": {"i18n": "accord.kit.i18n_tags"},
        },
    }
]


def _database(url: str) -> dict[str, object]:
    """SQLite under ACCORD_HOME unless ACCORD_DATABASE names a PostgreSQL server."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "accord.sqlite3",
            "CONN_MAX_AGE": None,  # opening and closing the file is three milliseconds of each request
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("ACCORD_DATABASE must be postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # A generic plan of a prepared search query is 1,000 times slower: bind on our side. Pages lie in memory or on a
        # solid disk: with the cost of a turning one the planner walks rows where its index would answer at once.
        "OPTIONS": {"server_side_binding": False, "options": "-c random_page_cost=1.1"},
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": _database(os.environ.get("ACCORD_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accord.people.passwords.GuessingValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_ADAPTER = "accord.people.mails.SiteAdapter"
ACCOUNT_FORMS = {
    "login": "accord.people.signing_in.SignIn",
    "signup": "accord.people.signing_in.SignUp",
    "reset_password": "accord.people.signing_in.NewPassword",
}
ACCOUNT_RATE_LIMITS = {"login_failed": None}  # axes locks out, by name and address together
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "accord.people.accounts.name_tried"
AXES_LOCKOUT_CALLABLE = "accord.kit.errors.too_many_tries"
AXES_IPWARE_META_PRECEDENCE_ORDER = ["REMOTE_ADDR"]
AXES_VERBOSE = False

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("es", _("Spanish")),
    ("fr", _("French")),
    ("ru", _("Russian")),
    ("zh", _("Chinese")),
]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "accord.kit.sheets.Sheets"},
}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = DEBUG  # `accord run` gathers and compresses the sheets
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
REQUEST_LIMIT = 12_000_000  # one picture (record/actions/gate.py) and a form around it
# How an address ends -> what is taken there: one table of figures; a post with some pictures, as telephones write them.
LARGER_REQUESTS = {
    r"/releases/load/": 51_000_000,
    r"/topics/[^/]+/(?:sealed/)?(?:post|\d+/edit)/|/discussions/on/.+/new/": 32_000_000,
}
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700

# Tries are counted here: all processes of a machine count together (docs/decisions/0006-shared-cache.md).
PAGES_KEPT = 48 * 1024 * 1024  # bytes of signed-out pages that a process keeps; 0: none
BLOCKS_KEPT = 16 * 1024 * 1024  # of pieces of pages for readers who signed in; 0: none
CACHES = {
    "default": {
        "BACKEND": "accord.kit.shared_cache.SharedCache",
        "LOCATION": HOME / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # Objects of this version of the code: the global report, facts of reports for other bodies, their PDFs (up to 0.7 MB each).
    "reports": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 80}},
    # What is of words alone on every page: once a language, room and process.
    "frame": {
        "BACKEND": "accord.kit.shared_cache.OwnCache",
        "LOCATION": "frame",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    # Pages of figures as they were drawn, until the next publication: at most some 60 MB a process.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 900},
    },
    # Views of the explorer apart: there are more of them than could be kept, and they push no page out.
    "explorer": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "explorer",
        "OPTIONS": {"MAX_ENTRIES": 100},
    },
}


def _mailer() -> dict[str, object]:
    """A server where one is set, else a folder."""
    host = os.environ.get("ACCORD_MAIL_HOST", "")
    if not host:
        return {"BACKEND": "accord.kit.mail.FolderBackend"}
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": host,
            "port": asked.number("ACCORD_MAIL_PORT", 587),
            "username": os.environ.get("ACCORD_MAIL_USER", ""),
            "password": os.environ.get("ACCORD_MAIL_PASSWORD", ""),
            "use_tls": True,
        },
    }


MAILERS = {"default": _mailer()}
TRANSLATE_URL = os.environ.get("ACCORD_TRANSLATE_URL", "").rstrip("/")  # of a machine that translates; none is asked without it
TRANSLATE_KEY = os.environ.get("ACCORD_TRANSLATE_KEY", "")
TRANSLATE_TRUSTED = os.environ.get("ACCORD_TRANSLATE_TRUSTED", "0") == "1"
if TRANSLATE_URL and not re.fullmatch(r"https?://[^\s?#@]+", TRANSLATE_URL):
    raise ValueError("ACCORD_TRANSLATE_URL must be an address on the web, as https://translate.example")
POSTS_AN_HOUR = asked.number("ACCORD_POSTS_AN_HOUR", 30)  # of one person who is known; newcomers may post less
SAFEGUARDING_CONTACT = os.environ.get("ACCORD_SAFEGUARDING_CONTACT", "")  # shown on the help page
DEFAULT_FROM_EMAIL = os.environ.get("ACCORD_MAIL_FROM", "accord@localhost")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "accord.record.cached.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
CSRF_FAILURE_VIEW = "accord.kit.errors.csrf_failure"
if _https:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"quiet": {"()": "accord.kit.quiet.QuietAddresses"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["quiet"]}},
    "loggers": {"django.request": {"filters": ["quiet"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
# Search words may name a person: never in a log line, so request lines are off.
QUIET_ADDRESSES = ("/shadow-reports/", "/seals/", "/sealed/", "/contribute/", "/asked/")
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # that a library stands in the place of `i18n` (kit/i18n_tags.py)
