"""Settings of the desk's process: sessions, sign-in, staff pages. The public process has none of them."""

from opennrm.config.home import demo_keys
from opennrm.config.settings import *  # noqa: F403
from opennrm.config.settings import ALLOWED_HOSTS, HOME
from opennrm.config.settings import TEMPLATES as PUBLIC_TEMPLATES

DESK = True
ROOT_URLCONF = "opennrm.config.urls_desk"
WSGI_APPLICATION = "opennrm.config.wsgi_desk.application"
MIDDLEWARE = [
    "opennrm.page.headers.SafetyHeaders",
    "opennrm.page.problems.Problems",
    "opennrm.page.headers.PlainRequests",
    "opennrm.page.small_files.SmallFiles",
    "opennrm.page.headers.NeverKept",
    "opennrm.page.once.AskedOnce",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "opennrm.page.context.InTwoLanguages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "opennrm.accounts.middleware.SignedIn",
    "opennrm.config.troubles.TroublePages",
    "opennrm.page.refused.RefusedPages",
]
TEMPLATES = [
    PUBLIC_TEMPLATES[0]
    | {
        "OPTIONS": PUBLIC_TEMPLATES[0]["OPTIONS"]  # type: ignore[operator]
        | {
            "context_processors": [
                *PUBLIC_TEMPLATES[0]["OPTIONS"]["context_processors"],  # type: ignore[index]
                "django.contrib.messages.context_processors.messages",
                "opennrm.desk.context.desk",
            ],
        }
    }
]
LOGIN_URL = "accounts:sign_in"
SESSION_ENGINE = "opennrm.accounts.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Over https the cookies are this host's alone; plain http is for a demonstration on the machine itself.
HTTPS = not demo_keys(HOME)
_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "opennrm.accounts.forged.refused"
CSRF_COOKIE_AGE = None  # a session cookie
# The proxy that ends TLS hands plain http on: the browser's Origin is compared with these.
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
