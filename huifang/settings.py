"""All settings, read from the environment; there is no default for a secret in production."""

import sys
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# "development" is what ./start and ./test set; anything else must bring its own secrets.
DEVELOPMENT = env.str("HUIFANG_ENV", default="production") == "development"
DEVELOPMENT_SECRET = "development-only-secret-never-for-real-data-0123456789abcdef"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", default=DEVELOPMENT_SECRET)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Keys of the sealed columns, newest first: "id:64 hex digits". Blind indexes use BLIND_KEY, one
# key of its own or a list of the same form while it is being changed.
CRYPTO_SUITE = env.str("CRYPTO_SUITE", default="intl")
FIELD_KEYS = env.list("FIELD_KEYS", default=["dev:" + "11" * 32])
DEVELOPMENT_BLIND_KEY = "22" * 32
BLIND_KEY = env.str("BLIND_KEY", default=DEVELOPMENT_BLIND_KEY)
# Signs the rows of the record: "id:64 hex digits", newest first; no old one is ever dropped.
DEVELOPMENT_AUDIT_KEY = "dev:" + "33" * 32
AUDIT_KEY = env.str("AUDIT_KEY", default=DEVELOPMENT_AUDIT_KEY)

INSTALLED_APPS = [
    "columns",
    "audit",
    "workdays",
    "jobs",
    "web",
    "clocks",
    "accounts",
    "signin",
    "cases",
    "intake",
    "attachments",
    "needs",
    "visits",
    "evaluation",
    "reports",
    "reminders",
    "corrections",
    "stewards",
    "ledger",
    "dashboard",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "pgtrigger",
    "pghistory",
    "axes",
    "huifang",
]

