"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page, case_verbs, cases, decisions, screenings

app_name = "cases"
urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/new/", cases.new, name="new"),
    path("cases/incident/<uuid:pk>/", cases.incident, name="incident"),
    path("cases/<str:code>/", case_page.case, name="case"),
    path("cases/<str:code>/opened/", case_page.opened, name="opened"),
    path("cases/<str:code>/summary/", case_page.summary, name="summary"),
    path("cases/<str:code>/person/", cases.person, name="person"),
    path("cases/<str:code>/assign/", case_verbs.assign, name="assign"),
    path("cases/<str:code>/due/", case_verbs.due, name="due"),
    path("cases/<str:code>/urgency/", case_verbs.urgency, name="urgency"),
    path("cases/<str:code>/note/", case_verbs.note, name="note"),
    path("cases/<str:code>/recognise/", case_verbs.recognise, name="recognise"),
    path("cases/<str:code>/support/", case_verbs.ask_support, name="ask_support"),
    path("cases/<str:code>/close/", case_verbs.close, name="close"),
    path("cases/<str:code>/reopen/", case_verbs.reopen, name="reopen"),
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
