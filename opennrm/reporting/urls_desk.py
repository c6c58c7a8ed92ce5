"""The pages of the desk: reports, contacts, interpreters, languages."""

from django.urls import path

from opennrm.reporting.views import (
    desk_answer,
    desk_contacts,
    desk_interpreters,
    desk_pass,
    desk_queue,
    desk_report,
    desk_verbs,
    desk_voice,
)

app_name = "reports"
urlpatterns = [
    path("reports/", desk_queue.queue, name="queue"),
    path("reports/<uuid:pk>/", desk_report.report, name="report"),
    path("reports/<uuid:pk>/files/<uuid:message>/", desk_report.file, name="file"),
    path("reports/<uuid:pk>/assign/", desk_verbs.assign, name="assign"),
    path("reports/<uuid:pk>/urgency/", desk_verbs.urgency, name="urgency"),
    path("reports/<uuid:pk>/note/", desk_verbs.note, name="note"),
    path("reports/<uuid:pk>/identification/", desk_verbs.ask_identification, name="ask_identification"),
    path("reports/<uuid:pk>/reopen/", desk_verbs.reopen, name="reopen"),
    path("reports/<uuid:pk>/unmerge/", desk_verbs.unmerge, name="unmerge"),
    path("reports/<uuid:pk>/reply/", desk_answer.reply, name="reply"),
    path("reports/<uuid:pk>/not-trafficking/", desk_answer.not_trafficking, name="not_trafficking"),
    path("reports/<uuid:pk>/hand-over/", desk_pass.hand_over, name="hand_over"),
    path("reports/<uuid:pk>/merge/", desk_pass.merge, name="merge"),
    path("contacts/", desk_contacts.contacts, name="contacts"),
    path("contacts/report/", desk_voice.by_voice, name="by_voice"),
    path("contacts/report/receipt/", desk_voice.read_back, name="read_back"),
    path("contacts/<uuid:pk>/", desk_contacts.contact, name="contact"),
    path("contacts/<uuid:pk>/correct/", desk_contacts.correct, name="correct"),
    path("contacts/<uuid:pk>/take-back/", desk_contacts.take_back, name="take_back"),
    path("interpreters/", desk_interpreters.interpreters, name="interpreters"),
    path("interpreters/for/<uuid:pk>/", desk_interpreters.book, name="book"),
    path("interpreters/<uuid:pk>/", desk_interpreters.booking, name="booking"),
    path("languages/", desk_interpreters.languages, name="languages"),
    path("languages.csv", desk_interpreters.languages_file, name="languages_file"),
]
