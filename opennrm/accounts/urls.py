"""Signing in and out, one's own account, letting others in."""

from django.urls import path

from opennrm.accounts.views import entering, inbox, inbox_members, others, own, setting_up

app_name = "accounts"
urlpatterns = [
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-in/factor/", entering.factor, name="factor"),
    path("sign-in/passkey/", entering.passkey, name="passkey"),
    path("sign-in/cannot/", entering.cannot, name="cannot"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("link/<str:token>/", setting_up.link, name="link"),
    path("set-up/", setting_up.set_up, name="set_up"),
    path("set-up/app/", setting_up.app, name="app"),
    path("set-up/passkey/", setting_up.new_passkey, name="new_passkey"),
    path("account/", own.own, name="own"),
    path("account/codes/", own.codes, name="codes"),
    path("account/password/", own.password, name="password"),
    path("account/confirm/", own.confirm, name="confirm"),
    path("account/factors/<int:factor>/remove/", own.drop_factor, name="drop_factor"),
    path("account/sessions/", own.own_sessions, name="sessions"),
    path("account/sessions/<uuid:word>/end/", own.end_session, name="end_session"),
    path("account/recovery/cancel/", own.cancel_own_recovery, name="cancel_own_recovery"),
    path("people/", others.people, name="people"),
    path("people/invite/", others.invite, name="invite"),
    path("people/<uuid:account>/link/", others.renew, name="renew"),
    path("people/recovery/<uuid:recovery_id>/", others.approve, name="approve"),
    path("people/recovery/<uuid:recovery_id>/cancel/", others.cancel, name="cancel_recovery"),
    path("inbox-key/", inbox.inbox, name="inbox"),
    path("inbox-key/lock/", inbox.lock, name="lock"),
    path("inbox-key/found/", inbox_members.found, name="found_inbox"),
    path("inbox-key/recover/", inbox_members.recover, name="recover_inbox"),
    path("inbox-key/members/", inbox_members.listed, name="inbox_members"),
    path("inbox-key/members/give/", inbox_members.give, name="give_phrase"),
    path("inbox-key/members/<uuid:pk>/remove/", inbox_members.remove, name="remove_member"),
    path("inbox-key/new-key/", inbox_members.new_key, name="new_inbox_key"),
    path("inbox-key/new-paper/", inbox_members.new_paper, name="new_recovery_key"),
]
