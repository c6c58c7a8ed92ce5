"""Pages of the desk: employers, contracts, examinations, technical interns."""

from django.urls import URLPattern, path

from opennrm.prevention.views import (
    contract_pages,
    employer_pages,
    examination_deeds,
    examination_pages,
    intern_lists,
    intern_page,
    intern_partner,
)

app_name = "prevention"
urlpatterns: list[URLPattern] = []

# Employers and examinations
urlpatterns += [
    path("prevention/employers/", employer_pages.listed, name="employers"),
    path("prevention/employers/new/", employer_pages.new, name="employer_new"),
    path("prevention/employers/shared/", employer_pages.who_shares, name="employers_shared"),
    path("prevention/employers/file/", contract_pages.take_in_file, name="employer_file"),
    path("prevention/employers/<uuid:pk>/", employer_pages.employer, name="employer"),
    path("prevention/employers/<uuid:pk>/show/", employer_pages.show, name="employer_show"),
    path("prevention/employers/<uuid:pk>/<slug:what>/", employer_pages.do, name="employer_do"),
    path("prevention/ties/<uuid:pk>/", employer_pages.tie, name="employer_tie"),
    path("prevention/contracts/<uuid:pk>/", contract_pages.contract, name="employer_contract"),
    path("prevention/contracts/<uuid:pk>/<slug:what>/", contract_pages.contract_do, name="employer_contract_do"),
    path("prevention/examinations/", examination_pages.queue, name="examinations"),
    path("prevention/examinations/<uuid:pk>/", examination_pages.examination, name="examination"),
    path(
        "prevention/examinations/<uuid:pk>/criteria/<uuid:contract>/<slug:group>/",
        examination_pages.criteria,
        name="examination_criteria",
    ),
    path("prevention/examinations/<uuid:pk>/show/", examination_pages.show, name="examination_show"),
    path("prevention/examinations/<uuid:pk>/document/", examination_deeds.attach, name="examination_attach"),
    path("prevention/examinations/<uuid:pk>/<slug:what>/", examination_deeds.do, name="examination_do"),
    path("prevention/documents/<uuid:pk>/", examination_deeds.paper, name="examination_paper"),
    path("prevention/letters/<uuid:pk>/", examination_deeds.answer, name="examination_answer"),
    path("prevention/letters/<uuid:pk>/<slug:language>/", examination_pages.letter, name="examination_letter"),
    path("prevention/measures/<uuid:pk>/", examination_deeds.measure, name="examination_measure"),
]

# Technical interns
urlpatterns += [
    path("interns/", intern_lists.cases, name="interns"),
    path("interns/new/", intern_lists.new, name="intern_new"),
    path("interns/officers/", intern_lists.officers, name="intern_officers"),
    path("interns/officers/<str:prefecture>/", intern_lists.officer, name="intern_officer"),
    path("interns/requests/", intern_partner.here, name="intern_requests_here"),
    path("interns/requests/<slug:purpose>/", intern_partner.requests, name="intern_requests"),
    path("interns/requests/<slug:purpose>/<uuid:pk>/", intern_partner.one, name="intern_request"),
    path("interns/requests/<slug:purpose>/<uuid:pk>/<slug:what>/", intern_partner.reply, name="intern_reply"),
    path("interns/sent/<uuid:pk>/<slug:what>/", intern_page.sent, name="intern_sent"),
    path("interns/steps/<uuid:pk>/<slug:what>/", intern_page.step, name="intern_step"),
    path("interns/<uuid:pk>/", intern_page.case, name="intern"),
    path("interns/<uuid:pk>/words/", intern_page.words, name="intern_words"),
    path("interns/<uuid:pk>/<slug:what>/", intern_page.do, name="intern_do"),
]
