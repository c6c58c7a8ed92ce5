"""The files of leaflets for the public, and the short addresses printed for campaigns."""

from django.urls import path

from opennrm.foundations.views import public

app_name = "leaflets"
urlpatterns = [
    path("leaflets/<slug:kind>/<slug:language>.pdf", public.leaflet, name="leaflet"),  # one for all readers
    path("k/<slug:code>/", public.campaign, name="campaign"),
    path("k/<slug:code>/<slug:language>/", public.campaign, name="campaign_in"),
]
