"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page, case_verbs, cases, exports, imports

app_name = "cases"
urlpatterns = [
    path("cases/", cases.cases, name="cases"),
    path("cases/new/", cases.new, name="new"),
    path("cases/incident/<uuid:pk>/", cases.incident, name="incident"),
    path("cases/import/", imports.begin, name="import"),
    path("cases/import/columns/", imports.columns, name="import_columns"),
    path("cases/import/words/", imports.words, name="import_words"),
    path("cases/import/take/", imports.take, name="import_take"),
    path("cases/import/refused/", imports.refused, name="import_refused"),
    path("cases/exports/", exports.exports, name="exports"),
    path("cases/exports/new/", exports.new, name="export_new"),
    path("cases/exports/<uuid:pk>/", exports.export, name="export"),
    path("cases/exports/<uuid:pk>/approve/", exports.approve, name="export_approve"),
    path("cases/exports/<uuid:pk>/decline/", exports.decline, name="export_decline"),
    path("cases/exports/<uuid:pk>/make/", exports.make, name="export_make"),
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
]
