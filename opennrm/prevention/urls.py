"""Pages of the desk: employers, contracts, examinations, technical interns."""

from django.urls import path

from opennrm.prevention.views import intern_lists, intern_page, intern_partner

app_name = "prevention"
urlpatterns = [
    # Technical interns
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
