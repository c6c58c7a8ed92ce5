"""The pages of protection at the desk."""

from django.urls import path

from opennrm.protection.views import due_lists, followups, plan_page, procedures, residence, returns

app_name = "protection"
urlpatterns = [
    path("protection/<uuid:pk>/", plan_page.plan, name="plan"),
]

# Residence, return, the end and what comes after.
urlpatterns += [
    path("protection/expiring/", due_lists.expiring, name="expiring"),
    path("protection/returns/", due_lists.under_way, name="under_way"),
    path("protection/follow-ups/", due_lists.follow_ups_due, name="follow_ups_due"),
    path("protection/<uuid:pk>/residence/", residence.residence, name="residence"),
    path("protection/<uuid:pk>/residence/show/", residence.show_stay, name="show_stay"),
    path("protection/<uuid:pk>/residence/stay/", residence.stay, name="stay"),
    path("protection/<uuid:pk>/residence/watch/", residence.watch, name="watch"),
    path("protection/<uuid:pk>/residence/begin/", residence.begin, name="begin_procedure"),
    path("protection/<uuid:pk>/residence/who-sees/", residence.who_sees, name="who_sees"),
    path("protection/procedures/<uuid:pk>/", procedures.procedure, name="procedure"),
    path("protection/procedures/<uuid:pk>/show/", procedures.show_procedure, name="show_procedure"),
    path("protection/procedures/<uuid:pk>/<slug:what>/", procedures.do_procedure, name="do_procedure"),
    path("protection/<uuid:pk>/return/", returns.begin, name="begin_return"),
    path("protection/returns/<uuid:pk>/", returns.going_home, name="return"),
    path("protection/returns/<uuid:pk>/show/", returns.show_return, name="show_return"),
    path("protection/returns/<uuid:pk>/<slug:what>/", returns.do_return, name="do_return"),
    path("protection/tracings/<uuid:pk>/", returns.traced, name="traced"),
    path("protection/steps/<uuid:pk>/", returns.step_done, name="step_done"),
    path("protection/<uuid:pk>/end/", followups.end, name="end"),
    path("protection/<uuid:pk>/reopen/", followups.reopen, name="reopen"),
    path("protection/follow-ups/<uuid:pk>/", followups.follow_up, name="follow_up"),
    path("protection/follow-ups/<uuid:pk>/show/", followups.show_follow_up, name="show_follow_up"),
]
