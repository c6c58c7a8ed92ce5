"""The public front door: reporting and asking for help, the statistics, under the language's prefix."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from opennrm.config.health import healthz, readyz
from opennrm.config.interfaces import interfaces
from opennrm.page.api import AT
from opennrm.page.contact import security_txt
from opennrm.publication.api import api as statistics
from opennrm.publication.urls import first
from opennrm.reporting.urls import leave

handler400 = "opennrm.reporting.views.door.not_understood"
handler404 = "opennrm.reporting.views.door.not_here"
handler500 = "opennrm.reporting.views.door.failed"
handler503 = "opennrm.reporting.views.door.unavailable"  # ours: see troubles.py
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz),
    path("readyz", readyz),
    *first,
    path(".well-known/security.txt", security_txt),
    path(AT.lstrip("/"), statistics.urls),
    path("leave", leave, name="leave"),
    path("", include("opennrm.foundations.urls")),
    *i18n_patterns(
        path("", include("opennrm.reporting.urls")),
        path("", include("opennrm.prevention.urls_public")),
        path("api/", interfaces, name="interfaces"),
        path("", include("opennrm.publication.urls")),
    ),
]
