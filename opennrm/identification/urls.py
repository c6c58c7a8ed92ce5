"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page, decisions, screenings

app_name = "cases"
urlpatterns = [
    path("cases/<str:code>/", case_page.case, name="case"),
    path("cases/<str:code>/screening/", screenings.begin, name="screening_begin"),
    path("cases/<str:code>/screening/<uuid:pk>/", screenings.screening, name="screening"),
    path("cases/<str:code>/screening/<uuid:pk>/part/<slug:part>/", screenings.part, name="screening_part"),
    path("cases/<str:code>/screening/<uuid:pk>/stop/", screenings.stop, name="screening_stop"),
    path("cases/<str:code>/screening/<uuid:pk>/resume/", screenings.resume, name="screening_resume"),
    path("cases/<str:code>/screening/<uuid:pk>/age/", screenings.age, name="screening_age"),
    path("cases/<str:code>/screening/<uuid:pk>/conclude/", screenings.conclude, name="screening_conclude"),
    path("cases/<str:code>/screening/<uuid:pk>/words/", screenings.words, name="screening_words"),
    path("cases/<str:code>/screening/<uuid:pk>/sheet/", screenings.sheet, name="screening_sheet"),
    path("cases/<str:code>/decision/<slug:kind>/", decisions.decision, name="decision"),
    path("cases/<str:code>/appeal/", decisions.appeal, name="appeal"),
    path("cases/<str:code>/reasons/", decisions.reasons, name="reasons"),
]