MIDDLEWARE = [
    # Outermost: who asks, and what every answer carries, static files and faults included.
    "signin.middleware.ForwardedHeaders",
    "signin.middleware.SecurityHeaders",
    "csp.middleware.CSPMiddleware",
    "huifang.health.middleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "signin.middleware.SameOrigin",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.RecordMiddleware",
    "signin.middleware.SessionLimits",
    "accounts.middleware.ActorTransactionMiddleware",
    "signin.middleware.OncePerForm",
    "dashboard.middleware.DemoMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "huifang.urls"
WSGI_APPLICATION = "huifang.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["web.templatetags.once"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.shell",
                "signin.sessions.shell",
                "dashboard.context.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Tables belong to hf_owner, who only migrates; everything else serves as hf_app (decisions 3.4).
OWNER_COMMANDS = {"migrate", "clear_demo"}
_command = sys.argv[1:2] if Path(sys.argv[0]).name == "manage.py" else []
_owners_url = "MIGRATION_DATABASE_URL"
_as_owner = bool(OWNER_COMMANDS.intersection(_command)) and _owners_url in env.ENVIRON
_database_url = _owners_url if _as_owner else "DATABASE_URL"
DATABASES = {"default": env.db(_database_url, default="postgres://hf_app@localhost/huifang")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
if not DATABASES["default"]["ENGINE"].endswith("postgresql"):
    raise ImproperlyConfigured(
        "本系统只支持 PostgreSQL，请把 DATABASE_URL 改为 postgres:// 开头的地址。"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="redis://localhost:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# E-mail of the daily digest: counts only. Off until the office names its own post office, and to
# addresses of its own domains only; nothing leaves the network.
MAIL_FROM = env.str("MAIL_FROM", default="")
MAIL_DOMAINS = [domain.lower() for domain in env.list("MAIL_DOMAINS", default=[])]
SITE_URL = env.str("SITE_URL", default="")
_mail_url = env.str("MAIL_URL", default="")
MAIL_IS_ON = bool(_mail_url and MAIL_FROM and MAIL_DOMAINS and SITE_URL)
# smtp+tls://name:password@mail.example.gov.cn:587 becomes Django's EMAIL_ settings.
globals().update(env.email_url_config(_mail_url if MAIL_IS_ON else "dummymail://"))
# Well within the lease of a digest.
EMAIL_TIMEOUT = 30

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# The first one hashes; the others are read, and renewed when their owner signs in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
# "dengbao" (GB/T 22239-2019) or "asvs" (OWASP ASVS 5.0); docs/decisions/signing-in.md.
PASSWORD_PROFILE = env.str("PASSWORD_PROFILE", default="dengbao")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "signin.validators.ProfileValidator"},
    {"NAME": "signin.validators.GuessableValidator"},
    {"NAME": "signin.validators.FormerValidator"},
]
LOGIN_URL = "signin:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
# Five wrong passwords for one account from one terminal; the same answer as for any wrong one.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = env.float("LOCKOUT_HOURS", default=0.25)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "signin.counting.name_for_counting"
AXES_CLIENT_IP_CALLABLE = "signin.counting.terminal"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
# Its middleware would answer a lock-out with another page than a wrong password.
SILENCED_SYSTEM_CHECKS = ["axes.W002"]
# Wrong ones from one address, and from everywhere, within a quarter of an hour.
ADDRESS_BUDGET = env.int("ADDRESS_BUDGET", default=30)
GLOBAL_BUDGET = env.int("GLOBAL_BUDGET", default=300)

# A second factor for every real account; helpers may get one-task codes instead, by policy.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=not DEVELOPMENT)
TASK_CODES = env.bool("TASK_CODES", default=False)
TASK_CODE_DAYS = env.int("TASK_CODE_DAYS", default=15)
# Where a session opened with a task code may go: pages of the one dossier, and pages of none.
TASK_CODE_DOSSIER_PAGES = {
    "dashboard:dossier", "visits:talk_new", "visits:autosave", "visits:discard",
}  # fmt: skip
TASK_CODE_PAGES = {
    "dashboard:root", "dashboard:desk", "dashboard:help", "visits:talk", "visits:talk_edit",
    "signin:login", "signin:logout", "signin:session", "signin:back", "signin:discard",
    "web:text_size", "web:keys",
}  # fmt: skip
# Open while a session still owes a step.
ALWAYS_OPEN = {"signin:login", "signin:logout", "signin:session", "web:text_size", "web:keys"}

IDLE_LIMIT_MINUTES = env.int("IDLE_LIMIT_MINUTES", default=15)
SESSION_HOURS = env.float("SESSION_HOURS", default=8)
# A page asks this long before the end whether somebody is still there.
WARN_SECONDS = env.int("WARN_SECONDS", default=120)
SINGLE_SESSION = env.bool("SINGLE_SESSION", default=True)
CONFIRM_MINUTES = env.int("CONFIRM_MINUTES", default=10)
# Networks the three administrators may work from, for example 10.1.2.0/28; empty: any.
STEWARD_NETWORKS = env.list("STEWARD_NETWORKS", default=[])
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Longer than any session lasts, so that what comes too late is still known to be somebody's.
SESSION_COOKIE_AGE = 24 * 3600
# Not the cookie storage: what a page says to a person stays out of the browser.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "web.errors.csrf_failed"

# A closed network often has no certificate at first; HTTPS=1 is the production default.
HTTPS = env.bool("HTTPS", default=not DEVELOPMENT)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# A browser takes a __Host- cookie from this very host only, over TLS, for the whole site.
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
# No preload list knows a closed network.
SILENCED_SYSTEM_CHECKS += ["security.W021"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Whose X-Forwarded-* headers count; everybody else's are taken away.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=["127.0.0.1", "::1"] if BEHIND_PROXY else [])
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Bootstrap draws its check marks and select arrows as data: images.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
# What is owed besides by the dossier itself: (standings, day) → duties (visits.facts.sources).
DUTY_SOURCES = (
    "visits.facts.case_duties.execution_duties",
    "visits.facts.case_duties.issue_duties",
    "visits.facts.case_duties.restoration_duties",
    "visits.facts.case_duties.need_duties",
    "visits.facts.advice.advice_duties",
    "evaluation.facts.owed.round_duties",
    "reports.facts.owed.letter_duties",
    "reports.facts.owed.expiry_duties",
)

TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / ".run" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(BASE_DIR / ".run" / "media")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        # Errors by type and place; their own words may quote a person (huifang/logs.py).
        "plain": {
            "()": "huifang.logs.Discreet",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
