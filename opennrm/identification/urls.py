"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page, matching

app_name = "cases"
urlpatterns = [
    path("cases/<str:code>/", case_page.case, name="case"),
    path("cases/<str:code>/ask-matching/", matching.ask, name="ask_matching"),
    path("matching/", matching.queue, name="matching"),
    path("matching/count/", matching.count, name="persons_counted"),
    path("matching/sweep/", matching.sweep, name="match_now"),
    path("matching/pairs/<uuid:pk>/", matching.pair, name="pair"),
    path("matching/pairs/<uuid:pk>/same/", matching.same, name="same_person"),
    path("matching/pairs/<uuid:pk>/different/", matching.different, name="different_persons"),
    path("matching/pairs/<uuid:pk>/reconsider/", matching.reconsider, name="reconsider_pair"),
    path("matching/merges/<uuid:pk>/undo/", matching.undo, name="undo_merge"),
    path("matching/questions/<uuid:pk>/nothing/", matching.nothing_found, name="nothing_found"),
]
