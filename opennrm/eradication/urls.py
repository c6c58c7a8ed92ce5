"""Pages of the desk: investigations, related offences, exchange of information."""

from django.urls import path

from opennrm.eradication.views import investigation_charges, investigation_deeds, investigation_pages

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
