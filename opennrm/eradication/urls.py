"""Pages of the desk: investigations, related offences, exchange of information."""

from django.urls import URLPattern, path

from opennrm.eradication.views import (
    conference_pages,
    exchange_pages,
    flag_pages,
    package_pages,
    partner_pages,
    related_pages,
)

app_name = "eradication"
urlpatterns: list[URLPattern] = []

# Related offences, and suspects who may be victims.
urlpatterns += [
    path("related/", related_pages.listed, name="related"),
    path("related/new/", related_pages.new, name="related_new"),
    path("related/file/", related_pages.take_file, name="related_file"),
    path("related/signs/", related_pages.signs, name="related_signs"),
    path("related/flags/", flag_pages.listed, name="related_flags"),
    path("related/flags/new/", flag_pages.new, name="related_flag_new"),
    path("related/flags/<uuid:pk>/", flag_pages.flag, name="related_flag"),
    path("related/<uuid:pk>/", related_pages.offence, name="related_offence"),
    path("related/<uuid:pk>/<slug:what>/", related_pages.do, name="related_do"),
]

# Information exchange.
urlpatterns += [
    path("exchange/", exchange_pages.listed, name="exchange"),
    path("exchange/new/", exchange_pages.new, name="exchange_new"),
    path("exchange/<uuid:pk>/", exchange_pages.one, name="exchange_one"),
    path("exchange/<uuid:pk>/<slug:what>/", exchange_pages.do, name="exchange_do"),
    path("exchange/conferences/new/", conference_pages.new, name="exchange_conference_new"),
    path("exchange/conferences/<uuid:pk>/", conference_pages.one, name="exchange_conference"),
    path("exchange/conferences/<uuid:pk>/<slug:what>/", conference_pages.do, name="exchange_conference_do"),
    path("exchange/decisions/<uuid:pk>/", conference_pages.decision, name="exchange_decision"),
    path("exchange/partners/", partner_pages.listed, name="exchange_partners"),
    path("exchange/partners/new/", partner_pages.new, name="exchange_partner_new"),
    path("exchange/partners/<uuid:pk>/", partner_pages.one, name="exchange_partner"),
    path("exchange/partners/<uuid:pk>/<slug:what>/", partner_pages.do, name="exchange_partner_do"),
    path("exchange/packages/", package_pages.listed, name="exchange_packages"),
    path("exchange/packages/<slug:way>/new/", package_pages.new, name="exchange_package_new"),
    path("exchange/packages/<uuid:pk>/", package_pages.one, name="exchange_package"),
    path("exchange/packages/<uuid:pk>/<slug:what>/", package_pages.do, name="exchange_package_do"),
]
