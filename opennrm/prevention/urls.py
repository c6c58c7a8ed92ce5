"""Pages of the desk: employers, contracts, examinations, technical interns."""

from django.urls import URLPattern, path

from opennrm.prevention.views import contract_pages, employer_pages, examination_deeds, examination_pages

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
