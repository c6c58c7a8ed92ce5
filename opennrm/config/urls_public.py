"""The public front door: statistics and the annual report, under the language's prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from opennrm.config.health import healthz, readyz
from opennrm.page.contact import security_txt
from opennrm.publication.urls import first

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    *first,
    path(".well-known/security.txt", security_txt),
    *i18n_patterns(path("", include("opennrm.publication.urls")), path("", include("opennrm.foundations.urls"))),
]
