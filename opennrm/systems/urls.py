"""The pages of keys."""

from django.urls import path

from opennrm.systems import views

app_name = "systems"
urlpatterns = [
    path("systems/", views.keys, name="keys"),
    path("systems/new/", views.new, name="new"),
    path("systems/<uuid:pk>/revoke/", views.revoke, name="revoke"),
]
