"""The pages of organisations, officials, roles, contact points and duty."""

from django.urls import path

from opennrm.agencies.views import contact_points, duty, officials, organisations, roles

app_name = "agencies"
urlpatterns = [
    path("organisations/", organisations.index, name="organisations"),
    path("organisations/new/", organisations.new, name="new_organisation"),
    path("organisations/<slug:code>/", organisations.detail, name="organisation"),
    path("organisations/<slug:code>/edit/", organisations.edit, name="edit_organisation"),
    path("organisations/<slug:code>/rename/", organisations.rename, name="rename_organisation"),
    path("organisations/<slug:code>/withdraw-name/", organisations.withdraw_name, name="withdraw_name"),
    path("organisations/<slug:code>/suspend/", organisations.suspend, name="suspend_organisation"),
    path("organisations/<slug:code>/reinstate/", organisations.reinstate, name="reinstate_organisation"),
    path("officials/", officials.index, name="officials"),
    path("officials/appoint/", officials.appoint, name="appoint"),
    path("officials/<uuid:pk>/", officials.detail, name="official"),
    path("officials/<uuid:pk>/name/", officials.name, name="official_name"),
    path("officials/<uuid:pk>/roles/", officials.roles, name="official_roles"),
    path("officials/<uuid:pk>/absence/", officials.absence, name="official_absence"),
    path("officials/<uuid:pk>/come-back/", officials.come_back, name="official_come_back"),
    path("officials/<uuid:pk>/stay/", officials.stay, name="official_stay"),
    path("roles/", roles.index, name="roles"),
    path("contact-points/", contact_points.index, name="contact_points"),
    path("contact-points/languages/", contact_points.languages, name="languages"),
    path("contact-points/new/", contact_points.new, name="new_contact_point"),
    path("contact-points/<slug:code>/", contact_points.detail, name="contact_point"),
    path("contact-points/<slug:code>/edit/", contact_points.edit, name="edit_contact_point"),
    path("contact-points/<slug:code>/verify/", contact_points.verify, name="verify_contact_point"),
    path("contact-points/<slug:code>/languages/add/", contact_points.add_language, name="add_language"),
    path("contact-points/<slug:code>/languages/<int:pk>/end/", contact_points.end_language, name="end_language"),
    path("contact-points/<slug:code>/languages/<int:pk>/drop/", contact_points.drop_language, name="drop_language"),
    path("duty/", duty.week, name="duty"),
    path("duty/give/", duty.give, name="give_turn"),
    path("duty/<int:pk>/drop/", duty.drop, name="drop_turn"),
]
