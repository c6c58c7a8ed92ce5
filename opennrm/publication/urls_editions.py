"""The desk of editions: drafts, signatures, and the texts of a year's report; tables asked for by a question."""

from django.urls import path

from opennrm.publication.views import editions, texts

app_name = "editions"
urlpatterns = [
    path("editions/", editions.editions, name="editions"),
    path("editions/<uuid:pk>/", editions.draft, name="draft"),
    path("editions/<uuid:pk>/preview/", editions.preview, name="preview"),
    path("editions/<uuid:pk>/send/", editions.send, name="send"),
    path("editions/<uuid:pk>/sign/", editions.sign, name="sign"),
    path("editions/<uuid:pk>/back/", editions.send_back, name="send_back"),
    path("editions/texts/<int:year>/", texts.texts, name="texts"),
    path("editions/texts/<int:year>/<slug:section>/", texts.text, name="text"),
]
