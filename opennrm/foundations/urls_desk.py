"""The pages of materials and their copies; of sessions, meetings with partners, campaigns."""

from django.urls import path

from opennrm.foundations.views import campaigns, copies, exchanges, materials, sessions

app_name = "foundations"
urlpatterns = [
    path("materials/", materials.index, name="materials"),
    path("materials/new/", materials.new, name="new_material"),
    path("materials/preview/", materials.preview, name="preview"),
    path("copies/", copies.index, name="distribution"),
    path("copies.csv", copies.file, name="distribution_file"),
    path("copies/own/", copies.keep_own, name="own_copies"),
    path("copies/<uuid:pk>/hand-out/", copies.hand_out, name="hand_out"),
    path("copies/<uuid:pk>/correct/", copies.correct, name="correct_copies"),
    path("copies/<uuid:pk>/take-back/", copies.take_back, name="take_back"),
    path("materials/feedback/<int:pk>/answer/", materials.answer, name="answer_feedback"),
    path("materials/<uuid:pk>/", materials.detail, name="material"),
    path("materials/<uuid:pk>/file.pdf", materials.file, name="material_file"),
    path("materials/<uuid:pk>/comment/", materials.comment, name="comment"),
    path("materials/<uuid:pk>/release/", materials.release, name="release_material"),
    path("materials/<uuid:pk>/withdraw/", materials.withdraw, name="withdraw_material"),
    path("materials/<uuid:pk>/order/", copies.order, name="order"),
    path("sessions/", sessions.index, name="sessions"),
    path("sessions/new/", sessions.new, name="new_session"),
    path("sessions/in/", sessions.taken_in, name="sessions_in"),
    path("sessions/<uuid:pk>/", sessions.detail, name="session"),
    path("sessions/<uuid:pk>/change/", sessions.change, name="change_session"),
    path("exchanges/", exchanges.index, name="exchanges"),
    path("exchanges/new/", exchanges.new, name="new_exchange"),
    path("exchanges/<uuid:pk>/", exchanges.detail, name="exchange"),
    path("exchanges/<uuid:pk>/change/", exchanges.change, name="change_exchange"),
    path("exchanges/opinions/<uuid:pk>/", exchanges.opinion, name="opinion"),
    path("campaigns/", campaigns.index, name="campaigns"),
    path("campaigns/<slug:code>/", campaigns.detail, name="campaign"),
    path("campaigns/<slug:code>/change/", campaigns.change, name="change_campaign"),
    path("foundations/years/", campaigns.years, name="years"),
]
