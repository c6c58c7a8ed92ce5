"""Settings. Everything an operator may change is an environment variable named OPENNRM_…; see docs/how-to/run.md."""

import os
from datetime import timedelta
from pathlib import Path

import django.conf.locale

from opennrm.config import logs
from opennrm.config.home import database, home, proxy_header, public_url, secret_key
from opennrm.config.mail import mail, sender
from opennrm.page import languages

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = CHECKOUT / "opennrm"
HOME = home()

SECRET_KEY = secret_key(HOME)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *os.environ.get("OPENNRM_HOSTS", "").split()]
SECURE_PROXY_SSL_HEADER = proxy_header()
SECURITY_CONTACT = os.environ.get("OPENNRM_SECURITY_CONTACT", "").strip()
PUBLIC_URL = public_url(HOME)
FILE_UPLOAD_HANDLERS = ["opennrm.page.uploads.NoFiles"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",  # for django.contrib.auth
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "opennrm.page",
    "opennrm.vault",
    "opennrm.worker",
    "opennrm.agencies",
    "opennrm.accounts",
    "opennrm.accounts.parts.AllauthTables",
    "allauth.mfa",
    "opennrm.access",
    "opennrm.systems",
    "opennrm.backup",
    "opennrm.retention",
    "opennrm.understanding",
    "opennrm.plan",
    "opennrm.publication",
    "opennrm.foundations",
    "opennrm.reporting",
    "opennrm.identification",
    "opennrm.protection",
    "opennrm.eradication",
    "opennrm.prevention",
    "opennrm.desk",
    "opennrm.config",
]
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["opennrm.accounts.backend.ByFactor"]
PASSWORD_HASHERS = ["opennrm.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email"]}),
    )
] + [{"NAME": "opennrm.accounts.passwords.WordsOfThePlace"}]
PASSWORD_WORDS = os.environ.get("OPENNRM_PASSWORD_WORDS", "").split()
MFA_ADAPTER = "opennrm.accounts.seals.Sealed"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_TOLERANCE = 1
FORM_RENDERER = "opennrm.page.forms.Renderer"
MIDDLEWARE = [
    "opennrm.page.padding.Padded",
    "opennrm.page.headers.SafetyHeaders",
    "opennrm.page.problems.Problems",
    "opennrm.page.headers.PlainRequests",
    "opennrm.page.small_files.SmallFiles",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "opennrm.config.troubles.TroublePages",
    "opennrm.page.context.InTwoLanguages",
]
# Public pages alone, in the memory of each process, until the next edition: publication/views/kept.py.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    }
}
ROOT_URLCONF = "opennrm.config.urls_public"
WSGI_APPLICATION = "opennrm.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "opennrm.page.context.page",
            ],
            "builtins": ["opennrm.page.tags"],
        },
    }
]

DATABASES = {"default": database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# English msgids: an untranslated text falls back to English, never to a third language.
LANGUAGE_CODE = "en"
LANGUAGES = languages.offered()
# The public door, and pages of upper rooms that stand at it; all other pages exist in two languages.
IN_EVERY_LANGUAGE = frozenset({"door", "prevention:check"})
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"
for _each in languages.DECLARED.values():  # Django lacks some of them, and has others under another name
    _known = django.conf.locale.LANG_INFO.setdefault(_each.code, {"bidi": False, "code": _each.code})
    _known |= {"name": _known.get("name", _each.name), "name_local": _each.name}

# The public door: where «leave quickly» leads, and the onion address of this door, if there is one.
LEAVE_TO = os.environ.get("OPENNRM_LEAVE_TO", "https://www.jma.go.jp/bosai/forecast/").strip()
ONION = os.environ.get("OPENNRM_ONION", "").strip().removeprefix("http://").rstrip("/")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # straight from the rooms: nothing to collect
WHITENOISE_ALLOW_ALL_ORIGINS = False  # there are no fonts that another site may ask for
WHITENOISE_MIMETYPES = {".svg": "image/svg+xml; charset=utf-8"}

# Retention (docs/how-to/retention.md): what the operator sets, days in which an approved erasure can still be
# stopped, and days for which a record that changed is left alone.
IC_TIP_FILE = os.environ.get("OPENNRM_IC_TIP_FILE", "")  # codes of IC-TIP, once an operator has them
RETENTION_FILE = os.environ.get("OPENNRM_RETENTION_FILE")
RETENTION_UNDO_DAYS = int(os.environ.get("OPENNRM_RETENTION_UNDO_DAYS", "7"))
RETENTION_SETTLE_DAYS = int(os.environ.get("OPENNRM_RETENTION_SETTLE_DAYS", "30"))

# How rows of each room go when their time is over (retention/keeping.py).
RECORDS = [
    "opennrm.retention.kept.KEPT",
    "opennrm.reporting.kept.KEPT",
    "opennrm.identification.kept.KEPT",
    "opennrm.protection.kept.KEPT",
    "opennrm.eradication.kept.KEPT",
    "opennrm.prevention.kept.KEPT",
]

# What roles of the database other than the desk's may do (opennrm roles; on SQLite the public process alone).
RIGHTS = {
    "public": [
        "opennrm.publication.public_role.RIGHTS",
        "opennrm.foundations.public_role.RIGHTS",
        "opennrm.reporting.public_role.RIGHTS",
        "opennrm.config.public_role.RIGHTS",
    ],
    "reader": ["opennrm.understanding.reader_role.RIGHTS"],
}

# Who keeps signed ends of the audit: files and mailto: addresses of at least two organisations (worker/checkpoints.py).
CHECKPOINTS = os.environ.get("OPENNRM_CHECKPOINTS", "").split()

# What is due by the clock (opennrm.worker): functions without arguments that may run at any time, any number of times.
SWEEPS = {
    "opennrm.worker.letters.deliver": timedelta(seconds=30),
    "opennrm.worker.checkpoints.hand_out": timedelta(hours=1),
    "opennrm.accounts.sessions.sweep": timedelta(minutes=15),
    "opennrm.accounts.recovery.sweep": timedelta(hours=1),
    "opennrm.systems.actions.forget_answers": timedelta(days=1),
    "opennrm.reporting.sweeps.take_in": timedelta(minutes=1),
    "opennrm.reporting.sweeps.escalate": timedelta(minutes=1),
    "opennrm.foundations.campaign_actions.begin_due": timedelta(hours=1),
    "opennrm.identification.sweeps.end_sharing": timedelta(hours=1),
    "opennrm.protection.reminding.remind": timedelta(hours=1),
    "opennrm.protection.reminding.settle": timedelta(days=1),
    "opennrm.identification.sweeping.match": timedelta(minutes=1),
    "opennrm.prevention.intern_sweeps.escalate": timedelta(hours=1),
    "opennrm.plan.reminding.remind": timedelta(hours=6),
    "opennrm.retention.sweeps.propose": timedelta(days=1),
    "opennrm.retention.sweeps.carry_out": timedelta(hours=1),
}
REVEALS_AN_HOUR = int(os.environ.get("OPENNRM_REVEALS_AN_HOUR", "300"))  # sealed fields one official opens

LETTER_ADDRESSES = "opennrm.config.addresses.address_of"

MAIL = mail(HOME)
EMAIL_BACKEND, EMAIL_FILE_PATH = MAIL.backend, MAIL.folder
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.tls, MAIL.ssl, 20
DEFAULT_FROM_EMAIL = sender()

# Field values never reach a log: ids and names of acts only (docs/explanation/privacy.md).
LOGGING = logs.settings()
DESK = False
KEYLESS = False  # whether this process is kept from the master key
