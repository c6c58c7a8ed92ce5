"""The desk of releases."""

from django.urls import path

from opennrm.publication.views import releases

app_name = "releases"
urlpatterns = [
    path("releases/", releases.queue, name="releases"),
    path("releases/new/", releases.ask, name="ask"),
    path("releases/budget/", releases.budget, name="budget"),
    path("releases/<uuid:pk>/", releases.release, name="release"),
    path("releases/<uuid:pk>/approve/", releases.approve, name="approve"),
    path("releases/<uuid:pk>/end/", releases.end, name="end"),
    path("releases/<uuid:pk>/package/", releases.seal, name="seal"),
]
