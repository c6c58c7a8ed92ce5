"""The staff's front door: sign-in, and each room's pages under the language's prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from opennrm.config.api import agencies
from opennrm.config.health import healthz, readyz
from opennrm.page.api import AT
from opennrm.publication.urls_desk import OF_EDITIONS

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    path(AT.lstrip("/"), agencies.urls),
    *i18n_patterns(
        path("", include("opennrm.desk.urls")),
        path("", include("opennrm.accounts.urls")),
        path("", include("opennrm.agencies.urls")),
        path("", include("opennrm.access.urls")),
        path("", include("opennrm.systems.urls")),
        path("", include("opennrm.reporting.urls_desk")),
        path("", include("opennrm.identification.urls")),
        path("", include("opennrm.protection.urls")),
        path("", include("opennrm.eradication.urls")),
        path("", include("opennrm.prevention.urls")),
        path("", include("opennrm.plan.urls")),
        path("", include("opennrm.foundations.urls_desk")),
        path("", include("opennrm.publication.urls_desk")),
        path("", include(OF_EDITIONS)),
        path("", include("opennrm.retention.urls")),
    ),
]
