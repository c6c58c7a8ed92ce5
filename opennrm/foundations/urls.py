"""The files of leaflets for the public; the page that lists them is the public door's."""

from django.urls import path

from opennrm.foundations.views import public

app_name = "leaflets"
urlpatterns = [path("leaflets/<slug:kind>/<slug:language>.pdf", public.leaflet, name="leaflet")]  # one for all readers
