"""The public's page of leaflets, and their files."""

from django.urls import path

from opennrm.foundations.views import public

app_name = "leaflets"
urlpatterns = [
    path("leaflets/", public.leaflets, name="leaflets"),
    path("leaflets/<slug:kind>/<slug:language>.pdf", public.leaflet, name="leaflet"),
]
