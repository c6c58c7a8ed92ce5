"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page, consents, notices, referral_verbs, referrals, requests

app_name = "cases"
urlpatterns = [
    path("cases/<str:code>/", case_page.case, name="case"),
    path("cases/<str:code>/consents/sheet/", consents.sheet, name="consent_sheet"),
    path("cases/<str:code>/consents/new/", consents.new, name="consent_new"),
    path("cases/<str:code>/consents/<uuid:pk>/withdraw/", consents.withdraw, name="consent_withdraw"),
    path("cases/<str:code>/exemptions/new/", consents.exempt, name="exemption_new"),
    path("cases/<str:code>/exemptions/<uuid:pk>/", consents.exemption, name="exemption"),
    path("cases/<str:code>/referrals/new/", referrals.ask, name="referral_new"),
    path("referrals/", referrals.here, name="referrals_here"),
    path("referrals/<slug:purpose>/", referrals.listed, name="referrals"),
    path("referrals/<slug:purpose>/<uuid:pk>/", referrals.referral, name="referral"),
    path("referrals/<slug:purpose>/<uuid:pk>/accept/", referral_verbs.accept, name="referral_accept"),
    path("referrals/<slug:purpose>/<uuid:pk>/decline/", referral_verbs.decline, name="referral_decline"),
    path("referrals/<slug:purpose>/<uuid:pk>/hand-back/", referral_verbs.hand_back, name="referral_hand_back"),
    path("referrals/<slug:purpose>/<uuid:pk>/revoke/", referral_verbs.revoke, name="referral_revoke"),
    path("referrals/<slug:purpose>/<uuid:pk>/seen/", referral_verbs.seen, name="referral_seen"),
    path("referrals/<slug:purpose>/<uuid:pk>/withdrawn/", referral_verbs.withdrawn, name="referral_withdrawn"),
    path("notices/", notices.here, name="notices_here"),
    path("notices/<slug:purpose>/", notices.listed, name="notices"),
    path("notices/<slug:purpose>/new/", notices.new, name="notice_new"),
    path("notices/<slug:purpose>/<uuid:pk>/", notices.notice, name="notice"),
    path("requests/", requests.waiting, name="requests"),
    path("requests/notices/<uuid:pk>/", requests.notice, name="notice_received"),
    path("requests/notices/<uuid:pk>/no-case/", requests.no_case, name="notice_no_case"),
]
