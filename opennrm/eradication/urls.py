"""Pages of the desk: investigations, related offences, exchange of information."""

from django.urls import path

from opennrm.eradication.views import (
    conference_pages,
    exchange_pages,
    flag_pages,
    investigation_charges,
    investigation_deeds,
    investigation_pages,
    package_pages,
    partner_pages,
    related_pages,
)

app_name = "eradication"

# Investigations
urlpatterns = [
    path("investigations/", investigation_pages.investigations_list, name="investigations"),
    path("investigations/new/", investigation_pages.new, name="investigation_new"),
    path("investigations/<str:code>/", investigation_pages.investigation, name="investigation"),
    path("investigations/<str:code>/open/", investigation_pages.opened, name="investigation_opened"),
    path("investigations/<str:code>/print/", investigation_pages.summary, name="investigation_print"),
    path("investigations/<str:code>/<slug:what>/", investigation_deeds.do, name="investigation_do"),
    path(
        "investigations/<str:code>/offences/<uuid:pk>/<slug:what>/",
        investigation_deeds.of_offence,
        name="investigation_offence",
    ),
    path(
        "investigations/<str:code>/suspects/<uuid:pk>/<slug:what>/",
        investigation_charges.of_suspect,
        name="investigation_suspect",
    ),
    path(
        "investigations/<str:code>/charges/<uuid:pk>/<slug:act>/",
        investigation_charges.of_charge,
        name="investigation_charge",
    ),
    path("investigations/<str:code>/victims/<uuid:pk>/", investigation_deeds.victim_out, name="investigation_victim"),
    path("investigations/<str:code>/others/<int:grant>/", investigation_deeds.body_out, name="investigation_body"),
]

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
