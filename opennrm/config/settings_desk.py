"""Settings of the desk's process: sessions, sign-in, staff pages. The public process has none of them."""

from opennrm.config.settings import *  # noqa: F403
from opennrm.config.settings import TEMPLATES as PUBLIC_TEMPLATES

DESK = True
ROOT_URLCONF = "opennrm.config.urls_desk"
WSGI_APPLICATION = "opennrm.config.wsgi_desk.application"
MIDDLEWARE = [
    "opennrm.page.headers.SafetyHeaders",
    "opennrm.page.headers.PlainRequests",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "opennrm.page.headers.NeverKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "opennrm.accounts.middleware.SignedIn",
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
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
