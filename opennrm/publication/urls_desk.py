"""The desk of releases; of editions, their texts, and tables asked for by a question."""

from django.urls import path

from opennrm.publication.views import editions, questions, releases, texts

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
OF_EDITIONS = (
    [
        path("editions/", editions.editions, name="editions"),
        path("editions/<uuid:pk>/", editions.draft, name="draft"),
        path("editions/<uuid:pk>/preview/", editions.preview, name="preview"),
        path("editions/<uuid:pk>/send/", editions.send, name="send"),
        path("editions/<uuid:pk>/sign/", editions.sign, name="sign"),
        path("editions/<uuid:pk>/back/", editions.send_back, name="send_back"),
        path("editions/texts/<int:year>/", texts.texts, name="texts"),
        path("editions/texts/<int:year>/<slug:section>/", texts.text, name="text"),
        path("questions/", questions.questions, name="questions"),
        path("questions/table.csv", questions.question_file, name="question_file"),
    ],
    "editions",
)
