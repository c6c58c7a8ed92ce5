"""The pages of retention."""

from django.urls import path

from opennrm.retention.views import held, holds, proposals, records

app_name = "retention"
urlpatterns = [
    path("retention/proposals/", proposals.queue, name="proposals"),
    path("retention/proposals/new/", proposals.propose, name="propose"),
    path("retention/proposals/<uuid:pk>/", proposals.proposal, name="proposal"),
    path("retention/proposals/<uuid:pk>/approve/", proposals.approve, name="approve"),
    path("retention/proposals/<uuid:pk>/keep/", proposals.keep, name="keep"),
    path("retention/holds/", holds.holds, name="holds"),
    path("retention/holds/new/", holds.place, name="hold"),
    path("retention/holds/<uuid:pk>/ask/", holds.ask_to_lift, name="ask_to_lift"),
    path("retention/holds/<uuid:pk>/lift/", holds.lift, name="lift"),
    path("retention/held/", held.look, name="held"),
    path("retention/held/<str:kind>/<str:row>/", held.account, name="account"),
    path("retention/held/<str:kind>/<str:row>/account.csv", held.account_file, name="account_file"),
    path("retention/tombstones/", records.tombstones, name="tombstones"),
    path("retention/rules/", records.schedule, name="schedule"),
    path("retention/processing/", records.processed, name="processing"),
    path("retention/processing.csv", records.processed_file, name="processing_file"),
]
